//! Opening bytes for somebody: originals as attachments, derivatives to look at.

use cairn_domain::{Action, AuditAct, Derivative, Digest, File, ScanVerdict, ShortId, looking};
use cairn_storage::Reads;

use crate::{App, AppError, FieldError, Visit, audit, review::steps_taken};

/// Code of the refusal of an original in which a scanner found something; what it said is its detail.
pub const FOUND: &str = "scanner-found";

/// What the bytes are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// The original, to keep.
    Download,
    /// The same by somebody who was told what a scanner found in it.
    DownloadWarned,
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

impl OpenFile {
    fn new(sha256: Digest, mime: &str, size_bytes: u64) -> Self {
        Self {
            sha256,
            mime: mime.to_owned(),
            size_bytes,
        }
    }
}

/// Finds a file of an item for a member. Bytes of other items do not exist for them, and a
/// derivative opens only after the steps of looking that lead to it. It is put on record first.
pub async fn open_file(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
    wanted: FileUse,
) -> Result<OpenFile, AppError> {
    visit.permit(match wanted {
        FileUse::Download | FileUse::DownloadWarned => Action::ViewOriginal,
        FileUse::Look => Action::ViewItems,
    })?;
    let reads = app.store.read();
    let item = reads
        .find_item(visit.project.id, short)
        .await?
        .ok_or(AppError::NotFound)?;
    let files = reads.files_of(item.id).await?;
    match wanted {
        FileUse::Download | FileUse::DownloadWarned => {
            let found = files.iter().find(|file| file.sha256 == *sha256);
            let found = found.ok_or(AppError::NotFound)?;
            if wanted == FileUse::Download {
                require_nothing_found(&reads, found).await?;
            }
            let act = AuditAct::OriginalDownloaded { file: found.id };
            audit::looked(app, visit, item.id, act).await?;
            Ok(OpenFile::new(found.sha256, &found.mime, found.size_bytes))
        }
        FileUse::Look => {
            let (file, made) = find_made(&files, sha256).ok_or(AppError::NotFound)?;
            let taken = steps_taken(&reads, visit.user, &item, file.id).await?;
            let rated = item.state.rating.as_ref().map(|rating| rating.sensitivity);
            if taken < looking::steps_before(file, rated, made) {
                return Err(AppError::invalid("file", "not-looked-yet"));
            }
            // Small pictures may be made of the same bytes twice, as a list's and as the whole.
            let same = file
                .derivatives
                .iter()
                .filter(|it| it.sha256 == made.sha256);
            if same
                .map(|it| looking::steps_before(file, rated, it))
                .any(|steps| steps > 0)
            {
                let act = AuditAct::FileViewed { file: file.id };
                audit::looked(app, visit, item.id, act).await?;
            }
            Ok(OpenFile::new(made.sha256, &made.mime, made.size_bytes))
        }
    }
}

/// What a scanner found something in is not handed out before its reader was told.
async fn require_nothing_found(reads: &Reads<'_>, file: &File) -> Result<(), AppError> {
    let scan = reads.find_scan(file.id).await?;
    match scan.filter(|scan| scan.verdict == ScanVerdict::Found) {
        None => Ok(()),
        Some(scan) => Err(AppError::Invalid(vec![FieldError::with(
            "file", FOUND, scan.said,
        )])),
    }
}

fn find_made<'a>(files: &'a [File], sha256: &Digest) -> Option<(&'a File, &'a Derivative)> {
    let of_file = |file: &'a File| file.derivatives.iter().map(move |made| (file, made));
    files
        .iter()
        .flat_map(of_file)
        .find(|(_, made)| made.sha256 == *sha256)
}
