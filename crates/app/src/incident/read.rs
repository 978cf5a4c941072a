//! Reading incidents on the team's side.

use cairn_domain::{Action, Claim, Incident, ShortId};
use cairn_storage::ItemRecord;

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
    Ok(IncidentPage {
        incident,
        items,
        claims,
    })
}
