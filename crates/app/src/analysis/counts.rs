//! Counts by province, month, target, kind of place and setting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::{Attack, Grid, Label, Material, Row, Table, table::Cell};

/// A dataset that spans more is shown by its last months.
const MOST_MONTHS: usize = 36;

/// Claimed and verified by province and month.
pub fn grid(material: &Material) -> Grid {
    let claimed: Vec<(&str, NaiveDate)> = material
        .counted()
        .map(|claim| (claim.province.as_str(), claim.date))
        .collect();
    let verified: Vec<(&str, NaiveDate)> = material
        .verified()
        .map(|attack| (attack.province.as_str(), attack.date))
        .collect();
    let both = || claimed.iter().chain(&verified);
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for (province, _) in both() {
        *sizes.entry(province).or_default() += 1;
    }
    let mut provinces: Vec<&str> = sizes.keys().copied().collect();
    provinces.sort_by_key(|province| (usize::MAX - sizes[province], *province));
    let months = months(both().map(|(_, date)| *date));
    let count = |rows: &[(&str, NaiveDate)]| {
        let cell = |province: &str, at: &str| {
            let within =
                |(known, date): &&(&str, NaiveDate)| *known == province && month(*date) == at;
            rows.iter().filter(within).count()
        };
        provinces
            .iter()
            .map(|province| months.iter().map(|at| cell(province, at)).collect())
            .collect()
    };
    Grid {
        claimed: count(&claimed),
        verified: count(&verified),
        low_visibility: provinces
            .iter()
            .map(|province| material.low_visibility.iter().any(|low| low == province))
            .collect(),
        provinces: provinces.iter().map(|name| (*name).to_owned()).collect(),
        months,
    }
}

fn month(date: NaiveDate) -> String {
    date.format("%Y-%m").to_string()
}

/// Every month from the first day to the last.
fn months(days: impl Iterator<Item = NaiveDate> + Clone) -> Vec<String> {
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return Vec::new();
    };
    let first = first.with_day(1).unwrap_or(first);
    let back = std::iter::successors(last.with_day(1), |day| {
        day.checked_sub_months(Months::new(1))
    });
    let mut months: Vec<String> = back
        .take_while(|day| *day >= first)
        .take(MOST_MONTHS)
        .map(month)
        .collect();
    months.reverse();
    months
}

/// Kinds of place, with how many of each hit a crowd gathered in public.
pub fn locations(material: &Material) -> Table {
    by_code(material, "locations", "location-type", |attack| {
        &attack.locations
    })
}

/// Who was hit, with how many of each hit a crowd gathered in public.
pub fn targets(material: &Material) -> Table {
    by_code(material, "targets", "target", |attack| &attack.targets)
}

/// Verified incidents by a list of codes of theirs; one with several codes stands in several rows.
fn by_code(
    material: &Material,
    key: &'static str,
    vocabulary: &'static str,
    codes: impl Fn(&Attack) -> &Vec<String>,
) -> Table {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let verified: Vec<&Attack> = material.verified().collect();
    for attack in &verified {
        let own: BTreeSet<&str> = codes(attack).iter().map(String::as_str).collect();
        for code in own.into_iter().filter(|code| !code.is_empty()) {
            let (all, crowds) = counts.entry(code).or_default();
            *all += 1;
            *crowds += usize::from(attack.is_crowd);
        }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(code, (all, _))| (usize::MAX - all, *code));
    let row = |(code, (all, crowds)): (&str, (usize, usize))| {
        let count = match vocabulary {
            "target" => Cell::part(all, verified.len())
                .behind("list", "incidents")
                .behind("target", code),
            _ => Cell::part(all, verified.len()),
        };
        Row {
            label: Label::Code(vocabulary, code.to_owned()),
            cells: vec![count, Cell::part(crowds, all)],
        }
    };
    Table {
        key,
        columns: vec!["incidents", "crowds"],
        rows: rows.into_iter().map(row).collect(),
        of: verified.len(),
    }
}

/// Urban against rural by quarter. Incidents of which nobody has said are a column of their own.
pub fn settings(material: &Material) -> Table {
    let mut quarters: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for attack in material.verified() {
        let quarter = format!("{}-Q{}", attack.date.year(), attack.date.month0() / 3 + 1);
        let at = match attack.setting.as_deref() {
            Some("urban") => 0,
            Some("peri_urban") => 1,
            Some("rural") => 2,
            _ => 3,
        };
        quarters.entry(quarter).or_default()[at] += 1;
    }
    let row = |(quarter, counts): (String, [usize; 4])| {
        let all = counts.iter().sum();
        Row {
            label: Label::Period(quarter),
            cells: counts.map(|count| Cell::part(count, all)).into(),
        }
    };
    Table {
        key: "settings",
        columns: vec!["urban", "peri-urban", "rural", "setting-unknown"],
        rows: quarters.into_iter().map(row).collect(),
        of: material.verified().count(),
    }
}

/// How many incidents have how much published evidence.
pub fn evidence(material: &Material) -> Table {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for attack in &material.attacks {
        *counts.entry(attack.evidence).or_default() += 1;
    }
    let all = material.attacks.len();
    let row = |(items, incidents): (usize, usize)| Row {
        label: Label::Name(items.to_string()),
        cells: vec![Cell::part(incidents, all), Cell::count(items * incidents)],
    };
    Table {
        key: "evidence",
        columns: vec!["incidents", "items"],
        rows: counts.into_iter().map(row).collect(),
        of: all,
    }
}

/// Places that claims name, by the year of the project they fall into: the first twelve months,
/// and after.
pub fn places(material: &Material) -> Table {
    let first = material.counted().map(|claim| claim.date).min();
    let turn = first.and_then(|day| day.checked_add_months(Months::new(12)));
    let mut counts: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for claim in material.counted().filter(|claim| !claim.place.is_empty()) {
        let row = counts.entry((&claim.place, &claim.province)).or_default();
        row[0] += 1;
        row[1 + usize::from(turn.is_some_and(|turn| claim.date >= turn))] += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(place, counts)| (usize::MAX - counts[0], *place));
    let row = |((place, province), counts): ((&str, &str), [usize; 3])| {
        let all = counts[0];
        Row {
            label: Label::Name(format!("{place}, {province}")),
            cells: vec![
                Cell::count(all)
                    .behind("list", "claims")
                    .behind("place", place)
                    .behind("province", province)
                    .behind("counted", "yes"),
                Cell::part(counts[1], all),
                Cell::part(counts[2], all),
            ],
        }
    };
    Table {
        key: "places",
        columns: vec!["claims", "first-year", "later"],
        rows: rows.into_iter().map(row).collect(),
        of: material.counted().count(),
    }
}

/// Items by the days between being handed in and being signed off.
pub fn waiting(material: &Material) -> Table {
    const STEPS: [(&str, u32, u32); 5] = [
        ("wait-day", 0, 1),
        ("wait-week", 2, 7),
        ("wait-fortnight", 8, 14),
        ("wait-month", 15, 31),
        ("wait-longer", 32, u32::MAX),
    ];
    let all = material.waits_days.len();
    let row = |(key, from, to): (&'static str, u32, u32)| {
        let within = material.waits_days.iter();
        let within = within.filter(|days| (from..=to).contains(*days));
        Row {
            label: Label::Key(key),
            cells: vec![Cell::part(within.count(), all)],
        }
    };
    Table {
        key: "waiting",
        columns: vec!["items"],
        rows: STEPS.into_iter().map(row).collect(),
        of: all,
    }
}
