//! Work on recordings frame by frame: when each frame is on screen, and keeping one.

mod frames;
mod keep_frame;

pub use frames::frames;
pub use keep_frame::{Kept, keep_frame};

use cairn_domain::{Digest, File, ShortId};
use cairn_storage::Reads;

use crate::{AppError, Visit};

/// The picture of a kept frame, by the frame's number as people count, from 1.
pub(crate) async fn find_kept(
    reads: &Reads<'_>,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
    number: &str,
) -> Result<Digest, AppError> {
    let file = find_file(reads, visit, short, sha256).await?;
    let frame = number.trim().parse::<u64>().ok();
    let kept = reads.snapshots_of(file.id).await?.into_iter();
    kept.filter(|kept| frame == Some(kept.frame + 1))
        .map(|kept| kept.sha256)
        .next()
        .ok_or_else(|| AppError::invalid("frame", "frame-unknown"))
}

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
