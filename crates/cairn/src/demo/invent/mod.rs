//! Invented incidents. Each says so in its record, its summary and its source note.
//!
//! Their shape follows what was reported of the years 2021 to 2023: first patrols and checkpoints
//! in rural Nangarhar, then Kunduz, Kabul, Mazar-i-Sharif and Herat; nearly half of all attacks on
//! crowds gathered in public.

mod kinds;

use cairn_domain::Casualties;
use chrono::{Days, NaiveDate};

use super::{
    DemoError,
    chance::Chance,
    facts::{IncidentFact, Place, hour_of, moment, point},
};
use kinds::{CITY, CROWDS, Kind, QUOTAS, Quota, RURAL};

/// All invented incidents.
pub(super) fn incidents(seed: u64, places: &[Place]) -> Result<Vec<IncidentFact>, DemoError> {
    let mut facts = Vec::new();
    for quota in QUOTAS {
        let fits = |place: &&Place| {
            place.province == quota.province
                && (place.setting == "rural") == quota.rural
                && (quota.towns.is_empty() || quota.towns.contains(&place.town.as_str()))
        };
        let places: Vec<&Place> = places.iter().filter(fits).collect();
        for index in 0..quota.count {
            let mut chance = Chance::of(seed, quota.province, facts.len());
            let crowd =
                (index * quota.crowds) / quota.count < ((index + 1) * quota.crowds) / quota.count;
            let kinds = if crowd {
                CROWDS
            } else if quota.rural {
                RURAL
            } else {
                CITY
            };
            let place = places[index % places.len()];
            let kind = kinds[(index + chance.whole(0, 1) as usize * 3) % kinds.len()];
            let date = day(quota, index, &mut chance)?;
            facts.push(incident(
                facts.len(),
                place,
                kind,
                (date, crowd),
                &mut chance,
            )?);
        }
    }
    Ok(facts)
}

/// Days spread over the quota's time, a little uneven.
fn day(quota: &Quota, index: usize, chance: &mut Chance) -> Result<NaiveDate, DemoError> {
    let (year, month, day) = quota.from;
    let from = NaiveDate::from_ymd_opt(year, month, day);
    let step = quota.days / quota.count as u64;
    let after = step * index as u64 + u64::from(chance.whole(0, step.max(2) as u32 - 1));
    let day = from.and_then(|from| from.checked_add_days(Days::new(after)));
    day.ok_or_else(|| DemoError::Facts(format!("no such day in {}", quota.province)))
}

fn incident(
    number: usize,
    place: &Place,
    kind: Kind,
    (date, crowd): (NaiveDate, bool),
    chance: &mut Chance,
) -> Result<IncidentFact, DemoError> {
    // Within about 600 m of the place, to the precision that a locality deserves.
    let near = |degrees: f64, chance: &mut Chance| {
        ((degrees + f64::from(chance.between(-0.005, 0.005))) * 1e4).round() / 1e4
    };
    let where_words = if place.name == place.town {
        place.name.clone()
    } else {
        format!("{}, {}", place.name, place.town)
    };
    let title = format!("{} {where_words}", kind.title);
    // Kunduz and Mazar-i-Sharif are told by their claims; elsewhere some attacks stay unclaimed.
    let always = matches!(place.town.as_str(), "Kunduz" | "Mazar-i-Sharif");
    let is_claimed = always || chance.happens(0.78);
    let (killed, injured) = (range(kind.killed, chance), range(kind.injured, chance));
    Ok(IncidentFact {
        key: format!("invented-{:02}", number + 1),
        date,
        at: moment(date, hour_of(kind.location_type, false, chance)),
        summary: format!(
            "Invented for the demonstration: no such event is known. {title}, as a team might have described it."
        ),
        title,
        place_name: where_words,
        town: place.town.clone(),
        province: place.province.clone(),
        point: point(near(place.lat, chance), near(place.lon, chance))?,
        precision_m: if place.setting == "rural" {
            1_000.0
        } else {
            500.0
        },
        event_type: kind.event_type.into(),
        target: kind.target.into(),
        location_type: kind.location_type.into(),
        crowd_in_public: crowd,
        attribution: if is_claimed { "ISIS-K" } else { "unknown" }.into(),
        is_claimed,
        killed,
        injured,
        source_note: "invented for the demonstration; not an event in the world".into(),
        synthetic: true,
        is_rural: place.setting == "rural",
    })
}

/// A range within a range; sometimes only the lower end is known, rarely nothing.
fn range((low, high): (u32, u32), chance: &mut Chance) -> Casualties {
    if chance.happens(0.06) {
        return Casualties::default();
    }
    let from = chance.whole(low, high);
    let to = from + chance.whole(0, (high - low) / 3);
    Casualties::between(Some(from), (!chance.happens(0.15)).then_some(to))
}
