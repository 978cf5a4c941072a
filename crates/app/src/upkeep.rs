//! What a server does now and then by itself.

use std::time::Duration;

use crate::{App, AppError, audit, upload};

const EVERY: Duration = Duration::from_secs(10 * 60);
/// How often it is looked how far the instance is open.
const MODE_EVERY: Duration = Duration::from_secs(60);

/// Runs until the task is dropped.
pub async fn run(app: App) {
    if let Err(error) = report_unnamed(&app).await {
        tracing::error!(%error, "looking for blobs that nothing names");
    }
    tokio::join!(clean(&app), note_mode(&app));
}

async fn note_mode(app: &App) {
    loop {
        if let Err(error) = audit::note_mode(app).await {
            tracing::error!(%error, "putting on record how far the instance is open");
        }
        tokio::time::sleep(MODE_EVERY).await;
    }
}

async fn clean(app: &App) {
    loop {
        match upload::clean(app).await {
            Ok(0) => {}
            Ok(dropped) => tracing::info!(dropped, "uploads that nobody finished in time"),
            Err(error) => tracing::error!(%error, "cleaning uploads"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Says how many blobs nothing names; deletes none.
async fn report_unnamed(app: &App) -> Result<(), AppError> {
    let unnamed = app.store.unnamed_blobs().await?;
    if !unnamed.is_empty() {
        let bytes: u64 = unnamed.iter().map(|blob| blob.size_bytes).sum();
        tracing::info!(blobs = unnamed.len(), bytes, "blobs that nothing names");
    }
    Ok(())
}
