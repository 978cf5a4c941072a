//! The only crate that knows rows and blobs exist.
//!
//! Rows live in SQLite or PostgreSQL, chosen by the URL; blobs are files named by their SHA-256.
//! What goes in and out are plain structs of domain types: no row, column or database error
//! crosses this border. [`Reads`] holds every query, [`WriteTx`] every change; there is one file
//! per noun, and public queries live in `public.rs` alone.
//!
//! What must not live here: decisions. Storage saves what `cairn-review` decided and refuses what
//! would break an invariant of the log; it never looks at a workflow's guards.

#![forbid(unsafe_code)]

mod account;
mod api_token;
mod audit;
mod audit_check;
mod backup;
mod blob;
mod boundary;
mod check;
mod claim;
mod claim_link;
mod comment;
mod connect;
mod count;
mod digest;
mod disk;
mod draft;
mod ear;
mod entity;
mod error;
mod event;
mod examination;
mod file;
mod file_match;
mod file_scan;
mod finding;
mod fingerprint;
mod footage;
mod gazetteer;
mod hash;
mod hash_list;
mod incident;
mod incident_event;
mod incident_protection;
mod incident_row;
mod incident_source;
mod incoming;
mod invitation;
mod item;
mod job;
mod known_device;
mod leaf;
mod list_hit;
mod map_layer;
mod membership;
mod opt_out;
mod pair;
mod partial;
mod passkey;
#[cfg(test)]
mod plan_tests;
mod project;
mod public;
mod public_counts;
mod public_incidents;
mod public_parts;
mod publication;
mod published;
mod published_cells;
mod published_claim;
mod published_method;
mod published_order;
mod queue;
mod queue_cursor;
mod redaction;
mod reference;
mod release;
mod release_candidate;
mod remote;
mod reveal;
mod row;
#[cfg(test)]
mod schema_tests;
mod sealed;
mod second_factor;
mod session;
mod setting;
mod settle;
mod sign_in;
mod sink;
mod solver_run;
mod source;
mod store;
mod transaction;
mod unnamed;
mod upload;
mod vocabulary_term;
mod workflow;

pub use account::AccountRecord;
pub use api_token::TokenRecord;
pub use audit::{ActFilter, ActRecord, NewAct};
pub use audit_check::{ActFault, ActsChecked, Found};
pub use backup::{DatabaseFile, blob_path};
pub use blob::{BlobStream, Blobs, StoredBlob};
pub use boundary::{AreaRecord, BoundarySetRecord};
pub use comment::CommentRecord;
pub use digest::{StateDigest, TableDigest};
pub use draft::DraftRecord;
pub use ear::{Bound, Ear, Heard};
pub use error::StorageError;
pub use event::RecordedEvent;
pub use file_match::{MatchRecord, NewMatch};
pub use file_scan::ScanRecord;
pub use fingerprint::{ComparisonRecord, FingerprintRecord};
pub use footage::{FrameSummary, SnapshotRecord};
pub use gazetteer::{FoundPlace, GazetteerRecord, PlaceRecord, Spelling};
pub use hash::HashRow;
pub use hash_list::{HashListRecord, ListedHash};
pub use incident_event::{FieldChange, IncidentEventRecord};
pub use incident_source::{Carrier, FactRecord};
pub use incoming::Incoming;
pub use invitation::InvitationRecord;
pub use item::{ItemRecord, NewItem};
pub use job::{JobRecord, NewJob};
pub use leaf::{LeafRecord, canonical_event};
pub use list_hit::ListHitRecord;
pub use map_layer::MapLayerRecord;
pub use pair::{AnswerRecord, JoinRecord};
pub use partial::{Partial, Paused};
pub use passkey::PasskeyRecord;
pub use project::ProjectRecord;
pub use published::{
    Facet, Facets, PublicBodies, PublicFilter, PublicPoint, PublicProject, PublicRelease,
    PublishedFigures, PublishedRow, RetractionRecord,
};
pub use published_method::MethodRecord;
pub use queue::{QueueFilter, QueuePage, QueueRow};
pub use queue_cursor::{BadCursor, QueueCursor};
pub use redaction::{RedactionOutcome, RedactionRecord};
pub use release::{ReleaseFileRecord, ReleaseRecord};
pub use release_candidate::CandidateRecord;
pub use reveal::RevealRecord;
pub use second_factor::SecondFactorRecord;
pub use session::SessionRecord;
pub use sign_in::SignInRecord;
pub use sink::Mark;
pub use solver_run::SolverRunRecord;
pub use store::{Store, StoreOptions};
pub use transaction::{Reads, Snapshot, WriteTx};
pub use upload::{UploadRecord, WholeUpload};
pub use vocabulary_term::TermRecord;
