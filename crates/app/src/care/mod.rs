//! Care for whoever looks: what they do not want to be given, how much they have looked at lately, and
//! the next item that suits them. All of it is for that person alone: no use case here takes anybody
//! else, and no page of a lead shows it.

mod exposure;
mod next;
mod rest;

use std::collections::BTreeSet;

use cairn_domain::{ContentNote, UserId};
use cairn_storage::Store;

pub use exposure::{Exposure, exposure};
pub use next::{Next, next_for_me};
pub use rest::rest;

use crate::{App, AppError};

/// What somebody does not want to be given.
pub async fn opt_outs(app: &App, user: UserId) -> Result<BTreeSet<ContentNote>, AppError> {
    Ok(app.store.read().opt_outs_of(user).await?)
}

/// Says what one does not want to be given; no reason is asked. `codes` are those of [`ContentNote`].
pub async fn set_opt_outs(app: &App, user: UserId, codes: &[String]) -> Result<(), AppError> {
    let notes: Result<BTreeSet<ContentNote>, _> = codes.iter().map(|code| code.parse()).collect();
    let notes = notes.map_err(|_| AppError::invalid("note", "choice-missing"))?;
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.set_opt_outs(user, &notes).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
