//! Codes that stand in acts: what is taken out, which setting is changed, how far an instance is open.

use crate::vocabulary;

vocabulary! {
    /// What is taken out of an instance by its members.
    pub enum Export {
        /// The table of claims.
        Claims = "claims",
        /// A table of the analysis.
        Analysis = "analysis",
        /// Hashes of photos.
        Pdq = "pdq",
        /// Hashes of videos.
        Vpdq = "vpdq",
        /// The custody report of an item.
        Certificate = "certificate",
        /// The record of acts.
        Acts = "acts",
    }
}

vocabulary! {
    /// Lists and settings that an admin, a lead or the operator changes.
    pub enum SettingKind {
        /// Terms of a project's vocabularies.
        Terms = "terms",
        /// From which score on pairs may be confirmed together.
        ConfirmFrom = "confirm_from",
        /// Provinces that little is seen of.
        LowVisibility = "low_visibility",
        /// Gazetteers.
        Gazetteers = "gazetteers",
        /// Boundaries.
        Boundaries = "boundaries",
        /// Map layers.
        MapLayers = "map_layers",
        /// How the team says that it works.
        Methodology = "methodology",
    }
}

vocabulary! {
    /// How far an instance is open.
    pub enum SecurityMode {
        /// As usual.
        Open = "open",
        /// Everything can be read, nothing can be changed.
        ReadOnly = "read-only",
        /// Nobody comes in.
        Locked = "locked",
    }
}
