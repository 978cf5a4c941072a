//! The review state machine: workflow as data, `decide` · `evolve` · `offers`.
//!
//! Pure: no I/O, no clock, no randomness. [`Facts`] is all a guard may know beyond the log, and
//! whoever acts comes in as an [`Actor`](cairn_domain::Actor). Stages are data, guards are code: code branches on the closed
//! [`StageKind`], never on a stage's name.

#![forbid(unsafe_code)]

pub mod case;
pub mod command;
mod decide;
pub mod event;
mod follow;
mod guard;
mod offer;
pub mod refusal;
pub mod state;
pub mod workflow;

pub use case::{Case, Facts};
pub use command::{Act, Command};
pub use decide::decide;
pub use event::ReviewEvent;
pub use follow::follow_up;
pub use offer::{Asks, Offer, OfferAction, offers};
pub use refusal::{Refusal, Refusals};
pub use state::{
    Confirmation, FindingRecord, Lease, Objection, Question, RedactionRecord, ReviewState, SignOff,
    evolve, fold,
};
pub use workflow::{
    Guard, Move, MoveKey, Outcome, Stage, StageKey, StageKind, Trigger, Workflow, WorkflowDraft,
};
