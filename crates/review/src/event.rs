//! What happened. Events record outcomes, never configuration: a workflow can be edited without
//! rewriting anybody's history.

use cairn_domain::{
    Consent, Digest, FileId, FindingId, FindingKind, IncidentId, ItemId, RedactionId, UserId,
    sensitivity::Rating,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::workflow::{MoveKey, Outcome, StageKey, StageKind};

/// One line of an item's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReviewEvent {
    /// The item came in.
    Received {
        /// Version of the project's workflow it starts under.
        workflow: u32,
        /// First stage.
        stage: StageKey,
        /// Kind of the first stage.
        kind: StageKind,
        /// The member who handed it in, if it was one.
        submitter: Option<UserId>,
        /// How it may be used.
        consent: Consent,
        /// When.
        at: DateTime<Utc>,
    },
    /// Someone took the item for a while.
    Claimed {
        /// Who.
        by: UserId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It was given back.
    Released,
    /// It was rated.
    Rated {
        /// The rating.
        rating: Rating,
    },
    /// It was linked to an incident, or unlinked.
    Linked {
        /// The incident, or none.
        incident: Option<IncidentId>,
    },
    /// It was named a duplicate, or not one after all.
    DuplicateNamed {
        /// The item to keep.
        of: Option<ItemId>,
    },
    /// A finding was recorded; an earlier one of the same kind by the same author is superseded.
    FindingRecorded {
        /// The finding.
        finding: FindingId,
        /// Which question it answers.
        kind: FindingKind,
        /// Whether it names a place or a time.
        positive: bool,
        /// Digest of its content.
        digest: Digest,
        /// Who.
        by: UserId,
    },
    /// Parts of a copy of a file were covered; an earlier redaction of the file is superseded.
    Redacted {
        /// The redaction.
        redaction: RedactionId,
        /// The file.
        file: FileId,
        /// Digest of what is covered.
        digest: Digest,
        /// Who.
        by: UserId,
    },
    /// Somebody else looked at the redacted copy from start to end.
    RedactionConfirmed {
        /// The redaction.
        redaction: RedactionId,
        /// The copy they looked at.
        copy: Digest,
        /// Who.
        by: UserId,
    },
    /// A lead decided between findings.
    Settled {
        /// The finding that holds.
        finding: FindingId,
        /// Which question.
        kind: FindingKind,
        /// Who.
        by: UserId,
    },
    /// Someone objected.
    Objected {
        /// Who.
        by: UserId,
    },
    /// An objection was answered.
    Answered {
        /// The sequence number of the objection.
        objection: u64,
        /// Who.
        by: UserId,
    },
    /// A lead signed one exact revision.
    SignedOff {
        /// The revision.
        revision: Digest,
        /// Who.
        by: UserId,
    },
    /// The item moved.
    Moved {
        /// By which arrow.
        by_move: MoveKey,
        /// From.
        from: StageKey,
        /// To.
        to: StageKey,
        /// Kind of the new stage.
        kind: StageKind,
        /// What a settled stage means.
        outcome: Option<Outcome>,
        /// Version of the workflow that drew the arrow.
        workflow: u32,
        /// When.
        at: DateTime<Utc>,
    },
    /// The submitter, or a lead for them, changed how it may be used.
    ConsentChanged {
        /// The new consent.
        consent: Consent,
    },
    /// Whoever handed it in was asked something. The question is kept beside the log.
    SubmitterAsked {
        /// Who asked; the submitter is never told.
        by: UserId,
    },
    /// They answered. The answer is kept beside the log.
    SubmitterReplied {
        /// The sequence number of the question.
        question: u64,
    },
    /// They added a remark, kept beside the log.
    NoteAdded,
    /// They added files or links.
    EvidenceAdded {
        /// Digests of the files.
        files: Vec<Digest>,
        /// How many links.
        links: u32,
    },
    /// Somebody read what was sealed of a file; why stands beside the log.
    SealedOpened {
        /// The file.
        file: FileId,
        /// Who.
        by: UserId,
    },
    /// The item goes on under a newer workflow.
    Migrated {
        /// Its version.
        workflow: u32,
    },
}
