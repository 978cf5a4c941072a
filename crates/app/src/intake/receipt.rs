//! Coming back with a receipt code: where it stands, in plain words, and taking it back.

use cairn_domain::{Actor, Consent, ProjectCode, ShortId, vocabulary};
use cairn_review::{
    Act, Case, Offer, OfferAction, Outcome, ReviewEvent, StageKind, Trigger, offers,
};
use cairn_storage::{ItemRecord, ProjectRecord, RecordedEvent};
use chrono::{DateTime, Utc};

use super::receive::receipt_digest;
use crate::{
    App, AppError,
    review::{act_without_account, facts},
};

vocabulary! {
    /// Where a submission stands, as told to whoever handed it in. Coarser than the stages: a
    /// submitter is not told who works on it or what was concluded before it is public.
    pub enum Standing {
        /// Being examined by the machine.
        Received = "received",
        /// People are establishing where and when.
        InReview = "in_review",
        /// A lead decides, or it waits for the next release.
        Decision = "decision",
        /// In the public dataset.
        Published = "published",
        /// Will not be published: out of scope, a duplicate, or impossible to verify.
        Closed = "closed",
        /// Taken back by the submitter.
        Withdrawn = "withdrawn",
        /// Was public, and was taken back by the team.
        Retracted = "retracted",
    }
}

/// What a receipt code shows.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The project it went to.
    pub project: String,
    /// Its code.
    pub project_code: ProjectCode,
    /// The item's short id; it names nothing a stranger can open.
    pub short: ShortId,
    /// Where it stands.
    pub standing: Standing,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// How many files.
    pub files: usize,
    /// How many links.
    pub links: usize,
    /// Digests of the files, so that the submitter can compare with their own.
    pub sha256: Vec<String>,
    /// Whether it can still be taken back without a retraction.
    pub can_withdraw: bool,
    /// How it may be used.
    pub consent: Consent,
    /// Whether that can still be changed.
    pub can_change_consent: bool,
    /// Whether notes can still be added.
    pub can_note: bool,
    /// Whether files and links can still be added.
    pub can_add: bool,
    /// What the team asked and what the submitter said since, oldest first.
    pub talk: Vec<Said>,
    /// Zone of the project, for showing times.
    pub zone: String,
}

/// One line of the conversation as the submitter may see it: never who of the team spoke.
#[derive(Debug, Clone)]
pub struct Said {
    /// When.
    pub at: DateTime<Utc>,
    /// Who spoke, and what about.
    pub speech: Speech,
    /// What was said; empty for what was added.
    pub words: String,
}

/// What a line of the conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// The team asked; `is_open` while it can be answered.
    Question {
        /// Its number.
        question: u64,
        /// Whether it can be answered.
        is_open: bool,
    },
    /// The submitter answered.
    Answer,
    /// The submitter noted something.
    Note,
    /// The submitter added to it.
    Added {
        /// How many files.
        files: usize,
        /// How many links.
        links: u32,
    },
}

/// Reads what a receipt code stands for. A wrong code is simply not found.
pub async fn find_receipt(app: &App, typed: &str) -> Result<Receipt, AppError> {
    let (item, project) = find(app, typed).await?;
    let reads = app.store.read();
    let files = reads.files_of(item.id).await?;
    let offers = offers_to_submitter(app, &item, &project).await?;
    let is_open = |action: &OfferAction| offers.iter().any(|o| o.action == *action && o.is_open());
    let events = reads.events_of(item.id).await?;
    let talk = events.into_iter().filter_map(|e| said(e, &is_open));
    Ok(Receipt {
        standing: standing(item.state.kind, item.state.outcome),
        since: item.state.entered_at,
        received_at: item.received_at,
        links: reads.sources_of(item.id).await?.len(),
        files: files.len(),
        sha256: files.iter().map(|file| file.sha256.to_string()).collect(),
        can_withdraw: offers
            .iter()
            .any(|o| matches!(o.action, OfferAction::Move(_)) && o.is_open()),
        consent: item.state.consent,
        can_change_consent: is_open(&OfferAction::ChangeConsent),
        can_note: is_open(&OfferAction::AddNote),
        can_add: is_open(&OfferAction::AddEvidence),
        talk: talk.collect(),
        short: item.short,
        zone: project.zone,
        project: project.name,
        project_code: project.code,
    })
}

/// Takes a submission back.
pub async fn withdraw(app: &App, typed: &str) -> Result<(), AppError> {
    let (item, project) = find(app, typed).await?;
    let workflow = app
        .workflow(&app.store.read(), project.id, item.state.workflow)
        .await?;
    let to = withdrawal(&workflow, &item).ok_or(AppError::Conflict)?;
    let act = Act::Move { to };
    act_without_account(app, &project, item.id, Actor::Submitter, act, "").await?;
    Ok(())
}

/// Changes how a submission may be used. Narrowed consent is followed by the next release.
pub async fn change_consent(app: &App, typed: &str, consent: &str) -> Result<(), AppError> {
    let (item, project) = find(app, typed).await?;
    let consent = consent
        .parse()
        .map_err(|_| AppError::invalid("consent", "consent-missing"))?;
    let act = Act::ChangeConsent { consent };
    act_without_account(app, &project, item.id, Actor::Submitter, act, "").await?;
    Ok(())
}

/// What the review machine offers to whoever holds the receipt; the page shows nothing else.
async fn offers_to_submitter(
    app: &App,
    item: &ItemRecord,
    project: &ProjectRecord,
) -> Result<Vec<Offer>, AppError> {
    let reads = app.store.read();
    let workflow = app
        .workflow(&reads, project.id, item.state.workflow)
        .await?;
    let facts = facts(app, &reads, project, item).await?;
    Ok(offers(&Case {
        workflow: &workflow,
        state: &item.state,
        facts: &facts,
        by: Actor::Submitter,
    }))
}

/// A line of the log, if it is part of the conversation.
fn said(line: RecordedEvent, is_open: &impl Fn(&OfferAction) -> bool) -> Option<Said> {
    let speech = match &line.event {
        ReviewEvent::SubmitterAsked { .. } => Speech::Question {
            question: line.seq,
            is_open: is_open(&OfferAction::Reply(line.seq)),
        },
        ReviewEvent::SubmitterReplied { .. } => Speech::Answer,
        ReviewEvent::NoteAdded => Speech::Note,
        ReviewEvent::EvidenceAdded { files, links } => Speech::Added {
            files: files.len(),
            links: *links,
        },
        _ => return None,
    };
    Some(Said {
        at: line.at,
        speech,
        words: line.words,
    })
}

/// The item a receipt code stands for.
pub(super) async fn find(app: &App, typed: &str) -> Result<(ItemRecord, ProjectRecord), AppError> {
    let digest =
        receipt_digest(typed).ok_or_else(|| AppError::invalid("code", "receipt-unreadable"))?;
    let reads = app.store.read();
    let item = reads.find_item_by_receipt(&digest).await?;
    let item = item.ok_or_else(|| AppError::invalid("code", "receipt-unknown"))?;
    let project = reads.load_project(item.project).await?;
    Ok((item, project))
}

fn withdrawal(
    workflow: &cairn_review::Workflow,
    item: &ItemRecord,
) -> Option<cairn_review::MoveKey> {
    let moves = workflow.moves_from(&item.state.stage);
    moves
        .into_iter()
        .find(|mv| mv.trigger == Trigger::Submitter)
        .map(|mv| mv.key.clone())
}

/// How coarsely a submitter is told where an item stands.
pub fn standing(kind: StageKind, outcome: Option<Outcome>) -> Standing {
    match (kind, outcome) {
        (StageKind::Intake, _) => Standing::Received,
        (StageKind::Work, _) => Standing::InReview,
        (StageKind::Judgement, _) => Standing::Decision,
        (StageKind::Settled, Some(Outcome::Published)) => Standing::Published,
        (StageKind::Settled, Some(Outcome::Withdrawn)) => Standing::Withdrawn,
        (StageKind::Settled, Some(Outcome::Retracted)) => Standing::Retracted,
        (StageKind::Settled, _) => Standing::Closed,
    }
}
