//! What the log says of the parts of an item: holds, findings, redactions, objections, questions,
//! sign-offs. No rule about any of them lives here.

use cairn_domain::{Digest, FileId, FindingId, FindingKind, RedactionId, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A temporary hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Who.
    pub by: UserId,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// What the log knows of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// The finding.
    pub id: FindingId,
    /// Which question.
    pub kind: FindingKind,
    /// Who.
    pub author: UserId,
    /// Whether it names a place or a time.
    pub positive: bool,
    /// Digest of its content.
    pub digest: Digest,
}

/// What the log knows of a redaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionRecord {
    /// The redaction.
    pub id: RedactionId,
    /// The file it covers a copy of.
    pub file: FileId,
    /// Who drew it.
    pub author: UserId,
    /// Digest of what is covered.
    pub digest: Digest,
    /// Who looked at the copy from start to end, and at which copy.
    pub confirmed: Option<Confirmation>,
}

/// Somebody's word that a redacted copy covers enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who.
    pub by: UserId,
    /// The copy they looked at.
    pub copy: Digest,
}

/// A recorded dissent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its sequence number in the log.
    pub seq: u64,
    /// Who.
    pub by: UserId,
    /// Who answered it.
    pub answered_by: Option<UserId>,
}

/// A question to whoever handed it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its sequence number in the log.
    pub seq: u64,
    /// Who asked.
    pub by: UserId,
    /// Whether the submitter has answered.
    pub is_answered: bool,
}

/// An approval of one exact revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Who.
    pub by: UserId,
    /// Of which revision.
    pub revision: Digest,
}
