//! Codes of the default incident vocabularies; words are Fluent keys `vocab-event-type-…` and so on.

/// Kinds of event.
pub(crate) const EVENT_TYPES: &[&str] = &[
    "suicide_bombing",
    "bombing",
    "complex_attack",
    "shooting",
    "assassination",
    "ied",
    "raid",
    "other",
];
/// Who was hit.
pub(crate) const TARGETS: &[&str] = &[
    "civilians",
    "hazara",
    "shia",
    "sufi",
    "religious_leaders",
    "journalists",
    "taliban",
    "diplomatic",
    "foreign_nationals",
    "infrastructure",
    "other",
];
/// Kinds of place.
pub(crate) const LOCATION_TYPES: &[&str] = &[
    "market",
    "school",
    "hospital",
    "funeral",
    "wedding",
    "religious_service",
    "transport_hub",
    "public_transport",
    "cultural_centre",
    "residence",
    "hotel",
    "embassy",
    "government_building",
    "military_site",
    "checkpoint",
    "patrol",
    "power_line",
    "open_ground",
];
