//! What is public follows the submitter's wish at once, not with the next release: pictures and
//! evidence that they no longer allow are taken down in the transaction that records the change, and
//! nothing else changes with them.

use cairn_review::Outcome;
use cairn_storage::{ItemRecord, ProjectRecord, WriteTx};

use super::{projection::made_from, standing::standing};
use crate::AppError;

/// Shows of a published item what its consent now allows.
pub(crate) async fn follow_consent(
    tx: &WriteTx,
    project: &ProjectRecord,
    item: &ItemRecord,
) -> Result<(), AppError> {
    let reads = tx.read();
    let (Some(Outcome::Published), Some(incident)) = (item.state.outcome, item.state.incident)
    else {
        return Ok(());
    };
    let incident = reads.load_incident(incident).await?;
    let known = reads.find_published(project.id, &incident.short).await?;
    let Some(known) = known.filter(|known| known.retracted.is_none()) else {
        return Ok(());
    };
    for gone in made_from(&reads, item).await? {
        tx.unpublish_blob(project.id, &gone).await?;
    }
    let after = Box::pin(standing(tx, project, &incident, &known)).await?;
    tx.publish_incident(project.id, &after.row).await?;
    // Another item may show the same bytes; whatever is still shown stays published.
    for blob in &after.blobs {
        tx.publish_blob(project.id, &blob.sha256, &blob.mime, blob.size_bytes)
            .await?;
    }
    Ok(())
}
