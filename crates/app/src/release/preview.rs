//! What the next release would take, and what it leaves and why.

use std::collections::HashSet;

use cairn_domain::Action;
use cairn_review::{Act, Case, Command, MoveKey, Refusals, Trigger, Workflow, decide};
use cairn_storage::{CandidateRecord, ItemRecord, Reads, ReleaseRecord};

use super::rows::{Held, Rows, incidents, rows};
use crate::{App, AppError, Visit, review::facts};

/// The next release before it is built.
#[derive(Debug)]
pub struct Preview {
    /// Its number.
    pub version: u32,
    /// Items it takes.
    pub ready: Vec<ItemRecord>,
    /// Items approved and not ready.
    pub blocked: Vec<Blocked>,
    /// How many incidents those items evidence.
    pub incidents: usize,
    /// Incidents that are kept back as a whole.
    pub held: Vec<Held>,
    /// Public records that would say something else than they do now.
    pub changed: usize,
    /// Records taken back since the last release.
    pub retractions: usize,
    /// Releases so far, newest first.
    pub releases: Vec<ReleaseRecord>,
    /// What waits for a second person.
    pub candidate: Option<CandidateRecord>,
    pub(super) taken: Vec<(ItemRecord, MoveKey)>,
    pub(super) rows: Rows,
}

impl Preview {
    /// Whether the release would say nothing that the one before does not.
    pub fn is_empty(&self) -> bool {
        let nothing = self.ready.is_empty() && self.retractions == 0 && self.changed == 0;
        nothing && self.version > 1
    }
}

/// An approved item that cannot be published yet.
#[derive(Debug)]
pub struct Blocked {
    /// The item.
    pub item: ItemRecord,
    /// Every reason.
    pub refusals: Refusals,
}

/// Reads what the next release would be.
pub async fn preview(app: &App, visit: &Visit) -> Result<Preview, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let releases = reads.releases(visit.project.id).await?;
    let last = releases.first().map_or(0, |release| release.version);
    let mut preview = Preview {
        version: last + 1,
        ready: Vec::new(),
        blocked: Vec::new(),
        incidents: 0,
        held: Vec::new(),
        changed: 0,
        taken: Vec::new(),
        rows: Rows::default(),
        retractions: reads.retractions_since(visit.project.id, last).await?.len(),
        releases,
        candidate: reads.candidate(visit.project.id).await?,
    };
    for (item, to) in approved(app, visit).await? {
        match publishable(app, visit, &item, to.clone()).await? {
            Ok(()) => preview.taken.push((item, to)),
            Err(refusals) => preview.blocked.push(Blocked { item, refusals }),
        }
    }
    let ready: Vec<_> = preview.taken.iter().map(|(item, _)| item.id).collect();
    let incidents = incidents(app, visit, &preview.taken).await?;
    let made = rows(app, visit, &incidents, &ready, preview.version);
    preview.rows = Box::pin(made).await?;
    preview.held = std::mem::take(&mut preview.rows.held);
    preview.changed = preview.rows.changed;
    leave_held(&reads, &mut preview).await?;
    Ok(preview)
}

/// Takes the items of incidents that are kept back out of what is ready.
async fn leave_held(reads: &Reads<'_>, preview: &mut Preview) -> Result<(), AppError> {
    let mut incidents = HashSet::new();
    for (item, to) in std::mem::take(&mut preview.taken) {
        let standing = match item.state.incident {
            Some(id) => Some(reads.load_incident(id).await?.id),
            None => None,
        };
        let is_held = |id| preview.held.iter().any(|held| held.incident.id == id);
        if standing.is_some_and(is_held) {
            continue;
        }
        incidents.extend(standing);
        preview.ready.push(item.clone());
        preview.taken.push((item, to));
    }
    preview.incidents = incidents.len();
    Ok(())
}

/// Items that stand where a release move begins, with that move.
async fn approved(app: &App, visit: &Visit) -> Result<Vec<(ItemRecord, MoveKey)>, AppError> {
    let reads = app.store.read();
    let newest = app
        .workflow(&reads, visit.project.id, visit.project.workflow_version)
        .await?;
    let mut items = Vec::new();
    for (stage, to) in release_moves(&newest) {
        let standing = reads.items_at(visit.project.id, &stage).await?;
        items.extend(standing.into_iter().map(|item| (item, to.clone())));
    }
    Ok(items)
}

fn release_moves(workflow: &Workflow) -> Vec<(String, MoveKey)> {
    let moves = workflow
        .moves()
        .iter()
        .filter(|mv| mv.trigger == Trigger::Release);
    moves
        .map(|mv| (mv.from.0.clone(), mv.key.clone()))
        .collect()
}

/// Asks the review machine, as whoever builds the release.
async fn publishable(
    app: &App,
    visit: &Visit,
    item: &ItemRecord,
    to: MoveKey,
) -> Result<Result<(), Refusals>, AppError> {
    let reads = app.store.read();
    let workflow = app
        .workflow(&reads, visit.project.id, item.state.workflow)
        .await?;
    let facts = facts(app, &reads, &visit.project, item).await?;
    // Previewed as the machine: the page also shows verifiers what is ready.
    let by = cairn_domain::Actor::Machine;
    let case = Case {
        workflow: &workflow,
        state: &item.state,
        facts: &facts,
        by,
    };
    let command = Command {
        seen: item.state.seq,
        words: String::new(),
        act: Act::Move { to },
    };
    Ok(decide(&case, &command).map(|_| ()))
}
