//! Covering parts of a copy: drawing, making it, and somebody else's word that it covers enough.

mod confirm;
mod draft;
mod make;
mod record;
mod view;

pub use confirm::{Confirming, confirm_redaction};
pub use draft::{RedactionDraft, RegionDraft};
pub(crate) use make::{MAKE, make};
pub use record::redact;
pub use view::RedactionView;
