//! What a scanner for malware said of a file.

use crate::vocabulary;

vocabulary! {
    /// What a scanner for malware said of a file.
    pub enum ScanVerdict {
        /// It knows nothing bad in it.
        Clean = "clean",
        /// It found something.
        Found = "found",
        /// It could not say.
        Unknown = "unknown",
    }
}
