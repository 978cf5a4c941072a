//! Adding files and links to what was handed in before. The new files are part of the revision at
//! once, so that a sign-off given before does not cover them, and the machine reads them next.

use std::collections::HashSet;

use cairn_domain::{Action, Actor, ProjectId, grant};
use cairn_review::{Act, Command};
use cairn_storage::{ItemRecord, ProjectRecord, Reads, Store};

use super::{
    ReceivedFile,
    receipt::find,
    receive::{links, save_parts},
};
use crate::{
    App, AppError, FieldError,
    review::{decide_and_record, revision},
};

/// Most files one item can come to hold.
const MOST_FILES: usize = 200;

/// What is added.
#[derive(Debug, Clone)]
pub struct Addition {
    /// Files whose bytes are already stored.
    pub files: Vec<ReceivedFile>,
    /// Links, one a line.
    pub links: String,
}

/// Adds to what a receipt code stands for. What the item has already is left out; if nothing is
/// left, that is said.
pub async fn add_evidence(app: &App, typed: &str, addition: Addition) -> Result<(), AppError> {
    let (item, project) = find(app, typed).await?;
    let mut errors = Vec::new();
    let links = links(&addition.links, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let new = Checked {
        files: addition.files,
        links,
    };
    save(app, project, item, new).await?;
    app.wake_workers();
    Ok(())
}

/// Files and links that read as such.
struct Checked {
    files: Vec<ReceivedFile>,
    links: Vec<String>,
}

async fn save(
    app: &App,
    project: ProjectRecord,
    item: ItemRecord,
    new: Checked,
) -> Result<(), AppError> {
    let permit = permit(project.id)?;
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx.read().load_item(item.id).await?;
        let new = not_there_yet(&app, &tx.read(), &item, new).await?;
        let command = Command {
            seen: item.state.seq,
            words: String::new(),
            act: act(&new),
        };
        let (id, project_id) = (item.id, project.id);
        let actor = permit.actor();
        let acted = decide_and_record(&app, &tx, &project, item, actor, &command).await?;
        let now = app.clock.now();
        save_parts(&app, &tx, (id, project_id), new.files, new.links, now).await?;
        let revision = revision(&tx.read(), id, &acted.state).await?;
        tx.reopen_intake(id, &revision).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn permit(project: ProjectId) -> Result<cairn_domain::Permit, AppError> {
    grant(Actor::Submitter, project, Action::Submit).ok_or(AppError::NotFound)
}

fn act(new: &Checked) -> Act {
    Act::AddEvidence {
        files: new.files.iter().map(|file| file.blob.sha256).collect(),
        links: u32::try_from(new.links.len()).unwrap_or(u32::MAX),
    }
}

/// Leaves out what the item has, and says so if that was everything.
async fn not_there_yet(
    app: &App,
    reads: &Reads<'_>,
    item: &ItemRecord,
    mut new: Checked,
) -> Result<Checked, AppError> {
    let known = reads.files_of(item.id).await?;
    let links = reads.sources_of(item.id).await?;
    let sent = !new.files.is_empty() || !new.links.is_empty();
    let mut digests: HashSet<_> = known.iter().map(|file| file.sha256).collect();
    new.files.retain(|file| digests.insert(file.blob.sha256));
    let mut urls: HashSet<_> = links.into_iter().map(|source| source.url).collect();
    new.links.retain(|url| urls.insert(url.clone()));
    let most = app.settings.max_files;
    if !sent {
        return Err(AppError::invalid("files", "nothing-sent"));
    }
    if new.files.is_empty() && new.links.is_empty() {
        return Err(AppError::invalid("files", "already-here"));
    }
    if new.files.len() > most {
        let error = FieldError::with("files", "files-many", most.to_string());
        return Err(AppError::Invalid(vec![error]));
    }
    if known.len() + new.files.len() > MOST_FILES {
        let error = FieldError::with("files", "item-full", MOST_FILES.to_string());
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(new)
}
