//! Taking in a submission. By the time this answers, everything is durable: the bytes were
//! fsynced and renamed before the row that names them was committed.

use cairn_domain::{
    Action, Actor, Consent, Digest, File, FileId, ItemId, JobId, MediaKind, Permit, ProjectId,
    ShortId, Source, SourceId, UploadId, UserId, grant, receipt::ReceiptCode,
};
use cairn_review::{ReviewEvent, ReviewState, StageKind};
use cairn_storage::{
    NewItem, NewJob, ProjectRecord, RecordedEvent, StorageError, Store, StoredBlob, WriteTx,
};
use chrono::{DateTime, Utc};

use super::{EXAMINE, SCAN};
use crate::{App, AppError, FieldError, upload};

/// What somebody hands in.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Files whose bytes are already stored.
    pub files: Vec<ReceivedFile>,
    /// Links, one a line.
    pub links: String,
    /// What it shows.
    pub what: String,
    /// Where, as the submitter believes.
    pub place: String,
    /// When, as the submitter believes.
    pub time: String,
    /// Code of a [`Consent`].
    pub consent: String,
    /// The member who hands it in, if it is one.
    pub member: Option<UserId>,
    /// Invented for a demonstration.
    pub synthetic: bool,
}

/// A file whose bytes are here and sniffed.
#[derive(Debug, Clone)]
pub struct ReceivedFile {
    /// The stored bytes.
    pub blob: StoredBlob,
    /// MIME type by Cairn's own reading.
    pub mime: String,
    /// Photo, video, audio or other.
    pub kind: MediaKind,
    /// The name the submitter's device gave it; sealed with what the file says.
    pub claimed_name: Option<String>,
    /// The upload it came as, used up when the file is handed in.
    pub upload: Option<UploadId>,
}

/// What the submitter gets back.
#[derive(Debug, Clone)]
pub struct Received {
    /// The seven words. Shown once; only their digest is stored.
    pub receipt: ReceiptCode,
    /// The item.
    pub item: ItemId,
    /// Its short id.
    pub short: ShortId,
}

/// Longest free text in characters.
pub(super) const LONGEST_TEXT: usize = 5_000;
const LONGEST_TITLE: usize = 90;

/// Takes in a submission to a project.
pub async fn receive(
    app: &App,
    project: &ProjectRecord,
    submission: Submission,
) -> Result<Received, AppError> {
    let actor = actor(app, project, &submission).await?;
    let permit = grant(actor, project.id, Action::Submit).ok_or(AppError::NotFound)?;
    let (consent, links) = check(app, &submission)?;
    upload::settle(app, &submission.files).await?;
    let receipt = ReceiptCode::from_random(app.dice.bytes());
    for _attempt in 0..5 {
        let new = new_item(app, project, &submission, &receipt);
        let (item, short) = (new.id, new.short.clone());
        match save(
            app,
            &permit,
            project,
            new,
            &submission,
            consent,
            links.clone(),
        )
        .await
        {
            // Short ids are random; one in 729 million is already taken.
            Err(StorageError::Taken { .. }) => {}
            Err(other) => return Err(upload::gone(other)),
            Ok(()) => {
                app.wake_workers();
                return Ok(Received {
                    receipt,
                    item,
                    short,
                });
            }
        }
    }
    Err(AppError::Internal(
        "no free short id after five attempts".into(),
    ))
}

async fn actor(app: &App, project: &ProjectRecord, sent: &Submission) -> Result<Actor, AppError> {
    let Some(user) = sent.member else {
        return Ok(Actor::Submitter);
    };
    match app.store.read().membership(project.id, user).await? {
        Some(role) => Ok(Actor::Member { user, role }),
        // Signed in, but a stranger to this project: as good as anybody from outside.
        None => Ok(Actor::Submitter),
    }
}

fn check(app: &App, sent: &Submission) -> Result<(Consent, Vec<String>), AppError> {
    let mut errors = Vec::new();
    let links = links(&sent.links, &mut errors);
    if sent.files.is_empty() && links.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("files", "nothing-sent"));
    }
    if sent.files.len() > app.settings.max_files {
        let limit = app.settings.max_files.to_string();
        errors.push(FieldError::with("files", "files-many", limit));
    }
    for (field, text) in [
        ("what", &sent.what),
        ("place", &sent.place),
        ("time", &sent.time),
    ] {
        if text.chars().count() > LONGEST_TEXT {
            errors.push(FieldError::with(
                field,
                "text-long",
                LONGEST_TEXT.to_string(),
            ));
        }
    }
    match sent.consent.parse() {
        Ok(consent) if errors.is_empty() => Ok((consent, links)),
        Ok(_) => Err(AppError::Invalid(errors)),
        Err(_) => {
            errors.push(FieldError::new("consent", "consent-missing"));
            Err(AppError::Invalid(errors))
        }
    }
}

/// Links out of what was typed, one a line; each line that is none is an error.
pub(super) fn links(text: &str, errors: &mut Vec<FieldError>) -> Vec<String> {
    let mut links = Vec::new();
    for line in text.split_whitespace() {
        let web = line.starts_with("https://") || line.starts_with("http://");
        if web && line.len() > "https://".len() && line.len() <= 2_000 {
            links.push(line.to_owned());
        } else {
            errors.push(FieldError::with("links", "link-unreadable", line));
        }
    }
    links.dedup();
    links
}

fn new_item(
    app: &App,
    project: &ProjectRecord,
    sent: &Submission,
    receipt: &ReceiptCode,
) -> NewItem {
    let now = app.clock.now();
    NewItem {
        id: ItemId(app.dice.uuid(now)),
        project: project.id,
        short: ShortId::from_random(app.dice.bytes()),
        title: title(&sent.what),
        receipt: Some(receipt.digest()),
        claimed_what: sent.what.trim().to_owned(),
        claimed_where: sent.place.trim().to_owned(),
        claimed_when: sent.time.trim().to_owned(),
        received_at: now,
        is_synthetic: sent.synthetic,
    }
}

/// The first line of what the submitter wrote, cut at a word.
fn title(what: &str) -> String {
    let line = what.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST_TITLE {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST_TITLE).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

async fn save(
    app: &App,
    permit: &Permit,
    project: &ProjectRecord,
    new: NewItem,
    sent: &Submission,
    consent: Consent,
    links: Vec<String>,
) -> Result<(), StorageError> {
    let now = new.received_at;
    let (app, sent, actor) = (app.clone(), sent.clone(), permit.actor());
    let (version, submitter, project) = (project.workflow_version, actor.user(), project.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let start = tx.read().workflow(project, version).await?.start;
        let event = ReviewEvent::Received {
            workflow: version,
            stage: start,
            kind: StageKind::Intake,
            submitter,
            consent,
            at: now,
        };
        let state = ReviewState::begin(&event).ok_or(StorageError::Missing {
            what: "first event",
        })?;
        let first = RecordedEvent {
            seq: 1,
            at: now,
            actor,
            event,
            words: String::new(),
        };
        tx.insert_item(&new, &first, &app.dice.bytes::<32>(), &state)
            .await?;
        let place = (new.id, new.project);
        save_parts(&app, &tx, place, sent.files, links, now).await?;
        tx.commit().await
    })
    .await
}

/// Files, links and the jobs that look at them, in the caller's transaction.
pub(super) async fn save_parts(
    app: &App,
    tx: &WriteTx,
    (item, project): (ItemId, ProjectId),
    files: Vec<ReceivedFile>,
    links: Vec<String>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    upload::take(app, tx, &files).await?;
    for received in files {
        let name = received.claimed_name.clone();
        let file = as_received(FileId(app.dice.uuid(now)), received);
        tx.insert_file(item, project, &file).await?;
        if let Some(name) = name {
            tx.seal_file_name(file.id, &name).await?;
        }
    }
    for url in links {
        tx.insert_source(
            item,
            &Source {
                id: SourceId(app.dice.uuid(now)),
                url,
            },
        )
        .await?;
    }
    let scan = app.settings.scanner.as_ref().map(|_| SCAN);
    for kind in [Some(EXAMINE), scan].into_iter().flatten() {
        tx.enqueue(&NewJob {
            id: JobId(app.dice.uuid(now)),
            kind: kind.to_owned(),
            payload: serde_json::json!({ "item": item }),
            not_before: now,
        })
        .await?;
    }
    Ok(())
}

fn as_received(id: FileId, received: ReceivedFile) -> File {
    File {
        id,
        sha256: received.blob.sha256,
        size_bytes: received.blob.size_bytes,
        mime: received.mime,
        kind: received.kind,
        width: None,
        height: None,
        duration_s: None,
        pdq: None,
        pdq_quality: None,
        preview_problem: None,
        derivatives: Vec::new(),
    }
}

/// Digest of a typed receipt code, if it is one.
pub(super) fn receipt_digest(typed: &str) -> Option<Digest> {
    typed.parse::<ReceiptCode>().ok().map(|code| code.digest())
}
