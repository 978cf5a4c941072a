//! Why a published record is withdrawn.

use crate::vocabulary;

vocabulary! {
    /// Why a published record is withdrawn in the open.
    pub enum RetractionReason {
        /// Another record tells the same; that one replaces it.
        Duplicate = "duplicate",
        /// It did not happen as published, or not at all.
        False = "false",
        /// It happened at another time.
        Misdated = "misdated",
        /// Somebody could be recognised who should not be.
        Privacy = "privacy",
        /// Somebody could be harmed by it.
        Safety = "safety",
        /// The law asks for it.
        Legal = "legal",
    }
}
