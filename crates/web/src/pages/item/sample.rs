//! Items for tests of pages: a story is taken through the real review machine, so that what a page
//! offers is what the machine offers.

pub(crate) mod records;

use std::sync::Arc;

use cairn_app::{
    Visit,
    release::{Outlook, Shield},
    review::{Claimed, Dossier, FindingView, HistoryLine},
    stored::{CommentRecord, ItemRecord, ProjectRecord, RecordedEvent},
};
use cairn_domain::{
    Actor, Consent, ContentNote, Digest, Finding, FindingBody, ItemId, Point, ProjectId, Role,
    Sensitivity, Source, SourceId, UserId, sensitivity::Rating,
};
use cairn_place::sun_at;
use cairn_review::{
    Act, Case, Command, Facts, ReviewEvent, ReviewState, Workflow, decide, evolve, offers, workflow,
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use records::{file, incident, place, time};

use crate::{
    assets::Assets,
    i18n::Locales,
    shell::{NavProject, Shell},
};

/// Two verifiers and a lead.
pub(in crate::pages) const ANA: UserId = UserId(Uuid::from_u128(1));
pub(in crate::pages) const BEN: UserId = UserId(Uuid::from_u128(2));
pub(in crate::pages) const LEA: UserId = UserId(Uuid::from_u128(3));

pub(in crate::pages) fn shell() -> Shell {
    let t = Locales::load().get(None);
    let project = NavProject {
        code: "AFG".into(),
        name: "Afghanistan".into(),
        links: Vec::new(),
    };
    Shell {
        lang: t.code(),
        dir: t.dir(),
        nonce: "0".repeat(32),
        title: "An item".into(),
        user: None,
        ends: None,
        project: Some(project),
        assets: Assets::load(),
        notice: None,
        demo: false,
        unlisted: false,
        t,
    }
}

/// A member inside the project.
pub(in crate::pages) fn visit(user: UserId, role: Role) -> Visit {
    let project = ProjectRecord {
        id: ProjectId(Uuid::from_u128(100)),
        code: "AFG".parse().expect("a code"),
        name: "Afghanistan".into(),
        summary: String::new(),
        zone: "Asia/Kabul".into(),
        lease_minutes: 120,
        publish_cell_m: 1_000.0,
        is_demo: false,
        workflow_version: 1,
        created_at: beginning(),
        sealing: Default::default(),
        confirm_from: None,
    };
    Visit {
        project,
        user,
        role,
    }
}

fn beginning() -> DateTime<Utc> {
    "2022-10-03T08:00:00Z".parse().expect("a moment")
}

/// Texts that are nothing but a Fluent key: a word that was never written.
pub(in crate::pages) fn assert_no_bare_keys(html: &str) {
    let is_key = |text: &str| {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        text.contains('-')
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(known)
    };
    let texts = html
        .split('>')
        .filter_map(|part| part.split('<').next())
        .map(str::trim);
    let words = html
        .split(" data-words-")
        .skip(1)
        .filter_map(|part| part.split('"').nth(1));
    let bare: Vec<_> = texts.chain(words).filter(|text| is_key(text)).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

/// One item on its way.
pub(in crate::pages) struct Story {
    workflow: Arc<Workflow>,
    state: ReviewState,
    log: Vec<RecordedEvent>,
    findings: Vec<Finding>,
}

impl Story {
    /// A photo that the machine has just finished with.
    pub(in crate::pages) fn at_triage(template: &str) -> Self {
        let draft = workflow::template(template).expect("is built in");
        let workflow = Arc::new(Workflow::try_from_draft(draft, 1).expect("is valid"));
        let start = workflow.stage(workflow.start()).expect("is there");
        let received = ReviewEvent::Received {
            workflow: 1,
            stage: start.key.clone(),
            kind: start.kind,
            submitter: None,
            consent: Consent::Publish,
            at: beginning(),
        };
        let state = ReviewState::begin(&received).expect("is the first");
        let mut story = Self {
            workflow,
            state,
            log: Vec::new(),
            findings: Vec::new(),
        };
        story.keep(Actor::Submitter, "", received);
        story.act(Actor::Machine, "", Act::Move { to: "admit".into() });
        story
    }

    /// Rated, linked, and placed and dated by two people.
    pub(in crate::pages) fn at_sign_off(template: &str) -> Self {
        let mut story = Self::at_geolocation(template);
        story.record(ANA, place());
        story.act(
            verifier(ANA),
            "",
            Act::Move {
                to: "place_established".into(),
            },
        );
        story.act(verifier(BEN), "", Act::Claim);
        story.record(BEN, time());
        story.act(
            verifier(BEN),
            "",
            Act::Move {
                to: "time_established".into(),
            },
        );
        story
    }

    /// Through triage, and claimed by Ana.
    pub(in crate::pages) fn at_geolocation(template: &str) -> Self {
        let mut story = Self::at_triage(template);
        let rating = Rating {
            sensitivity: Sensitivity::Graphic,
            notes: vec![ContentNote::Blood],
            ranges: Vec::new(),
        };
        story.act(verifier(ANA), "", Act::Claim);
        story.act(verifier(ANA), "", Act::Rate { rating });
        story.act(
            verifier(ANA),
            "",
            Act::Link {
                incident: Some(incident().id),
            },
        );
        story.act(
            verifier(ANA),
            "",
            Act::Move {
                to: "accept".into(),
            },
        );
        story.act(verifier(ANA), "", Act::Claim);
        story
    }

    /// Ana and Ben answer the same question, and Lea objects.
    pub(in crate::pages) fn objected_at_sign_off() -> Self {
        let mut story = Self::at_sign_off("standard");
        let by = Actor::Member {
            user: LEA,
            role: Role::Lead,
        };
        story.act(by, "The gate is older than that.", Act::Object);
        story
    }

    pub(in crate::pages) fn now(&self) -> DateTime<Utc> {
        beginning() + TimeDelta::minutes(10)
    }

    pub(in crate::pages) fn record(&mut self, by: UserId, finding: Finding) {
        let finding = Finding {
            author: by,
            ..finding
        };
        let act = Act::RecordFinding {
            finding: finding.id,
            kind: finding.body.kind(),
            positive: finding.body.is_positive(),
            digest: Digest::of_json(&finding),
        };
        self.findings.push(finding);
        self.act(verifier(by), "", act);
    }

    pub(in crate::pages) fn act(&mut self, by: Actor, words: &str, act: Act) {
        let facts = self.facts();
        let case = Case {
            workflow: &self.workflow,
            state: &self.state,
            facts: &facts,
            by,
        };
        let command = Command {
            seen: self.state.seq,
            words: words.into(),
            act,
        };
        let events = decide(&case, &command).expect("is allowed");
        for event in events {
            self.state = evolve(self.state.clone(), &event);
            self.keep(by, words, event);
        }
    }

    fn keep(&mut self, actor: Actor, words: &str, event: ReviewEvent) {
        let (seq, at) = (self.state.seq, self.now());
        self.log.push(RecordedEvent {
            seq,
            at,
            actor,
            event,
            words: words.into(),
        });
    }

    fn facts(&self) -> Facts {
        Facts {
            now: self.now(),
            lease: TimeDelta::minutes(120),
            revision: Digest::of_bytes(b"as it is"),
            disagreements: Vec::new(),
            open_matches: 1,
            intake_done: true,
        }
    }

    /// As a member sees it.
    pub(in crate::pages) fn dossier(&self, visit: &Visit) -> Dossier {
        let facts = self.facts();
        let (workflow, state) = (Arc::clone(&self.workflow), &self.state);
        let case = Case {
            workflow: &workflow,
            state,
            facts: &facts,
            by: visit.actor(),
        };
        let name = |user: UserId| match user {
            ANA => "Ana",
            BEN => "Ben",
            _ => "Lea",
        };
        let line = |recorded: &RecordedEvent| HistoryLine {
            recorded: recorded.clone(),
            who: recorded.actor.user().map(|user| name(user).to_owned()),
        };
        let remark = CommentRecord {
            author: Some(BEN),
            at: self.now(),
            body: "The minaret is new.".into(),
        };
        let view = file();
        let files = std::slice::from_ref(&view.file);
        Dossier {
            outlook: Outlook::of(
                Shield::of_project(&visit.project),
                state,
                &self.findings,
                files,
                &[],
            ),
            offers: offers(&case),
            runs: Vec::new(),
            item: self.item(),
            revision: facts.revision,
            claimed: Claimed {
                what: "Smoke over a school".into(),
                place: "Kabul".into(),
                time: "This morning".into(),
            },
            files: vec![view],
            sources: vec![Source {
                id: SourceId(Uuid::nil()),
                url: "https://example.org/post/1".into(),
            }],
            findings: self
                .findings
                .iter()
                .map(|f| self.view(f, name(f.author)))
                .collect(),
            references: Vec::new(),
            distances: Vec::new(),
            withheld: 0,
            drafts: Vec::new(),
            blind: Vec::new(),
            history: self.log.iter().map(line).collect(),
            comments: vec![(remark, "Ben".into())],
            incident: state.incident.map(|_| incident()),
            duplicate_of: None,
            names: [ANA, BEN, LEA]
                .into_iter()
                .map(|user| (user, name(user).to_owned()))
                .collect(),
            workflow,
        }
    }

    fn view(&self, finding: &Finding, author: &str) -> FindingView {
        let kabul = Point::try_new(34.498_51, 69.064_52).expect("on the globe");
        let sun = match &finding.body {
            FindingBody::Chronolocation(time) => {
                let middle = sun_at(kabul, 0.0, time.interval.middle(), None).expect("computable");
                Some([middle; 3])
            }
            _ => None,
        };
        FindingView {
            counts: self
                .state
                .findings
                .iter()
                .any(|known| known.id == finding.id),
            finding: finding.clone(),
            author: author.into(),
            settled: false,
            sun,
        }
    }

    fn item(&self) -> ItemRecord {
        ItemRecord {
            id: ItemId(Uuid::from_u128(200)),
            project: ProjectId(Uuid::from_u128(100)),
            short: "7K3QXM".parse().expect("an id"),
            title: "Smoke over a school".into(),
            state: self.state.clone(),
            revision: Digest::of_bytes(b"as it is"),
            receipt: None,
            claimed_what: String::new(),
            claimed_where: String::new(),
            claimed_when: String::new(),
            received_at: beginning(),
            is_synthetic: true,
            intake_done: true,
        }
    }
}

/// A member as a verifier.
pub(in crate::pages) fn verifier(user: UserId) -> Actor {
    Actor::Member {
        user,
        role: Role::Verifier,
    }
}
