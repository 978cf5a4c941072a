//! A bounded model check: a few people who try everything, in every order, under every built-in
//! workflow. Time stands still and a hold is taken and given back with the work it is for, so that
//! the number of states stays finite; random walks cover both.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

use cairn_domain::{Actor, Consent, Digest, FindingKind, Role};
use cairn_review::{
    Act, Case, Command, Facts, Outcome, ReviewEvent, ReviewState, StageKind, Workflow, decide,
    evolve, workflow,
};
use chrono::DateTime;
use stateright::{Checker, Model, Property};

use crate::{cast::*, story};

/// A workflow with the people who act in it and the findings each of them would record.
#[derive(Clone)]
struct Desk {
    workflow: Workflow,
    cast: Vec<Actor>,
    answers: Vec<(Actor, FindingKind, Option<u8>)>,
}

/// Where an item stands, and the first promise broken on the way there.
#[derive(Clone, Debug, PartialEq)]
struct Standing {
    state: ReviewState,
    broken: Option<&'static str>,
}

impl Eq for Standing {}

impl Hash for Standing {
    fn hash<H: Hasher>(&self, to: &mut H) {
        (&self.state.stage, self.broken, content(&self.state)).hash(to);
        self.state
            .sign_offs
            .iter()
            .for_each(|s| (s.by, s.revision.0).hash(to));
        self.state
            .objections
            .iter()
            .for_each(|o| (o.by, o.seq).hash(to));
    }
}

/// What one person asks for in one go.
#[derive(Clone, Debug, PartialEq)]
struct Ask {
    by: Actor,
    acts: Vec<Act>,
}

/// What a sign-off signs, as a number.
fn content(state: &ReviewState) -> u64 {
    let mut hasher = DefaultHasher::new();
    (
        state.rating.is_some(),
        state.incident,
        state.duplicate_of,
        state.consent,
    )
        .hash(&mut hasher);
    state
        .findings
        .iter()
        .for_each(|f| (f.id, f.author, f.digest.0).hash(&mut hasher));
    state.settled.hash(&mut hasher);
    hasher.finish()
}

fn facts(state: &ReviewState) -> Facts {
    let mut revision = [0; 32];
    revision[..8].copy_from_slice(&content(state).to_le_bytes());
    Facts {
        now: DateTime::UNIX_EPOCH,
        lease: story::LEASE,
        revision: Digest(revision),
        disagreements: story::disagreements(state),
        open_matches: 0,
        intake_done: true,
    }
}

impl Desk {
    fn at(template: &str) -> Self {
        let draft = workflow::template(template).expect("built in");
        let workflow = Workflow::try_from_draft(draft, 1).expect("valid");
        let mut cast = vec![ANA, LEA, SUE, Actor::Submitter, Actor::Machine];
        let answers: &[(Actor, FindingKind, Option<u8>)] = if template == "court" {
            cast.extend([BEN, LEO]);
            &[
                (ANA, PLACE, Some(1)),
                (ANA, TIME, Some(1)),
                (BEN, PLACE, Some(1)),
                (BEN, PLACE, Some(9)),
                (BEN, TIME, Some(1)),
            ]
        } else {
            &[
                (ANA, PLACE, Some(1)),
                (ANA, PLACE, None),
                (ANA, TIME, Some(1)),
                (LEA, PLACE, Some(1)),
                (LEA, PLACE, Some(9)),
                (LEA, TIME, Some(1)),
            ]
        };
        let answers = answers.to_vec();
        Self {
            workflow,
            cast,
            answers,
        }
    }

    fn begin(&self) -> Standing {
        let received = ReviewEvent::Received {
            workflow: 1,
            stage: self.workflow.start().clone(),
            kind: StageKind::Intake,
            submitter: SUE.user(),
            consent: Consent::Publish,
            at: DateTime::UNIX_EPOCH,
        };
        let state = ReviewState::begin(&received).expect("begins");
        Standing {
            state,
            broken: None,
        }
    }

    /// What somebody could sensibly ask for here; `decide` says whether they may.
    fn asks(&self, state: &ReviewState, by: Actor) -> Vec<Vec<Act>> {
        let moves = self.workflow.moves_from(&state.stage).into_iter();
        let mut asks: Vec<_> = moves
            .map(|mv| vec![Act::Move { to: mv.key.clone() }])
            .collect();
        if by == Actor::Submitter {
            asks.extend([Consent::Internal, Consent::Publish].map(|c| vec![consent(c)]));
        }
        // Rated and linked once at triage; unlinked and linked again at a desk.
        if by == ANA && state.rating.is_none() {
            asks.push(vec![rate(), link()]);
        }
        if by == ANA && state.kind == StageKind::Judgement {
            asks.extend([vec![link()], vec![Act::Link { incident: None }]]);
        }
        if by == ANA && state.open_objections().count() == 0 {
            asks.push(vec![Act::Object]);
        }
        for (author, kind, spot) in self.answers.iter().filter(|(author, ..)| *author == by) {
            asks.push(vec![
                Act::Claim,
                answer(*author, *kind, *spot),
                Act::Release,
            ]);
        }
        if by.role() == Some(Role::Lead) {
            asks.extend(
                state
                    .open_objections()
                    .map(|o| vec![Act::Answer { objection: o.seq }]),
            );
            asks.extend(
                state
                    .findings
                    .iter()
                    .map(|f| vec![Act::Settle { finding: f.id }]),
            );
            asks.push(vec![Act::SignOff {
                revision: facts(state).revision,
            }]);
        }
        asks
    }
}

/// The same answer by the same person is the same finding, so that histories meet again.
fn answer(author: Actor, kind: FindingKind, spot: Option<u8>) -> Act {
    let person = id(author).0.as_u128() * 1000;
    let number = person + u128::from(spot.unwrap_or(0)) * 10 + u128::from(kind == TIME);
    spot.map_or_else(
        || impossible(kind, number),
        |spot| found(kind, number, spot),
    )
}

/// One act; `None` if it is refused.
fn ask(desk: &Desk, from: &Standing, by: Actor, act: Act) -> Option<Standing> {
    let mut to = from.clone();
    let known = facts(&from.state);
    let case = Case {
        workflow: &desk.workflow,
        state: &from.state,
        facts: &known,
        by,
    };
    let command = Command {
        seen: from.state.seq,
        words: "because".into(),
        act,
    };
    for event in decide(&case, &command).ok()? {
        to.broken = to.broken.or_else(|| breaks(&to.state, &event));
        to.state = evolve(to.state, &event);
    }
    Some(to)
}

/// Which promise an event breaks, if it happens to an item like this.
fn breaks(state: &ReviewState, event: &ReviewEvent) -> Option<&'static str> {
    let own =
        |user| state.submitter == Some(user) || state.findings.iter().any(|f| f.author == user);
    match event {
        ReviewEvent::SignedOff { by, .. } if own(*by) => Some("signed their own work"),
        ReviewEvent::Moved {
            outcome: Some(Outcome::Published),
            ..
        } => {
            let revision = facts(state).revision;
            let signed = |s: &cairn_review::SignOff| s.revision == revision && !own(s.by);
            let broken = [
                (!answered(state, PLACE), "published without a place"),
                (!answered(state, TIME), "published without a time"),
                (
                    !state.sign_offs.iter().any(signed),
                    "published without an independent sign-off",
                ),
                (
                    state.open_objections().count() > 0,
                    "published over an objection",
                ),
                (
                    !state.consent.allows_publishing(),
                    "published against the submitter's wish",
                ),
            ];
            broken
                .into_iter()
                .find(|(is_broken, _)| *is_broken)
                .map(|(_, words)| words)
        }
        _ => None,
    }
}

fn answered(state: &ReviewState, kind: FindingKind) -> bool {
    let mut answers = state.findings.iter().filter(|f| f.kind == kind).peekable();
    let Some(first) = answers.peek().copied() else {
        return false;
    };
    let mut settled = state
        .findings
        .iter()
        .filter(|f| state.settled.contains(&f.id));
    match settled.find(|f| f.kind == kind) {
        Some(settled) => settled.positive,
        None => answers.all(|f| f.positive && f.digest == first.digest),
    }
}

/// Two histories that differ in nothing that matters lead to the same standing.
fn settle_down(mut standing: Standing) -> Standing {
    let state = &mut standing.state;
    state.seq = 1;
    state
        .objections
        .retain(|objection| objection.answered_by.is_none());
    state.findings.sort_by_key(|finding| finding.id);
    state.settled.sort();
    state
        .sign_offs
        .sort_by_key(|sign_off| (sign_off.by, sign_off.revision));
    state.sign_offs.dedup();
    standing
}

impl Model for Desk {
    type State = Standing;
    type Action = Ask;

    fn init_states(&self) -> Vec<Standing> {
        vec![self.begin()]
    }

    fn actions(&self, standing: &Standing, actions: &mut Vec<Ask>) {
        for by in self.cast.iter().copied() {
            let asks = self.asks(&standing.state, by).into_iter();
            actions.extend(asks.map(|acts| Ask { by, acts }));
        }
    }

    fn next_state(&self, from: &Standing, Ask { by, acts }: Ask) -> Option<Standing> {
        let first = Some(from.clone());
        let after = acts
            .into_iter()
            .fold(first, |at, act| ask(self, &at?, by, act));
        after.map(settle_down)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("no promise is broken", |_, at: &Standing| {
                at.broken.is_none()
            }),
            Property::sometimes("something is published", |_, at: &Standing| {
                at.state.outcome == Some(Outcome::Published)
            }),
            Property::sometimes("something is retracted", |_, at: &Standing| {
                at.state.outcome == Some(Outcome::Retracted)
            }),
            Property::sometimes("something cannot be placed", |_, at: &Standing| {
                at.state.outcome == Some(Outcome::Unverifiable)
            }),
            Property::sometimes("a dispute is settled", |_, at: &Standing| {
                !at.state.settled.is_empty()
            }),
        ]
    }
}

#[track_caller]
fn check(template: &str) {
    let checker = Desk::at(template).checker().threads(2).spawn_bfs().join();
    checker.assert_properties();
    println!("{template}: {} states", checker.unique_state_count());
}

#[test]
fn standard_keeps_its_promises() {
    check("standard");
}

#[test]
fn rapid_keeps_its_promises() {
    check("rapid");
}

#[test]
fn court_keeps_its_promises() {
    check("court");
}

/// From wherever an item can get, the team can bring it to an end without the submitter's help.
#[test]
fn no_item_is_ever_stuck() {
    for template in workflow::TEMPLATES {
        let mut desk = Desk::at(template);
        desk.cast.retain(|actor| *actor != Actor::Submitter);
        let stuck = stuck(&desk);
        assert_eq!(stuck.len(), 0, "{template}: {:#?}", stuck.first());
    }
}

/// Every standing from which no end can be reached.
fn stuck(desk: &Desk) -> Vec<Standing> {
    let mut numbers = HashMap::from([(desk.begin(), 0)]);
    let mut standings = vec![desk.begin()];
    let mut roads_to: Vec<Vec<usize>> = vec![Vec::new()];
    let mut waiting = VecDeque::from([0]);
    while let Some(from) = waiting.pop_front() {
        for next in desk.next_states(&standings[from].clone()) {
            let to = *numbers.entry(next.clone()).or_insert_with(|| {
                standings.push(next);
                roads_to.push(Vec::new());
                waiting.push_back(standings.len() - 1);
                standings.len() - 1
            });
            roads_to[to].push(from);
        }
    }
    let is_end = |n: &usize| standings[*n].state.kind == StageKind::Settled;
    let mut ending: Vec<bool> = vec![false; standings.len()];
    let mut waiting: Vec<usize> = (0..standings.len()).filter(is_end).collect();
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut ending[at], true) {
            waiting.extend(&roads_to[at]);
        }
    }
    standings
        .into_iter()
        .zip(ending)
        .filter(|(_, ends)| !ends)
        .map(|(at, _)| at)
        .collect()
}
