//! Opening bytes for somebody: originals as attachments, derivatives to look at.

use cairn_domain::{Action, Digest, ShortId};

use crate::{App, AppError, Visit};

/// What the bytes are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// The original, to keep.
    Download,
    /// A derivative, to look at.
    Look,
}

/// Bytes somebody may have.
#[derive(Debug, Clone)]
pub struct OpenFile {
    /// The name of the bytes.
    pub sha256: Digest,
    /// MIME type by Cairn's own reading.
    pub mime: String,
    /// Size.
    pub size_bytes: u64,
}

/// Finds a file of an item for a member. Bytes of other items do not exist for them.
pub async fn open_file(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
    wanted: FileUse,
) -> Result<OpenFile, AppError> {
    visit.permit(match wanted {
        FileUse::Download => Action::ViewOriginal,
        FileUse::Look => Action::ViewItems,
    })?;
    let reads = app.store.read();
    let item = reads
        .find_item(visit.project.id, short)
        .await?
        .ok_or(AppError::NotFound)?;
    let files = reads.files_of(item.id).await?;
    let open = |sha256, mime: &str, size_bytes| OpenFile {
        sha256,
        mime: mime.to_owned(),
        size_bytes,
    };
    let found = match wanted {
        FileUse::Download => {
            let mut files = files.iter();
            files
                .find(|f| f.sha256 == *sha256)
                .map(|f| open(f.sha256, &f.mime, f.size_bytes))
        }
        FileUse::Look => {
            let mut made = files.iter().flat_map(|file| &file.derivatives);
            made.find(|d| d.sha256 == *sha256)
                .map(|d| open(d.sha256, &d.mime, d.size_bytes))
        }
    };
    found.ok_or(AppError::NotFound)
}
