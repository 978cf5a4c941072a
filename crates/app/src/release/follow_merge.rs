//! What the public sees of a merge: the old address says where it went, and the other record, if it
//! is published too, shows the published evidence of both at once. What nobody has signed yet waits
//! for the next release.

use cairn_dataset::PublicIncident;
use cairn_domain::{AuditAct, Incident, RetractionReason};
use cairn_storage::{RetractionRecord, WriteTx};

use super::{
    projection::{project, public_id},
    rows::row,
    standing::{narrowed, read},
};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Leaves a tombstone for a published incident that was merged away, and moves its published
/// evidence to the other. Does nothing for what was never published.
pub(crate) async fn follow_merge(
    app: &App,
    tx: &WriteTx,
    visit: &Visit,
    from: &Incident,
    into: &Incident,
) -> Result<(), AppError> {
    let (reads, project_id) = (tx.read(), visit.project.id);
    let known = reads.find_published(project_id, &from.short).await?;
    let Some(known) = known.filter(|known| known.retracted.is_none()) else {
        return Ok(());
    };
    let newest = reads.latest_release(project_id).await?;
    let last = newest.map_or(0, |release| release.version);
    let other = public_id(&visit.project.code, &into.short);
    let gone = RetractionRecord {
        short: from.short.clone(),
        kind: Some(RetractionReason::Duplicate),
        reason: format!("The same event as {other}."),
        replaced_by: Some(into.short.clone()),
        at: app.clock.now(),
        last_release: last,
    };
    tx.retract_published(project_id, &gone).await?;
    let first = reads.find_published(project_id, &into.short).await?;
    let Some(first) = first.filter(|first| first.retracted.is_none()) else {
        return Ok(());
    };
    let mut both = read(&first)?;
    both.evidence.extend(read(&known)?.evidence);
    let now = Box::pin(project(&reads, &visit.project, into, &[], last)).await?;
    let both = PublicIncident {
        source_count: now.incident.source_count,
        ..narrowed(both, &now.incident)
    };
    let row = row(into, &both, first.first_release)?;
    tx.publish_incident(project_id, &row).await?;
    let act = AuditAct::Retracted {
        reason: RetractionReason::Duplicate,
        incident: Some(from.id),
    };
    audit::record(app, tx, By::member(visit), act).await?;
    Ok(())
}
