//! The project, its people, its incidents and the claims about them.

use std::collections::HashMap;

use cairn_app::{
    App, Visit,
    account::{self, NewAccount},
    incident::{self, IncidentDraft},
    project::{self, NewProject},
};
use cairn_domain::{Claim, ClaimId, Incident, UserId};
use cairn_storage::Store;

use super::{PASSWORD, PROJECT, steps::words};
use crate::{
    demo::{facts::IncidentFact, plan::Plan},
    instance::Problem,
};

const SUMMARY: &str = "Attacks in Afghanistan between August 2021 and May 2023, as a demonstration. \
    The well-known attacks are real and their facts are as widely reported; all evidence is drawn \
    by a program, and the other records are invented.";

/// Everybody and everything that exists before the first item comes in.
pub struct Cast {
    accounts: HashMap<String, UserId>,
    /// In the order of the plan.
    pub incidents: Vec<Incident>,
}

impl Cast {
    /// A person of the plan inside the project.
    pub async fn visit(&self, app: &App, key: &str) -> Result<Visit, Problem> {
        let user = self.user(key)?;
        Visit::enter(app, user, &PROJECT.parse()?)
            .await
            .map_err(words)
    }

    /// The account of a person of the plan.
    pub fn user(&self, key: &str) -> Result<UserId, Problem> {
        Ok(*self
            .accounts
            .get(key)
            .ok_or_else(|| format!("the plan has no person {key}"))?)
    }
}

/// Creates the project, the accounts, the incidents and the claims.
pub async fn create(app: &App, plan: &Plan) -> Result<Cast, Problem> {
    let new = NewProject {
        code: PROJECT.parse()?,
        name: "Attacks in Afghanistan".to_owned(),
        summary: SUMMARY.to_owned(),
        zone: "Asia/Kabul".to_owned(),
        template: "standard".to_owned(),
        lease_minutes: 8 * 60,
        publish_cell_m: 1_000.0,
        is_demo: true,
    };
    // Its password is printed for everybody to try: a second factor would lock them out.
    account::require_second_factor(app, &[])
        .await
        .map_err(words)?;
    let project = project::create_project(app, new).await.map_err(words)?;
    let mut accounts = HashMap::new();
    for person in &plan.people {
        let new = NewAccount {
            email: person.email.clone(),
            name: person.name.clone(),
            password: PASSWORD.to_owned(),
            is_operator: person.key == "admin",
        };
        let user = account::create_account(app, new).await.map_err(words)?;
        account::join_project(app, project, user, person.role)
            .await
            .map_err(words)?;
        accounts.insert(person.key.clone(), user);
    }
    let mut cast = Cast {
        accounts,
        incidents: Vec::new(),
    };
    let lead = cast.visit(app, "lead").await?;
    for fact in &plan.incidents {
        let opened = incident::open_incident(app, &lead, &draft(fact)).await;
        cast.incidents.push(opened.map_err(words)?);
    }
    save_claims(app, &lead, plan, &cast.incidents).await?;
    Ok(cast)
}

fn draft(fact: &IncidentFact) -> IncidentDraft {
    let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    IncidentDraft {
        title: fact.title.clone(),
        summary: fact.summary.clone(),
        date: fact.date.to_string(),
        point: format!("{:.4}, {:.4}", fact.point.lat(), fact.point.lon()),
        precision_m: fact.precision_m.to_string(),
        place_name: fact.place_name.clone(),
        province: fact.province.clone(),
        event_type: fact.event_type.clone(),
        target: fact.target.clone(),
        location_type: fact.location_type.clone(),
        crowd_in_public: fact.crowd_in_public,
        attribution: fact.attribution.clone(),
        killed_low: count(fact.killed.low),
        killed_high: count(fact.killed.high),
        injured_low: count(fact.injured.low),
        injured_high: count(fact.injured.high),
        source_note: fact.source_note.clone(),
        synthetic: fact.synthetic,
    }
}

/// Claims have no page of their own yet, so they go straight into the project.
async fn save_claims(
    app: &App,
    lead: &Visit,
    plan: &Plan,
    incidents: &[Incident],
) -> Result<(), Problem> {
    let claims: Vec<Claim> = plan
        .claims
        .iter()
        .map(|fact| Claim {
            id: ClaimId(app.dice.uuid(app.clock.now())),
            claimant: fact.claimant.clone(),
            outlet: fact.outlet.clone(),
            date: fact.date,
            province: fact.province.clone(),
            statement: fact.statement.clone(),
            killed: fact.killed,
            injured: fact.injured,
            status: fact.status,
            incident: fact.incident.map(|index| incidents[index].id),
        })
        .collect();
    let (store, project) = (app.store.clone(), lead.project.id);
    Store::detached(async move {
        let tx = store.begin().await?;
        for claim in &claims {
            tx.insert_claim(project, claim).await?;
        }
        tx.commit().await
    })
    .await?;
    Ok(())
}
