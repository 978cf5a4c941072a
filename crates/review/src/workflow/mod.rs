//! Stages and moves as data, validated once and immutable afterwards.

mod flaw;
mod graph;
mod template;
mod validate;

use std::fmt;

pub use flaw::Flaw;
pub use template::{TEMPLATES, template};

use cairn_domain::{FindingKind, Role, vocabulary};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The closed set of kinds of stage that code may branch on.
    pub enum StageKind {
        /// The machine is at work.
        Intake = "intake",
        /// People establish something.
        Work = "work",
        /// A lead decides.
        Judgement = "judgement",
        /// An end.
        Settled = "settled",
    }
}

vocabulary! {
    /// What an end means.
    pub enum Outcome {
        /// In the public dataset.
        Published = "published",
        /// Out of scope, or not what it claims to be.
        Rejected = "rejected",
        /// Another item is kept instead.
        Duplicate = "duplicate",
        /// Place or time cannot be established.
        Unverifiable = "unverifiable",
        /// The submitter took it back.
        Withdrawn = "withdrawn",
        /// Was public, and was taken back in the open.
        Retracted = "retracted",
    }
}

/// Name of a stage in one workflow, such as `geolocation`: lower case, digits, underscores.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StageKey(pub String);

/// Name of a move in one workflow, such as `place_established`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MoveKey(pub String);

macro_rules! key {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}
key!(StageKey, MoveKey);

/// One place an item can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name.
    pub key: StageKey,
    /// What kind of thing happens here.
    pub kind: StageKind,
    /// What it means, if it is an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Which findings are recorded here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<FindingKind>,
    /// Whether earlier findings of the kinds recorded here are hidden from a second author until they submit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
}

vocabulary! {
    /// What sets a move off.
    pub enum Trigger {
        /// A person takes it.
        Person = "person",
        /// It follows the sign-off that completes the quorum, in the same decision.
        SignOff = "sign_off",
        /// The machine takes it when intake is done.
        Machine = "machine",
        /// The release that publishes the item takes it.
        Release = "release",
        /// The submitter takes it, with the receipt or as the member who handed it in.
        Submitter = "submitter",
    }
}

/// A named arrow between two stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Its name.
    pub key: MoveKey,
    /// From where.
    pub from: StageKey,
    /// To where.
    pub to: StageKey,
    /// What sets it off.
    pub trigger: Trigger,
    /// Roles that may take it, for `person` and `release` moves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Every reason to say no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<Guard>,
}

/// The closed set of guards: one file each under `guard/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "guard", rename_all = "snake_case")]
pub enum Guard {
    /// Intake has finished with every file.
    IntakeDone,
    /// Rated, so that nobody after this meets it unwarned.
    Rated,
    /// Linked to an incident.
    InIncident,
    /// The item it duplicates is named.
    DuplicateNamed,
    /// A reason is given.
    SaysWhy,
    /// A positive finding counts, and none contradicts it unsettled.
    Established {
        /// Which question.
        kind: FindingKind,
    },
    /// Findings by that many different authors.
    Independent {
        /// Which question.
        kind: FindingKind,
        /// How many authors.
        at_least: u32,
    },
    /// A finding says it cannot be established, and none says otherwise.
    Impossible {
        /// Which question.
        kind: FindingKind,
    },
    /// Sign-offs of the present revision by that many different, independent leads.
    SignedOff {
        /// How many leads.
        at_least: u32,
    },
    /// No objection is open.
    NoObjection,
    /// The submitter agreed to publication.
    ConsentToPublish,
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IntakeDone => f.write_str("intake_done"),
            Self::Rated => f.write_str("rated"),
            Self::InIncident => f.write_str("in_incident"),
            Self::DuplicateNamed => f.write_str("duplicate_named"),
            Self::SaysWhy => f.write_str("says_why"),
            Self::Established { kind } => write!(f, "established {kind}"),
            Self::Independent { kind, at_least } => write!(f, "independent {kind} {at_least}"),
            Self::Impossible { kind } => write!(f, "impossible {kind}"),
            Self::SignedOff { at_least } => write!(f, "signed_off {at_least}"),
            Self::NoObjection => f.write_str("no_objection"),
            Self::ConsentToPublish => f.write_str("consent_to_publish"),
        }
    }
}

/// A workflow as written: anything may be wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkflowDraft {
    /// What people call it.
    pub name: String,
    /// Where items begin.
    pub start: StageKey,
    /// All stages, in the order people meet them.
    pub stages: Vec<Stage>,
    /// All moves, in the order they are offered.
    pub moves: Vec<Move>,
}

/// A workflow that holds what Cairn promises; only [`Workflow::try_from_draft`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    draft: WorkflowDraft,
    version: u32,
}

impl Workflow {
    /// Checks a draft and lists every flaw.
    pub fn try_from_draft(draft: WorkflowDraft, version: u32) -> Result<Self, Vec<Flaw>> {
        let flaws = validate::flaws(&draft);
        if flaws.is_empty() {
            Ok(Self { draft, version })
        } else {
            Err(flaws)
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.draft.name
    }

    /// Number in its project, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Where items begin.
    pub fn start(&self) -> &StageKey {
        &self.draft.start
    }

    /// All stages, in the order people meet them.
    pub fn stages(&self) -> &[Stage] {
        &self.draft.stages
    }

    /// All moves, in the order they are offered.
    pub fn moves(&self) -> &[Move] {
        &self.draft.moves
    }

    /// A stage by name.
    pub fn stage(&self, key: &StageKey) -> Option<&Stage> {
        self.draft.stages.iter().find(|stage| stage.key == *key)
    }

    /// The moves that leave a stage.
    pub fn moves_from(&self, key: &StageKey) -> Vec<&Move> {
        self.draft
            .moves
            .iter()
            .filter(|mv| mv.from == *key)
            .collect()
    }

    /// The workflow as written.
    pub fn draft(&self) -> &WorkflowDraft {
        &self.draft
    }
}
