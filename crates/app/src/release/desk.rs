//! The release desk: what the next release would change, field by field.

use cairn_dataset::{Changes, PublicIncident, changes};
use cairn_domain::{Action, Incident, Protection, ShortId};

use super::{
    build::release,
    files,
    preview::{Preview, preview},
    projection::project,
};
use crate::{App, AppError, Visit};

/// The next release as its builder sees it.
#[derive(Debug)]
pub struct Desk {
    /// What it would take and leave.
    pub preview: Preview,
    /// What it would change against the newest one.
    pub changes: Changes,
}

/// Reads the next release, and compares it with the newest one.
///
/// # Errors
/// Those of reading.
pub async fn desk(app: &App, visit: &Visit) -> Result<Desk, AppError> {
    let preview = Box::pin(preview(app, visit)).await?;
    let (rows, now) = (&preview.rows.rows, app.clock.now());
    let next = release(app, visit, rows, preview.version, now).await?;
    let before = files::before(app, visit.project.id).await?;
    Ok(Desk {
        changes: changes(&next, before.as_ref()),
        preview,
    })
}

/// A record as the public would see it, and what it asks for.
#[derive(Debug)]
pub struct WouldBe {
    /// The record on the team's side.
    pub incident: Incident,
    /// What it asks for beyond its project.
    pub protection: Protection,
    /// What would be published.
    pub public: PublicIncident,
}

/// One incident as the next release would publish it, with what stands ready of it.
///
/// # Errors
/// [`AppError::NotFound`] for an incident that is not of this project.
pub async fn would_be(app: &App, visit: &Visit, short: &ShortId) -> Result<WouldBe, AppError> {
    visit.permit(Action::BuildRelease)?;
    let reads = app.store.read();
    let incident = reads.find_incident(visit.project.id, short).await?;
    let incident = incident.ok_or(AppError::NotFound)?;
    let next = Box::pin(preview(app, visit)).await?;
    let ready: Vec<_> = next.ready.iter().map(|item| item.id).collect();
    let projected = project(&reads, &visit.project, &incident, &ready, next.version).await?;
    Ok(WouldBe {
        protection: reads.incident_protection(incident.id).await?,
        public: projected.incident,
        incident,
    })
}
