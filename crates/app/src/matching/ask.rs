//! "Have we seen this before?", asked with a file that is not kept.

use cairn_domain::{Action, File, MatchRelation, ShortId};
use cairn_storage::Incoming;

use super::{HowFound, Matcher, joined, matcher::Found};
use crate::{App, AppError, Visit};

/// A file on its way in that goes away when it was asked for.
pub struct AskedFor {
    incoming: Incoming,
    limit: u64,
}

/// One answer.
#[derive(Debug)]
pub struct Asked {
    /// The item that has it.
    pub short: ShortId,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: File,
    /// What it is to the file that was asked with.
    pub relation: MatchRelation,
    /// How sure, 0 to 1.
    pub score: f64,
    /// Bits of PDQ that differ.
    pub distance: u32,
    /// How one is turned to the other.
    pub transform: String,
    /// How it was found, told from the file that was asked with.
    pub how: HowFound,
}

impl AskedFor {
    /// Begins to take a file.
    pub async fn begin(app: &App) -> Result<Self, AppError> {
        Ok(Self {
            incoming: app.store.blobs().begin().await?,
            limit: app.settings.max_file_bytes,
        })
    }

    /// Takes the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        if self.incoming.size() + bytes.len() as u64 > self.limit {
            return Err(AppError::invalid("files", "file-large"));
        }
        Ok(self.incoming.write(bytes).await?)
    }
}

/// Looks for files of the project like the one given: the surest first, with how many it was
/// compared with. Nothing of it is stored.
pub async fn ask_by_file(
    app: &App,
    visit: &Visit,
    mut asked: AskedFor,
) -> Result<(Vec<Asked>, u64), AppError> {
    visit.permit(Action::ViewItems)?;
    if asked.incoming.size() == 0 {
        return Err(AppError::invalid("files", "file-empty"));
    }
    let sniffed = cairn_media::sniff(asked.incoming.head());
    let sniffed = sniffed.ok_or_else(|| AppError::invalid("files", "file-kind"))?;
    let sha256 = asked.incoming.digest().await?;
    let path = asked.incoming.as_file().await?;
    let workshop = app.workshop.of_project(visit.project.id);
    let seen = workshop.describe(path, sniffed).await;
    let candidates = {
        let mut matchers = app.shared.matchers.lock().await;
        let matcher: &mut Matcher = joined(app, &mut matchers, visit.project.id).await?;
        matcher.ask(&sha256, None, seen.fingerprint.as_ref())
    };
    let looked = candidates.compare(app, seen.fingerprint.as_ref()).await?;
    let mut answers = Vec::new();
    for found in looked.found {
        answers.extend(answer(app, found).await?);
    }
    Ok((answers, looked.compared))
}

async fn answer(app: &App, found: Found) -> Result<Option<Asked>, AppError> {
    let reads = app.store.read();
    let item = reads.load_item(found.item).await?;
    let files = reads.files_of(found.item).await?;
    let likeness = found.likeness;
    Ok(files
        .into_iter()
        .find(|file| file.id == found.file)
        .map(|file| Asked {
            short: item.short,
            title: item.title,
            file,
            relation: likeness.relation,
            score: likeness.score,
            distance: likeness.distance,
            transform: likeness.transform.code().to_owned(),
            how: likeness.how,
        }))
}
