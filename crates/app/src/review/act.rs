//! The one road by which an item changes: load → permit → decide → save → enqueue, in one
//! transaction, in a task of its own.

use cairn_domain::{Action, Actor, Permit, ShortId};
use cairn_review::{
    Act, Case, Command, Move, Outcome, Refusal, ReviewEvent, ReviewState, decide, evolve,
};
use cairn_storage::{ItemRecord, ProjectRecord, RecordedEvent, Store, WriteTx};

use super::facts::{facts, revision_after};
use crate::{App, AppError, Visit, release, typed};

/// What came of a command.
#[derive(Debug, Clone)]
pub struct Acted {
    /// The item's state now.
    pub state: ReviewState,
    /// What happened.
    pub events: Vec<ReviewEvent>,
}

/// Does what a member asks of an item, or says everything that stands in the way.
pub async fn act(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    command: Command,
) -> Result<Acted, AppError> {
    act_together(app, visit, short, vec![command]).await
}

/// Does several things as one: all of them or none. Each is decided on what those before it left, so
/// only the first has to have `seen` the item as it is.
///
/// # Errors
/// Those of the first command that is refused; [`AppError::Internal`] if there is none at all.
pub async fn act_together(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    commands: Vec<Command>,
) -> Result<Acted, AppError> {
    for command in &commands {
        permit_for(visit, &command.act)?;
    }
    let (app, visit, short) = (app.clone(), visit.clone(), short.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let mut all: Option<Acted> = None;
        for mut command in commands {
            let item = tx.read().find_item(visit.project.id, &short).await?;
            let item = item.ok_or(AppError::NotFound)?;
            if all.is_some() {
                command.seen = item.state.seq;
            }
            own_doors_only(&app, &tx, &item, &command).await?;
            let project = &visit.project;
            let acted =
                decide_and_record(&app, &tx, project, item, visit.actor(), &command).await?;
            let before = all.map(|acted| acted.events).unwrap_or_default();
            all = Some(Acted {
                state: acted.state,
                events: [before, acted.events].concat(),
            });
        }
        tx.commit().await?;
        all.ok_or_else(|| AppError::Internal("nothing was asked".into()))
    })
    .await
}

/// Publishing and retracting change what the public sees. They have use cases of their own, and no
/// other door may take their moves.
async fn own_doors_only(
    app: &App,
    tx: &WriteTx,
    item: &ItemRecord,
    command: &Command,
) -> Result<(), AppError> {
    let Act::Move { to } = &command.act else {
        return Ok(());
    };
    let workflow = app
        .workflow(&tx.read(), item.project, item.state.workflow)
        .await?;
    let mv = workflow
        .moves_from(&item.state.stage)
        .into_iter()
        .find(|mv| mv.key == *to);
    let public = |mv: &Move| {
        let outcome = workflow.stage(&mv.to).and_then(|stage| stage.outcome);
        matches!(outcome, Some(Outcome::Published | Outcome::Retracted))
    };
    if mv.is_some_and(public) {
        let (asked, stage) = (to.clone(), item.state.stage.clone());
        return Err(AppError::refuse(Refusal::NoSuchMove { asked, stage }));
    }
    Ok(())
}

fn permit_for(visit: &Visit, act: &Act) -> Result<Permit, AppError> {
    match act {
        Act::OpenSealed { .. } => visit.sealed_permit(),
        act => visit.permit(action_for(act)),
    }
}

/// The permission each act asks for; whether it is *ready* is the review machine's business.
fn action_for(act: &Act) -> Action {
    match act {
        Act::Claim | Act::Release => Action::Claim,
        Act::Rate { .. } | Act::Link { .. } | Act::NameDuplicate { .. } => Action::Triage,
        Act::RecordFinding { .. } => Action::RecordFinding,
        Act::Redact { .. } | Act::ConfirmRedaction { .. } => Action::Redact,
        Act::Settle { .. } => Action::Settle,
        Act::Object | Act::Answer { .. } => Action::Object,
        Act::SignOff { .. } => Action::SignOff,
        Act::Move { .. } | Act::Migrate { .. } => Action::Move,
        Act::OpenSealed { .. } => Action::OpenSealed,
        Act::AskSubmitter => Action::AskSubmitter,
        // A member who handed it in may change their mind or add to it; the machine asks for the
        // right person.
        Act::ChangeConsent { .. } | Act::Reply { .. } | Act::AddNote | Act::AddEvidence { .. } => {
            Action::Submit
        }
    }
}

/// Does what the machine or a submitter with a receipt asks of an item, in the words they gave.
pub(crate) async fn act_without_account(
    app: &App,
    project: &ProjectRecord,
    item: cairn_domain::ItemId,
    actor: Actor,
    act: Act,
    words: &str,
) -> Result<Acted, AppError> {
    let (app, project, words) = (app.clone(), project.clone(), words.to_owned());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx.read().load_item(item).await?;
        let command = Command {
            seen: item.state.seq,
            words,
            act,
        };
        let acted = decide_and_record(&app, &tx, &project, item, actor, &command).await?;
        tx.commit().await?;
        Ok(acted)
    })
    .await
}

/// Decides inside an open transaction and records what was decided.
pub(crate) async fn decide_and_record(
    app: &App,
    tx: &WriteTx,
    project: &ProjectRecord,
    item: ItemRecord,
    actor: Actor,
    command: &Command,
) -> Result<Acted, AppError> {
    typed::require("reason", &command.words)?;
    let reads = tx.read();
    let workflow = app
        .workflow(&reads, project.id, version(command, &item))
        .await?;
    let facts = facts(app, &reads, project, &item).await?;
    let case = Case {
        workflow: &workflow,
        state: &item.state,
        facts: &facts,
        by: actor,
    };
    let events = decide(&case, command).map_err(AppError::Refused)?;
    let id = item.id;
    let state = record(app, tx, item, actor, &command.words, &events).await?;
    let is_wish = |event: &ReviewEvent| matches!(event, ReviewEvent::ConsentChanged { .. });
    if events.iter().any(is_wish) {
        let changed = tx.read().load_item(id).await?;
        release::follow_consent(tx, project, &changed).await?;
    }
    Ok(Acted { state, events })
}

/// A migration is decided under the workflow it goes to; everything else under the item's own.
fn version(command: &Command, item: &ItemRecord) -> u32 {
    match command.act {
        Act::Migrate { workflow } => workflow,
        _ => item.state.workflow,
    }
}

/// Appends decided events: log, ledger leaf, cached row and its new revision, in the caller's transaction.
async fn record(
    app: &App,
    tx: &WriteTx,
    item: ItemRecord,
    actor: Actor,
    words: &str,
    events: &[ReviewEvent],
) -> Result<ReviewState, AppError> {
    let (now, seen) = (app.clock.now(), item.state.seq);
    let mut state = item.state.clone();
    let mut recorded = Vec::with_capacity(events.len());
    for event in events {
        state = evolve(state, event);
        // The reason belongs to the act as a whole; it stands with the first event.
        let words = if recorded.is_empty() {
            words.trim()
        } else {
            ""
        };
        recorded.push(RecordedEvent {
            seq: state.seq,
            at: now,
            actor,
            event: event.clone(),
            words: words.to_owned(),
        });
    }
    let before = (&item.state, item.revision);
    let revision = revision_after(&tx.read(), item.id, before, &state).await?;
    let salts: Vec<_> = recorded.iter().map(|_| app.dice.bytes::<32>()).collect();
    tx.append(item.id, seen, &recorded, &salts, &state, &revision)
        .await?;
    Ok(state)
}
