//! Every text of `tests/data/notations.tsv` is read as it says there.

use std::collections::BTreeSet;

use crate::corpus::{Case, cases};
use cairn_domain::Point;
use cairn_place::{
    Notation, Reading, Unreadable, format_mgrs, format_plus_code, format_utm, parse,
};
use proptest::prelude::*;

/// What is wrong with what was read; `None` if nothing.
fn complaint(case: &Case) -> Option<String> {
    match (
        cairn_place::parse_with(&case.text, &case.hints),
        case.expect.strip_prefix('!'),
    ) {
        (Err(error), Some(refusal)) => {
            let name = format!("{error:?}");
            let name = name.split(['(', '{', ' ']).next().unwrap_or_default();
            (name != refusal).then(|| format!("refused as {name}, not {refusal}"))
        }
        (Err(error), None) => Some(format!("refused: {error}")),
        (Ok(reading), Some(refusal)) => Some(format!("not {refusal} but {reading:?}")),
        (Ok(reading), None) => misread(case, &reading),
    }
}

fn misread(case: &Case, reading: &Reading) -> Option<String> {
    let off_m = case.at.map_or(f64::NAN, |at| at.distance_m(reading.point));
    let precise = (reading.precision_m / case.precision_m - 1.0).abs() < 1e-3;
    let warned = match case.warning.as_str() {
        "" => reading.warnings.is_empty(),
        part => reading
            .warnings
            .iter()
            .any(|warning| warning.contains(part)),
    };
    let right = reading.notation.code() == case.expect
        && reading.role.code() == case.role
        && off_m <= case.within_m
        && precise
        && warned;
    (!right).then(|| format!("{off_m:.2} m off: {reading:?}"))
}

#[test]
fn every_text_is_read_as_it_says() {
    let wrong: Vec<_> = cases()
        .iter()
        .filter_map(|case| {
            Some(format!(
                "{:?} {}\n    {}",
                case.text,
                case.expect,
                complaint(case)?
            ))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_corpus_has_enough_of_everything() {
    let cases = cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    for notation in Notation::ALL {
        let count = cases
            .iter()
            .filter(|case| case.expect == notation.code())
            .count();
        assert!(count >= 8, "{notation}: {count}");
    }
    let refusals: BTreeSet<_> = cases
        .iter()
        .filter_map(|case| case.expect.strip_prefix('!'))
        .collect();
    assert_eq!(
        refusals.len(),
        14,
        "every refusal is provoked: {refusals:?}"
    );
    let computed = |case: &&Case| case.provenance != "own" && !case.expect.starts_with('!');
    assert!(cases.iter().filter(computed).count() >= 50);
}

/// A text of the corpus with a few characters changed, dropped, doubled or put in.
fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<_> = cases().into_iter().map(|case| case.text).collect();
    let odd = "[-+0-9NSEWnsewmzX°'\",;:/.@!=&?#%~_() \u{200f}٫۴ش]";
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, odd), 1..5);
    (prop::sample::select(texts), changes).prop_map(|(text, changes)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, kind, put) in changes {
            let at = at.index(chars.len() + 1);
            let put = put.chars().next().unwrap_or(' ');
            match (kind, chars.get_mut(at)) {
                (0, Some(old)) => *old = put,
                (1, Some(_)) => drop(chars.remove(at)),
                (2, Some(_)) => chars.truncate(at),
                _ => chars.insert(at, put),
            }
        }
        chars.into_iter().collect()
    })
}

/// What holds of whatever was read out of whatever text.
fn check(text: &str) -> Result<(), TestCaseError> {
    if let Ok(reading) = parse(text) {
        let precise = reading.precision_m.is_finite() && reading.precision_m >= 0.1;
        prop_assert!(precise, "{text:?}: {reading:?}");
        prop_assert_eq!(parse(text), Ok(reading));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_like_the_corpus_can_break_the_reader(text in mutated()) {
        check(&text)?;
    }

    #[test]
    fn nothing_at_all_can_break_the_reader(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn grids_are_written_and_read_back(lat in -79.9..83.9, lon in -180.0..180.0, precision_m in 0.5..100.0) {
        let point = Point::try_new(lat, lon).expect("on the globe");
        let mgrs = format_mgrs(point, precision_m).expect("inside the grid");
        let back = parse(&mgrs).expect("readable");
        prop_assert!(back.point.distance_m(point) <= 0.72 * back.precision_m, "{}", mgrs);
        let utm = format_utm(point).expect("inside the grid");
        let back = parse(&utm).expect("readable").point;
        prop_assert!(back.distance_m(point) <= 0.75, "{} {}", utm, back.distance_m(point));
        let code = format_plus_code(point);
        let back = parse(&code).expect("readable").point;
        prop_assert!(back.distance_m(point) <= 10.0, "{}", code);
    }
}

#[test]
fn beyond_the_grid_there_is_no_reference() {
    let pole = Point::try_new(85.0, 0.0).expect("on the globe");
    assert_eq!((format_mgrs(pole, 1.0), format_utm(pole)), (None, None));
    assert_eq!(
        parse("MGRS ZAB 12345 12345"),
        Err(Unreadable::PolarGrid("MGRS ZAB 12345 12345".to_owned()))
    );
}
