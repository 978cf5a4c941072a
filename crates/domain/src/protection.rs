//! What one record asks for beyond its project before it may be public.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::vocabulary;

vocabulary! {
    /// How finely days are published.
    #[derive(Default)]
    pub enum DateStep {
        /// As they are known.
        #[default]
        Day = "day",
        /// The week, from Monday on.
        Week = "week",
        /// The month.
        Month = "month",
    }
}

impl DateStep {
    /// The first and the last day of the step that a day lies in.
    pub fn around(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let first = day - Days::new(day.weekday().num_days_from_monday().into());
                (first, first + Days::new(6))
            }
            Self::Month => {
                let first = day.with_day(1).unwrap_or(day);
                (first, first + Months::new(1) - Days::new(1))
            }
        }
    }
}

/// What may be public of one incident, where that is less than its project allows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Protection {
    /// Metres of the grid that its points are snapped to; 0 leaves it to the project.
    pub cell_m: f64,
    /// How finely its days are published.
    pub date_step: DateStep,
    /// The first day on which it may be published, in the project's zone.
    pub embargo_until: Option<NaiveDate>,
}

impl Protection {
    /// The stricter of two, point by point.
    pub fn stricter(self, other: Self) -> Self {
        Self {
            cell_m: self.cell_m.max(other.cell_m),
            date_step: self.date_step.max(other.date_step),
            embargo_until: self.embargo_until.max(other.embargo_until),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_step_holds_its_day_from_its_first_to_its_last() {
        let day: NaiveDate = "2024-02-15".parse().unwrap();
        let around = |step: DateStep| {
            let (first, last) = step.around(day);
            format!("{first} {last}")
        };
        assert_eq!(around(DateStep::Day), "2024-02-15 2024-02-15");
        assert_eq!(around(DateStep::Week), "2024-02-12 2024-02-18");
        assert_eq!(around(DateStep::Month), "2024-02-01 2024-02-29");
    }

    #[test]
    fn the_stricter_of_two_is_strict_in_everything() {
        let coarse = Protection {
            cell_m: 10_000.0,
            ..Protection::default()
        };
        let late = Protection {
            date_step: DateStep::Month,
            embargo_until: "2027-01-01".parse().ok(),
            ..Protection::default()
        };
        let both = coarse.stricter(late);
        assert_eq!(both, late.stricter(coarse));
        assert_eq!((both.cell_m, both.date_step), (10_000.0, DateStep::Month));
        assert!(both.embargo_until.is_some());
    }
}
