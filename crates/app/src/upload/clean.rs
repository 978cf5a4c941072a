//! What nobody went on with in time goes away.

use cairn_storage::Store;

use super::remove::drop_upload;
use crate::{App, AppError};

/// Uploads dropped with one look at the list.
const AT_ONCE: u64 = 100;

/// Drops every upload that has expired; gives how many.
pub async fn clean(app: &App) -> Result<u64, AppError> {
    let app = app.clone();
    Store::detached(async move {
        let mut dropped = 0;
        loop {
            let now = app.clock.now();
            let expired = app.store.read().expired_uploads(now, AT_ONCE).await?;
            if expired.is_empty() {
                return Ok(dropped);
            }
            for id in expired {
                drop_upload(&app, id).await?;
                dropped += 1;
            }
        }
    })
    .await
}
