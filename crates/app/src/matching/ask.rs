//! "Have we seen this before?", asked with a file that is not kept, or with a frame that is.

use std::path::Path;

use cairn_domain::{Action, Digest, File, ItemId, MatchRelation, ProjectCode, ShortId};
use cairn_matching::Fingerprint;
use cairn_media::Sniffed;

use super::{
    HowFound, joined,
    matcher::{Candidates, Found},
};
use crate::{App, AppError, Visit, footage, intake::UnkeptFile};

/// One answer.
#[derive(Debug)]
pub struct Asked {
    /// The project that has it.
    pub project: ProjectCode,
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
    /// How it was found, told from the file that was asked with.
    pub how: HowFound,
}

/// What is asked with.
struct Asking {
    sha256: Digest,
    /// Whose files are no answer.
    own: Option<ItemId>,
    fingerprint: Option<Fingerprint>,
}

/// Looks for files like the one given, in the project and if `everywhere` in every other project
/// whose items the member may see: the surest first, with how many it was compared with. Nothing of
/// it is stored.
pub async fn ask_by_file(
    app: &App,
    visit: &Visit,
    mut asked: UnkeptFile,
    everywhere: bool,
) -> Result<(Vec<Asked>, u64), AppError> {
    visit.permit(Action::ViewItems)?;
    let sniffed = asked.sniff()?;
    let sha256 = asked.digest().await?;
    let path = asked.path().await?;
    let asking = Asking {
        sha256,
        own: None,
        fingerprint: described(app, visit, path, sniffed).await,
    };
    let others = match everywhere {
        true => other_visits(app, visit).await?,
        false => Vec::new(),
    };
    ask(app, std::iter::once(visit).chain(&others), &asking).await
}

/// Looks for files like one kept frame of a recording, by the frame's number as people count. The
/// item's own files are no answer.
pub async fn ask_by_frame(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
    number: &str,
) -> Result<(Vec<Asked>, u64), AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let item = reads.find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let kept = footage::find_kept(&reads, visit, short, sha256, number).await?;
    let png = Sniffed::of_mime("image/png").ok_or(AppError::NotFound)?;
    let path = app.store.blobs().local_path(&kept);
    let asking = Asking {
        sha256: kept,
        own: Some(item.id),
        fingerprint: described(app, visit, &path, png).await,
    };
    ask(app, std::iter::once(visit), &asking).await
}

/// Whether the member is in another project whose items they may see.
pub async fn has_other_projects(app: &App, visit: &Visit) -> Result<bool, AppError> {
    Ok(!other_visits(app, visit).await?.is_empty())
}

async fn other_visits(app: &App, visit: &Visit) -> Result<Vec<Visit>, AppError> {
    let mut visits = Vec::new();
    for (project, role) in app.store.read().memberships_of(visit.user).await? {
        let user = visit.user;
        let other = Visit {
            project,
            user,
            role,
        };
        if other.project.id != visit.project.id && other.may(Action::ViewItems) {
            visits.push(other);
        }
    }
    Ok(visits)
}

async fn described(app: &App, visit: &Visit, path: &Path, sniffed: Sniffed) -> Option<Fingerprint> {
    let workshop = app.workshop.of_project(visit.project.id);
    workshop.describe(path, sniffed).await.fingerprint
}

async fn ask(
    app: &App,
    visits: impl Iterator<Item = &Visit>,
    asking: &Asking,
) -> Result<(Vec<Asked>, u64), AppError> {
    let (mut answers, mut compared) = (Vec::new(), 0);
    for visit in visits {
        let candidates = candidates(app, visit, asking).await?;
        let looked = candidates.compare(app, asking.fingerprint.as_ref()).await?;
        compared += looked.compared;
        for found in looked.found {
            answers.extend(answer(app, visit, found).await?);
        }
    }
    Ok((answers, compared))
}

async fn candidates(app: &App, visit: &Visit, asking: &Asking) -> Result<Candidates, AppError> {
    let mut matchers = app.shared.matchers.lock().await;
    let matcher = joined(app, &mut matchers, visit.project.id).await?;
    Ok(matcher.ask(&asking.sha256, asking.own, asking.fingerprint.as_ref()))
}

async fn answer(app: &App, visit: &Visit, found: Found) -> Result<Option<Asked>, AppError> {
    let reads = app.store.read();
    let item = reads.load_item(found.item).await?;
    let files = reads.files_of(found.item).await?;
    let likeness = found.likeness;
    Ok(files
        .into_iter()
        .find(|file| file.id == found.file)
        .map(|file| Asked {
            project: visit.project.code.clone(),
            short: item.short,
            title: item.title,
            file,
            relation: likeness.relation,
            score: likeness.score,
            distance: likeness.distance,
            how: likeness.how,
        }))
}
