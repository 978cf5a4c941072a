//! What the demo's incidents rest on beside their items, and which of it carries which fact.

use cairn_app::{
    App, Visit,
    incident::{self, CountsDraft, SourceDraft},
};
use cairn_domain::{Incident, IncidentSourceKind};

use super::{people::Cast, steps::words};
use crate::{
    demo::{facts::IncidentFact, plan::Plan},
    instance::Problem,
};

/// Adds the sources of every incident.
pub async fn save(app: &App, lead: &Visit, cast: &Cast, plan: &Plan) -> Result<(), Problem> {
    for (fact, incident) in plan.incidents.iter().zip(&cast.incidents) {
        for draft in sources(fact) {
            incident::add_source(app, lead, &incident.short, &draft)
                .await
                .map_err(words)?;
        }
    }
    Ok(())
}

/// Of what was reported there is one source, and nobody looked at it with this tool. Of what is
/// invented a hospital has counted, and where many were hurt a newspaper has too, lower and earlier.
fn sources(fact: &IncidentFact) -> Vec<SourceDraft> {
    let source = |kind: IncidentSourceKind, origin: &str, title: &str| SourceDraft {
        origin: origin.to_owned(),
        kind: kind.to_string(),
        title: title.to_owned(),
        ..SourceDraft::default()
    };
    let counted = |source: SourceDraft| SourceDraft {
        killed: CountsDraft::of(fact.killed),
        injured: CountsDraft::of(fact.injured),
        ..source
    };
    if !fact.synthetic {
        let press = source(
            IncidentSourceKind::Media,
            "Press",
            "As widely reported at the time",
        );
        return vec![counted(press)];
    }
    let next_day = fact.date.succ_opt().unwrap_or(fact.date);
    let hospital = format!("Hospital of {} (invented)", fact.town);
    let list = source(
        IncidentSourceKind::Hospital,
        &hospital,
        "List of admissions (invented)",
    );
    let list = SourceDraft {
        published_on: next_day.to_string(),
        ..counted(list)
    };
    let paper = source(
        IncidentSourceKind::Media,
        "The demo's newspaper (invented)",
        "First report (invented)",
    );
    let paper = SourceDraft {
        published_on: fact.date.to_string(),
        killed: CountsDraft {
            low: fact
                .killed
                .low
                .map(|low| (low / 2).to_string())
                .unwrap_or_default(),
            ..CountsDraft::default()
        },
        ..paper
    };
    let is_large = fact.killed.low.is_some_and(|low| low >= 10);
    std::iter::once(list)
        .chain(is_large.then_some(paper))
        .collect()
}

/// Says what carries the facts of every incident that has items: what was filmed its day and place,
/// what was counted its numbers.
pub async fn carry(app: &App, cast: &Cast) -> Result<(), Problem> {
    let lead = cast.visit(app, "lead").await?;
    for incident in &cast.incidents {
        carry_one(app, &lead, incident).await?;
    }
    Ok(())
}

async fn carry_one(app: &App, lead: &Visit, incident: &Incident) -> Result<(), Problem> {
    let known = incident::incident_page(app, lead, &incident.short).await;
    let known = known.map_err(words)?;
    let items: Vec<_> = known
        .items
        .iter()
        .map(|item| item.short.to_string())
        .collect();
    let sources: Vec<_> = known
        .sources
        .iter()
        .map(|source| source.id.to_string())
        .collect();
    if items.is_empty() || !known.carried.is_empty() {
        return Ok(());
    }
    let carried = [
        ("date", &items),
        ("place", &items),
        ("killed", &sources),
        ("injured", &sources),
    ];
    for (field, by) in carried {
        incident::carry_fact(app, lead, &incident.short, field, by)
            .await
            .map_err(words)?;
    }
    Ok(())
}
