//! What a custody report says, field by field, as `certificate.json` has it. Every moment is in UTC,
//! every size in bytes, every hash SHA-256 in hex. A field that is `null` was not recorded.

mod findings;
mod history;
mod item;

use cairn_domain::{Role, UserId};
use chrono::{DateTime, Utc};
use serde::Serialize;

pub use findings::{
    FindingFacts, ObjectionFacts, RedactionFacts, RedactionResult, RegionFacts, SignOffFacts,
    Standing,
};
pub use history::{
    ActorFacts, EventFacts, LeafFacts, LedgerFacts, NoProof, PublicFacts, PublicStep, StampFacts,
};
pub use item::{
    Channel, ClaimedFacts, FileFacts, IncidentFacts, ItemFacts, KeptFrame, MatchFacts,
    MatchesFacts, SourceFacts,
};

/// Name and version of the format.
pub const FORMAT: &str = "cairn-custody-report/1";

/// The custody report of one item.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate {
    /// [`FORMAT`].
    pub format: &'static str,
    /// What it can show and what not, in plain words.
    pub statement: Statement,
    /// Who made it, when and with what.
    pub made: Made,
    /// Where the item was worked on.
    pub project: ProjectFacts,
    /// The item.
    pub item: ItemFacts,
    /// What Cairn holds and this report does not have.
    pub withheld: Vec<Withheld>,
    /// Files as received, in the order in which they were handed in.
    pub files: Vec<FileFacts>,
    /// Links that were given, in the order in which they were given.
    pub sources: Vec<SourceFacts>,
    /// Every finding, oldest first, those that no longer count included.
    pub findings: Vec<FindingFacts>,
    /// Every dissent, oldest first.
    pub objections: Vec<ObjectionFacts>,
    /// Every sign-off, oldest first.
    pub sign_offs: Vec<SignOffFacts>,
    /// Every redaction, oldest first, those that no longer count included.
    pub redactions: Vec<RedactionFacts>,
    /// What people said of files that look alike.
    pub matches: MatchesFacts,
    /// Every incident it was ever linked to, in the order of the first link.
    pub incidents: Vec<IncidentFacts>,
    /// What became public, and what was taken back.
    pub publication: PublicFacts,
    /// Everything that happened to it, oldest first.
    pub history: Vec<EventFacts>,
    /// The log that the proofs lead to.
    pub ledger: LedgerFacts,
    /// Names behind the account ids that stand in events and proofs.
    pub people: Vec<PersonFacts>,
}

/// What a report can show and what not.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// What it can show, in English.
    pub attests: &'static [&'static str],
    /// What it cannot show, in English.
    pub does_not_attest: &'static [&'static str],
}

/// What every report says of itself.
pub const STATEMENT: Statement = Statement {
    attests: &[
        "Since Cairn received each file, its bytes have had the SHA-256 that stands in this report.",
        "The events in the history were recorded in this order, by the named accounts in the named roles, at the times of the server’s clock.",
        "Each event that has a proof is in the ledger under the signed checkpoint, unchanged; anybody can verify that without Cairn.",
    ],
    does_not_attest: &[
        "What happened to a file before Cairn received it: who recorded it, with what, and whether it was changed.",
        "That what the submitter or the file says about itself is true; both are kept as claims.",
        "That the findings are right. They are the recorded conclusions of the named people.",
        "That the server’s clock was right, or that an account was used by its owner.",
        "Words, comments and files beside the events: the ledger fixes that an event happened and the digests in it, not the reasons that people wrote with it.",
        "This is a record, not an expert opinion.",
    ],
};

/// Who made a report, when and with what.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// When.
    pub at: DateTime<Utc>,
    /// A member's name; `null` where the operator made it on the server’s command line.
    pub by: Option<String>,
    /// The member's role.
    pub role: Option<Role>,
    /// Program and version.
    pub software: String,
}

/// The investigation.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectFacts {
    /// Its code, which item ids begin with.
    pub code: String,
    /// Its name.
    pub name: String,
    /// IANA zone in which the team works.
    pub zone: String,
    /// Whether it is the demonstration that comes with Cairn: nothing in it happened.
    pub is_demo: bool,
}

/// Something that Cairn holds and the report does not have.
#[derive(Debug, Clone, Serialize)]
pub struct Withheld {
    /// What.
    pub what: WithheldKind,
    /// How many there are, where they can be counted.
    pub count: Option<u64>,
}

cairn_domain::vocabulary! {
    /// What a report leaves out, so that a partner or a court knows what to ask for.
    pub enum WithheldKind {
        /// Who handed the item in, the receipt they come back with, and the proof of the first event
        /// where it would name them.
        Submitter = "submitter",
        /// What was asked of the submitter and what they wrote afterwards: it may say who they are.
        Conversation = "conversation",
        /// What files say about themselves that may name a person or a device, and the names that
        /// the submitter's device gave them.
        RawMetadata = "raw_metadata",
        /// Links, where the submitter asked that the item stays inside the team.
        Sources = "sources",
        /// What covered regions hide, in words that were asked for as the team's own.
        RedactionWords = "redaction_words",
        /// What members said to each other beside the record.
        Comments = "comments",
    }
}

/// A person with an account.
#[derive(Debug, Clone, Serialize)]
pub struct PersonFacts {
    /// The account's id, as it stands in events.
    pub id: UserId,
    /// The name it goes by now.
    pub name: String,
}
