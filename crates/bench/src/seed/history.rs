//! The log of one item, event by event, from its arrival to where it is to stand. The events are
//! those that the review machine would have returned; their fold is the machine's own.

use cairn_domain::{
    Actor, Consent, Digest, Finding, FindingId, FindingKind, ItemId, Role, Sensitivity, UserId,
    sensitivity::{ContentNote, Rating},
};
use cairn_review::{ReviewEvent, ReviewState, StageKind, Workflow, evolve};
use cairn_storage::{RecordedEvent, StorageError, WriteTx};
use chrono::{DateTime, TimeDelta, Utc};

use super::{World, parts, roll::Roll};

/// Where an item stands in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    Intake,
    Triage,
    Geolocation,
    Chronolocation,
    SignOff,
    Approved,
    Published,
    Rejected,
    Duplicate,
    Unverifiable,
    Withdrawn,
}

/// A log that grows.
pub(super) struct History {
    state: ReviewState,
    events: Vec<RecordedEvent>,
    findings: Vec<Finding>,
    at: DateTime<Utc>,
}

impl History {
    /// The item came in.
    pub(super) fn begin(world: &World, roll: &mut Roll, at: DateTime<Utc>) -> Self {
        let event = ReviewEvent::Received {
            workflow: world.workflow.version(),
            stage: world.workflow.start().clone(),
            kind: StageKind::Intake,
            submitter: None,
            consent: roll.one_of(&[
                Consent::Publish,
                Consent::PublishRedacted,
                Consent::Internal,
            ]),
            at,
        };
        let state = ReviewState::begin(&event).expect("the first event begins a state");
        let first = RecordedEvent {
            seq: 1,
            at,
            actor: Actor::Submitter,
            event,
            words: String::new(),
        };
        Self {
            state,
            events: vec![first],
            findings: Vec::new(),
            at,
        }
    }

    pub(super) fn first(&self) -> &RecordedEvent {
        &self.events[0]
    }

    pub(super) fn state(&self) -> &ReviewState {
        &self.state
    }

    /// Lets happen what leads to an ending.
    pub(super) fn lead_to(&mut self, world: &World, roll: &mut Roll, ending: Ending) {
        let people = &world.people;
        let (first, second) = two(&people.verifiers, roll);
        if ending == Ending::Intake {
            return;
        }
        self.move_by(&world.workflow, "admit", Actor::Machine, "");
        if ending == Ending::Withdrawn {
            return self.move_by(
                &world.workflow,
                "withdraw_from_triage",
                Actor::Submitter,
                "",
            );
        }
        if ending == Ending::Triage && roll.percent(60) {
            return;
        }
        self.triage(world, roll, first, ending);
        if matches!(
            ending,
            Ending::Triage | Ending::Rejected | Ending::Duplicate
        ) {
            return;
        }
        if roll.percent(10) {
            self.move_by(
                &world.workflow,
                "back_to_triage",
                verifier(first),
                "The wrong incident.",
            );
            self.move_by(&world.workflow, "accept", verifier(first), "");
        }
        self.place(world, roll, first, ending);
        if matches!(ending, Ending::Geolocation | Ending::Unverifiable) {
            return;
        }
        self.time(world, roll, second, ending);
        if matches!(ending, Ending::Chronolocation | Ending::SignOff) {
            return;
        }
        self.approve(world, roll.one_of(&people.leads), ending);
    }

    fn triage(&mut self, world: &World, roll: &mut Roll, by: UserId, ending: Ending) {
        let who = verifier(by);
        self.claim(by);
        self.happen(
            who,
            ReviewEvent::Rated {
                rating: rating(roll),
            },
            "",
        );
        let incident = Some(world.incidents[roll.index(world.incidents.len())]);
        self.happen(who, ReviewEvent::Linked { incident }, "");
        match ending {
            Ending::Triage => {}
            Ending::Rejected => self.move_by(&world.workflow, "set_aside", who, "Old footage."),
            Ending::Duplicate if !world.known.is_empty() => {
                let of = Some(world.known[roll.index(world.known.len())].0);
                self.happen(who, ReviewEvent::DuplicateNamed { of }, "");
                self.move_by(&world.workflow, "call_duplicate", who, "");
            }
            _ => self.move_by(&world.workflow, "accept", who, ""),
        }
    }

    fn place(&mut self, world: &World, roll: &mut Roll, by: UserId, ending: Ending) {
        if ending == Ending::Geolocation && roll.percent(70) {
            if roll.percent(40) {
                self.claim(by);
            }
            return;
        }
        self.claim(by);
        let body = match ending {
            Ending::Unverifiable => cairn_domain::FindingBody::NoGeolocation {
                reasons: vec![cairn_domain::WhyNoPlace::NothingDistinct],
            },
            _ => parts::place(roll),
        };
        self.find(world, by, body);
        match ending {
            Ending::Geolocation => {}
            Ending::Unverifiable => self.move_by(&world.workflow, "no_place", verifier(by), ""),
            _ => self.move_by(&world.workflow, "place_established", verifier(by), ""),
        }
    }

    fn time(&mut self, world: &World, roll: &mut Roll, by: UserId, ending: Ending) {
        if ending == Ending::Chronolocation && roll.percent(60) {
            return;
        }
        self.claim(by);
        let body = parts::time(self.at);
        self.find(world, by, body);
        if ending != Ending::Chronolocation {
            self.move_by(&world.workflow, "time_established", verifier(by), "");
        }
    }

    fn approve(&mut self, world: &World, by: UserId, ending: Ending) {
        let who = Actor::Member {
            user: by,
            role: Role::Lead,
        };
        let revision = Digest::of_json(&self.state);
        self.happen(who, ReviewEvent::SignedOff { revision, by }, "");
        self.move_by(&world.workflow, "approve", who, "");
        if ending == Ending::Published {
            self.move_by(&world.workflow, "publish", who, "");
        }
    }

    fn claim(&mut self, by: UserId) {
        let until = self.at + TimeDelta::minutes(120);
        self.happen(verifier(by), ReviewEvent::Claimed { by, until }, "");
    }

    fn find(&mut self, world: &World, by: UserId, body: cairn_domain::FindingBody) {
        let finding = Finding {
            id: FindingId(world.app.dice.uuid(self.at)),
            author: by,
            recorded_at: self.at,
            body,
            confidence: cairn_domain::Confidence::Probable,
            reasoning: "The minaret and the bend of the road agree with the satellite image."
                .into(),
        };
        let kind: FindingKind = finding.body.kind();
        let event = ReviewEvent::FindingRecorded {
            finding: finding.id,
            kind,
            positive: finding.body.is_positive(),
            digest: Digest::of_json(&finding),
            by,
        };
        self.findings.push(finding);
        self.happen(verifier(by), event, "");
    }

    fn move_by(&mut self, workflow: &Workflow, key: &str, who: Actor, words: &str) {
        let arrow = workflow.moves().iter().find(|arrow| arrow.key.0 == key);
        let arrow = arrow.expect("the standard workflow has this move");
        let target = workflow.stage(&arrow.to).expect("a move leads to a stage");
        let event = ReviewEvent::Moved {
            by_move: arrow.key.clone(),
            from: arrow.from.clone(),
            to: arrow.to.clone(),
            kind: target.kind,
            outcome: target.outcome,
            workflow: workflow.version(),
            at: self.at,
        };
        self.happen(who, event, words);
    }

    fn happen(&mut self, actor: Actor, event: ReviewEvent, words: &str) {
        self.at += TimeDelta::minutes(3);
        self.state = evolve(self.state.clone(), &event);
        self.events.push(RecordedEvent {
            seq: self.state.seq,
            at: self.at,
            actor,
            event,
            words: words.into(),
        });
    }

    /// Writes everything after the first event.
    pub(super) async fn write(
        &self,
        world: &World,
        tx: &WriteTx,
        item: ItemId,
    ) -> Result<(), StorageError> {
        for finding in &self.findings {
            tx.insert_finding(item, finding).await?;
        }
        let later = &self.events[1..];
        let salts: Vec<_> = later.iter().map(|_| world.app.dice.bytes()).collect();
        let revision = Digest::of_json(&self.state);
        tx.append(item, 1, later, &salts, &self.state, &revision)
            .await
    }
}

fn verifier(user: UserId) -> Actor {
    Actor::Member {
        user,
        role: Role::Verifier,
    }
}

fn two(people: &[UserId], roll: &mut Roll) -> (UserId, UserId) {
    let first = roll.index(people.len());
    (people[first], people[(first + 1) % people.len()])
}

fn rating(roll: &mut Roll) -> Rating {
    let sensitivity = roll.one_of(Sensitivity::ALL);
    let notes = match sensitivity {
        Sensitivity::None => vec![],
        Sensitivity::Mild => vec![ContentNote::Explosion],
        _ => vec![ContentNote::Blood, ContentNote::Injured],
    };
    Rating {
        sensitivity,
        notes,
        ranges: Vec::new(),
    }
}
