//! A small world to test in: a project, its people, and items wherever they are needed.

use std::sync::atomic::{AtomicU64, Ordering};

use cairn_domain::{
    Actor, Consent, Digest, File, FileId, Incident, IncidentId, ItemId, MediaKind, ProjectId, Role,
    ShortId, UserId,
};
use cairn_review::{ReviewEvent, ReviewState, Stage, StageKey, StageKind, WorkflowDraft};
use cairn_storage::{AccountRecord, NewItem, ProjectRecord, RecordedEvent, Store, WriteTx};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A number nobody had before, in this process.
pub fn unique() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn uuid() -> Uuid {
    Uuid::now_v7()
}

/// Some time after the world began, to the microsecond and beyond.
pub fn at(seconds: i64) -> DateTime<Utc> {
    let start = DateTime::from_timestamp(1_790_000_000, 123_456_789).expect("a real time");
    start + TimeDelta::seconds(seconds)
}

/// The same moment as storage keeps it.
pub fn kept(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).expect("a real time")
}

pub fn short() -> ShortId {
    let mut number = unique();
    let bytes = [0; 6].map(|_: u8| {
        let digit = u8::try_from(number % 30).expect("below 30");
        number /= 30;
        digit
    });
    ShortId::from_random(bytes)
}

pub fn salt() -> [u8; 32] {
    Digest::of_bytes(&unique().to_be_bytes()).0
}

pub struct World {
    pub project: ProjectRecord,
    pub lead: AccountRecord,
    pub verifier: AccountRecord,
}

impl World {
    /// A project with a workflow, a lead and a verifier, committed.
    pub async fn begin(store: &Store) -> Self {
        let tx = store.begin().await.expect("a transaction");
        let world = Self {
            project: project("AFG"),
            lead: account("Lead"),
            verifier: account("Verifier"),
        };
        tx.insert_project(&world.project).await.expect("a project");
        tx.insert_workflow(world.id(), 1, &workflow(), at(0))
            .await
            .expect("a workflow");
        for (account, role) in [(&world.lead, Role::Lead), (&world.verifier, Role::Verifier)] {
            tx.insert_account(account).await.expect("an account");
            tx.set_membership(world.id(), account.id, role)
                .await
                .expect("a membership");
        }
        tx.commit().await.expect("committed");
        world
    }

    pub fn id(&self) -> ProjectId {
        self.project.id
    }

    pub fn as_lead(&self) -> Actor {
        Actor::Member {
            user: self.lead.id,
            role: Role::Lead,
        }
    }

    /// An item that has just come in at a stage, committed.
    pub async fn item_at(
        &self,
        store: &Store,
        stage: &str,
        seconds: i64,
    ) -> (NewItem, ReviewState) {
        let tx = store.begin().await.expect("a transaction");
        let made = self.insert_item(&tx, stage, seconds).await;
        tx.commit().await.expect("committed");
        made
    }

    pub async fn insert_item(
        &self,
        tx: &WriteTx,
        stage: &str,
        seconds: i64,
    ) -> (NewItem, ReviewState) {
        let new = new_item(self.id(), seconds);
        let state = state(stage, seconds);
        let first = received(&state);
        tx.insert_item(&new, &first, &salt(), &state)
            .await
            .expect("an item");
        (new, state)
    }
}

pub fn project(code: &str) -> ProjectRecord {
    ProjectRecord {
        id: ProjectId(uuid()),
        code: code.parse().expect("a project code"),
        name: "Attacks in Afghanistan".to_owned(),
        summary: "A paragraph.".to_owned(),
        zone: "Asia/Kabul".to_owned(),
        lease_minutes: 120,
        publish_cell_m: 1_000.0,
        is_demo: true,
        workflow_version: 1,
        created_at: kept(at(0)),
        sealing: Default::default(),
        confirm_from: None,
    }
}

pub fn account(name: &str) -> AccountRecord {
    AccountRecord {
        id: UserId(uuid()),
        email: format!("{}{}@example.org", name.to_lowercase(), unique()),
        name: name.to_owned(),
        password_hash: "$argon2id$".to_owned(),
        is_operator: false,
        created_at: kept(at(0)),
        disabled_at: None,
    }
}

/// Storage never looks inside.
pub fn workflow() -> WorkflowDraft {
    let stage = Stage {
        key: "triage".into(),
        kind: StageKind::Work,
        outcome: None,
        records: Vec::new(),
        blind: false,
    };
    WorkflowDraft {
        name: "standard".to_owned(),
        start: "triage".into(),
        stages: vec![stage],
        moves: Vec::new(),
    }
}

pub fn new_item(project: ProjectId, seconds: i64) -> NewItem {
    NewItem {
        id: ItemId(uuid()),
        project,
        short: short(),
        title: "Smoke over the gate".to_owned(),
        receipt: Some(Digest(salt())),
        claimed_what: "Smoke".to_owned(),
        claimed_where: "Kabul".to_owned(),
        claimed_when: "in the morning".to_owned(),
        received_at: at(seconds),
        is_synthetic: true,
    }
}

pub fn state(stage: &str, seconds: i64) -> ReviewState {
    ReviewState {
        seq: 1,
        workflow: 1,
        stage: StageKey(stage.to_owned()),
        kind: kind_of(stage),
        outcome: None,
        entered_at: kept(at(seconds)),
        submitter: None,
        consent: Consent::Publish,
        lease: None,
        rating: None,
        incident: None,
        duplicate_of: None,
        findings: Vec::new(),
        settled: Vec::new(),
        redactions: Vec::new(),
        objections: Vec::new(),
        questions: Vec::new(),
        sign_offs: Vec::new(),
    }
}

pub fn kind_of(stage: &str) -> StageKind {
    match stage {
        "intake" => StageKind::Intake,
        "sign_off" => StageKind::Judgement,
        "published" => StageKind::Settled,
        _ => StageKind::Work,
    }
}

pub fn received(state: &ReviewState) -> RecordedEvent {
    RecordedEvent {
        seq: 1,
        at: kept(state.entered_at),
        actor: Actor::Submitter,
        event: ReviewEvent::Received {
            workflow: 1,
            stage: state.stage.clone(),
            kind: state.kind,
            submitter: None,
            consent: state.consent,
            at: state.entered_at,
        },
        words: String::new(),
    }
}

/// The event and the state of a move of an item to another stage.
pub fn moved(
    world: &World,
    before: &ReviewState,
    to: &str,
    seconds: i64,
) -> (RecordedEvent, ReviewState) {
    let after = ReviewState {
        seq: before.seq + 1,
        stage: StageKey(to.to_owned()),
        kind: kind_of(to),
        entered_at: kept(at(seconds)),
        ..before.clone()
    };
    let event = ReviewEvent::Moved {
        by_move: "onward".into(),
        from: before.stage.clone(),
        to: after.stage.clone(),
        kind: after.kind,
        outcome: None,
        workflow: 1,
        at: after.entered_at,
    };
    let recorded = RecordedEvent {
        seq: after.seq,
        at: kept(at(seconds)),
        actor: world.as_lead(),
        event,
        words: format!("on to {to}"),
    };
    (recorded, after)
}

pub fn file() -> File {
    File {
        id: FileId(uuid()),
        sha256: Digest(salt()),
        size_bytes: 5_000_000_000,
        mime: "image/jpeg".to_owned(),
        kind: MediaKind::Photo,
        width: None,
        height: None,
        duration_s: None,
        pdq: None,
        pdq_quality: None,
        preview_problem: None,
        derivatives: Vec::new(),
    }
}

pub fn incident(title: &str, day: &str) -> Incident {
    let day = day.parse::<NaiveDate>().expect("a day");
    Incident {
        summary: "What happened.".to_owned(),
        point: cairn_domain::Point::try_new(34.5, 69.2).ok(),
        precision_m: 100.0,
        place_name: "Dasht-e-Barchi".to_owned(),
        province: "Kabul".to_owned(),
        adm1_pcode: "AF01".to_owned(),
        event_type: "suicide_bombing".to_owned(),
        targets: vec!["hazara".to_owned(), "civilians_general".to_owned()],
        location_types: vec!["school_education".to_owned()],
        crowd_in_public: true,
        time: Some(cairn_domain::TimeOfDay {
            local: chrono::NaiveTime::from_hms_opt(7, 30, 0).expect("a time"),
            zone: "Asia/Kabul".to_owned(),
            precision: cairn_domain::ClockPrecision::QuarterHour,
            basis: Some(cairn_domain::ClockBasis::Shadow),
        }),
        perpetrator: "ISIS-K".to_owned(),
        attribution: Some(cairn_domain::AttributionKind::AssessedByUs),
        hallmarks: true,
        killed: cairn_domain::Casualties::between(Some(35), None),
        injured: cairn_domain::Casualties::between(None, Some(0)),
        civilians_killed: cairn_domain::Casualties::between(Some(0), Some(0)),
        source_note: "UNAMA".to_owned(),
        ..Incident::bare(IncidentId(uuid()), short(), title, day)
    }
}
