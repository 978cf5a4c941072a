//! One value of one column, written the same way wherever it appears: as a CSV cell or as JSON.

use chrono::NaiveDate;
use serde_json::{Number, Value};

use crate::protect::rounded_to;

/// A value with its kind, before it becomes text or JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Words; the only kind that can be mistaken for a formula.
    Text(String),
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

impl Cell {
    /// Words.
    pub(crate) fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Words that may be missing.
    pub(crate) fn maybe_text(words: Option<impl ToString>) -> Self {
        words.map_or(Self::Unknown, |words| Self::Text(words.to_string()))
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

    /// As a CSV cell, before quoting.
    pub(crate) fn csv(&self) -> String {
        match self {
            Self::Text(words) => without_formula(words),
            Self::Whole(count) => count.to_string(),
            Self::Degrees { value, decimals } => {
                format!("{:.*}", decimals, rounded_to(*value, *decimals))
            }
            Self::Truth(truth) => truth.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Unknown => String::new(),
        }
    }

    /// As a JSON value.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Text(words) => Value::from(words.as_str()),
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

/// Puts `'` before text a spreadsheet would run as a formula.
fn without_formula(text: &str) -> String {
    if runs_as_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Whether a spreadsheet may take the text for a formula (OWASP, "CSV injection"), also behind
/// blanks or behind apostrophes: counting those keeps the prefix reversible.
fn runs_as_formula(text: &str) -> bool {
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
            assert_eq!(Cell::text(bad).csv(), format!("'{bad}"));
        }
        assert_eq!(Cell::text("Kabul").csv(), "Kabul");
        assert_eq!(
            Cell::text("'Ali").csv(),
            "'Ali",
            "an apostrophe alone is only an apostrophe"
        );
        assert_eq!(Cell::degrees(Some(-17.123_456), 40.0).csv(), "-17.12346");
    }

    proptest! {
        #[test]
        fn no_text_starts_as_a_formula_and_the_prefix_can_be_taken_off(text in r"[-=+@'\t a-c]{0,6}") {
            let written = Cell::text(text.as_str()).csv();
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t']));
            let read = match written.strip_prefix('\'') {
                Some(rest) if runs_as_formula(rest) => rest,
                _ => written.as_str(),
            };
            prop_assert_eq!(read, text.as_str());
        }
    }
}
