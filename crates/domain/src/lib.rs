//! The nouns of Cairn: ids, roles and permits, items, files, findings, incidents, claims, time.
//!
//! Everything here is pure: no I/O, no clock, no randomness. Time, ids and the actor come in as
//! arguments. The same words stand in SQL, JSON, URLs and on screen (`docs/glossary.md`).

#![forbid(unsafe_code)]

pub mod access;
pub mod audit;
mod audit_codes;
pub mod casualties;
pub mod claim;
pub mod codebook;
pub mod consent;
pub mod corroboration;
pub mod digest;
pub mod evidence;
pub mod finding;
pub mod frame_table;
pub mod geolocation;
pub mod ids;
pub mod incident;
pub mod incident_codes;
pub mod item;
pub mod looking;
pub mod map_layer;
pub mod metadata;
pub mod permit;
pub mod protection;
pub mod receipt;
pub mod redaction;
pub mod retraction;
pub mod role;
pub mod scan;
pub mod sensitivity;
pub mod space;
pub mod time;
pub mod vocabulary;

pub use access::{
    Factor, SECOND_FACTOR_ROLES, SignInMeans, SignInOutcome, TokenScope, token_allows,
};
pub use audit::{AuditAct, AuditKind};
pub use audit_codes::{Export, SecurityMode, SettingKind};
pub use casualties::{Casualties, CountsReversed};
pub use claim::{
    Agreement, Attribute, Attributes, Claim, ClaimCalendar, ClaimDatePrecision, ClaimKind,
    ClaimLink, ClaimRelation, ClaimStatus, StatedCount,
};
pub use codebook::{CodebookTerm, Vocabulary, codebook, is_civilian};
pub use consent::Consent;
pub use corroboration::{
    CARRIED_FACTS, IncidentEventKind, IncidentSource, IncidentSourceKind, link_key, origins,
};
pub use digest::{Digest, Sha256Hex};
pub use evidence::{Contradiction, Remaining, TimeSpan, combine};
pub use finding::{
    Chronolocation, Confidence, Finding, FindingBody, FindingKind, TimeBound, TimeEffect,
    TimeEvidenceKind,
};
pub use frame_table::{FrameTable, FrameTime, MOST_FRAMES};
pub use geolocation::{
    Counterpart, FeatureKind, FrameBox, Geolocation, MapShape, MatchedFeature, PlaceMethod,
    Reference, ReferenceKind, ReferencePicture, WhyNoPlace,
};
pub use ids::{
    BoundarySetId, ClaimId, FileId, FindingId, GazetteerId, HashListId, IncidentId,
    IncidentSourceId, InvitationId, ItemId, JobId, MatchId, PasskeyId, ProjectCode, ProjectId,
    RedactionId, ReferenceId, ReleaseId, SessionId, ShortId, SolverRunId, SourceId, TokenId,
    UploadId, UserId,
};
pub use incident::{Incident, TimeOfDay};
pub use incident_codes::{
    AttributionConfidence, AttributionKind, CasualtyBasis, ClockBasis, ClockPrecision,
    DatePrecision, UrbanRural, Verification,
};
pub use item::{
    Derivative, DerivativeKind, File, FingerprintKind, MatchRelation, MatchVerdict, MediaKind,
    Source,
};
pub use map_layer::{LayerKind, LayerMode};
pub use metadata::{MetadataClaim, OpenClaim, Sealing};
pub use permit::{Action, Permit, grant};
pub use protection::{DateStep, Protection};
pub use redaction::{
    BadRedaction, Keyframe, Redaction, RedactionBody, RedactionReason, Region, RegionFlaw,
    RegionShape, SoundTreatment, Span, Track,
};
pub use retraction::RetractionReason;
pub use role::{Actor, Role};
pub use scan::ScanVerdict;
pub use sensitivity::{ContentNote, Sensitivity};
pub use space::{Point, PrecisionClass};
pub use time::{Interval, TimePrecision};
