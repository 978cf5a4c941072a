//! An incident as typed, and as typed again from what is stored.

use cairn_domain::{Casualties, Incident};

/// Three counts as typed: empty is unknown, 0 is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountsDraft {
    /// Lowest credible.
    pub low: String,
    /// Held most likely.
    pub best: String,
    /// Highest credible.
    pub high: String,
}

impl CountsDraft {
    /// A range as typed.
    pub fn between(low: &str, high: &str) -> Self {
        Self {
            low: low.to_owned(),
            best: String::new(),
            high: high.to_owned(),
        }
    }

    /// Counts as they would have been typed.
    pub fn of(counts: Casualties) -> Self {
        let typed = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        Self {
            low: typed(counts.low),
            best: typed(counts.best),
            high: typed(counts.high),
        }
    }
}

/// An incident as typed. Codes are of the vocabularies that bear the field's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentDraft {
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `YYYY-MM-DD`, or empty.
    pub date_end: String,
    /// Empty is the day.
    pub date_precision: String,
    /// `HH:MM`, or empty.
    pub time_local: String,
    /// IANA name; empty is the project's zone.
    pub time_zone: String,
    /// Empty is unknown.
    pub time_precision: String,
    /// May be empty.
    pub time_basis: String,
    /// Coordinates in any notation Cairn reads; may be empty.
    pub point: String,
    /// Radius in metres.
    pub precision_m: String,
    /// Named place.
    pub place_name: String,
    /// Province, in any spelling.
    pub province: String,
    /// Code of the project's event vocabulary.
    pub event_type: String,
    /// Codes of who was hit; the first is the main one.
    pub targets: Vec<String>,
    /// Codes of the kinds of place; the first is the main one.
    pub location_types: Vec<String>,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// May be empty.
    pub urban_rural: String,
    /// How town was told from country.
    pub urban_rural_method: String,
    /// Who is held to have done it.
    pub perpetrator: String,
    /// May be empty.
    pub attribution: String,
    /// It bore the hallmarks of the perpetrator.
    pub hallmarks: bool,
    /// May be empty.
    pub attribution_confidence: String,
    /// Killed, perpetrators apart.
    pub killed: CountsDraft,
    /// Injured, perpetrators apart.
    pub injured: CountsDraft,
    /// Civilians among the killed.
    pub civilians_killed: CountsDraft,
    /// Civilians among the injured.
    pub civilians_injured: CountsDraft,
    /// Perpetrators killed.
    pub perpetrators_killed: CountsDraft,
    /// May be empty.
    pub casualty_basis: String,
    /// Empty is unverified.
    pub verification: String,
    /// May be empty.
    pub content_warning: String,
    /// Words separated by commas or semicolons.
    pub tags: String,
    /// May be empty.
    pub method_version: String,
    /// Where the facts come from.
    pub source_note: String,
    /// Invented for a demonstration.
    pub synthetic: bool,
}

fn code<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl IncidentDraft {
    /// A stored incident as it would have been typed.
    pub fn of(incident: &Incident) -> Self {
        let time = incident.time.as_ref();
        let point = incident
            .point
            .map(|point| format!("{}, {}", point.lat(), point.lon()));
        Self {
            title: incident.title.clone(),
            summary: incident.summary.clone(),
            date: incident.date.to_string(),
            date_end: code(incident.date_end),
            date_precision: incident.date_precision.to_string(),
            time_local: code(time.map(|time| time.local.format("%H:%M"))),
            time_zone: code(time.map(|time| &time.zone)),
            time_precision: code(time.map(|time| time.precision)),
            time_basis: code(time.and_then(|time| time.basis)),
            point: point.unwrap_or_default(),
            precision_m: incident.precision_m.to_string(),
            place_name: incident.place_name.clone(),
            province: incident.province.clone(),
            event_type: incident.event_type.clone(),
            targets: incident.targets.clone(),
            location_types: incident.location_types.clone(),
            crowd_in_public: incident.crowd_in_public,
            urban_rural: code(incident.urban_rural),
            urban_rural_method: incident.urban_rural_method.clone(),
            perpetrator: incident.perpetrator.clone(),
            attribution: code(incident.attribution),
            hallmarks: incident.hallmarks,
            attribution_confidence: code(incident.attribution_confidence),
            killed: CountsDraft::of(incident.killed),
            injured: CountsDraft::of(incident.injured),
            civilians_killed: CountsDraft::of(incident.civilians_killed),
            civilians_injured: CountsDraft::of(incident.civilians_injured),
            perpetrators_killed: CountsDraft::of(incident.perpetrators_killed),
            casualty_basis: code(incident.casualty_basis),
            verification: incident.verification.to_string(),
            content_warning: incident.content_warning.clone(),
            tags: incident.tags.join("; "),
            method_version: incident.method_version.clone(),
            source_note: incident.source_note.clone(),
            synthetic: incident.synthetic,
        }
    }
}
