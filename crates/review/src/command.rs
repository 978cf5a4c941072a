//! What a person (or the machine) asks for.

use cairn_domain::{
    Digest, FileId, FindingId, FindingKind, IncidentId, ItemId, RedactionId, sensitivity::Rating,
};
use serde::{Deserialize, Serialize};

use crate::workflow::MoveKey;

/// One request about one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// The sequence number the person saw; if the item has moved on, the command is stale.
    pub seen: u64,
    /// Why, in the person's words. Kept beside the log, not in it, so that a person can be forgotten.
    pub words: String,
    /// What is asked.
    pub act: Act,
}

/// The imperative part of a [`Command`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Take the item for a while, so that others see it is being worked on.
    Claim,
    /// Give it back.
    Release,
    /// Rate how hard it is to look at, with content notes.
    Rate {
        /// The rating.
        rating: Rating,
    },
    /// Link it to an incident, or unlink it.
    Link {
        /// The incident, or none.
        incident: Option<IncidentId>,
    },
    /// Say which item it duplicates, or that it duplicates none.
    NameDuplicate {
        /// The item to keep.
        of: Option<ItemId>,
    },
    /// Record where or when. The finding's content is stored beside the log; the log holds its id and digest.
    RecordFinding {
        /// The finding.
        finding: FindingId,
        /// Which question it answers.
        kind: FindingKind,
        /// Whether it names a place or a time.
        positive: bool,
        /// Digest of its content.
        digest: Digest,
    },
    /// Cover parts of a copy of a file. What is covered is stored beside the log.
    Redact {
        /// The redaction.
        redaction: RedactionId,
        /// The file it covers a copy of.
        file: FileId,
        /// Digest of what is covered.
        digest: Digest,
    },
    /// Say that a redacted copy was looked at from start to end and covers enough.
    ConfirmRedaction {
        /// The redaction.
        redaction: RedactionId,
        /// The copy that was looked at.
        copy: Digest,
    },
    /// Decide between findings that disagree.
    Settle {
        /// The finding that holds.
        finding: FindingId,
    },
    /// Object. Blocks sign-off and publication until answered.
    Object,
    /// Answer an objection.
    Answer {
        /// The sequence number of the objection.
        objection: u64,
    },
    /// Approve one exact revision.
    SignOff {
        /// The revision that was read.
        revision: Digest,
    },
    /// Take a move of the workflow.
    Move {
        /// Which.
        to: MoveKey,
    },
    /// Change how the submitter allows it to be used.
    ChangeConsent {
        /// The new consent.
        consent: cairn_domain::Consent,
    },
    /// Read what a file says that may name a person or a device.
    OpenSealed {
        /// The file.
        file: FileId,
    },
    /// Ask whoever handed it in something; the words are the question, and they will read it.
    AskSubmitter,
    /// Answer a question, as whoever handed it in. The words are the answer.
    Reply {
        /// The sequence number of the question.
        question: u64,
    },
    /// Add a remark, as whoever handed it in.
    AddNote,
    /// Add files and links, as whoever handed it in.
    AddEvidence {
        /// Digests of the files.
        files: Vec<Digest>,
        /// How many links.
        links: u32,
    },
    /// Go on under a newer workflow of the project.
    Migrate {
        /// Its version; it must be the version of the case's workflow.
        workflow: u32,
    },
}
