//! One event in the world, as published: every field here is public.
//!
//! The names in JSON are the names of the columns; older names are still read.

use std::fmt;

use cairn_domain::{
    AttributionConfidence, AttributionKind, Casualties, CasualtyBasis, ClockBasis, ClockPrecision,
    DatePrecision, IncidentSourceKind, PrecisionClass, UrbanRural, Verification, vocabulary,
};
use chrono::NaiveDate;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use crate::record::{PublicClaim, PublicEvidence};

vocabulary! {
    /// What was done to the point before it was published.
    #[derive(Default)]
    pub enum CoordPolicy {
        /// As found.
        Exact = "exact",
        /// Snapped to the centre of a cell; the radius includes that.
        #[default]
        Rounded = "rounded",
        /// Not published.
        Withheld = "withheld",
    }
}

/// One event in the world, as published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicIncident {
    /// The speakable id with its project, such as `AFG-7K3QXM`.
    pub short: String,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// The day it happened, or began.
    pub date: NaiveDate,
    /// The last day it may have been, where that is another.
    #[serde(default)]
    pub date_end: Option<NaiveDate>,
    /// How exactly the day is known.
    #[serde(default)]
    pub date_precision: DatePrecision,
    /// `HH:MM` on the clocks of the zone.
    #[serde(default)]
    pub time_local: Option<String>,
    /// IANA name of that zone.
    #[serde(default)]
    pub tz: Option<String>,
    /// How exactly the time of day is known.
    #[serde(default)]
    pub time_precision: Option<ClockPrecision>,
    /// What the time of day rests on.
    #[serde(default)]
    pub time_basis: Option<ClockBasis>,
    /// Latitude in degrees, already snapped as the safety profile asks ([`crate::protect`]).
    pub lat: Option<f64>,
    /// Longitude in degrees, likewise.
    pub lon: Option<f64>,
    /// Radius in metres around the published point within which it happened.
    #[serde(rename = "loc_precision_m", alias = "precision_m")]
    pub precision_m: f64,
    /// What that radius means in words.
    pub geo_precision: PrecisionClass,
    /// What was done to the point.
    #[serde(default)]
    pub coord_policy: CoordPolicy,
    /// Named place.
    pub place_name: String,
    /// Province by name.
    pub province: String,
    /// Its code in the United Nations' list (COD-AB).
    #[serde(default)]
    pub adm1_pcode: String,
    /// Town or country.
    #[serde(default)]
    pub urban_rural: Option<UrbanRural>,
    /// How town was told from country.
    #[serde(default)]
    pub urban_rural_method: String,
    /// Code of the project's event vocabulary.
    pub event_type: String,
    /// Codes of who was hit, the main one first.
    #[serde(
        rename = "target_type",
        alias = "target",
        deserialize_with = "one_or_many"
    )]
    pub targets: Vec<String>,
    /// Codes of the kinds of place, the main one first.
    #[serde(rename = "location_type", deserialize_with = "one_or_many")]
    pub location_types: Vec<String>,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// Whether civilians were what was aimed at, from the codes of who was hit.
    #[serde(default)]
    pub civilian_targeting: bool,
    /// Who is held to have done it, in words.
    #[serde(default)]
    pub perpetrator: String,
    /// Where that comes from. Nothing where an older record has words instead of a code.
    #[serde(default, deserialize_with = "known_code")]
    pub attribution: Option<AttributionKind>,
    /// It bore the hallmarks of the perpetrator and nobody claimed it.
    #[serde(default)]
    pub hallmarks: bool,
    /// How sure the team is of it.
    #[serde(default)]
    pub attribution_confidence: Option<AttributionConfidence>,
    /// Killed, lowest credible count. `None` is unknown, `Some(0)` is known to be none.
    #[serde(rename = "fatalities_low", alias = "killed_low")]
    pub killed_low: Option<u32>,
    /// Killed, the count held most likely.
    #[serde(default, rename = "fatalities_best")]
    pub killed_best: Option<u32>,
    /// Killed, highest credible count.
    #[serde(rename = "fatalities_high", alias = "killed_high")]
    pub killed_high: Option<u32>,
    /// Injured, lowest credible count.
    pub injured_low: Option<u32>,
    /// Injured, the count held most likely.
    #[serde(default)]
    pub injured_best: Option<u32>,
    /// Injured, highest credible count.
    pub injured_high: Option<u32>,
    /// Civilians killed, lowest credible count.
    #[serde(default)]
    pub civilian_fatalities_low: Option<u32>,
    /// Civilians killed, the count held most likely.
    #[serde(default)]
    pub civilian_fatalities_best: Option<u32>,
    /// Civilians killed, highest credible count.
    #[serde(default)]
    pub civilian_fatalities_high: Option<u32>,
    /// Civilians injured, lowest credible count.
    #[serde(default)]
    pub civilian_injured_low: Option<u32>,
    /// Civilians injured, the count held most likely.
    #[serde(default)]
    pub civilian_injured_best: Option<u32>,
    /// Civilians injured, highest credible count.
    #[serde(default)]
    pub civilian_injured_high: Option<u32>,
    /// Perpetrators killed, lowest credible count.
    #[serde(default)]
    pub perpetrator_fatalities_low: Option<u32>,
    /// Perpetrators killed, the count held most likely.
    #[serde(default)]
    pub perpetrator_fatalities_best: Option<u32>,
    /// Perpetrators killed, highest credible count.
    #[serde(default)]
    pub perpetrator_fatalities_high: Option<u32>,
    /// What the counts rest on.
    #[serde(default)]
    pub casualty_basis: Option<CasualtyBasis>,
    /// How well it is established as a whole.
    #[serde(default)]
    pub verification: Verification,
    /// Independent origins of what evidences it: reposts of one recording are one.
    #[serde(default)]
    pub source_count: u32,
    /// Sources beside the items, with what each says of casualties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<PublicSource>,
    /// Which published evidence carries which fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<PublicCarried>,
    /// The published items that evidence it.
    pub evidence: Vec<PublicEvidence>,
    /// What parties claim about it.
    pub claims: Vec<PublicClaim>,
    /// Where the facts come from, in words.
    pub source_note: String,
    /// What a reader should know before reading on.
    #[serde(default)]
    pub content_warning: String,
    /// Words of the team's own.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Which version of the team's method it was recorded by.
    #[serde(default)]
    pub method_version: String,
    /// Invented for a demonstration.
    pub synthetic: bool,
    /// The release that published it first.
    pub first_release: u32,
    /// The release that changed it last.
    pub updated_release: u32,
}

/// A source of an incident beside its items. Who said it first is not published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicSource {
    /// From 1, within its incident.
    pub number: u32,
    /// Who it is.
    pub kind: IncidentSourceKind,
    /// What it is called.
    pub title: String,
    /// Its link, where the team lets it be published.
    pub url: Option<String>,
    /// The day it was published.
    pub published_on: Option<NaiveDate>,
    /// Killed, as it says.
    pub killed: Casualties,
    /// Injured, as it says.
    pub injured: Casualties,
}

/// A fact of an incident with what carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCarried {
    /// The field's name.
    pub field: String,
    /// Ids of published items.
    pub evidence: Vec<String>,
    /// Numbers of sources.
    pub sources: Vec<u32>,
}

impl PublicIncident {
    /// A record of which nothing is published but its name and day: whatever a projection does not
    /// choose stays unknown or empty.
    pub fn bare(short: &str, title: &str, date: NaiveDate, release: u32) -> Self {
        Self {
            short: short.to_owned(),
            title: title.to_owned(),
            summary: String::new(),
            date,
            date_end: None,
            date_precision: DatePrecision::default(),
            time_local: None,
            tz: None,
            time_precision: None,
            time_basis: None,
            lat: None,
            lon: None,
            precision_m: 0.0,
            geo_precision: PrecisionClass::Province,
            coord_policy: CoordPolicy::Withheld,
            place_name: String::new(),
            province: String::new(),
            adm1_pcode: String::new(),
            urban_rural: None,
            urban_rural_method: String::new(),
            event_type: String::new(),
            targets: Vec::new(),
            location_types: Vec::new(),
            crowd_in_public: false,
            civilian_targeting: false,
            perpetrator: String::new(),
            attribution: None,
            hallmarks: false,
            attribution_confidence: None,
            killed_low: None,
            killed_best: None,
            killed_high: None,
            injured_low: None,
            injured_best: None,
            injured_high: None,
            civilian_fatalities_low: None,
            civilian_fatalities_best: None,
            civilian_fatalities_high: None,
            civilian_injured_low: None,
            civilian_injured_best: None,
            civilian_injured_high: None,
            perpetrator_fatalities_low: None,
            perpetrator_fatalities_best: None,
            perpetrator_fatalities_high: None,
            casualty_basis: None,
            verification: Verification::default(),
            source_count: 0,
            sources: Vec::new(),
            carried: Vec::new(),
            evidence: Vec::new(),
            claims: Vec::new(),
            source_note: String::new(),
            content_warning: String::new(),
            tags: Vec::new(),
            method_version: String::new(),
            synthetic: false,
            first_release: release,
            updated_release: release,
        }
    }

    /// Code of who was hit, the main one; empty where nobody has said.
    pub fn target(&self) -> &str {
        self.targets.first().map_or("", String::as_str)
    }

    /// Code of the kind of place, the main one; empty where nobody has said.
    pub fn location_type(&self) -> &str {
        self.location_types.first().map_or("", String::as_str)
    }
}

/// Reads a code or a list of codes: records used to have one.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    from.deserialize_any(OneOrMany)
}

struct OneOrMany;

impl<'de> Visitor<'de> for OneOrMany {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a code or a list of codes")
    }

    fn visit_str<E>(self, code: &str) -> Result<Self::Value, E> {
        Ok(vec![code.to_owned()])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut codes: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(code) = codes.next_element()? {
            all.push(code);
        }
        Ok(all)
    }
}

/// Reads a code; words that older records have in its place are nothing.
fn known_code<'de, D: Deserializer<'de>>(from: D) -> Result<Option<AttributionKind>, D::Error> {
    let text: Option<String> = Deserialize::deserialize(from)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn records_of_earlier_releases_are_still_read() {
        let old = r#"{"short": "AFG-7K3QXM", "title": "", "summary": "", "date": "2022-09-30",
            "lat": null, "lon": null, "precision_m": 1730.0, "geo_precision": "settlement",
            "place_name": "", "province": "Kabul", "event_type": "bombing", "target": "hazara",
            "location_type": "school", "crowd_in_public": true, "attribution": "ISIS-K",
            "killed_low": 0, "killed_high": null, "injured_low": null, "injured_high": 3,
            "source_note": "", "synthetic": true, "first_release": 1, "updated_release": 1,
            "claims": [], "evidence": []}"#;
        let read: PublicIncident = serde_json::from_str(old).unwrap();
        assert_eq!((read.target(), read.location_type()), ("hazara", "school"));
        assert_eq!((read.killed_low, read.killed_high), (Some(0), None));
        assert_eq!(
            read.attribution, None,
            "words are not a kind of attribution"
        );
        let again = serde_json::to_string(&read).unwrap();
        assert!(again.contains(r#""target_type":["hazara"]"#), "{again}");
        assert_eq!(
            serde_json::from_str::<PublicIncident>(&again).unwrap(),
            read
        );
    }
}
