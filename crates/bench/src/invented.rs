//! A table of invented incidents, the same for the same number of rows: what a large public dataset
//! is measured with. Provinces, kinds of events and casualties are spread as those of a real project
//! are; no row tells of an event that took place.

use std::{fs, path::Path};

use chrono::{Days, NaiveDate};

use crate::Problem;

/// Columns of the table. `date` and what is behind it are what the public list filters by.
const COLUMNS: [&str; 22] = [
    "id",
    "title",
    "summary",
    "date",
    "lat",
    "lon",
    "loc_precision_m",
    "adm1_pcode",
    "adm1_name",
    "place_name",
    "event_type",
    "target_type",
    "location_type",
    "perpetrator",
    "verification",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured_low",
    "injured_high",
    "source_count",
    "status",
];
/// Code, name, latitude, longitude, weight.
const PROVINCES: [(&str, &str, f64, f64, u64); 10] = [
    ("AF01", "Kabul", 34.53, 69.17, 26),
    ("AF06", "Nangarhar", 34.43, 70.45, 22),
    ("AF15", "Kunar", 34.87, 71.15, 10),
    ("AF21", "Balkh", 36.71, 67.11, 8),
    ("AF19", "Kunduz", 36.73, 68.87, 8),
    ("AF32", "Herat", 34.35, 62.20, 8),
    ("AF09", "Baghlan", 36.13, 68.70, 6),
    ("AF07", "Laghman", 34.67, 70.20, 5),
    ("AF27", "Kandahar", 31.61, 65.71, 4),
    ("AF11", "Ghazni", 33.55, 68.42, 3),
];
const EVENTS: [(&str, &str, u64); 6] = [
    ("roadside_bomb", "A roadside bomb struck a vehicle", 34),
    ("shooting", "Gunmen opened fire", 26),
    (
        "magnetic_bomb",
        "A magnetic mine exploded under a vehicle",
        15,
    ),
    ("targeted_killing", "An individual was shot dead", 11),
    ("suicide_bombing", "A suicide bomber detonated a vest", 10),
    ("grenade", "A hand grenade was thrown", 4),
];
const TARGETS: [(&str, u64); 6] = [
    ("taliban_security", 42),
    ("civilians_general", 20),
    ("civilians_hazara_shia", 16),
    ("taliban_official_civil", 12),
    ("religious_scholar", 6),
    ("media_journalist", 4),
];
const PLACES: [(&str, u64); 6] = [
    ("road_checkpoint", 36),
    ("market_shop", 18),
    ("public_transport", 16),
    ("mosque_religious_service", 14),
    ("government_building", 10),
    ("school_education", 6),
];
const DISTRICTS: [&str; 8] = [
    "District 1",
    "District 6",
    "District 13",
    "Centre",
    "Chaparhar",
    "Behsud",
    "Chawkay",
    "Imam Sahib",
];
const METRES: [(u32, u64); 5] = [(25, 40), (150, 20), (800, 15), (3_000, 17), (20_000, 8)];
/// From August 2021 on.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2021, 8, 15).expect("a day of the calendar");
const DAYS: u64 = 685;

/// Writes `incidents.csv` of so many rows into a directory, which is made.
pub fn write(rows: u32, directory: &Path) -> Result<(), Problem> {
    fs::create_dir_all(directory)?;
    let mut table = csv::Writer::from_path(directory.join("incidents.csv"))?;
    table.write_record(COLUMNS)?;
    let mut dice = Dice(7);
    for number in 1..=rows {
        table.write_record(incident(number, &mut dice))?;
    }
    table.flush()?;
    Ok(())
}

fn incident(number: u32, dice: &mut Dice) -> [String; 22] {
    let (code, province, lat, lon, _) = dice.one_of(&PROVINCES, |row| row.4);
    let (event, what, _) = dice.one_of(&EVENTS, |row| row.2);
    let (target, _) = dice.one_of(&TARGETS, |row| row.1);
    let (location, _) = dice.one_of(&PLACES, |row| row.1);
    let (metres, _) = dice.one_of(&METRES, |row| row.1);
    let place = format!("{}, {province}", DISTRICTS[dice.below_len(DISTRICTS.len())]);
    let date = FIRST + Days::new(dice.below(DAYS));
    let killed = dice.below(dice_sides(event));
    let injured = dice.below(1 + 3 * killed);
    let near = |middle: f64, dice: &mut Dice| {
        let step = u32::try_from(dice.below(400_000)).unwrap_or_default();
        format!("{:.6}", middle + (f64::from(step) - 200_000.0) / 1e6)
    };
    let summary = format!(
        "{what} at a {} in {place} on {date}. {killed} people were reported killed and {injured} injured; \
         the target was taken to be {}. Reference {:06}.",
        location.replace('_', " "),
        target.replace('_', " "),
        dice.below(1_000_000),
    );
    [
        format!("INV-{number:07}"),
        format!("{what} in {place}"),
        summary,
        date.to_string(),
        near(lat, dice),
        near(lon, dice),
        metres.to_string(),
        code.into(),
        province.into(),
        place,
        event.into(),
        target.into(),
        location.into(),
        dice.one_of(&[("iskp", 74), ("unknown", 26)], |row| row.1)
            .0
            .into(),
        dice.one_of(&[("verified", 60), ("likely", 40)], |row| row.1)
            .0
            .into(),
        (killed - killed / 4).to_string(),
        killed.to_string(),
        (killed + killed / 3).to_string(),
        injured.to_string(),
        (injured + injured / 4).to_string(),
        (1 + dice.below(6)).to_string(),
        if dice.below(300) == 0 {
            "retracted"
        } else {
            "published"
        }
        .into(),
    ]
}

/// How many could be killed, less one.
fn dice_sides(event: &str) -> u64 {
    if event == "suicide_bombing" { 30 } else { 4 }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in 0..`sides`; `sides` is small, so that what is over makes no difference.
    fn below(&mut self, sides: u64) -> u64 {
        self.next() % sides.max(1)
    }

    fn below_len(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    /// A row, as often as its weight says.
    fn one_of<T: Copy>(&mut self, rows: &[T], weight: impl Fn(&T) -> u64) -> T {
        let mut left = self.below(rows.iter().map(&weight).sum());
        for row in rows {
            match left.checked_sub(weight(row)) {
                Some(rest) => left = rest,
                None => return *row,
            }
        }
        rows[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rows_come_again_and_weights_are_kept() {
        let table = |rows| (1..=rows).scan(Dice(7), |dice, number| Some(incident(number, dice)));
        assert_eq!(table(50).collect::<Vec<_>>(), table(50).collect::<Vec<_>>());
        let kabul = table(10_000).filter(|row| row[8] == "Kabul").count();
        assert!(
            (2_400..2_800).contains(&kabul),
            "{kabul} of 10,000 in Kabul"
        );
    }
}
