//! Saying what of files' metadata is sealed, and who may open it.

use cairn_domain::{Action, AuditAct, Sealing, metadata::OpenPlace};
use cairn_storage::Store;

use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Changes a project's sealing. How much is open holds for files examined from then on; who may
/// open the rest holds at once. The fields are codes.
pub async fn change_sealing(
    app: &App,
    visit: &Visit,
    reader: &str,
    place: &str,
    device: bool,
) -> Result<(), AppError> {
    let permit = visit.permit(Action::Administer)?;
    let missing = |field| AppError::invalid(field, "choice-missing");
    let reader = reader.parse().ok();
    let reader = reader.filter(|role| Sealing::READERS.contains(role));
    let to = Sealing {
        reader: reader.ok_or_else(|| missing("reader"))?,
        place: place.parse::<OpenPlace>().map_err(|_| missing("place"))?,
        device,
    };
    let (app, project, by) = (app.clone(), permit.project(), By::member(visit));
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_sealing(project, &to).await?;
        let act = AuditAct::SealingChanged {
            reader: to.reader,
            place: to.place,
            device: to.device,
        };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
