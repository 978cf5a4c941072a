//! The project, its people, its incidents and the claims about them.

use std::collections::HashMap;

use cairn_app::{
    App, Visit,
    account::{self, NewAccount},
    incident,
    project::{self, NewProject},
};
use cairn_domain::{Incident, UserId};

use super::{PASSWORD, PROJECT, incidents::incident_draft, steps::words};
use crate::{demo::plan::Plan, instance::Problem};

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
        let opened = incident::open_incident(app, &lead, &incident_draft(fact)).await;
        cast.incidents.push(opened.map_err(words)?);
    }
    super::sources::save(app, &lead, &cast, plan).await?;
    super::claims::save(app, &cast, plan).await?;
    Ok(cast)
}
