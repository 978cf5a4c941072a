//! What pieces of time evidence leave together: the interval that all of them allow, or which of
//! them contradict each other. Nothing is ever dropped to make the rest fit.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Interval, TimeBound, TimeEffect};

/// What one piece of evidence says of the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeSpan {
    /// Its first instant; none where it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<Utc>>,
    /// Its last instant; none where it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<Utc>>,
    /// As it was typed.
    pub verbatim: String,
}

/// Two pieces of evidence that cannot both hold, by their places in the list, the earlier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// One of them.
    pub one: usize,
    /// The other.
    pub other: usize,
}

/// What is left when every piece of evidence that names a time is taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    /// Nothing before this; none if no evidence says so.
    pub earliest: Option<DateTime<Utc>>,
    /// Nothing after this; none if no evidence says so.
    pub latest: Option<DateTime<Utc>>,
}

impl Remaining {
    /// The interval, once both ends are known.
    pub fn interval(self) -> Option<Interval> {
        Interval::try_new(self.earliest?, self.latest?).ok()
    }
}

/// The allowed side of a bound: what it rules out lies before and after. Nothing for what excludes a
/// span, or names no time.
fn allowed(bound: &TimeBound) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let span = bound.span.as_ref();
    let (from, to) = (
        span.and_then(|span| span.from),
        span.and_then(|span| span.to),
    );
    match bound.effect {
        TimeEffect::Earliest => (from, None),
        TimeEffect::Latest => (None, to),
        TimeEffect::Window => (from, to),
        TimeEffect::Excludes => (None, None),
    }
}

/// Takes all bounds together. A span that is excluded trims an end that lies in it; one in the
/// middle leaves a gap that an interval cannot say, and changes nothing.
///
/// # Errors
/// Every pair that contradicts each other, in the order of the list.
pub fn combine(bounds: &[TimeBound]) -> Result<Remaining, Vec<Contradiction>> {
    let contradictions = contradictions(bounds);
    if !contradictions.is_empty() {
        return Err(contradictions);
    }
    let allowed: Vec<_> = bounds.iter().map(allowed).collect();
    let mut left = Remaining {
        earliest: allowed.iter().filter_map(|(from, _)| *from).max(),
        latest: allowed.iter().filter_map(|(_, to)| *to).min(),
    };
    // An end that moves out of one excluded span may move into the next.
    for _ in bounds {
        for (at, from, to) in excluded(bounds) {
            let Remaining { earliest, latest } = left;
            let within = |end: DateTime<Utc>| from <= end && end <= to;
            match (earliest.is_some_and(within), latest.is_some_and(within)) {
                (true, true) => return Err(vec![against(bounds, at)]),
                (true, false) => left.earliest = Some(to),
                (false, true) => left.latest = Some(from),
                (false, false) => {}
            }
        }
    }
    Ok(left)
}

fn excluded(bounds: &[TimeBound]) -> impl Iterator<Item = (usize, DateTime<Utc>, DateTime<Utc>)> {
    let excluding = bounds.iter().enumerate();
    excluding
        .filter(|(_, bound)| bound.effect == TimeEffect::Excludes)
        .filter_map(|(at, bound)| {
            let span = bound.span.as_ref()?;
            Some((at, span.from?, span.to?))
        })
}

/// What is excluded against the last bound that set the earliest end.
fn against(bounds: &[TimeBound], at: usize) -> Contradiction {
    let earliest = |index: &usize| allowed(&bounds[*index]).0;
    let other = (0..bounds.len())
        .filter(|index| earliest(index).is_some())
        .max_by_key(earliest)
        .unwrap_or(at);
    Contradiction {
        one: at.min(other),
        other: at.max(other),
    }
}

fn contradictions(bounds: &[TimeBound]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for other in 0..bounds.len() {
        for one in 0..other {
            let (a, b) = (allowed(&bounds[one]), allowed(&bounds[other]));
            let after = |from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>| {
                from.zip(to).is_some_and(|(from, to)| from > to)
            };
            if after(a.0, b.1) || after(b.0, a.1) {
                found.push(Contradiction { one, other });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::TimeEvidenceKind;

    fn at(hour: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(1_664_500_000 + hour * 3_600, 0)
            .single()
            .expect("a real time")
    }

    fn bound(effect: TimeEffect, from: Option<i64>, to: Option<i64>) -> TimeBound {
        TimeBound {
            kind: TimeEvidenceKind::Other,
            effect,
            words: "because".into(),
            span: Some(TimeSpan {
                from: from.map(at),
                to: to.map(at),
                verbatim: String::new(),
            }),
            source: None,
            run: None,
        }
    }

    #[test]
    fn bounds_narrow_and_exclusions_trim() {
        let bounds = [
            bound(TimeEffect::Earliest, Some(1), Some(2)),
            bound(TimeEffect::Latest, None, Some(10)),
            bound(TimeEffect::Window, Some(2), Some(9)),
            bound(TimeEffect::Excludes, Some(0), Some(3)),
            bound(TimeEffect::Excludes, Some(3), Some(4)),
            bound(TimeEffect::Excludes, Some(5), Some(6)),
        ];
        let left = combine(&bounds).expect("no contradiction");
        assert_eq!((left.earliest, left.latest), (Some(at(4)), Some(at(9))));
        let left = combine(&bounds[1..2]).expect("no contradiction");
        assert_eq!((left.earliest, left.interval()), (None, None));
    }

    #[test]
    fn every_contradiction_is_named() {
        let bounds = [
            bound(TimeEffect::Window, Some(1), Some(3)),
            bound(TimeEffect::Latest, None, Some(8)),
            bound(TimeEffect::Window, Some(5), Some(6)),
            bound(TimeEffect::Earliest, Some(9), None),
        ];
        let pair = |one, other| Contradiction { one, other };
        assert_eq!(
            combine(&bounds),
            Err(vec![pair(0, 2), pair(0, 3), pair(1, 3), pair(2, 3)])
        );
        let all_excluded = [
            bound(TimeEffect::Window, Some(1), Some(3)),
            bound(TimeEffect::Excludes, Some(0), Some(4)),
        ];
        assert_eq!(combine(&all_excluded), Err(vec![pair(0, 1)]));
    }

    prop_compose! {
        fn any_bound()(effect in 0..3usize, from in 0..20i64, length in 0..10i64) -> TimeBound {
            bound(TimeEffect::ALL[effect], Some(from), Some(from + length))
        }
    }

    proptest! {
        /// An instant is left exactly if every single bound allows it.
        #[test]
        fn what_is_left_is_what_all_allow(bounds in prop::collection::vec(any_bound(), 1..6), hour in 0..30i64) {
            let at = at(hour);
            let each = bounds.iter().map(allowed).all(|(from, to)| {
                from.is_none_or(|from| from <= at) && to.is_none_or(|to| at <= to)
            });
            let left = combine(&bounds).is_ok_and(|left| {
                left.earliest.is_none_or(|from| from <= at) && left.latest.is_none_or(|to| at <= to)
            });
            prop_assert_eq!(left, each);
        }
    }
}
