//! Taking an item through review: every change goes through [`act`], every page reads a [`Dossier`].

mod act;
mod ask;
mod chronolocate;
mod comment;
mod dossier;
mod facts;
mod find;
mod known;
mod note_ranges;
mod open_sealed;
mod pictures;
mod queue;
mod reveal;
mod shadow;
mod shadow_place;

pub use act::{Acted, act, act_together};
pub(crate) use act::{act_without_account, decide_and_record};
pub use ask::{Question, ask_submitter};
pub use chronolocate::{BoundDraft, ChronolocationDraft, preview_bounds, record_chronolocation};
pub use comment::comment;
pub(crate) use dossier::file_views;
pub use dossier::{
    Claimed, Dossier, FileView, FindingView, HistoryLine, KeptView, MatchView, dossier,
};
pub(crate) use facts::{facts, revision};
pub use find::{FeatureDraft, GeolocationDraft, Verdict, record_geolocation};
pub use note_ranges::{RangeDraft, is_recording, note_ranges};
pub use open_sealed::{Opened, open_sealed};
pub use queue::{Queue, SignOffDesk, queue, sign_off_desk};
pub(crate) use reveal::steps_taken;
pub use reveal::{cover, reveal};
pub use shadow::{RunView, ShadowDraft, keep_run, runs, windows};
pub use shadow_place::{ShadowPlaceDraft, keep_place_run};
