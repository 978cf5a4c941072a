//! The fold of an item's events. `evolve` is total and never sees a workflow.

mod records;

use cairn_domain::{
    Consent, Digest, FileId, FindingId, FindingKind, IncidentId, ItemId, RedactionId, UserId,
    sensitivity::Rating,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    event::ReviewEvent,
    workflow::{Outcome, StageKey, StageKind},
};

pub use records::{
    Confirmation, FindingRecord, Lease, Objection, Question, RedactionRecord, SignOff,
};

/// Everything the log says about an item. Stage, outcome and what is public are separate things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewState {
    /// Number of events folded; the next one is `seq + 1`.
    pub seq: u64,
    /// Workflow version the item runs under.
    pub workflow: u32,
    /// Where it is.
    pub stage: StageKey,
    /// Kind of that stage.
    pub kind: StageKind,
    /// What a settled stage means.
    pub outcome: Option<Outcome>,
    /// Since when.
    pub entered_at: DateTime<Utc>,
    /// The member who handed it in.
    pub submitter: Option<UserId>,
    /// How it may be used.
    pub consent: Consent,
    /// Who works on it, and until when. May have run out: guards compare with `Facts::now`.
    pub lease: Option<Lease>,
    /// Rating and content notes.
    pub rating: Option<Rating>,
    /// The incident it evidences.
    pub incident: Option<IncidentId>,
    /// The item it duplicates.
    pub duplicate_of: Option<ItemId>,
    /// Findings that count: the latest of each kind by each author, oldest first.
    pub findings: Vec<FindingRecord>,
    /// Which finding a lead settled on, per kind (at most one each).
    pub settled: Vec<FindingId>,
    /// Redactions that count: the latest of each file, in the order in which files were first covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<RedactionRecord>,
    /// Objections, answered or not.
    pub objections: Vec<Objection>,
    /// What the submitter was asked, answered or not.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Sign-offs since the item last left a judgement stage backwards; stale ones are told by comparing revisions.
    pub sign_offs: Vec<SignOff>,
}

impl ReviewState {
    /// The state after an item's first event, which is always `Received`.
    pub fn begin(event: &ReviewEvent) -> Option<Self> {
        let ReviewEvent::Received {
            workflow,
            stage,
            kind,
            submitter,
            consent,
            at,
        } = event
        else {
            return None;
        };
        Some(Self {
            seq: 1,
            workflow: *workflow,
            stage: stage.clone(),
            kind: *kind,
            outcome: None,
            entered_at: *at,
            submitter: *submitter,
            consent: *consent,
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
        })
    }

    /// Whoever holds the item at a moment.
    pub fn holder(&self, now: DateTime<Utc>) -> Option<Lease> {
        self.lease.filter(|lease| lease.until > now)
    }

    /// Findings that count on one question.
    pub fn findings_on(&self, kind: FindingKind) -> impl Iterator<Item = &FindingRecord> {
        self.findings
            .iter()
            .filter(move |finding| finding.kind == kind)
    }

    /// The finding a lead settled on, on one question.
    pub fn settled_on(&self, kind: FindingKind) -> Option<&FindingRecord> {
        self.findings_on(kind)
            .find(|finding| self.settled.contains(&finding.id))
    }

    /// Whether somebody wrote a finding that counts.
    pub fn wrote(&self, user: UserId) -> Option<FindingKind> {
        self.findings
            .iter()
            .find(|finding| finding.author == user)
            .map(|finding| finding.kind)
    }

    /// The redaction of a file that counts.
    pub fn redaction_of(&self, file: FileId) -> Option<&RedactionRecord> {
        self.redactions.iter().find(|known| known.file == file)
    }

    /// Redactions whose copy nobody else has looked at.
    pub fn unconfirmed_redactions(&self) -> impl Iterator<Item = &RedactionRecord> {
        self.redactions
            .iter()
            .filter(|known| known.confirmed.is_none())
    }

    /// Objections nobody has answered.
    pub fn open_objections(&self) -> impl Iterator<Item = &Objection> {
        self.objections
            .iter()
            .filter(|objection| objection.answered_by.is_none())
    }

    /// Questions the submitter has not answered.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions
            .iter()
            .filter(|question| !question.is_answered)
    }

    /// How many different people have signed a revision, leaving out those who may not: the
    /// submitter and the authors of findings that count, even if they became so afterwards.
    pub fn independent_signers(&self, revision: Digest) -> u32 {
        let independent = |by: UserId| self.submitter != Some(by) && self.wrote(by).is_none();
        let mut signers: Vec<_> = self
            .sign_offs
            .iter()
            .filter(|sign_off| sign_off.revision == revision && independent(sign_off.by))
            .map(|sign_off| sign_off.by)
            .collect();
        signers.sort_unstable();
        signers.dedup();
        u32::try_from(signers.len()).unwrap_or(u32::MAX)
    }
}

/// The state after one more event. Total: every event can follow every other, and no workflow is
/// read, so that editing a workflow cannot rewrite anybody's history (invariant I4).
pub fn evolve(mut state: ReviewState, event: &ReviewEvent) -> ReviewState {
    state.seq += 1;
    match event {
        // A second receipt changes nothing; it still has its number.
        ReviewEvent::Received { .. } => {}
        ReviewEvent::Claimed { by, until } => {
            state.lease = Some(Lease {
                by: *by,
                until: *until,
            })
        }
        ReviewEvent::Released => state.lease = None,
        ReviewEvent::Rated { rating } => state.rating = Some(rating.clone()),
        ReviewEvent::Linked { incident } => state.incident = *incident,
        ReviewEvent::DuplicateNamed { of } => state.duplicate_of = *of,
        ReviewEvent::FindingRecorded {
            finding,
            kind,
            positive,
            digest,
            by,
        } => record(
            &mut state,
            FindingRecord {
                id: *finding,
                kind: *kind,
                author: *by,
                positive: *positive,
                digest: *digest,
            },
        ),
        ReviewEvent::Redacted { .. } | ReviewEvent::RedactionConfirmed { .. } => {
            redactions(&mut state, event)
        }
        ReviewEvent::Settled { finding, kind, .. } => settle(&mut state, *finding, *kind),
        ReviewEvent::Objected { by } => object(&mut state, *by),
        ReviewEvent::Answered { objection, by } => answer(&mut state, *objection, *by),
        ReviewEvent::SignedOff { revision, by } => {
            state.sign_offs.push(SignOff {
                by: *by,
                revision: *revision,
            });
        }
        ReviewEvent::Moved {
            to,
            kind,
            outcome,
            at,
            ..
        } => {
            if state.kind == StageKind::Judgement && *kind == StageKind::Work {
                state.sign_offs.clear();
            }
            (state.stage, state.kind, state.outcome) = (to.clone(), *kind, *outcome);
            (state.lease, state.entered_at) = (None, *at);
        }
        ReviewEvent::SubmitterAsked { by } => ask(&mut state, *by),
        ReviewEvent::SubmitterReplied { question } => reply(&mut state, *question),
        // What is in them stands beside the log: words in a table that can forget, files in theirs.
        // Having been read changes nothing of an item.
        ReviewEvent::NoteAdded
        | ReviewEvent::EvidenceAdded { .. }
        | ReviewEvent::SealedOpened { .. } => {}
        ReviewEvent::ConsentChanged { consent } => state.consent = *consent,
        ReviewEvent::Migrated { workflow } => state.workflow = *workflow,
    }
    state
}

/// What a lead settled on takes the place of what was settled on before.
fn settle(state: &mut ReviewState, finding: FindingId, kind: FindingKind) {
    let same_question: Vec<_> = state.findings_on(kind).map(|known| known.id).collect();
    if same_question.contains(&finding) {
        state
            .settled
            .retain(|settled| !same_question.contains(settled));
        state.settled.push(finding);
    }
}

/// What becomes of the redactions that count.
fn redactions(state: &mut ReviewState, event: &ReviewEvent) {
    match *event {
        ReviewEvent::Redacted {
            redaction,
            file,
            digest,
            by,
        } => redact(
            state,
            RedactionRecord {
                id: redaction,
                file,
                author: by,
                digest,
                confirmed: None,
            },
        ),
        ReviewEvent::RedactionConfirmed {
            redaction,
            copy,
            by,
        } => confirm(state, redaction, by, copy),
        _ => {}
    }
}

/// A new redaction of a file takes the place of the earlier one. An id names one redaction.
fn redact(state: &mut ReviewState, new: RedactionRecord) {
    state
        .redactions
        .retain(|known| known.id != new.id || known.file == new.file);
    let mut known = state.redactions.iter_mut();
    match known.find(|known| known.file == new.file) {
        Some(known) => *known = new,
        None => state.redactions.push(new),
    }
}

/// The author's own word does not count, whatever a history says.
fn confirm(state: &mut ReviewState, redaction: RedactionId, by: UserId, copy: Digest) {
    let mut known = state.redactions.iter_mut();
    let looked_at = known.find(|known| known.id == redaction && known.author != by);
    if let Some(looked_at) = looked_at {
        looked_at.confirmed = Some(Confirmation { by, copy });
    }
}

fn object(state: &mut ReviewState, by: UserId) {
    state.objections.push(Objection {
        seq: state.seq,
        by,
        answered_by: None,
    });
}

fn answer(state: &mut ReviewState, objection: u64, by: UserId) {
    let mut objections = state.objections.iter_mut();
    if let Some(answered) = objections.find(|known| known.seq == objection) {
        answered.answered_by = Some(by);
    }
}

fn ask(state: &mut ReviewState, by: UserId) {
    state.questions.push(Question {
        seq: state.seq,
        by,
        is_answered: false,
    });
}

fn reply(state: &mut ReviewState, question: u64) {
    let mut questions = state.questions.iter_mut();
    if let Some(answered) = questions.find(|known| known.seq == question) {
        answered.is_answered = true;
    }
}

/// A new finding takes the place of the author's earlier one, and reopens what was settled. An id
/// names one finding, whatever a history says.
fn record(state: &mut ReviewState, new: FindingRecord) {
    let same_question: Vec<_> = state.findings_on(new.kind).map(|known| known.id).collect();
    state
        .settled
        .retain(|settled| !same_question.contains(settled) && *settled != new.id);
    let replaced = |known: &FindingRecord| known.kind == new.kind && known.author == new.author;
    state
        .findings
        .retain(|known| !replaced(known) && known.id != new.id);
    state.findings.push(new);
}

/// The state after all of an item's events, in order. `None` unless the first is `Received`.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a ReviewEvent>) -> Option<ReviewState> {
    let mut events = events.into_iter();
    let first = ReviewState::begin(events.next()?)?;
    Some(events.fold(first, evolve))
}
