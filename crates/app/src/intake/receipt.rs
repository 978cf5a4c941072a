//! Coming back with a receipt code: where it stands, in plain words, and taking it back.

use cairn_domain::{Actor, Consent, ProjectCode, ShortId, vocabulary};
use cairn_review::{Act, Outcome, StageKind, Trigger};
use cairn_storage::{ItemRecord, ProjectRecord};
use chrono::{DateTime, Utc};

use super::receive::receipt_digest;
use crate::{App, AppError, review::act_as_machine};

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
    /// Zone of the project, for showing times.
    pub zone: String,
}

/// Reads what a receipt code stands for. A wrong code is simply not found.
pub async fn find_receipt(app: &App, typed: &str) -> Result<Receipt, AppError> {
    let (item, project) = find(app, typed).await?;
    let reads = app.store.read();
    let files = reads.files_of(item.id).await?;
    let workflow = app
        .workflow(&reads, project.id, item.state.workflow)
        .await?;
    let can_withdraw = withdrawal(&workflow, &item).is_some();
    Ok(Receipt {
        standing: standing(item.state.kind, item.state.outcome),
        since: item.state.entered_at,
        received_at: item.received_at,
        links: reads.sources_of(item.id).await?.len(),
        files: files.len(),
        sha256: files.iter().map(|file| file.sha256.to_string()).collect(),
        can_withdraw,
        consent: item.state.consent,
        can_change_consent: is_alive(&item),
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
    act_as_machine(app, &project, item.id, Actor::Submitter, Act::Move { to }).await?;
    Ok(())
}

/// Changes how a submission may be used. Narrowed consent is followed by the next release.
pub async fn change_consent(app: &App, typed: &str, consent: &str) -> Result<(), AppError> {
    let (item, project) = find(app, typed).await?;
    let consent = consent
        .parse()
        .map_err(|_| AppError::invalid("consent", "consent-missing"))?;
    let act = Act::ChangeConsent { consent };
    act_as_machine(app, &project, item.id, Actor::Submitter, act).await?;
    Ok(())
}

/// What has come to another end than publication is not used any more.
fn is_alive(item: &ItemRecord) -> bool {
    item.state.kind != StageKind::Settled || item.state.outcome == Some(Outcome::Published)
}

async fn find(app: &App, typed: &str) -> Result<(ItemRecord, ProjectRecord), AppError> {
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
