//! Reading incidents on the team's side.

use std::collections::HashMap;

use cairn_domain::{Action, Claim, Incident, IncidentId, IncidentSource, ShortId, UserId};
use cairn_storage::{FactRecord, IncidentEventRecord, ItemRecord};

use super::{Origins, origins_of};
use crate::{App, AppError, Visit};

/// An incident with what evidences it and what is claimed of it.
#[derive(Debug)]
pub struct IncidentPage {
    /// The incident.
    pub incident: Incident,
    /// Items linked to it.
    pub items: Vec<ItemRecord>,
    /// Claims that speak of it.
    pub claims: Vec<Claim>,
    /// Sources beside the items.
    pub sources: Vec<IncidentSource>,
    /// How all of that falls into independent origins.
    pub origins: Origins,
    /// What carries which fact.
    pub carried: Vec<FactRecord>,
    /// What happened to the record, oldest first.
    pub history: Vec<IncidentEventRecord>,
    /// Names of everybody who appears in it.
    pub names: HashMap<UserId, String>,
    /// Short ids of incidents that appear in it.
    pub others: HashMap<IncidentId, ShortId>,
}

/// Incidents of a project, newest first, filtered by words of their title.
pub async fn incidents(
    app: &App,
    visit: &Visit,
    text: Option<&str>,
) -> Result<Vec<Incident>, AppError> {
    visit.permit(Action::ViewItems)?;
    Ok(app
        .store
        .read()
        .incidents(visit.project.id, text, 500)
        .await?)
}

/// One incident.
pub async fn incident_page(
    app: &App,
    visit: &Visit,
    short: &ShortId,
) -> Result<IncidentPage, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let found = reads.find_incident(visit.project.id, short).await?;
    let incident = found.ok_or(AppError::NotFound)?;
    let items = reads.items_of_incident(incident.id).await?;
    let claims = reads.claims_of_incident(incident.id).await?;
    let sources = reads.incident_sources(incident.id).await?;
    let all: Vec<&ItemRecord> = items.iter().collect();
    let origins = origins_of(&reads, &all, &sources).await?;
    let history = reads.incident_events(incident.id).await?;
    let people: Vec<UserId> = history.iter().map(|line| line.actor).collect();
    let names = reads.account_names(&people).await?;
    let mut others = HashMap::new();
    for other in history.iter().filter_map(|line| line.other) {
        others.insert(other, reads.incident_short(other).await?);
    }
    Ok(IncidentPage {
        carried: reads.incident_facts(incident.id).await?,
        incident,
        items,
        claims,
        sources,
        origins,
        history,
        names,
        others,
    })
}
