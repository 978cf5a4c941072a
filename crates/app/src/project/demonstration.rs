//! Whether an instance is a demonstration.

use crate::{App, AppError};

/// Whether everything in this instance is invented: it has projects, and each says so of itself.
pub async fn is_demonstration(app: &App) -> Result<bool, AppError> {
    let projects = app.store.read().projects().await?;
    Ok(!projects.is_empty() && projects.iter().all(|project| project.is_demo))
}
