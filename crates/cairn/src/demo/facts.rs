//! What the demo knows: well-known attacks with the note of how sure we are, places, people, and
//! around them invented incidents that say so.
//!
//! The shipped tables are facts for demonstration: coordinates stand for the whole locality,
//! casualty ranges are as first reported. Nothing here may be shown as Cairn's own verification.

use cairn_domain::{Casualties, Point, Role};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, de::DeserializeOwned};

use super::{DemoError, chance::Chance, invent};

const INCIDENTS: &str = include_str!("../../demo/incidents.csv");
const PLACES: &str = include_str!("../../demo/places.csv");
const PEOPLE: &str = include_str!("../../demo/people.csv");

/// One incident of the demo.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentFact {
    /// A name for it within the demo.
    pub key: String,
    /// The local day.
    pub date: NaiveDate,
    /// When, as the demo imagines it; only the day is a fact.
    pub at: DateTime<Utc>,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// Named place.
    pub place_name: String,
    /// The town or district it belongs to.
    pub town: String,
    /// Province by name.
    pub province: String,
    /// Stands for the whole locality.
    pub point: Point,
    /// Radius in metres.
    pub precision_m: f64,
    /// Code of the event vocabulary.
    pub event_type: String,
    /// Code of who was hit.
    pub target: String,
    /// Code of the kind of place.
    pub location_type: String,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// Who is held to have done it.
    pub attribution: String,
    /// Whether a party claimed it.
    pub is_claimed: bool,
    /// Killed.
    pub killed: Casualties,
    /// Injured.
    pub injured: Casualties,
    /// How sure we are and why.
    pub source_note: String,
    /// Invented for the demo.
    pub synthetic: bool,
    /// Whether it lies between fields rather than houses.
    pub is_rural: bool,
}

/// A named place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Place {
    /// A name for it within the demo.
    pub key: String,
    /// As people say it.
    pub name: String,
    /// The town or district it belongs to.
    pub town: String,
    /// Province by name.
    pub province: String,
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// `city`, `town` or `rural`.
    pub setting: String,
}

/// A demo account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// A name for it within the demo.
    pub key: String,
    /// As shown on screen.
    pub name: String,
    /// Login.
    pub email: String,
    /// Role in the demo project.
    pub role: Role,
}

/// One line of `incidents.csv`.
#[derive(Deserialize)]
struct Row {
    key: String,
    date: NaiveDate,
    title: String,
    place: String,
    district_or_city: String,
    province: String,
    latitude: f64,
    longitude: f64,
    precision_m: f64,
    event_type: String,
    target_group: String,
    location_type: String,
    crowd_in_public_space: bool,
    perpetrator_attribution: String,
    claim_status: String,
    killed_low: Option<u32>,
    killed_high: Option<u32>,
    injured_low: Option<u32>,
    injured_high: Option<u32>,
    source_note: String,
}

/// What every record of a real attack says first.
const REAL: &str = "Facts as widely reported at the time, shown for demonstration and not verified \
    with this tool. Every file attached here is a generated drawing, and the findings about it are \
    invented.";

fn table<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, DemoError> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>()
        .map_err(|error| DemoError::Facts(error.to_string()))
}

/// The places the demo knows.
///
/// # Errors
/// When the shipped table does not fit its columns.
pub fn places() -> Result<Vec<Place>, DemoError> {
    table(PLACES)
}

/// The demo accounts.
///
/// # Errors
/// When the shipped table does not fit its columns.
pub fn people() -> Result<Vec<Person>, DemoError> {
    table(PEOPLE)
}

/// All seventy incidents in order of time: the well-known ones and invented ones.
///
/// # Errors
/// When a shipped table does not fit its columns.
pub fn incidents(seed: u64) -> Result<Vec<IncidentFact>, DemoError> {
    let rows: Vec<Row> = table(INCIDENTS)?;
    let mut facts = rows.into_iter().map(known).collect::<Result<Vec<_>, _>>()?;
    facts.extend(invent::incidents(seed, &places()?)?);
    facts.sort_by_key(|fact| (fact.at, fact.key.clone()));
    Ok(facts)
}

fn known(row: Row) -> Result<IncidentFact, DemoError> {
    let evening = row.title.contains("evening");
    let mut chance = Chance::of(0, &row.key, 0);
    Ok(IncidentFact {
        at: moment(row.date, hour_of(&row.location_type, evening, &mut chance)),
        summary: format!("{}. {REAL}", row.title),
        point: point(row.latitude, row.longitude)?,
        is_claimed: row.claim_status == "claimed",
        killed: Casualties::between(row.killed_low, row.killed_high),
        injured: Casualties::between(row.injured_low, row.injured_high),
        key: row.key,
        date: row.date,
        title: row.title,
        place_name: row.place,
        town: row.district_or_city,
        province: row.province,
        precision_m: row.precision_m,
        event_type: row.event_type,
        target: row.target_group,
        location_type: row.location_type,
        crowd_in_public: row.crowd_in_public_space,
        attribution: row.perpetrator_attribution,
        source_note: row.source_note,
        synthetic: false,
        is_rural: false,
    })
}

/// A point from the shipped tables.
pub(super) fn point(lat: f64, lon: f64) -> Result<Point, DemoError> {
    Point::try_new(lat, lon).map_err(|error| DemoError::Facts(error.to_string()))
}

/// A usual hour of the day for an attack on this kind of place, in local hours.
pub(super) fn hour_of(location_type: &str, evening: bool, chance: &mut Chance) -> f32 {
    let hour = match location_type {
        _ if evening => 18.4,
        "transport_hub" => 17.4,
        "religious_service" => 13.2,
        "school" => 7.6,
        "market" | "funeral" => 10.8,
        "wedding" => 17.6,
        "government_building" => 15.6,
        "hotel" => 14.4,
        _ => 9.4,
    };
    hour + chance.between(-0.5, 0.9)
}

/// A moment of a local day in Afghanistan, which has kept UTC+4:30 without summer time.
pub(super) fn moment(date: NaiveDate, hour: f32) -> DateTime<Utc> {
    let zone = FixedOffset::east_opt(16_200).expect("four and a half hours are less than a day");
    let seconds = (hour.clamp(0.0, 23.9) * 60.0) as u32 * 60;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    let local = date.and_time(time).and_local_timezone(zone);
    local
        .earliest()
        .expect("a fixed offset knows every local time")
        .to_utc()
}
