//! Use cases, one verb per file: load → permit → decide → save → enqueue.
//!
//! No HTTP, no SQL, no pixels here. Whoever calls comes with a [`Visit`] (a member inside a
//! project) or as nobody; everything that may be refused comes back as [`AppError`].

#![forbid(unsafe_code)]

pub mod account;
pub mod analysis;
pub mod audit;
pub mod backup;
pub mod care;
pub mod certificate;
pub mod claim;
mod clock;
mod context;
mod error;
pub mod footage;
pub mod incident;
pub mod intake;
mod keys;
pub mod ledger;
pub mod matching;
mod mode;
pub mod place;
pub mod project;
pub mod public;
pub mod redaction;
pub mod release;
pub mod review;
mod throttle;
mod typed;
pub mod upkeep;
pub mod upload;
mod visit;
pub mod vocabulary;
pub mod worker;

pub use clock::{Clock, Dice};
pub use context::{App, Settings};
pub use error::{AppError, FieldError};
pub use keys::shred as shred_keys;
pub use mode::{SecurityMode, mode_in, set_mode};
pub use throttle::{Attempt, Limits, Network};
pub use visit::Visit;

/// Records and filters of the storage layer that pages show or fill; nothing that writes.
pub mod stored {
    pub use cairn_storage::{
        AccountRecord, ActFilter, ActRecord, BoundarySetRecord, CandidateRecord, Carrier,
        CommentRecord, DraftRecord, Facet, Facets, FactRecord, FieldChange, FrameSummary,
        GazetteerRecord, IncidentEventRecord, InvitationRecord, ItemRecord, ListHitRecord,
        MapLayerRecord, MatchRecord, MethodRecord, PasskeyRecord, ProjectRecord, PublicBodies,
        PublicFilter, PublicProject, PublicRelease, QueueCursor, QueueFilter, QueuePage, QueueRow,
        RecordedEvent, RedactionOutcome, RedactionRecord, ReleaseRecord, RetractionRecord,
        SessionRecord, SignInRecord, SnapshotRecord, TokenRecord,
    };
}
