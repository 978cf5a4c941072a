//! The columns of `gtd-like.csv`, after the codebook of the Global Terrorism Database.

use super::{Column, From, column, day_of_month, month, year};

/// `attacktype1`: 1 assassination, 2 armed assault, 3 bombing, 6 kidnapping, 7 facility, 9 unknown.
const ATTACKS: &[(&str, &str)] = &[
    ("assassination", "1"),
    ("shooting", "2"),
    ("ambush", "2"),
    ("armed_clash", "2"),
    ("raid", "2"),
    ("complex_attack", "2"),
    ("suicide_bombing", "3"),
    ("suicide_attack", "3"),
    ("bombing", "3"),
    ("ied", "3"),
    ("roadside_bomb", "3"),
    ("vehicle_bomb", "3"),
    ("magnetic_bomb", "3"),
    ("landmine", "3"),
    ("grenade", "3"),
    ("shelling", "3"),
    ("rocket", "3"),
    ("abduction", "6"),
    ("arson", "7"),
    ("sabotage", "7"),
    ("unknown", "9"),
];

/// `weaptype1`: 5 firearms, 6 explosives, 8 incendiary, 13 unknown.
const WEAPONS: &[(&str, &str)] = &[
    ("shooting", "5"),
    ("assassination", "5"),
    ("ambush", "5"),
    ("armed_clash", "5"),
    ("raid", "5"),
    ("suicide_bombing", "6"),
    ("suicide_attack", "6"),
    ("bombing", "6"),
    ("ied", "6"),
    ("roadside_bomb", "6"),
    ("vehicle_bomb", "6"),
    ("magnetic_bomb", "6"),
    ("landmine", "6"),
    ("grenade", "6"),
    ("shelling", "6"),
    ("rocket", "6"),
    ("arson", "8"),
    ("unknown", "13"),
];

/// `targtype1`: 2 government, 3 police, 4 military, 7 diplomatic, 8 education, 10 media, 12 NGO,
/// 14 citizens, 15 religious, 19 transport, 21 utilities.
const TARGETS: &[(&str, &str)] = &[
    ("taliban", "4"),
    ("taliban_security", "4"),
    ("taliban_official_civil", "2"),
    ("government", "2"),
    ("police", "3"),
    ("diplomatic_foreign", "7"),
    ("foreigners", "7"),
    ("media_journalist", "10"),
    ("media", "10"),
    ("humanitarian_ngo", "12"),
    ("civilians", "14"),
    ("civilians_general", "14"),
    ("hazara", "14"),
    ("civilians_hazara_shia", "14"),
    ("shia", "15"),
    ("sufi", "15"),
    ("civilians_sufi", "15"),
    ("sikh", "15"),
    ("civilians_sikh_hindu", "15"),
    ("religious_leaders", "15"),
    ("religious_scholar", "15"),
    ("infrastructure", "21"),
    ("infrastructure_power", "21"),
    ("infrastructure_transport", "19"),
];

/// `specificity`: 1 exact to 4 province.
const SPECIFICITY: &[(&str, &str)] = &[
    ("exact", "1"),
    ("vicinity", "1"),
    ("locality", "1"),
    ("street", "1"),
    ("neighbourhood", "1"),
    ("settlement", "1"),
    ("district", "3"),
    ("province", "4"),
];

const TRUTH: &[(&str, &str)] = &[
    ("unverified", "1"),
    ("contested", "1"),
    ("refuted", "1"),
    ("likely", "0"),
    ("verified", "0"),
];

const CLAIMED: &[(&str, &str)] = &[
    ("claimed_by_group", "1"),
    ("competing", "1"),
    ("unclaimed", "0"),
    ("denied", "0"),
];

const SURE: &[(&str, &str)] = &[("high", "0"), ("medium", "1"), ("low", "1")];

const SUICIDE: &[(&str, &str)] = &[("suicide_bombing", "1"), ("suicide_attack", "1")];

pub(super) const COLUMNS: &[Column] = &[
    column("eventid", From::Any(&["id"])),
    column("iyear", From::OfDay(year)),
    column("imonth", From::OfDay(month)),
    column(
        "iday",
        From::Made(|incident| {
            // 0 is their way to say that the day is not known.
            match incident.words("date_precision").as_str() {
                "" | "day" => incident.day().map(day_of_month).unwrap_or_default(),
                _ => "0".to_owned(),
            }
        }),
    ),
    column(
        "approxdate",
        From::Made(|incident| {
            let end = incident.words("date_end");
            let is_one_day = end.is_empty() || end == incident.words("date");
            if is_one_day {
                String::new()
            } else {
                format!("{} to {end}", incident.words("date"))
            }
        }),
    ),
    column("country_txt", From::Any(&["adm0_name", "country"])),
    column("provstate", From::Any(&["adm1_name", "province"])),
    column("city", From::Any(&["place_name"])),
    column("latitude", From::Any(&["lat"])),
    column("longitude", From::Any(&["lon"])),
    column("specificity", From::Coded(&["geo_precision"], SPECIFICITY)),
    column("summary", From::Any(&["summary", "title"])),
    column("doubtterr", From::Coded(&["verification"], TRUTH)),
    column("attacktype1", From::Coded(&["event_type"], ATTACKS)),
    column("suicide", From::Coded(&["event_type"], SUICIDE)),
    column(
        "targtype1",
        From::Coded(&["target", "target_type"], TARGETS),
    ),
    column("gname", From::Any(&["perpetrator", "attribution"])),
    column(
        "guncertain1",
        From::Coded(&["attribution_confidence"], SURE),
    ),
    column("claimed", From::Coded(&["attribution"], CLAIMED)),
    column("weaptype1", From::Coded(&["event_type"], WEAPONS)),
    column(
        "nkill",
        From::Any(&[
            "fatalities_best",
            "killed_best",
            "fatalities_low",
            "killed_low",
        ]),
    ),
    column("nwound", From::Any(&["injured_best", "injured_low"])),
    column("scite1", From::Any(&["source_note"])),
];
