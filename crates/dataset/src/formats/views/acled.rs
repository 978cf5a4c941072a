//! The columns of `acled-like.csv`, after ACLED's codebook. Like ACLED's in shape, not its data: the
//! inclusion rules are ours, and `fatalities` is the best estimate, or the lowest credible count.

use super::{Column, From, column, year};

/// Types of event, ours and theirs.
const SUB_EVENTS: &[(&str, &str)] = &[
    ("suicide_bombing", "Suicide bomb"),
    ("suicide_attack", "Suicide bomb"),
    ("bombing", "Remote explosive/landmine/IED"),
    ("ied", "Remote explosive/landmine/IED"),
    ("roadside_bomb", "Remote explosive/landmine/IED"),
    ("vehicle_bomb", "Remote explosive/landmine/IED"),
    ("magnetic_bomb", "Remote explosive/landmine/IED"),
    ("landmine", "Remote explosive/landmine/IED"),
    ("grenade", "Grenade"),
    ("shelling", "Shelling/artillery/missile attack"),
    ("rocket", "Shelling/artillery/missile attack"),
    ("air_strike", "Air/drone strike"),
    ("shooting", "Attack"),
    ("assassination", "Attack"),
    ("complex_attack", "Armed clash"),
    ("ambush", "Armed clash"),
    ("armed_clash", "Armed clash"),
    ("raid", "Armed clash"),
    ("abduction", "Abduction/forced disappearance"),
];

/// Groups of those types.
const EVENTS: &[(&str, &str)] = &[
    ("suicide_bombing", "Explosions/Remote violence"),
    ("suicide_attack", "Explosions/Remote violence"),
    ("bombing", "Explosions/Remote violence"),
    ("ied", "Explosions/Remote violence"),
    ("roadside_bomb", "Explosions/Remote violence"),
    ("vehicle_bomb", "Explosions/Remote violence"),
    ("magnetic_bomb", "Explosions/Remote violence"),
    ("landmine", "Explosions/Remote violence"),
    ("grenade", "Explosions/Remote violence"),
    ("shelling", "Explosions/Remote violence"),
    ("rocket", "Explosions/Remote violence"),
    ("air_strike", "Explosions/Remote violence"),
    ("shooting", "Violence against civilians"),
    ("assassination", "Violence against civilians"),
    ("abduction", "Violence against civilians"),
    ("complex_attack", "Battles"),
    ("ambush", "Battles"),
    ("armed_clash", "Battles"),
    ("raid", "Battles"),
];

/// 1 town, 2 near, 3 region.
const GEO_PRECISION: &[(&str, &str)] = &[
    ("exact", "1"),
    ("vicinity", "1"),
    ("locality", "1"),
    ("street", "1"),
    ("neighbourhood", "1"),
    ("settlement", "1"),
    ("district", "2"),
    ("province", "3"),
];

/// 1 day, 2 week, 3 month.
const TIME_PRECISION: &[(&str, &str)] =
    &[("day", "1"), ("week", "2"), ("range", "2"), ("month", "3")];

pub(super) const COLUMNS: &[Column] = &[
    column("event_id_cnty", From::Any(&["id"])),
    column("event_date", From::Any(&["date"])),
    column("year", From::OfDay(year)),
    column(
        "time_precision",
        From::Made(|incident| {
            let named = incident.fill(&From::Coded(&["date_precision"], TIME_PRECISION));
            let words = named.words();
            if words.is_empty() {
                "1".to_owned()
            } else {
                words.into_owned()
            }
        }),
    ),
    column("event_type", From::Coded(&["event_type"], EVENTS)),
    column("sub_event_type", From::Coded(&["event_type"], SUB_EVENTS)),
    column("actor1", From::Any(&["perpetrator", "attribution"])),
    column("actor2", From::Any(&["target", "target_type"])),
    column(
        "civilian_targeting",
        From::Made(
            |incident| match incident.words("civilian_targeting").as_str() {
                "true" => "Civilian targeting".to_owned(),
                _ => String::new(),
            },
        ),
    ),
    column("country", From::Any(&["adm0_name", "country"])),
    column("admin1", From::Any(&["adm1_name", "province"])),
    column("admin2", From::Any(&["adm2_name", "district"])),
    column("location", From::Any(&["place_name"])),
    column("latitude", From::Any(&["lat"])),
    column("longitude", From::Any(&["lon"])),
    column(
        "geo_precision",
        From::Coded(&["geo_precision"], GEO_PRECISION),
    ),
    column("source", From::Any(&["source_note"])),
    column("notes", From::Any(&["summary", "title"])),
    column(
        "fatalities",
        From::Any(&[
            "fatalities_best",
            "killed_best",
            "fatalities_low",
            "killed_low",
        ]),
    ),
    column("tags", From::Any(&["tags"])),
    column(
        "timestamp",
        From::Made(|incident| incident.built_on.to_string()),
    ),
];
