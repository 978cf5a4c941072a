//! What happened, and how each line can be verified.

use cairn_domain::{Digest, RetractionReason, Role};
use cairn_review::ReviewEvent;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// One line of the history.
#[derive(Debug, Clone, Serialize)]
pub struct EventFacts {
    /// Its number in the item's history, from 1.
    pub seq: u64,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: ActorFacts,
    /// What, as the ledger has it; the account of a member who handed the item in is left out.
    pub event: ReviewEvent,
    /// Why, in the actor's words, which stand beside the ledger. `null` where none were written or
    /// where they are withheld.
    pub words: Option<String>,
    /// Whether there are words that this report does not have.
    pub is_withheld: bool,
    /// Its leaf in the log.
    pub leaf: LeafFacts,
}

/// Who did something.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActorFacts {
    /// A member, in the role they had then.
    Member {
        /// The name the account goes by; `null` where the account is gone.
        name: Option<String>,
        /// The role.
        role: Role,
    },
    /// A member whose name is withheld, because they handed the item in.
    WithheldMember,
    /// Whoever handed the item in, without an account.
    Submitter,
    /// The machine.
    Machine,
}

/// Where an event is in the log.
#[derive(Debug, Clone, Serialize)]
pub struct LeafFacts {
    /// Its place, from 0.
    pub index: u64,
    /// SHA-256 of salt and event: what the log has at that place.
    pub commitment: Digest,
    /// Its proof, as a path in the bag.
    pub proof: Option<String>,
    /// Why there is no proof.
    pub no_proof: Option<NoProof>,
}

cairn_domain::vocabulary! {
    /// Why an event comes without a proof.
    pub enum NoProof {
        /// The next checkpoint will be the first to count it.
        NotYetSigned = "not_yet_signed",
        /// What opens its leaf was destroyed, lawfully.
        SaltDestroyed = "salt_destroyed",
        /// The proof would disclose who handed the item in.
        Withheld = "withheld",
        /// The log has something else at its place: the database and the log disagree.
        DoesNotHold = "does_not_hold",
    }
}

/// The log.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerFacts {
    /// Its name; `null` if nothing was signed yet.
    pub origin: Option<String>,
    /// How many entries the checkpoint counts.
    pub size: Option<u64>,
    /// Root of the tree under it.
    pub root: Option<Digest>,
    /// The checkpoint as signed.
    pub checkpoint: Option<String>,
    /// Public keys, a line each, as the instance publishes them. Compare them with what it publishes
    /// elsewhere or gave you before.
    pub keys: Vec<String>,
    /// How many events have a proof in the bag.
    pub proven: usize,
    /// Time stamps of others over a checkpoint that has events of the item.
    pub stamps: Vec<StampFacts>,
}

/// A time stamp of somebody else over a checkpoint: what is under it existed then.
#[derive(Debug, Clone, Serialize)]
pub struct StampFacts {
    /// `rfc3161` or `opentimestamps`.
    pub kind: &'static str,
    /// How many entries the stamped checkpoint counts.
    pub size: u64,
    /// How many events of the item are proven under it; the proofs lie beside the stamp.
    pub proven: usize,
    /// The stamp, in the bag.
    pub path: String,
    /// When the authority saw it, as it says; RFC 3339, in UTC.
    pub at: Option<String>,
    /// The authority’s own number of the stamp, in hex.
    pub serial: Option<String>,
    /// Heights of the Bitcoin blocks that hold it.
    pub bitcoin_blocks: Vec<u64>,
    /// Calendars that promised to have it put into one.
    pub pending: Vec<String>,
}

/// What became public.
#[derive(Debug, Clone, Serialize)]
pub struct PublicFacts {
    /// Whether it is in the published dataset now.
    pub is_public: bool,
    /// When it was published or taken back, oldest first.
    pub steps: Vec<PublicStep>,
}

/// One change of what is public.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum PublicStep {
    /// It was published.
    Published {
        /// Its event.
        seq: u64,
        /// When.
        at: DateTime<Utc>,
        /// Number of the release it came out with.
        release: Option<u32>,
    },
    /// It was taken back in the open.
    Retracted {
        /// When.
        at: DateTime<Utc>,
        /// The kind of reason.
        reason: Option<RetractionReason>,
        /// The reason, as everybody may read it.
        words: String,
        /// The last release that had it.
        last_release: u32,
    },
}
