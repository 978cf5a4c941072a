//! Opening what is sealed of a file: for the role the project names, with a reason that stays in
//! the item's history.

use cairn_domain::{Digest, MetadataClaim, ShortId};
use cairn_review::{Act, Command};
use cairn_storage::Store;

use super::decide_and_record;
use crate::{App, AppError, Visit};

/// What was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Of which file.
    pub sha256: Digest,
    /// The name its device gave it, then everything it says about itself.
    pub claims: Vec<MetadataClaim>,
}

/// Opens what is sealed of a file. It is recorded first, and only then read.
pub async fn open_sealed(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: Digest,
    (seen, words): (u64, String),
) -> Result<Opened, AppError> {
    visit.sealed_permit()?;
    let (app, visit, short) = (app.clone(), visit.clone(), short.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx.read().find_item(visit.project.id, &short).await?;
        let item = item.ok_or(AppError::NotFound)?;
        let files = tx.read().files_of(item.id).await?;
        let file = files.iter().find(|file| file.sha256 == sha256);
        let file = file.ok_or(AppError::NotFound)?.id;
        let command = Command {
            seen,
            words,
            act: Act::OpenSealed { file },
        };
        decide_and_record(&app, &tx, &visit.project, item, visit.actor(), &command).await?;
        let claims = tx.read().sealed_claims(file).await?;
        tx.commit().await?;
        Ok(Opened { sha256, claims })
    })
    .await
}
