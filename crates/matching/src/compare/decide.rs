//! What to call it, and how to say it.

use cairn_domain::vocabulary;
use serde::{Deserialize, Serialize};

use super::{
    agreement::{Judged, Support},
    content::Content,
    explain::{Explanation, explained, is_askew, nearest_transform},
    proposal::Nearest,
};
use crate::{
    Homography, Picture, Transform,
    geometry::consensus::MIN_INLIERS,
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

/// Fewer matching features say nothing by the share of them that agree.
const FEW_MATCHES: u32 = 30;

/// Share of each picture's content that has to be in the other to be called the same picture.
const MOST: f32 = 0.85;

/// Windows of picture that agree, and their share of all, from which it is a picture that agrees:
/// of the first corpus photographs have 12% and more whatever was done to them, screenshots of one app at most 6%.
const MIN_PICTURED: u32 = 8;
const PICTURED: f32 = 0.1;

/// Windows that contradict, for each that agrees, which make it another picture.
const CONTRADICTING: f32 = 0.3;

/// Grey levels by which a patch may differ that is still the same: compression and blur.
const SAME_GREY: f32 = 8.0;

/// Features that are worth a person's look though the pictures could not be laid over each other.
const MANY_INLIERS: u32 = 14;

/// Score from which such features are put before a person.
const WORTH_A_LOOK: f32 = 0.5;

pub(crate) fn decide(
    a: &Picture,
    b: &Picture,
    nearest: Option<Nearest>,
    judged: Option<Judged>,
) -> Option<Sighting> {
    let nearest = nearest?;
    let confirmed = judged.filter(|judged| is_confirmed(a, b, judged, &nearest));
    let relation = match (&confirmed, &judged) {
        (Some(judged), _) => covering(a, b, judged),
        (None, _) if nearest.distance <= PERSON_RADIUS => Sights::Similar,
        (None, Some(judged)) if is_worth_a_look(judged) => Sights::Similar,
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

/// Pictures drawn in one style, screenshots of one program and slides of one set share features by
/// the dozen; unless most of what they share also looks alike, nobody needs to see the pair.
fn is_worth_a_look(judged: &Judged) -> bool {
    judged.support.inliers >= MANY_INLIERS && judged.support.score() >= WORTH_A_LOOK
}

/// Whether the overlap is the same pixels, and enough of a picture to say so.
fn is_confirmed(a: &Picture, b: &Picture, judged: &Judged, nearest: &Nearest) -> bool {
    agrees(judged, nearest)
        && (is_pictured(&judged.support.content) || is_all_there(a, b, judged, nearest))
}

/// What agrees is a picture and no other picture is where it does not.
fn is_pictured(content: &Content) -> bool {
    let Content {
        windows,
        pictured,
        contradicting,
        ..
    } = *content;
    pictured >= MIN_PICTURED
        && share_of(pictured, windows) >= PICTURED
        && share_of(contradicting, pictured) <= CONTRADICTING
}

/// Graphics are the same only if nothing of either is missing or another in the other.
fn is_all_there(a: &Picture, b: &Picture, judged: &Judged, nearest: &Nearest) -> bool {
    nearest.distance <= AUTOMATIC_RADIUS
        && judged.support.content.furthest <= SAME_GREY
        && covering(a, b, judged) == Sights::SameFootage
}

/// How much of another picture may be seen where much is covered: letters with an outline look like
/// one, and only near hashes tell them from one.
fn tolerable(nearest: &Nearest) -> f32 {
    let sure = if nearest.distance <= AUTOMATIC_RADIUS {
        1.0
    } else if nearest.distance <= PERSON_RADIUS {
        2.0 / 3.0
    } else {
        1.0 / 3.0
    };
    sure * CONTRADICTING
}

fn share_of(part: u32, whole: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most some thousand")]
    let share = part as f32 / whole.max(1) as f32;
    share
}

/// Whether most of the overlap agrees. The bounds stand between what was measured on variants of
/// photographs and on pairs that only share a template, a banner, a scene or the look of a slide.
fn agrees(judged: &Judged, nearest: &Nearest) -> bool {
    let support = &judged.support;
    let matches = support.inliers + support.outliers;
    let few = matches < FEW_MATCHES;
    let hashes = nearest.distance <= PERSON_RADIUS && nearest.quality >= MIN_QUALITY;
    if support.blocks < MIN_BLOCKS || (few && !hashes && (support.inliers as usize) < MIN_INLIERS) {
        return false;
    }
    let share = share_of(support.inliers, matches);
    let Support {
        agreeing,
        correlation,
        median,
        content,
        ..
    } = *support;
    let known = is_pictured(&content) && !few;
    let other = share_of(content.contradicting, content.pictured);
    let clear = known && other <= tolerable(nearest);
    // Something lies over the picture, and what it leaves free is the very same.
    let covered = clear && share >= 0.75 && median >= 0.9 && agreeing >= 0.55
        || clear && share >= 0.5 && median >= 0.95 && agreeing >= 0.8;
    // Colours were turned: edges fade or invert all over, but stay where they were.
    let recoloured = known && hashes && share >= 0.8 && median < 0.95 && agreeing >= 0.6;
    // All of it agrees; fine detail may be gone, and with it the features.
    let plain = agreeing >= 0.95 && correlation >= 0.93 && (few || share >= 0.2);
    // Worn, but most features still agree: an app's template or another photograph of the scene
    // does not get there.
    let worn = agreeing >= 0.85 && median >= 0.9 && share >= 0.6;
    // A screen filmed at an angle has moiré, glare and blur; slides and templates lie straight.
    let askew = is_askew(&judged.homography);
    let filmed = askew && agreeing >= 0.7 && median >= 0.88 && share >= 0.4
        || askew && agreeing >= 0.8 && median >= 0.94 && share >= 0.2;
    covered || recoloured || plain || worn || filmed
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
