//! False precision in words: coordinates in a text that are finer than the record's own.

use serde_json::Value;

use crate::{PublicIncident, decimals};

/// Degrees around the published point within which a number is taken for a coordinate of it.
const NEAR_DEGREES: f64 = 1.0;
/// Whole records of the solver, which are held to the published place where they are made.
const NOT_WORDS: &str = "solver_runs";

/// Names of the fields whose words name the place more finely than it is published, each once.
/// Decimal numbers are looked for here; `other` is asked of each text for every other way of writing
/// coordinates, with the points that are published and how many decimals they have.
pub fn too_precise(
    incident: &PublicIncident,
    other: impl Fn(&str, &[(f64, f64)], usize) -> bool,
) -> Vec<String> {
    let mut points: Vec<(f64, f64)> = incident.lat.zip(incident.lon).into_iter().collect();
    points.extend(
        incident
            .evidence
            .iter()
            .filter_map(|item| item.lat.zip(item.lon)),
    );
    let allowed = decimals(incident.precision_m);
    let is_finer = |text: &str| {
        let mut numbers = numbers(text);
        numbers.any(|(value, digits)| {
            let near = |degrees: f64| (value - degrees).abs() < NEAR_DEGREES;
            digits > allowed && points.iter().any(|(lat, lon)| near(*lat) || near(*lon))
        }) || other(text, &points, allowed)
    };
    let mut found = Vec::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(incident) {
        for (name, value) in &fields {
            walk(name, value, &is_finer, &mut found);
        }
    }
    found.dedup();
    found
}

fn walk(name: &str, value: &Value, is_finer: &impl Fn(&str) -> bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_finer(text) => found.push(name.to_owned()),
        Value::Array(all) => all.iter().for_each(|one| walk(name, one, is_finer, found)),
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(inner, _)| *inner != NOT_WORDS);
            fields.for_each(|(inner, one)| walk(&format!("{name}.{inner}"), one, is_finer, found));
        }
        _ => {}
    }
}

/// Decimal numbers in a text, each with how many digits stand after its point.
fn numbers(text: &str) -> impl Iterator<Item = (f64, usize)> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.filter_map(|word| {
        let word = word.trim_matches('.');
        let (_, after) = word.split_once('.')?;
        Some((word.parse().ok()?, after.len()))
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn words_may_not_be_finer_than_the_point() {
        let mut incident = PublicIncident::bare("AFG-7K3QXM", "", NaiveDate::default(), 1);
        (incident.lat, incident.lon, incident.precision_m) = (Some(34.502), Some(69.065), 900.0);
        incident.summary = "Between 34.50 and 69.06, 1.2345 km from the river.".into();
        let too_precise = |incident: &PublicIncident| super::too_precise(incident, |_, _, _| false);
        assert_eq!(too_precise(&incident), Vec::<String>::new());
        incident.source_note = "https://maps.example/@34.49851,69.06452,17z".into();
        incident.title = "At 69.0645 E".into();
        assert_eq!(too_precise(&incident), ["source_note", "title"]);
        incident.precision_m = 40.0;
        assert_eq!(
            too_precise(&incident),
            Vec::<String>::new(),
            "as fine as it is"
        );
    }
}
