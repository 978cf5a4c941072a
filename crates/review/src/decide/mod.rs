//! `decide`: what follows from a command, or every reason why nothing does. Rules that hold for
//! every workflow stand here; rules that a workflow chooses are guards.

mod conversation;
mod judgement;
mod moves;
mod reasons;
mod redaction;

use cairn_domain::{Actor, Digest, FileId, FindingId, FindingKind, Role, Sealing};

pub(crate) use self::judgement::sign_off_move;
use self::{
    conversation::{add_evidence, add_note, ask, reply},
    judgement::{answer, object, settle, sign_off},
    moves::take,
    reasons::Reasons,
};
use crate::{
    case::Case,
    command::{Act, Command},
    event::ReviewEvent,
    refusal::{Refusal, Refusals},
};

/// Roles that do the work of review.
pub(crate) const REVIEWERS: &[Role] = &[Role::Verifier, Role::Lead];
/// Roles that judge.
pub(crate) const LEADS: &[Role] = &[Role::Lead];
/// Roles that may move items to a newer workflow.
const MIGRATORS: &[Role] = &[Role::Lead, Role::Admin];

/// Decides a command. Pure: the same case and command give the same answer.
///
/// # Errors
/// Every reason at once, never just the first, and never an empty list.
pub fn decide(case: &Case<'_>, command: &Command) -> Result<Vec<ReviewEvent>, Refusals> {
    let mut no = Reasons::default();
    if command.seen != case.state.seq {
        no.add(Refusal::Stale {
            seen: command.seen,
            now: case.state.seq,
        });
    }
    let events = events(case, command, &mut no);
    if no.0.is_empty() {
        Ok(events)
    } else {
        Err(Refusals(no.0))
    }
}

fn events(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    match &command.act {
        Act::Claim => claim(case, no),
        Act::Release => release(case, command, no),
        Act::Rate { rating } => edit(
            case,
            no,
            ReviewEvent::Rated {
                rating: rating.clone(),
            },
        ),
        Act::Link { incident } => edit(
            case,
            no,
            ReviewEvent::Linked {
                incident: *incident,
            },
        ),
        Act::NameDuplicate { of } => edit(case, no, ReviewEvent::DuplicateNamed { of: *of }),
        Act::RecordFinding {
            finding,
            kind,
            positive,
            digest,
        } => record(case, no, *finding, *kind, *positive, *digest),
        Act::Redact {
            redaction,
            file,
            digest,
        } => redaction::redact(case, no, *redaction, *file, *digest),
        Act::ConfirmRedaction { redaction, copy } => {
            redaction::confirm(case, no, *redaction, *copy)
        }
        Act::Settle { finding } => settle(case, command, no, *finding),
        Act::Object => object(case, command, no),
        Act::Answer { objection } => answer(case, command, no, *objection),
        Act::SignOff { revision } => sign_off(case, command, no, *revision),
        Act::Move { to } => take(case, command, no, to),
        Act::ChangeConsent { consent } => {
            may_change_consent(case, command, no);
            vec![ReviewEvent::ConsentChanged { consent: *consent }]
        }
        Act::AskSubmitter => ask(case, command, no),
        Act::Reply { question } => reply(case, command, no, *question),
        Act::AddNote => add_note(case, command, no),
        Act::AddEvidence { files, links } => add_evidence(case, no, files, *links),
        Act::OpenSealed { file } => open_sealed(case, command, no, *file),
        Act::Migrate { workflow } => migrate(case, no, *workflow),
    }
}

fn claim(case: &Case<'_>, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    no.not_held_by_another(case);
    let until = case.facts.now + case.facts.lease;
    by.map(|by| ReviewEvent::Claimed { by, until })
        .into_iter()
        .collect()
}

/// One's own hold at any time; a lead gives back another's, and says why.
fn release(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    match case.state.holder(case.facts.now) {
        None => no.add(Refusal::NotHeldByYou),
        Some(lease) if Some(lease.by) == by => {}
        Some(_) if case.by.role() == Some(Role::Lead) => no.says_why(command),
        Some(lease) => no.add(Refusal::HeldByAnother {
            by: lease.by,
            until: lease.until,
        }),
    }
    vec![ReviewEvent::Released]
}

/// Rating, incident and duplicate: open as long as the item is; changing them makes sign-offs stale.
fn edit(case: &Case<'_>, no: &mut Reasons, event: ReviewEvent) -> Vec<ReviewEvent> {
    no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    no.free_for(case);
    vec![event]
}

fn record(
    case: &Case<'_>,
    no: &mut Reasons,
    finding: FindingId,
    kind: FindingKind,
    positive: bool,
    digest: Digest,
) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    let stage = case.workflow.stage(&case.state.stage);
    if !stage.is_some_and(|stage| stage.records.contains(&kind)) {
        no.add(Refusal::NotAtThisStage {
            stage: case.state.stage.clone(),
        });
    }
    match case.state.holder(case.facts.now) {
        Some(lease) if Some(lease.by) == case.by.user() => {}
        Some(lease) => no.add(Refusal::HeldByAnother {
            by: lease.by,
            until: lease.until,
        }),
        None => no.add(Refusal::NotHeldByYou),
    }
    by.map(|by| ReviewEvent::FindingRecorded {
        finding,
        kind,
        positive,
        digest,
        by,
    })
    .into_iter()
    .collect()
}

/// The submitter, with receipt or account; or a lead for them, who says why.
fn may_change_consent(case: &Case<'_>, command: &Command, no: &mut Reasons) {
    no.unsettled_or_public(case);
    match case.by {
        Actor::Submitter => {}
        Actor::Member { user, .. } if case.state.submitter == Some(user) => {}
        _ => {
            no.member(case, LEADS);
            no.says_why(command);
        }
    }
}

/// At every stage, also of what is settled: a court may ask. The reason is always asked for. Which
/// one role of these it is in a project was decided when the permit was given.
fn open_sealed(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    file: FileId,
) -> Vec<ReviewEvent> {
    let by = no.member(case, Sealing::READERS);
    no.says_why(command);
    by.map(|by| ReviewEvent::SealedOpened { file, by })
        .into_iter()
        .collect()
}

fn migrate(case: &Case<'_>, no: &mut Reasons, workflow: u32) -> Vec<ReviewEvent> {
    no.member(case, MIGRATORS);
    no.unsettled(case);
    let same_stage = case.workflow.stage(&case.state.stage);
    let fits = same_stage.is_some_and(|stage| stage.kind == case.state.kind);
    if workflow != case.workflow.version() || workflow <= case.state.workflow || !fits {
        no.add(Refusal::CannotMigrate);
    }
    vec![ReviewEvent::Migrated { workflow }]
}
