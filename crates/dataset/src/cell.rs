//! One value of one column, written the same way wherever it appears: as a CSV cell, as JSON, or as
//! a value of a typed file.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::{kind::Kind, protect::rounded_to};

/// A value with its kind, before it becomes text or JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Words, never empty; the only kind that can be mistaken for a formula.
    Text(Cow<'a, str>),
    /// A count or a number of metres.
    Whole(u64),
    /// A coordinate with the number of decimals its precision supports.
    Degrees { value: f64, decimals: usize },
    /// Yes or no.
    Truth(bool),
    /// A calendar day.
    Day(NaiveDate),
    /// Not known: an empty cell, `null` in JSON. Never zero.
    Unknown,
}

impl<'a> Cell<'a> {
    /// Words. Nothing said is nothing known: a CSV cannot tell the two apart, so no format does.
    pub(crate) fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.is_empty() {
            return Self::Unknown;
        }
        Self::Text(words)
    }

    /// Words that may be missing.
    pub(crate) fn maybe_text(words: Option<impl Into<Cow<'a, str>>>) -> Self {
        words.map_or(Self::Unknown, Self::text)
    }

    /// Codes, in one cell.
    pub(crate) fn codes(codes: &'a [String]) -> Self {
        match codes {
            [code] => Self::text(code),
            codes => Self::text(codes.join(";")),
        }
    }

    /// A count that may be unknown.
    pub(crate) fn maybe_count(count: Option<u32>) -> Self {
        count.map_or(Self::Unknown, |count| Self::Whole(count.into()))
    }

    /// Metres, rounded up so that rounding never claims more than is known.
    pub(crate) fn metres(metres: f64) -> Self {
        Self::Whole(metres.max(0.0).ceil() as u64)
    }

    /// A coordinate with as many decimals as a precision in metres supports.
    pub(crate) fn degrees(degrees: Option<f64>, precision_m: f64) -> Self {
        let decimals = crate::decimals(precision_m);
        degrees.map_or(Self::Unknown, |value| Self::Degrees { value, decimals })
    }

    /// Whether it may stand in a column of a kind.
    pub(crate) fn is_a(&self, kind: Kind) -> bool {
        match self {
            Self::Unknown => true,
            Self::Text(_) => matches!(kind, Kind::Text | Kind::List),
            Self::Whole(_) => kind == Kind::Whole,
            Self::Degrees { .. } => kind == Kind::Degrees,
            Self::Truth(_) => kind == Kind::Truth,
            Self::Day(_) => kind == Kind::Day,
        }
    }

    /// As plain words, with nothing before them; empty when unknown.
    pub(crate) fn words(&self) -> Cow<'_, str> {
        if let Self::Text(words) = self {
            return Cow::Borrowed(words);
        }
        let mut room = String::new();
        Cow::Owned(self.csv(&mut room).to_owned())
    }

    /// As a CSV cell, before quoting; what is not there already is written into `room`.
    pub(crate) fn csv<'r>(&'r self, room: &'r mut String) -> &'r str {
        room.clear();
        // Writing into memory does not fail.
        let _written = match self {
            Self::Text(words) if runs_as_formula(words) => write!(room, "'{words}"),
            Self::Text(words) => return words,
            Self::Whole(count) => room.write_str(itoa::Buffer::new().format(*count)),
            Self::Degrees { value, decimals } => write_degrees(*value, *decimals, room),
            Self::Truth(true) => return "true",
            Self::Truth(false) => return "false",
            Self::Day(day) => write!(room, "{day}"),
            Self::Unknown => return "",
        };
        room
    }

    /// As a JSON value.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Text(words) => Value::from(words.as_ref()),
            Self::Whole(count) => Value::from(*count),
            Self::Degrees { value, decimals } => {
                Number::from_f64(rounded_to(*value, *decimals)).map_or(Value::Null, Value::Number)
            }
            Self::Truth(truth) => Value::from(*truth),
            Self::Day(day) => Value::from(day.to_string()),
            Self::Unknown => Value::Null,
        }
    }
}

impl Serialize for Cell<'_> {
    /// As [`Cell::json`], without making a value first.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(words) => serializer.serialize_str(words),
            Self::Whole(count) => serializer.serialize_u64(*count),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Unknown => serializer.serialize_none(),
            Self::Degrees { value, decimals } => {
                rounded_to(*value, *decimals).serialize(serializer)
            }
            Self::Day(day) => serializer.collect_str(day),
        }
    }
}

/// A CSV cell of a release as the JSON value it was written from.
pub(crate) fn from_csv(kind: Kind, cell: &str) -> Value {
    let number = |cell: &str| serde_json::from_str::<Number>(cell).map(Value::Number);
    let read = match kind {
        _ if cell.is_empty() => Some(Value::Null),
        Kind::Text | Kind::List | Kind::Day => None,
        Kind::Whole | Kind::Degrees => number(cell).ok(),
        Kind::Truth => cell.parse().ok().map(Value::Bool),
    };
    read.unwrap_or_else(|| Value::from(with_formula(cell)))
}

/// The words a CSV cell was written from.
fn with_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(words) if runs_as_formula(words) => words,
        _ => cell,
    }
}

/// A coordinate in digits. Counted in units of its last decimal it is a whole number, which is written
/// several times faster than the shortest digits of a fraction are found.
fn write_degrees(degrees: f64, decimals: usize, out: &mut String) -> fmt::Result {
    let scale = 10_u64.pow(u32::try_from(decimals).unwrap_or(5));
    let units = (degrees.abs() * scale as f64).round() as u64;
    if degrees < 0.0 && units > 0 {
        out.push('-');
    }
    out.push_str(itoa::Buffer::new().format(units / scale));
    match decimals {
        0 => Ok(()),
        _ => write!(out, ".{:0decimals$}", units % scale),
    }
}

/// Whether a spreadsheet may take the text for a formula (OWASP, "CSV injection"), so that an `'` is
/// put before it; also behind blanks or behind apostrophes: counting those keeps the prefix
/// reversible.
fn runs_as_formula(text: &str) -> bool {
    if text.starts_with(char::is_alphanumeric) {
        return false;
    }
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['\t', '\r', '\n'])
        || bare
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    fn csv(cell: &Cell<'_>) -> String {
        cell.csv(&mut String::new()).to_owned()
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_left_alone() {
        for bad in [
            "=1+1",
            "+A1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =HYPERLINK(\"x\")",
            "＝1",
        ] {
            assert_eq!(csv(&Cell::text(bad)), format!("'{bad}"));
        }
        assert_eq!(csv(&Cell::text("Kabul")), "Kabul");
        assert_eq!(
            csv(&Cell::text("'Ali")),
            "'Ali",
            "an apostrophe alone is only an apostrophe"
        );
        assert_eq!(csv(&Cell::degrees(Some(-17.123_456), 40.0)), "-17.12346");
    }

    proptest! {
        #[test]
        fn degrees_are_written_as_they_are_rounded(value in -180.0..180.0, decimals in 0_usize..8) {
            let written = csv(&Cell::Degrees { value, decimals });
            prop_assert_eq!(&written, &format!("{:.*}", decimals, rounded_to(value, decimals)));
            let json = serde_json::to_string(&Cell::Degrees { value, decimals }).unwrap();
            prop_assert_eq!(json, Cell::Degrees { value, decimals }.json().to_string());
        }

        #[test]
        fn no_text_starts_as_a_formula_and_the_prefix_can_be_taken_off(text in r"[-=+@'\t a-c]{0,6}") {
            let cell = Cell::text(text.as_str());
            let written = csv(&cell);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t']));
            prop_assert_eq!(from_csv(Kind::Text, &written), cell.json());
        }
    }
}
