//! What carries an incident: sources with their own counts, and how many of them are independent.
//!
//! A hundred reposts of one recording are one origin. Two strands of evidence are of one origin
//! when they share a key: a link, a recording, the name of whoever said it first.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Casualties, IncidentSourceId, vocabulary};

vocabulary! {
    /// Who a source of an incident is.
    pub enum IncidentSourceKind {
        /// Somebody who was there.
        Witness = "witness",
        /// The press.
        Media = "media",
        /// An authority.
        Authority = "authority",
        /// A hospital.
        Hospital = "hospital",
        /// An armed group.
        ArmedGroup = "armed_group",
        /// The United Nations, a humanitarian or human-rights organisation.
        Organisation = "organisation",
        /// Anybody else.
        Other = "other",
    }
}

vocabulary! {
    /// What happened to the record of an incident.
    pub enum IncidentEventKind {
        /// It was opened.
        Opened = "opened",
        /// Facts were changed.
        Edited = "edited",
        /// A source was added.
        SourceAdded = "source_added",
        /// A source was taken away.
        SourceRemoved = "source_removed",
        /// What carries a fact was said anew.
        Carried = "carried",
        /// Another was merged into it.
        Merged = "merged",
        /// It was merged into another.
        MergedAway = "merged_away",
        /// Items were taken out into another.
        Split = "split",
        /// It was made of items of another.
        SplitOff = "split_off",
    }
}

/// A source of an incident beside its items, with what it says of casualties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentSource {
    /// The row.
    pub id: IncidentSourceId,
    /// Who said it first: sources of one origin count once. Never published.
    pub origin: String,
    /// Who that is.
    pub kind: IncidentSourceKind,
    /// What it is called; published.
    pub title: String,
    /// Its link; may be empty.
    pub url: String,
    /// Whether the link may be published.
    pub url_public: bool,
    /// The day it was published.
    pub published_on: Option<NaiveDate>,
    /// Killed, as it says.
    pub killed: Casualties,
    /// Injured, as it says.
    pub injured: Casualties,
}

/// The facts of an incident that evidence may carry, as their fields are named.
pub const CARRIED_FACTS: [&str; 11] = [
    "date",
    "time",
    "place",
    "urban_rural",
    "event_type",
    "target",
    "location_type",
    "attribution",
    "killed",
    "injured",
    "civilians_killed",
];

/// A link as links are compared: without scheme, `www.`, fragment and last slash, the host in lower
/// case.
pub fn link_key(url: &str) -> String {
    let url = url.trim();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or_default();
    let bare = bare
        .strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/');
    match bare.split_once('/') {
        Some((host, path)) => format!("{}/{path}", host.to_lowercase()),
        None => bare.to_lowercase(),
    }
}

/// The number of each strand's origin, from 0 in the order they appear. Strands that share a key,
/// directly or through others, are of one origin; a strand without keys is its own.
pub fn origins(strands: &[Vec<String>]) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..strands.len()).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, keys) in strands.iter().enumerate() {
        for key in keys {
            match first.get(key.as_str()) {
                Some(other) => {
                    let (one, other) = (root(&parents, index), root(&parents, *other));
                    parents[one.max(other)] = one.min(other);
                }
                None => {
                    first.insert(key, index);
                }
            }
        }
    }
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    (0..strands.len())
        .map(|index| {
            let next = numbers.len();
            *numbers.entry(root(&parents, index)).or_insert(next)
        })
        .collect()
}

fn root(parents: &[usize], mut at: usize) -> usize {
    while parents[at] != at {
        at = parents[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn strands(keys: &[&[&str]]) -> Vec<Vec<String>> {
        let strand = |keys: &&[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        keys.iter().map(strand).collect()
    }

    #[test]
    fn reposts_of_one_recording_are_one_origin() {
        let all = strands(&[&["a"], &["b"], &["a", "b"], &["c"], &[], &[]]);
        assert_eq!(origins(&all), [0, 0, 0, 1, 2, 3]);
    }

    #[test]
    fn one_link_is_written_in_many_ways() {
        assert_eq!(
            link_key("https://www.Example.org/Post/1/#top"),
            link_key("http://example.org/Post/1")
        );
        assert_ne!(link_key("example.org/Post"), link_key("example.org/post"));
    }

    proptest! {
        #[test]
        fn sharing_a_key_is_being_of_one_origin(
            keys in proptest::collection::vec(proptest::collection::vec("[a-f]", 0..3), 0..8)
        ) {
            let numbers = origins(&keys);
            for (i, one) in keys.iter().enumerate() {
                for (j, other) in keys.iter().enumerate() {
                    if one.iter().any(|key| other.contains(key)) {
                        prop_assert_eq!(numbers[i], numbers[j]);
                    }
                }
            }
            let count = numbers.iter().max().map_or(0, |last| last + 1);
            prop_assert!(count <= keys.len());
        }
    }
}
