//! Everything a decision may look at.

use cairn_domain::{Actor, Digest, FindingKind};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{state::ReviewState, workflow::Workflow};

/// One item before one actor, borrowed for the length of a decision.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The rules.
    pub workflow: &'a Workflow,
    /// The fold of the log.
    pub state: &'a ReviewState,
    /// What a guard may know beyond the log.
    pub facts: &'a Facts,
    /// Who asks.
    pub by: Actor,
}

impl Case<'_> {
    /// Whether counting answers to a question contradict each other: places or times that lie
    /// apart, or an answer beside "it cannot be told". A lead's decision leaves the dispute as it
    /// is and says which answer holds.
    pub fn is_disputed(&self, kind: FindingKind) -> bool {
        let says = |positive: bool| self.state.findings_on(kind).any(|f| f.positive == positive);
        self.facts.disagreements.contains(&kind) || (says(true) && says(false))
    }
}

/// Read by the application in the same transaction as the decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The present.
    pub now: DateTime<Utc>,
    /// How long a claim holds.
    pub lease: TimeDelta,
    /// Digest of the item's present content: files, sources, rating, incident and counting findings.
    pub revision: Digest,
    /// Kinds of finding on which positive findings by different authors contradict each other
    /// (distance larger than both precisions allow; intervals that do not meet).
    pub disagreements: Vec<FindingKind>,
    /// Matches nobody has answered yet.
    pub open_matches: u32,
    /// Whether intake has finished with every file.
    pub intake_done: bool,
}
