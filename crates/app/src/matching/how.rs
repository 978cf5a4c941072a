//! How a match was found, as it is stored with it: enough to say why and to lay one over the other.

use cairn_domain::MatchRelation;
use cairn_matching::{
    Explanation, Footage, Homography, Picture, Route, Sighting, Sights, Transform, compare,
    footage::{
        align::{Passage, align},
        relation::{FootageRelation, relation},
    },
};
use serde::{Deserialize, Serialize};

/// How one file is found in another. Everything is told from the first to the second.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HowFound {
    /// What brought two pictures together.
    pub route: Option<Route>,
    /// Why two pictures are taken for the same.
    pub why: Option<Explanation>,
    /// Where each point of the first picture lies in the second.
    pub homography: Option<Homography>,
    /// Features that agree on it.
    pub inliers: u32,
    /// Stretches of two recordings that show the same, the best first.
    pub stretches: Vec<Stretch>,
}

/// A stretch of one recording and the stretch of another that shows the same, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// Where it begins in the first.
    pub from_s: f64,
    /// Where it ends there.
    pub to_s: f64,
    /// Where it begins in the second.
    pub other_from_s: f64,
    /// Where it ends there.
    pub other_to_s: f64,
    /// Seconds of the second for each second of the first.
    pub speed: f64,
}

/// What two files are to each other, as the machine sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Likeness {
    pub(crate) relation: MatchRelation,
    pub(crate) score: f64,
    pub(crate) distance: u32,
    pub(crate) transform: Transform,
    pub(crate) how: HowFound,
}

/// Score of a recording's passages that counts as certain.
const CERTAIN: f64 = 8.0;

impl Likeness {
    /// Byte for byte the same.
    pub(crate) fn exact() -> Self {
        Self {
            relation: MatchRelation::SameFile,
            score: 1.0,
            distance: 0,
            transform: Transform::Original,
            how: HowFound::default(),
        }
    }

    /// Compares two pictures.
    pub(crate) fn of_pictures(a: &Picture, b: &Picture) -> Option<Self> {
        compare(a, b).map(Self::of_sighting)
    }

    fn of_sighting(seen: Sighting) -> Self {
        Self {
            relation: match seen.relation {
                Sights::SameFootage => MatchRelation::SameFootage,
                Sights::Excerpt => MatchRelation::Excerpt,
                Sights::Similar => MatchRelation::Similar,
            },
            score: f64::from(seen.score).clamp(0.0, 1.0),
            distance: seen.nearest.distance,
            transform: seen.transform,
            how: HowFound {
                route: Some(seen.route),
                why: Some(seen.explanation),
                homography: seen.homography,
                inliers: seen.support.map_or(0, |support| support.inliers),
                stretches: Vec::new(),
            },
        }
    }

    /// Compares two recordings.
    pub(crate) fn of_footage(a: &Footage, b: &Footage) -> Option<Self> {
        let passages = align(a, b);
        let best = passages.first()?;
        let relation = match relation(&passages, a.duration_s, b.duration_s) {
            FootageRelation::SameFootage => MatchRelation::SameFootage,
            FootageRelation::Excerpt => MatchRelation::Excerpt,
            FootageRelation::Similar => MatchRelation::Similar,
            FootageRelation::None => return None,
        };
        Some(Self {
            relation,
            score: (best.score / CERTAIN).clamp(0.0, 1.0),
            distance: best.distance,
            transform: best.transform,
            how: HowFound {
                stretches: passages.iter().map(Stretch::of).collect(),
                ..HowFound::default()
            },
        })
    }
}

impl Stretch {
    fn of(passage: &Passage) -> Self {
        Self {
            from_s: passage.a_s.start,
            to_s: passage.a_s.end,
            other_from_s: passage.b_s.start,
            other_to_s: passage.b_s.end,
            speed: passage.speed,
        }
    }
}

impl HowFound {
    /// Reads what was stored; what an older version stored says less.
    pub(crate) fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The same told from the second to the first.
    pub fn turned(self) -> Self {
        let why = self.why.map(|why| Explanation {
            quarter_turns: (4 - why.quarter_turns % 4) % 4,
            turned_deg: -why.turned_deg,
            of_a: why.of_b,
            of_b: why.of_a,
            seen_of_a: why.seen_of_b,
            seen_of_b: why.seen_of_a,
            bordered_a: why.bordered_b,
            bordered_b: why.bordered_a,
            ..why
        });
        let turn = |it: Stretch| Stretch {
            from_s: it.other_from_s,
            to_s: it.other_to_s,
            other_from_s: it.from_s,
            other_to_s: it.to_s,
            speed: 1.0 / it.speed,
        };
        Self {
            why,
            homography: self.homography.and_then(|map| map.inverse()),
            stretches: self.stretches.into_iter().map(turn).collect(),
            ..self
        }
    }
}
