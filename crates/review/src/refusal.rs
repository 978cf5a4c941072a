//! Reasons to say no, as data. Each has a stable code and a Fluent key `refusal-<code>`.

use cairn_domain::{FindingKind, Role, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::workflow::{MoveKey, StageKey};

/// Every reason at once, never just the first. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusals(pub Vec<Refusal>);

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The item has moved on since it was seen.
    Stale {
        /// What the person saw.
        seen: u64,
        /// What it is now.
        now: u64,
    },
    /// Another person holds the item.
    HeldByAnother {
        /// Who.
        by: UserId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Nobody holds it, or not the actor, and the act needs a hold.
    NotHeldByYou,
    /// This stage has no such move.
    NoSuchMove {
        /// Asked for.
        asked: MoveKey,
        /// At.
        stage: StageKey,
    },
    /// The act belongs to another stage.
    NotAtThisStage {
        /// The present stage.
        stage: StageKey,
    },
    /// The item has come to its end.
    ItemIsSettled,
    /// The role may not do this.
    NeedsRole {
        /// The roles that may.
        any_of: Vec<Role>,
    },
    /// Intake is still working on the files.
    IntakeNotFinished,
    /// Not rated yet.
    NeedsRating,
    /// Not linked to an incident.
    NeedsIncident,
    /// Not said which item it duplicates.
    NeedsDuplicateNamed,
    /// A reason must be given.
    NeedsReason,
    /// No place or time has been established.
    NeedsFinding {
        /// Which question.
        kind: FindingKind,
    },
    /// Another person must answer the same question independently.
    NeedsAnotherFinding {
        /// Which question.
        kind: FindingKind,
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Findings contradict each other and nobody has settled it.
    FindingsDisagree {
        /// Which question.
        kind: FindingKind,
    },
    /// A finding says otherwise, so the item cannot be called impossible to locate.
    NotConcludedImpossible {
        /// Which question.
        kind: FindingKind,
    },
    /// Sign-offs of the present revision are missing.
    NeedsSignOff {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// What was signed is not what the item is now.
    RevisionChanged,
    /// The actor handed the item in.
    OwnSubmission,
    /// The actor wrote a finding that counts.
    OwnFinding {
        /// Which question.
        kind: FindingKind,
    },
    /// The actor has already signed this revision.
    AlreadySigned,
    /// An objection has not been answered.
    OpenObjection {
        /// How many.
        count: u32,
    },
    /// The objection named does not exist or is answered.
    NoSuchObjection,
    /// The one who objected does not answer their own objection away for others; a lead or they themselves may.
    NotYoursToAnswer,
    /// The submitter has not agreed to publication.
    ConsentForbids,
    /// Nobody but its author has looked at a redacted copy.
    RedactionNotConfirmed {
        /// How many.
        count: u32,
    },
    /// The actor drew the redaction.
    OwnRedaction,
    /// The redaction named does not count, or waits for nobody.
    NoSuchRedaction,
    /// The finding named does not count.
    NoSuchFinding,
    /// The act is for accounts, and the actor has none.
    NeedsAccount,
    /// Only whoever handed the item in may do this.
    OnlySubmitter,
    /// Nothing was said.
    NeedsWords,
    /// The question named does not exist or is answered.
    NoSuchQuestion,
    /// Neither a file nor a link was added.
    NothingAdded,
    /// The workflow named is not a newer one, or lacks the stage the item is at.
    CannotMigrate,
}

impl Refusal {
    /// The code of every refusal there is.
    pub const ALL_CODES: &'static [&'static str] = &[
        "stale",
        "held_by_another",
        "not_held_by_you",
        "no_such_move",
        "not_at_this_stage",
        "item_is_settled",
        "needs_role",
        "intake_not_finished",
        "needs_rating",
        "needs_incident",
        "needs_duplicate_named",
        "needs_reason",
        "needs_finding",
        "needs_another_finding",
        "findings_disagree",
        "not_concluded_impossible",
        "needs_sign_off",
        "revision_changed",
        "own_submission",
        "own_finding",
        "already_signed",
        "open_objection",
        "no_such_objection",
        "not_yours_to_answer",
        "consent_forbids",
        "redaction_not_confirmed",
        "own_redaction",
        "no_such_redaction",
        "no_such_finding",
        "needs_account",
        "only_submitter",
        "needs_words",
        "no_such_question",
        "nothing_added",
        "cannot_migrate",
    ];

    /// The stable code: in JSON, and in the Fluent key `refusal-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "stale",
            Self::HeldByAnother { .. } => "held_by_another",
            Self::NotHeldByYou => "not_held_by_you",
            Self::NoSuchMove { .. } => "no_such_move",
            Self::NotAtThisStage { .. } => "not_at_this_stage",
            Self::ItemIsSettled => "item_is_settled",
            Self::NeedsRole { .. } => "needs_role",
            Self::IntakeNotFinished => "intake_not_finished",
            Self::NeedsRating => "needs_rating",
            Self::NeedsIncident => "needs_incident",
            Self::NeedsDuplicateNamed => "needs_duplicate_named",
            Self::NeedsReason => "needs_reason",
            Self::NeedsFinding { .. } => "needs_finding",
            Self::NeedsAnotherFinding { .. } => "needs_another_finding",
            Self::FindingsDisagree { .. } => "findings_disagree",
            Self::NotConcludedImpossible { .. } => "not_concluded_impossible",
            Self::NeedsSignOff { .. } => "needs_sign_off",
            Self::RevisionChanged => "revision_changed",
            Self::OwnSubmission => "own_submission",
            Self::OwnFinding { .. } => "own_finding",
            Self::AlreadySigned => "already_signed",
            Self::OpenObjection { .. } => "open_objection",
            Self::NoSuchObjection => "no_such_objection",
            Self::NotYoursToAnswer => "not_yours_to_answer",
            Self::ConsentForbids => "consent_forbids",
            Self::RedactionNotConfirmed { .. } => "redaction_not_confirmed",
            Self::OwnRedaction => "own_redaction",
            Self::NoSuchRedaction => "no_such_redaction",
            Self::NoSuchFinding => "no_such_finding",
            Self::NeedsAccount => "needs_account",
            Self::OnlySubmitter => "only_submitter",
            Self::NeedsWords => "needs_words",
            Self::NoSuchQuestion => "no_such_question",
            Self::NothingAdded => "nothing_added",
            Self::CannotMigrate => "cannot_migrate",
        }
    }
}

impl Refusals {
    /// Whether some reason has this code.
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|refusal| refusal.code() == code)
    }
}
