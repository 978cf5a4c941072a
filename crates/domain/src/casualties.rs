//! How many people were killed or hurt, with what is not known.

use serde::{Deserialize, Serialize};

/// A count with its uncertainty. `None` is unknown; `Some(0)` is known to be none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Casualties {
    /// Lowest credible count.
    pub low: Option<u32>,
    /// The count held most likely, where somebody has weighed the sources.
    #[serde(default)]
    pub best: Option<u32>,
    /// Highest credible count.
    pub high: Option<u32>,
}

/// The lowest count is above the best, or one of them above the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("counts run from the lowest over the best to the highest")]
pub struct CountsReversed;

impl Casualties {
    /// Low ≤ best ≤ high among those that are known; unknown ones bound nothing.
    ///
    /// # Errors
    /// [`CountsReversed`] otherwise.
    pub fn try_new(
        low: Option<u32>,
        best: Option<u32>,
        high: Option<u32>,
    ) -> Result<Self, CountsReversed> {
        let known: Vec<u32> = [low, best, high].into_iter().flatten().collect();
        if known.is_sorted() {
            Ok(Self { low, best, high })
        } else {
            Err(CountsReversed)
        }
    }

    /// A range without a best count, as most reports give it.
    pub const fn between(low: Option<u32>, high: Option<u32>) -> Self {
        Self {
            low,
            best: None,
            high,
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// As a person reads it: `46–72`, `46–72 (best 60)`, `18`, `183+`, or nothing when unknown.
    pub fn words(&self) -> Option<String> {
        let range = match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => return Some(low.to_string()),
            (Some(low), Some(high)) => format!("{low}–{high}"),
            (Some(low), None) => format!("{low}+"),
            (None, Some(high)) => format!("≤{high}"),
            (None, None) => return self.best.map(|best| format!("~{best}")),
        };
        Some(match self.best {
            Some(best) => format!("{range} (~{best})"),
            None => range,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count() -> impl Strategy<Value = Option<u32>> {
        proptest::option::of(0u32..6)
    }

    #[test]
    fn unknown_is_not_none() {
        assert_eq!(Casualties::default().words(), None);
        let none = Casualties::between(Some(0), Some(0));
        assert_eq!(none.words().as_deref(), Some("0"));
        assert!(Casualties::default().is_unknown() && !none.is_unknown());
    }

    #[test]
    fn a_best_count_stands_beside_its_range() {
        let words = |low, best, high| {
            let counts = Casualties::try_new(low, best, high);
            counts.ok().and_then(|counts| counts.words())
        };
        assert_eq!(
            words(Some(46), Some(60), Some(72)).as_deref(),
            Some("46–72 (~60)")
        );
        assert_eq!(words(None, Some(60), None).as_deref(), Some("~60"));
        assert_eq!(words(Some(183), None, None).as_deref(), Some("183+"));
    }

    proptest! {
        #[test]
        fn counts_are_taken_exactly_when_no_pair_is_reversed(
            low in count(), best in count(), high in count()
        ) {
            let reversed = |a: Option<u32>, b: Option<u32>| matches!((a, b), (Some(a), Some(b)) if a > b);
            let bad = reversed(low, best) || reversed(best, high) || reversed(low, high);
            prop_assert_eq!(Casualties::try_new(low, best, high).is_err(), bad);
        }
    }
}
