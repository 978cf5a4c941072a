//! When each frame of a recording is on screen.

use cairn_domain::{Action, Digest, FrameTable, ShortId};

use super::find_file;
use crate::{App, AppError, Visit};

/// The frame table of a file of an item; `None` where frames could not be told apart, and for what
/// is no recording.
pub async fn frames(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
) -> Result<Option<FrameTable>, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let file = find_file(&reads, visit, short, sha256).await?;
    Ok(reads.find_frame_table(file.id).await?)
}
