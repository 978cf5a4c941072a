//! The claims of the demo and what people made of them.

use cairn_app::{App, claim, claim::LinkDraft};
use cairn_domain::{
    Action, Agreement, Attribute, Claim, ClaimId, ClaimStatus, ShortId, StatedCount, claim::compare,
};

use super::{incidents::target, people::Cast, steps::words};
use crate::{
    demo::{
        claims::{ClaimFact, beside},
        plan::Plan,
    },
    instance::Problem,
};

/// Where the demo's team looked, in words.
const SEARCHED: &str = "Invented for the demonstration: three channels and two local pages, \
    searched in Dari and Pashto for the week after the day named.";

/// Writes all claims down; one person ties those that speak of an incident to it, another signs.
pub async fn save(app: &App, cast: &Cast, plan: &Plan) -> Result<(), Problem> {
    let (verifier, lead) = (
        cast.visit(app, "verifier").await?,
        cast.visit(app, "lead").await?,
    );
    let permit = lead.permit(Action::EditClaims).map_err(words)?;
    let facts: Vec<ClaimFact> = plan
        .claims
        .iter()
        .cloned()
        .chain(beside(&plan.claims))
        .collect();
    let mut claims: Vec<Claim> = Vec::with_capacity(facts.len());
    for fact in &facts {
        let id = ClaimId(app.dice.uuid(app.clock.now()));
        let new = Claim::about(id, ShortId::from_random(app.dice.bytes()), fact.date);
        let same_as = fact.repeats.map(|at| claims[at].id);
        claims.push(as_claim(fact, Claim { same_as, ..new }));
    }
    let rows = claims.into_iter().map(|claim| (claim, None)).collect();
    let saved = claim::record_claims(app, &permit, rows)
        .await
        .map_err(words)?;
    for (fact, claim) in facts.iter().zip(&saved) {
        let Some(incident) = fact.incident.map(|index| &cast.incidents[index]) else {
            continue;
        };
        let said = compare(claim, incident);
        let draft = LinkDraft {
            incident: incident.short.to_string(),
            relation: relation(fact, said.killed).to_owned(),
            attributes: Attribute::ALL
                .iter()
                .map(|one| (*one, said.of(*one).to_string()))
                .collect(),
            rationale: "Invented for the demonstration: the day, the town and the way of the \
                        attack are those of the incident."
                .to_owned(),
        };
        let link = claim::answer(app, &verifier, &claim.short, claim.revision, &draft)
            .await
            .map_err(words)?;
        let decided_at = link.decided_at.unwrap_or_default();
        claim::sign(app, &lead, &claim.short, &draft.incident, decided_at)
            .await
            .map_err(words)?;
    }
    Ok(())
}

/// Where the numbers differ the demo's team speaks of a part.
fn relation(fact: &ClaimFact, killed: Agreement) -> &'static str {
    match (fact.status, killed) {
        (ClaimStatus::Contradicted, _) => "contradicted",
        (_, Agreement::Differs) => "partially_corroborated",
        _ => "corroborated",
    }
}

/// A claim of the plan as the register holds it.
pub fn as_claim(fact: &ClaimFact, into: Claim) -> Claim {
    let count = |count: Option<u32>| count.map(StatedCount::exactly).unwrap_or_default();
    let searched = match fact.status {
        ClaimStatus::Unverified => SEARCHED.to_owned(),
        _ => String::new(),
    };
    Claim {
        kind: fact.kind,
        claimant: fact.claimant.clone(),
        outlet: fact.outlet.clone(),
        issue: fact.issue.clone(),
        published_on: fact.published_on,
        statement: fact.statement.clone(),
        place_name: fact.place_name.clone(),
        province: fact.province.clone(),
        target: target(&fact.target).to_owned(),
        method: fact.method.clone(),
        killed: count(fact.killed),
        injured: count(fact.injured),
        status: fact.status,
        synthetic: fact.synthetic,
        searched,
        ..into
    }
}
