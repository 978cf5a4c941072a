//! How a submitter allows their evidence to be used.

use crate::vocabulary;

vocabulary! {
    /// What the submitter agreed to; the review machine holds it as a guard, so that no door can
    /// publish what was given for internal use.
    pub enum Consent {
        /// The team may look and count; nothing of it is published.
        Internal = "internal",
        /// Findings and a redacted copy may be published.
        PublishRedacted = "publish_redacted",
        /// Findings and the evidence may be published.
        Publish = "publish",
    }
}

impl Consent {
    /// Whether anything about the item may be published.
    pub fn allows_publishing(self) -> bool {
        self != Self::Internal
    }

    /// Whether a picture may be published without redaction.
    pub fn allows_unredacted(self) -> bool {
        self == Self::Publish
    }
}
