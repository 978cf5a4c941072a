//! Partners' lists of hashes: taking one in, looking at what it found, handing out our own. No file
//! changes hands.

use cairn_domain::{Action, AuditAct, Export, FileId, HashListId, ProjectId, ShortId};
use cairn_matching::exchange::{BadList, Listed, read_list, write_pdq, write_vpdq};
use cairn_storage::{HashListRecord, HashRow, ListHitRecord, ListedHash, Reads, Store};

use super::listed::look_job;
use crate::{
    App, AppError, FieldError, Visit,
    audit::{self, By},
};

/// Most hashes of one list. A quarter of a million frames are seventy hours at a frame a second.
pub const MOST_LISTED: usize = 250_000;

/// Most files shown of those that a list found.
const MOST_HITS: u64 = 500;

/// A list as it is handed in.
#[derive(Debug, Clone, Default)]
pub struct ListDraft {
    /// What the team will call it.
    pub name: String,
    /// Who gave it.
    pub origin: String,
    /// The list itself.
    pub text: String,
}

/// A list with what it found.
#[derive(Debug)]
pub struct HashListView {
    /// The list.
    pub list: HashListRecord,
    /// Who took it in.
    pub added_by: String,
    /// How many of the project's files are on it.
    pub files: u64,
}

/// A file of the project that is on a list.
#[derive(Debug)]
pub struct HitView {
    /// What was found.
    pub hit: ListHitRecord,
    /// Short id of its item.
    pub short: ShortId,
    /// The item's title.
    pub title: String,
}

/// Which of the project's hashes are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Of photos, `hash,quality,filename`.
    Photos,
    /// Of frames, `frame,hash,quality,timestamp,video`.
    Frames,
}

/// The lists of a project, the newest first.
pub async fn hash_lists(app: &App, visit: &Visit) -> Result<Vec<HashListView>, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let counts = reads.hit_counts(visit.project.id).await?;
    let lists = reads.hash_lists(visit.project.id).await?;
    let takers: Vec<_> = lists.iter().map(|list| list.added_by).collect();
    let names = reads.account_names(&takers).await?;
    let view = |list: HashListRecord| HashListView {
        added_by: names.get(&list.added_by).cloned().unwrap_or_default(),
        files: counts.get(&list.id).copied().unwrap_or_default(),
        list,
    };
    Ok(lists.into_iter().map(view).collect())
}

/// One list and the files that are on it, the nearest first.
pub async fn hash_list(
    app: &App,
    visit: &Visit,
    id: HashListId,
) -> Result<(HashListRecord, Vec<HitView>), AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let list = reads.find_hash_list(visit.project.id, id).await?;
    let list = list.ok_or(AppError::NotFound)?;
    let hits = reads.hits_of_list(id, MOST_HITS).await?;
    let items: Vec<_> = hits.iter().map(|hit| hit.item).collect();
    let names = reads.item_names(&items).await?;
    let named = hits.into_iter().filter_map(|hit| {
        let (short, title) = names.get(&hit.item).cloned()?;
        Some(HitView { hit, short, title })
    });
    Ok((list, named.collect()))
}

/// What partners' lists call a file, each with the list's name.
pub(crate) async fn listed(
    reads: &Reads<'_>,
    project: ProjectId,
    file: FileId,
) -> Result<Vec<(ListHitRecord, String)>, AppError> {
    let hits = reads.hits_of_file(file).await?;
    let lists = match hits.is_empty() {
        true => Vec::new(),
        false => reads.hash_lists(project).await?,
    };
    let named = hits.into_iter().filter_map(|hit| {
        let list = lists.iter().find(|list| list.id == hit.list)?;
        Some((hit, list.name.clone()))
    });
    Ok(named.collect())
}

/// Takes a list in; workers then look which files are on it.
pub async fn take_list(
    app: &App,
    visit: &Visit,
    draft: &ListDraft,
) -> Result<HashListId, AppError> {
    visit.permit(Action::ExchangeHashes)?;
    let mut errors = Vec::new();
    let name = FieldError::required("name", &draft.name, &mut errors);
    let origin = FieldError::required("origin", &draft.origin, &mut errors);
    let listed = read_list(&draft.text, MOST_LISTED);
    let listed = listed.map_err(|bad| errors.push(unreadable(bad)));
    let Ok(listed) = listed else {
        return Err(AppError::Invalid(errors));
    };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let now = app.clock.now();
    let list = HashListRecord {
        id: HashListId(app.dice.uuid(now)),
        name,
        origin,
        hashes: listed.len() as u64,
        added_by: visit.user,
        added_at: now,
    };
    let id = list.id;
    let (kept, project, job) = (app.clone(), visit.project.id, look_job(app, id));
    let by = By::member(visit);
    let hashes = listed.into_iter().map(stored).collect();
    Store::detached(async move {
        let tx = kept.store.begin().await?;
        tx.insert_hash_list(project, &list, hashes).await?;
        tx.enqueue(&job).await?;
        audit::record(&kept, &tx, by, AuditAct::ListAdded { list: id }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    app.wake_workers();
    Ok(id)
}

fn unreadable(bad: BadList) -> FieldError {
    match bad {
        BadList::Line(line) => FieldError::with("files", "list-line", line.to_string()),
        BadList::Empty => FieldError::new("files", "list-empty"),
        BadList::TooLong(most) => FieldError::with("files", "list-long", most.to_string()),
    }
}

fn stored(listed: Listed) -> ListedHash {
    ListedHash {
        pdq: listed.pdq.to_string(),
        quality: listed.quality,
        label: listed.label,
        t_s: listed.t_s,
    }
}

/// Forgets a list and what it found.
pub async fn remove_list(app: &App, visit: &Visit, id: HashListId) -> Result<(), AppError> {
    visit.permit(Action::ExchangeHashes)?;
    let (app, by, project) = (app.clone(), By::member(visit), visit.project.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let list = tx.read().find_hash_list(project, id).await?;
        list.ok_or(AppError::NotFound)?;
        tx.remove_hash_list(id).await?;
        audit::record(&app, &tx, by, AuditAct::ListRemoved { list: id }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// The hashes of the project's own files, for a partner: those of the public dataset, and if
/// `unfinished` those that are being worked on too. They are named by the items' ids.
pub async fn hand_out(
    app: &App,
    visit: &Visit,
    listing: Listing,
    unfinished: bool,
) -> Result<String, AppError> {
    visit.permit(Action::ExchangeHashes)?;
    let rows = app
        .store
        .read()
        .hashes(visit.project.id, unfinished)
        .await?;
    let code = &visit.project.code;
    let listed = |row: &HashRow| {
        Ok::<_, AppError>(Listed {
            pdq: row.pdq.parse().map_err(AppError::internal)?,
            quality: Some(row.quality),
            label: format!("{code}-{}", row.short),
            t_s: row.t_s,
        })
    };
    let chosen = by_file(&rows).filter(|file| has_frames(file) == (listing == Listing::Frames));
    let chosen = chosen
        .flatten()
        .filter(|row| row.t_s.is_some() == (listing == Listing::Frames));
    let list = chosen.map(listed).collect::<Result<Vec<_>, _>>()?;
    let what = match listing {
        Listing::Photos => Export::Pdq,
        Listing::Frames => Export::Vpdq,
    };
    audit::exported(app, visit, what).await?;
    Ok(match listing {
        Listing::Photos => write_pdq(&list),
        Listing::Frames => write_vpdq(&list),
    })
}

/// Rows come file by file.
fn by_file(rows: &[HashRow]) -> impl Iterator<Item = &[HashRow]> {
    rows.chunk_by(|a, b| a.file == b.file)
}

fn has_frames(rows: &[HashRow]) -> bool {
    rows.iter().any(|row| row.t_s.is_some())
}
