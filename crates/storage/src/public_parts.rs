//! What is counted where: whole months from the counts that are kept of them, other days in rows.

use chrono::{Datelike, Months, NaiveDate};

use crate::PublicFilter;

/// A part of what is asked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    /// Whole months, from one to another, both counted; none: without an end.
    Months(Option<String>, Option<String>),
    /// Days that are not, with everything else that is asked.
    Days(PublicFilter),
    /// Days of those months that nobody asked for: fewer to read than the other days of their month.
    Without(PublicFilter),
}

impl Part {
    /// Whether it is added or taken away.
    pub(crate) fn sign(&self) -> i64 {
        match self {
            Self::Months(..) | Self::Days(_) => 1,
            Self::Without(_) => -1,
        }
    }
}

/// The months and the days that a filter asks for. Words are counted in rows alone.
pub(crate) fn parts(filter: &PublicFilter) -> Vec<Part> {
    let has_words = filter
        .text
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty());
    if has_words {
        return vec![Part::Days(filter.clone())];
    }
    let days = |from: Option<NaiveDate>, to: Option<NaiveDate>| PublicFilter {
        from,
        to,
        ..filter.clone()
    };
    // The first day of the first month that is counted whole, and the last day of the last one.
    let first = filter.from.map(nearest_first);
    let last = filter.to.map(|to| day_before(nearest_first(day_after(to))));
    if let (Some(from), Some(to), Some(first), Some(last)) = (filter.from, filter.to, first, last) {
        let at_the_ends = (from - first).abs() + (to - last).abs();
        if day_after(to) - from <= at_the_ends {
            return vec![Part::Days(days(filter.from, filter.to))];
        }
    }
    let mut parts = vec![Part::Months(first.map(name), last.map(name))];
    if let Some((from, first)) = filter.from.zip(first) {
        if from < first {
            parts.push(Part::Days(days(Some(from), Some(day_before(first)))));
        } else if from > first {
            parts.push(Part::Without(days(Some(first), Some(day_before(from)))));
        }
    }
    if let Some((to, last)) = filter.to.zip(last) {
        if to > last {
            parts.push(Part::Days(days(Some(day_after(last)), Some(to))));
        } else if to < last {
            parts.push(Part::Without(days(Some(day_after(to)), Some(last))));
        }
    }
    parts
}

/// The first of a month that is fewest days away.
fn nearest_first(day: NaiveDate) -> NaiveDate {
    let (before, after) = (month_of(day), month_after(day));
    match (day - before).num_days() <= (after - day).num_days() {
        true => before,
        false => after,
    }
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn month_after(day: NaiveDate) -> NaiveDate {
    let first = month_of(day);
    first.checked_add_months(Months::new(1)).unwrap_or(first)
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

fn name(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: &str, to: &str) -> Vec<Part> {
        let filter = PublicFilter {
            from: from.parse().ok(),
            to: to.parse().ok(),
            ..PublicFilter::default()
        };
        parts(&filter)
    }

    fn months(first: &str, last: &str) -> Part {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Part::Months(some(first), some(last))
    }

    fn days(from: &str, to: &str) -> Part {
        Part::Days(PublicFilter {
            from: from.parse().ok(),
            to: to.parse().ok(),
            ..PublicFilter::default()
        })
    }

    fn without(from: &str, to: &str) -> Part {
        match days(from, to) {
            Part::Days(filter) => Part::Without(filter),
            other => other,
        }
    }

    #[test]
    fn days_at_the_ends_are_counted_apart_from_whole_months() {
        assert_eq!(asked("", ""), [months("", "")]);
        assert_eq!(
            asked("2022-03-01", "2022-03-31"),
            [months("2022-03", "2022-03")]
        );
        assert_eq!(
            asked("2022-03-20", "2022-08-10"),
            [
                months("2022-04", "2022-07"),
                days("2022-03-20", "2022-03-31"),
                days("2022-08-01", "2022-08-10"),
            ]
        );
        assert_eq!(
            asked("2022-03-31", ""),
            [months("2022-04", ""), days("2022-03-31", "2022-03-31")]
        );
    }

    #[test]
    fn a_month_that_is_nearly_whole_is_read_by_what_it_lacks() {
        assert_eq!(
            asked("2022-03-05", "2022-08-28"),
            [
                months("2022-03", "2022-08"),
                without("2022-03-01", "2022-03-04"),
                without("2022-08-29", "2022-08-31"),
            ]
        );
        assert_eq!(
            asked("2022-03-05", "2022-04-05"),
            [
                months("2022-03", "2022-03"),
                without("2022-03-01", "2022-03-04"),
                days("2022-04-01", "2022-04-05"),
            ]
        );
        assert_eq!(
            asked("2022-03-03", "2022-03-29"),
            [
                months("2022-03", "2022-03"),
                without("2022-03-01", "2022-03-02"),
                without("2022-03-30", "2022-03-31"),
            ]
        );
    }

    #[test]
    fn days_that_are_less_than_a_month_are_read() {
        for (from, to) in [
            ("2022-03-10", "2022-03-12"),
            ("2022-03-16", "2022-03-16"),
            ("2022-03-20", "2022-04-10"),
            ("2022-03-31", "2022-03-01"),
        ] {
            assert_eq!(asked(from, to), [days(from, to)]);
        }
    }
}
