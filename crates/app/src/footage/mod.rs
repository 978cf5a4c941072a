//! Work on recordings frame by frame: when each frame is on screen, and keeping one.

mod frames;
mod keep_frame;

pub use frames::frames;
pub use keep_frame::{Kept, keep_frame};

use cairn_domain::{Digest, File, ShortId};
use cairn_storage::Reads;

use crate::{AppError, Visit};

/// The file of an item by its bytes. Files of other items do not exist for the visitor.
async fn find_file(
    reads: &Reads<'_>,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
) -> Result<File, AppError> {
    let item = reads.find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let files = reads.files_of(item.id).await?;
    let mut files = files.into_iter();
    files
        .find(|file| file.sha256 == *sha256)
        .ok_or(AppError::NotFound)
}
