//! `decide`: what follows from a command, or every reason why nothing does. Rules that hold for
//! every workflow stand here; rules that a workflow chooses are guards.

use cairn_domain::{Actor, Digest, FindingId, FindingKind, Role, UserId};

use crate::{
    case::Case,
    command::{Act, Command},
    event::ReviewEvent,
    refusal::{Refusal, Refusals},
    state::evolve,
    workflow::{Guard, Move, MoveKey, Outcome, StageKind, Trigger},
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
        Act::Settle { finding } => settle(case, command, no, *finding),
        Act::Object => object(case, command, no),
        Act::Answer { objection } => answer(case, command, no, *objection),
        Act::SignOff { revision } => sign_off(case, command, no, *revision),
        Act::Move { to } => take(case, command, no, to),
        Act::ChangeConsent { consent } => {
            may_change_consent(case, command, no);
            vec![ReviewEvent::ConsentChanged { consent: *consent }]
        }
        Act::Migrate { workflow } => migrate(case, no, *workflow),
    }
}

/// Reasons collected so far; the same one is said once.
#[derive(Default)]
pub(crate) struct Reasons(pub(crate) Vec<Refusal>);

impl Reasons {
    pub(crate) fn add(&mut self, refusal: Refusal) {
        if !self.0.contains(&refusal) {
            self.0.push(refusal);
        }
    }

    fn check(&mut self, outcome: Result<(), Refusal>) {
        if let Err(refusal) = outcome {
            self.add(refusal);
        }
    }

    /// The account behind the actor, in one of the roles.
    fn member(&mut self, case: &Case<'_>, roles: &[Role]) -> Option<UserId> {
        match case.by {
            Actor::Member { user, role } if roles.contains(&role) => Some(user),
            Actor::Member { .. } => {
                self.add(Refusal::NeedsRole {
                    any_of: roles.to_vec(),
                });
                None
            }
            Actor::Submitter | Actor::Machine => {
                self.add(Refusal::NeedsAccount);
                None
            }
        }
    }

    /// Work stops where an item has come to its end.
    fn unsettled(&mut self, case: &Case<'_>) {
        if case.state.kind == StageKind::Settled {
            self.add(Refusal::ItemIsSettled);
        }
    }

    /// Work belongs where people work or judge.
    fn past_intake(&mut self, case: &Case<'_>) {
        if case.state.kind == StageKind::Intake {
            self.add(Refusal::NotAtThisStage {
                stage: case.state.stage.clone(),
            });
        }
    }

    /// What somebody else holds is left alone; a judge is not stopped by a hold.
    fn free_for(&mut self, case: &Case<'_>) {
        let holder = case.state.holder(case.facts.now);
        let judging = case.state.kind == StageKind::Judgement && case.by.role() == Some(Role::Lead);
        if let Some(lease) = holder.filter(|lease| Some(lease.by) != case.by.user() && !judging) {
            self.add(Refusal::HeldByAnother {
                by: lease.by,
                until: lease.until,
            });
        }
    }

    fn says_why(&mut self, command: &Command) {
        if command.words.trim().is_empty() {
            self.add(Refusal::NeedsReason);
        }
    }
}

fn claim(case: &Case<'_>, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    no.free_for(case);
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

fn settle(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    finding: FindingId,
) -> Vec<ReviewEvent> {
    let by = no.member(case, LEADS);
    if case.state.kind != StageKind::Judgement {
        no.add(Refusal::NotAtThisStage {
            stage: case.state.stage.clone(),
        });
    }
    no.says_why(command);
    let Some(chosen) = case.state.findings.iter().find(|known| known.id == finding) else {
        no.add(Refusal::NoSuchFinding);
        return Vec::new();
    };
    let kind = chosen.kind;
    if !case.facts.disagreements.contains(&kind) {
        no.add(Refusal::NoSuchFinding);
    }
    if case
        .state
        .findings_on(kind)
        .any(|known| Some(known.author) == case.by.user())
    {
        no.add(Refusal::OwnFinding { kind });
    }
    by.map(|by| ReviewEvent::Settled { finding, kind, by })
        .into_iter()
        .collect()
}

fn object(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    if case.state.outcome != Some(Outcome::Published) {
        no.unsettled(case);
    }
    no.past_intake(case);
    no.says_why(command);
    by.map(|by| ReviewEvent::Objected { by })
        .into_iter()
        .collect()
}

/// Whoever objected takes it back, or a lead who did not object answers it.
fn answer(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    objection: u64,
) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.says_why(command);
    match case
        .state
        .open_objections()
        .find(|open| open.seq == objection)
    {
        None => no.add(Refusal::NoSuchObjection),
        Some(open) => {
            let own = Some(open.by) == case.by.user();
            if !own && case.by.role() != Some(Role::Lead) {
                no.add(Refusal::NotYoursToAnswer);
            }
        }
    }
    by.map(|by| ReviewEvent::Answered { objection, by })
        .into_iter()
        .collect()
}

fn sign_off(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    revision: Digest,
) -> Vec<ReviewEvent> {
    let by = no.member(case, LEADS);
    let Some(approve) = sign_off_move(case) else {
        no.add(Refusal::NotAtThisStage {
            stage: case.state.stage.clone(),
        });
        return Vec::new();
    };
    if revision != case.facts.revision {
        no.add(Refusal::RevisionChanged);
    }
    if let Some(by) = by {
        independence(case, no, by, revision);
    }
    let others = approve
        .guards
        .iter()
        .filter(|guard| !matches!(guard, Guard::SignedOff { .. }));
    others.for_each(|guard| no.check(guard.check(case, command)));
    by.map(|by| {
        signed(
            case,
            command,
            approve,
            ReviewEvent::SignedOff { revision, by },
        )
    })
    .unwrap_or_default()
}

/// The author of a finding does not sign it off, nor does whoever handed the item in; nobody twice.
fn independence(case: &Case<'_>, no: &mut Reasons, by: UserId, revision: Digest) {
    if case.state.submitter == Some(by) {
        no.add(Refusal::OwnSubmission);
    }
    for finding in case
        .state
        .findings
        .iter()
        .filter(|finding| finding.author == by)
    {
        no.add(Refusal::OwnFinding { kind: finding.kind });
    }
    let signed = |sign_off: &crate::SignOff| sign_off.by == by && sign_off.revision == revision;
    if case.state.sign_offs.iter().any(signed) {
        no.add(Refusal::AlreadySigned);
    }
}

/// The sign-off, and the move if the quorum is complete with it.
fn signed(
    case: &Case<'_>,
    command: &Command,
    approve: &Move,
    event: ReviewEvent,
) -> Vec<ReviewEvent> {
    let after = evolve(case.state.clone(), &event);
    let with_it = Case {
        state: &after,
        ..*case
    };
    let complete = approve
        .guards
        .iter()
        .all(|guard| guard.check(&with_it, command).is_ok());
    let moved = complete.then(|| moved(case, approve));
    std::iter::once(event).chain(moved).collect()
}

/// The move that follows sign-offs here, if this is a desk where leads sign.
pub(crate) fn sign_off_move<'a>(case: &Case<'a>) -> Option<&'a Move> {
    let moves = case.workflow.moves_from(&case.state.stage);
    moves.into_iter().find(|mv| mv.trigger == Trigger::SignOff)
}

fn take(case: &Case<'_>, command: &Command, no: &mut Reasons, to: &MoveKey) -> Vec<ReviewEvent> {
    let moves = case.workflow.moves_from(&case.state.stage);
    let Some(mv) = moves.into_iter().find(|mv| mv.key == *to) else {
        no.unsettled(case);
        no.add(Refusal::NoSuchMove {
            asked: to.clone(),
            stage: case.state.stage.clone(),
        });
        return Vec::new();
    };
    may_take(case, no, mv);
    mv.guards
        .iter()
        .for_each(|guard| no.check(guard.check(case, command)));
    vec![moved(case, mv)]
}

fn may_take(case: &Case<'_>, no: &mut Reasons, mv: &Move) {
    match (mv.trigger, case.by) {
        (Trigger::Machine | Trigger::Release, Actor::Machine)
        | (Trigger::Submitter, Actor::Submitter) => {}
        (Trigger::Person, _) => {
            no.member(case, &mv.roles);
            no.free_for(case);
        }
        (Trigger::Release, Actor::Member { .. }) => {
            no.member(case, &mv.roles);
        }
        (Trigger::Submitter, Actor::Member { user, .. }) if case.state.submitter == Some(user) => {}
        // A sign-off moves the item by itself; the other doors are not this actor's.
        _ => no.add(Refusal::NoSuchMove {
            asked: mv.key.clone(),
            stage: case.state.stage.clone(),
        }),
    }
}

fn moved(case: &Case<'_>, mv: &Move) -> ReviewEvent {
    let target = case.workflow.stage(&mv.to);
    ReviewEvent::Moved {
        by_move: mv.key.clone(),
        from: mv.from.clone(),
        to: mv.to.clone(),
        // Validation has seen to it that every move leads to a stage.
        kind: target.map_or(StageKind::Settled, |stage| stage.kind),
        outcome: target.and_then(|stage| stage.outcome),
        workflow: case.workflow.version(),
        at: case.facts.now,
    }
}

/// The submitter, with receipt or account; or a lead for them, who says why.
fn may_change_consent(case: &Case<'_>, command: &Command, no: &mut Reasons) {
    if case.state.outcome != Some(Outcome::Published) {
        no.unsettled(case);
    }
    match case.by {
        Actor::Submitter => {}
        Actor::Member { user, .. } if case.state.submitter == Some(user) => {}
        _ => {
            no.member(case, LEADS);
            no.says_why(command);
        }
    }
}

fn migrate(case: &Case<'_>, no: &mut Reasons, workflow: u32) -> Vec<ReviewEvent> {
    no.member(case, MIGRATORS);
    let same_stage = case.workflow.stage(&case.state.stage);
    let fits = same_stage.is_some_and(|stage| stage.kind == case.state.kind);
    if workflow != case.workflow.version() || workflow <= case.state.workflow || !fits {
        no.add(Refusal::CannotMigrate);
    }
    vec![ReviewEvent::Migrated { workflow }]
}
