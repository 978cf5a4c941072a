//! How far a person has uncovered the files of an item, remembered for them alone. Under another
//! rating than the one they were warned with, everything is covered again.

use cairn_domain::{Action, AuditAct, Digest, FileId, ShortId, UserId, sensitivity::Rating};
use cairn_storage::{ItemRecord, Reads, RevealRecord, Store, WriteTx};

use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Most steps of looking that any file has.
const MOST_STEPS: u32 = 3;

/// Digest of the rating a viewer is warned with; unrated is a warning too.
pub(super) fn warned_with(rating: Option<&Rating>) -> Digest {
    Digest::of_json(&rating)
}

/// How many steps of looking at a file a person has taken under the present rating.
pub(crate) async fn steps_taken(
    reads: &Reads<'_>,
    viewer: UserId,
    item: &ItemRecord,
    file: FileId,
) -> Result<usize, AppError> {
    let warning = warned_with(item.state.rating.as_ref());
    let taken = reads.reveals_of(viewer, item.id).await?;
    let known = taken
        .iter()
        .find(|reveal| reveal.file == file && reveal.rating == warning);
    Ok(known.map_or(0, |reveal| reveal.steps as usize))
}

/// Remembers that a person has taken this many steps of looking at a file; none covers it.
pub async fn reveal(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    file: FileId,
    steps: u32,
) -> Result<(), AppError> {
    remember(app, visit, short, Some((file, steps))).await
}

/// Covers every file of an item again, for this person.
pub async fn cover(app: &App, visit: &Visit, short: &ShortId) -> Result<(), AppError> {
    remember(app, visit, short, None).await
}

async fn remember(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    looked: Option<(FileId, u32)>,
) -> Result<(), AppError> {
    visit.permit(Action::ViewItems)?;
    let (app, visit, short) = (app.clone(), visit.clone(), short.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx.read().find_item(visit.project.id, &short).await?;
        let item = item.ok_or(AppError::NotFound)?;
        let file = looked.map(|(file, _)| file);
        tx.forget_reveals(visit.user, item.id, file).await?;
        if let Some((file, steps)) = looked {
            write(&tx, visit.user, &item, file, steps).await?;
            if steps > 0 {
                let act = AuditAct::Uncovered {
                    file,
                    steps: steps.min(MOST_STEPS),
                };
                audit::record(&app, &tx, By::member(&visit).on(item.id), act).await?;
            }
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

async fn write(
    tx: &WriteTx,
    viewer: UserId,
    item: &ItemRecord,
    file: FileId,
    steps: u32,
) -> Result<(), AppError> {
    let known = tx.read().files_of(item.id).await?;
    if !known.iter().any(|known| known.id == file) {
        return Err(AppError::NotFound);
    }
    if steps > 0 {
        let record = RevealRecord {
            file,
            steps: steps.min(MOST_STEPS),
            rating: warned_with(item.state.rating.as_ref()),
        };
        tx.set_reveal(viewer, item.id, &record).await?;
    }
    Ok(())
}
