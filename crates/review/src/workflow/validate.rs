//! Everything that must hold before a draft becomes a workflow. The promise behind it: no road
//! leads to *published* without a place, a time and an independent sign-off, because every arrow
//! into a published stage carries those guards and no event can put an item there otherwise.

use std::collections::BTreeSet;

use cairn_domain::FindingKind;

use super::{Flaw, Guard, Move, Outcome, Stage, StageKey, StageKind, Trigger, WorkflowDraft};

/// Most people a guard may ask for.
const LARGEST_QUORUM: u32 = 5;

/// Every flaw of a draft.
pub(super) fn flaws(draft: &WorkflowDraft) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    names(draft, &mut flaws);
    if !flaws.is_empty() {
        // Roads cannot be followed through names that lead nowhere.
        return flaws;
    }
    draft
        .stages
        .iter()
        .for_each(|stage| stage_flaws(stage, &mut flaws));
    draft
        .moves
        .iter()
        .for_each(|mv| move_flaws(draft, mv, &mut flaws));
    roads(draft, &mut flaws);
    supplies(draft, &mut flaws);
    flaws
}

fn names(draft: &WorkflowDraft, flaws: &mut Vec<Flaw>) {
    let mut stages = BTreeSet::new();
    for stage in &draft.stages {
        check_key(&stage.key.0, flaws);
        if !stages.insert(&stage.key) {
            flaws.push(Flaw::StageTwice(stage.key.clone()));
        }
    }
    let mut moves = BTreeSet::new();
    for mv in &draft.moves {
        check_key(&mv.key.0, flaws);
        if !moves.insert(&mv.key) {
            flaws.push(Flaw::MoveTwice(mv.key.clone()));
        }
        for stage in [&mv.from, &mv.to]
            .into_iter()
            .filter(|stage| !stages.contains(stage))
        {
            flaws.push(Flaw::NoSuchStage {
                by_move: mv.key.clone(),
                stage: stage.clone(),
            });
        }
    }
    if kind_of(draft, &draft.start) != Some(StageKind::Intake) {
        flaws.push(Flaw::BadStart(draft.start.clone()));
    }
}

fn check_key(key: &str, flaws: &mut Vec<Flaw>) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = key.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || !key.chars().all(plain) || key.len() > 60 {
        flaws.push(Flaw::BadKey(key.to_owned()));
    }
}

fn find<'a>(draft: &'a WorkflowDraft, key: &StageKey) -> Option<&'a Stage> {
    draft.stages.iter().find(|stage| stage.key == *key)
}

fn kind_of(draft: &WorkflowDraft, key: &StageKey) -> Option<StageKind> {
    find(draft, key).map(|stage| stage.kind)
}

fn outcome_of(draft: &WorkflowDraft, key: &StageKey) -> Option<Outcome> {
    find(draft, key).and_then(|stage| stage.outcome)
}

fn stage_flaws(stage: &Stage, flaws: &mut Vec<Flaw>) {
    let settled = stage.kind == StageKind::Settled;
    if settled && stage.outcome.is_none() {
        flaws.push(Flaw::EndWithoutOutcome(stage.key.clone()));
    }
    if !settled && stage.outcome.is_some() {
        flaws.push(Flaw::OutcomeWithoutEnd(stage.key.clone()));
    }
    if !stage.records.is_empty() && stage.kind != StageKind::Work {
        flaws.push(Flaw::RecordsOutsideWork(stage.key.clone()));
    }
}

fn move_flaws(draft: &WorkflowDraft, mv: &Move, flaws: &mut Vec<Flaw>) {
    let (from, to) = (kind_of(draft, &mv.from), kind_of(draft, &mv.to));
    let (leaves, reaches) = (outcome_of(draft, &mv.from), outcome_of(draft, &mv.to));
    let retracts = leaves == Some(Outcome::Published) && reaches == Some(Outcome::Retracted);
    if from == Some(StageKind::Settled) && !retracts {
        flaws.push(Flaw::LeavesAnEnd(mv.key.clone()));
    }
    if matches!(mv.trigger, Trigger::Person | Trigger::Release) && mv.roles.is_empty() {
        flaws.push(Flaw::Unstaffed(mv.key.clone()));
    }
    let sends_back = from == Some(StageKind::Judgement) && to == Some(StageKind::Work);
    let ends_badly = matches!(reaches, Some(Outcome::Rejected | Outcome::Retracted));
    let by_person = mv.trigger == Trigger::Person;
    if by_person && (sends_back || ends_badly) && !mv.guards.contains(&Guard::SaysWhy) {
        flaws.push(Flaw::SaysNothing(mv.key.clone()));
    }
    if mv
        .guards
        .iter()
        .any(|guard| quorum(guard).is_some_and(|n| !(1..=LARGEST_QUORUM).contains(&n)))
    {
        flaws.push(Flaw::BadQuorum(mv.key.clone()));
    }
    sign_off_flaws(mv, from, flaws);
    if reaches == Some(Outcome::Published) {
        flaws.extend(missing_gates(mv).map(|guard| Flaw::PublishesWithout {
            by_move: mv.key.clone(),
            guard,
        }));
    }
}

fn sign_off_flaws(mv: &Move, from: Option<StageKind>, flaws: &mut Vec<Flaw>) {
    if mv.trigger != Trigger::SignOff {
        return;
    }
    if from != Some(StageKind::Judgement) {
        flaws.push(Flaw::SignOffOutsideJudgement(mv.key.clone()));
    }
    if !mv
        .guards
        .iter()
        .any(|guard| matches!(guard, Guard::SignedOff { .. }))
    {
        flaws.push(Flaw::SignOffUncounted(mv.key.clone()));
    }
}

fn quorum(guard: &Guard) -> Option<u32> {
    match guard {
        Guard::Independent { at_least, .. } | Guard::SignedOff { at_least } => Some(*at_least),
        _ => None,
    }
}

/// What every arrow into a published stage must carry.
fn missing_gates(mv: &Move) -> impl Iterator<Item = Guard> {
    let signed = |guard: &Guard| matches!(guard, Guard::SignedOff { .. });
    let has_sign_off = mv.guards.iter().any(signed);
    let gates = [
        Guard::Established {
            kind: FindingKind::Geolocation,
        },
        Guard::Established {
            kind: FindingKind::Chronolocation,
        },
        Guard::SignedOff { at_least: 1 },
        Guard::NoObjection,
        Guard::ConsentToPublish,
    ];
    let missing = move |gate: &Guard| {
        if signed(gate) {
            !has_sign_off
        } else {
            !mv.guards.contains(gate)
        }
    };
    gates
        .into_iter()
        .filter(missing)
        .collect::<Vec<_>>()
        .into_iter()
}

fn roads(draft: &WorkflowDraft, flaws: &mut Vec<Flaw>) {
    let reached = reach(&draft.start, |at| {
        steps(draft, at, |mv| &mv.from, |mv| &mv.to)
    });
    for stage in &draft.stages {
        if !reached.contains(&stage.key) {
            flaws.push(Flaw::Unreachable(stage.key.clone()));
        }
        let ahead = reach(&stage.key, |at| {
            steps(draft, at, |mv| &mv.from, |mv| &mv.to)
        });
        let ends = ahead
            .iter()
            .any(|key| kind_of(draft, key) == Some(StageKind::Settled));
        if !ends {
            flaws.push(Flaw::DeadEnd(stage.key.clone()));
        }
    }
}

fn steps<'a>(
    draft: &'a WorkflowDraft,
    at: &StageKey,
    from: fn(&Move) -> &StageKey,
    to: fn(&Move) -> &StageKey,
) -> Vec<&'a StageKey> {
    // A withdrawal is the submitter's; it must not be the only way out.
    let ours = |mv: &&Move| {
        mv.trigger != Trigger::Submitter || kind_of(draft, to(mv)) != Some(StageKind::Settled)
    };
    let leaving = |mv: &&Move| from(mv) == at;
    let withdrawals = draft
        .moves
        .iter()
        .filter(leaving)
        .filter(|mv| !ours(mv))
        .map(to);
    let onward: Vec<_> = draft
        .moves
        .iter()
        .filter(leaving)
        .filter(ours)
        .map(to)
        .collect();
    if onward.is_empty() {
        Vec::new()
    } else {
        onward.into_iter().chain(withdrawals).collect()
    }
}

fn reach<'a>(
    start: &'a StageKey,
    next: impl Fn(&StageKey) -> Vec<&'a StageKey>,
) -> BTreeSet<&'a StageKey> {
    let (mut seen, mut waiting) = (BTreeSet::from([start]), vec![start]);
    while let Some(at) = waiting.pop() {
        for stage in next(at) {
            if seen.insert(stage) {
                waiting.push(stage);
            }
        }
    }
    seen
}

/// Whatever guards ask for must be supplied somewhere.
fn supplies(draft: &WorkflowDraft, flaws: &mut Vec<Flaw>) {
    if !draft
        .stages
        .iter()
        .any(|stage| stage.outcome == Some(Outcome::Published))
    {
        flaws.push(Flaw::NothingPublished);
    }
    for kind in FindingKind::ALL.iter().copied() {
        let asked = draft
            .moves
            .iter()
            .flat_map(|mv| &mv.guards)
            .any(|guard| asks_for(guard, kind));
        let recorded = draft
            .stages
            .iter()
            .any(|stage| stage.records.contains(&kind));
        if asked && !recorded {
            flaws.push(Flaw::NowhereRecorded(kind));
        }
    }
    if !draft.moves.iter().any(|mv| mv.trigger == Trigger::SignOff) {
        flaws.push(Flaw::NowhereSigned);
    }
    for stage in draft
        .stages
        .iter()
        .filter(|stage| stage.kind == StageKind::Intake)
    {
        let leaves = |mv: &Move| mv.from == stage.key && mv.trigger == Trigger::Machine;
        if !draft.moves.iter().any(leaves) {
            flaws.push(Flaw::StuckIntake(stage.key.clone()));
        }
    }
}

fn asks_for(guard: &Guard, wanted: FindingKind) -> bool {
    match guard {
        Guard::Established { kind }
        | Guard::Independent { kind, .. }
        | Guard::Impossible { kind } => *kind == wanted,
        _ => false,
    }
}
