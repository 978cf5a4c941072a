//! What to call it, and how to say it.

use cairn_domain::vocabulary;
use serde::{Deserialize, Serialize};

use super::{
    agreement::{Judged, Support},
    explain::{Explanation, explained, nearest_transform},
    proposal::Nearest,
};
use crate::{
    Homography, Picture, Transform,
    nearness::{AUTOMATIC_RADIUS, MIN_QUALITY, PERSON_RADIUS},
};

vocabulary! {
    /// What two pictures have to do with each other.
    pub enum Sights {
        /// The same picture, give or take borders, overlays and tone.
        SameFootage = "same_footage",
        /// One shows a part of the other.
        Excerpt = "excerpt",
        /// Alike in a way that only a person can judge.
        Similar = "similar",
    }
}

vocabulary! {
    /// What brought the two together.
    pub enum Route {
        /// Near hashes.
        Hashes = "hashes",
        /// Matching local features.
        Features = "features",
    }
}

/// What was found, with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// The verdict.
    pub relation: Sights,
    /// 0..=1: share of the structured parts of the overlap that agree, scaled down where there are
    /// few of them. Orders sightings; is no probability.
    pub score: f32,
    /// What the verdict rests on.
    pub route: Route,
    /// The two probes nearest to each other, and how near.
    pub nearest: Nearest,
    /// What laying them over each other showed, if they could be.
    pub support: Option<Support>,
    /// What turns A so that it looks like B, to the nearest quarter turn.
    pub transform: Transform,
    /// Where each point of A lies in B, if the pictures could be laid over each other.
    pub homography: Option<Homography>,
    /// The same for a person.
    pub explanation: Explanation,
}

/// Fewer structured blocks than this cannot confirm anything.
const MIN_BLOCKS: u32 = 6;

/// Share of the overlap that has to agree, and the mean correlation.
const MIN_AGREEING: f32 = 0.7;
const MIN_CORRELATION: f32 = 0.65;

/// Share of each picture's content that has to be in the other to be called the same picture.
const MOST: f32 = 0.85;

/// Features that are worth a person's look though the pictures could not be laid over each other.
const MANY_INLIERS: u32 = 14;

pub(crate) fn decide(
    a: &Picture,
    b: &Picture,
    nearest: Option<Nearest>,
    judged: Option<Judged>,
) -> Option<Sighting> {
    let nearest = nearest?;
    let confirmed = judged.filter(|judged| is_confirmed(judged, &nearest));
    let relation = match (&confirmed, &judged) {
        (Some(judged), _) => covering(a, b, judged),
        (None, _) if nearest.distance <= PERSON_RADIUS => Sights::Similar,
        (None, Some(judged)) if judged.support.inliers >= MANY_INLIERS => Sights::Similar,
        (None, _) => return None,
    };
    let laid = confirmed.or(judged);
    let route = match laid {
        Some(judged) if nearest.distance > AUTOMATIC_RADIUS && judged.support.inliers > 0 => {
            Route::Features
        }
        _ => Route::Hashes,
    };
    let support = laid.map(|judged| judged.support);
    let homography = laid.map(|judged| judged.homography);
    let transform = homography.map_or(nearest.transform, |map| nearest_transform(&map));
    Some(Sighting {
        relation,
        score: support.map_or(0.0, |support| support.score()),
        route,
        nearest,
        support,
        transform,
        homography,
        explanation: laid.map_or_else(Explanation::default, |judged| {
            explained(a, b, &judged, transform)
        }),
    })
}

fn is_confirmed(judged: &Judged, nearest: &Nearest) -> bool {
    let hashes = nearest.distance <= PERSON_RADIUS && nearest.quality >= MIN_QUALITY;
    let support = &judged.support;
    support.blocks >= MIN_BLOCKS
        && support.agreeing >= MIN_AGREEING
        && support.correlation >= MIN_CORRELATION
        && (support.inliers > 0 || hashes)
}

fn covering(a: &Picture, b: &Picture, judged: &Judged) -> Sights {
    let share = |of: f32, picture: &Picture| {
        let content = picture.content();
        of / (content.width * content.height)
    };
    if share(judged.of_a, a) >= MOST && share(judged.of_b, b) >= MOST {
        Sights::SameFootage
    } else {
        Sights::Excerpt
    }
}
