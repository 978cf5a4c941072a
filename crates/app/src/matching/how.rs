//! How a match was found, as it is stored with it: enough to say why and to lay one over the other.

use cairn_domain::MatchRelation;
use cairn_matching::{
    Explanation, Fingerprint, Footage, Homography, Picture, Route, Sighting, Sights, Transform,
    compare,
    footage::{
        self, Comparison, Laid,
        align::Passage,
        moment::{self, Moment},
        relation::{FootageRelation, matched_s},
        sound::SoundPassage,
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
    /// When a recording shows the photo, in seconds.
    pub still_s: Option<f64>,
    /// Stretches of two recordings that sound the same, the longest first.
    pub heard: Vec<Stretch>,
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
pub struct Likeness {
    /// What they are.
    pub relation: MatchRelation,
    /// How sure, 0 to 1.
    pub score: f64,
    /// Bits by which their nearest hashes differ.
    pub distance: u32,
    /// What turns the first so that it looks like the second.
    pub transform: Transform,
    /// How it was found.
    pub how: HowFound,
    /// Shares of the first and of the second that are in the other, 0 to 1.
    pub shares: (f64, f64),
}

/// Compares two files by what they look like; none where they have nothing in common.
pub fn likeness(a: &Fingerprint, b: &Fingerprint) -> Option<Likeness> {
    match (a, b) {
        (Fingerprint::Picture(a), Fingerprint::Picture(b)) => Likeness::of_pictures(a, b),
        (Fingerprint::Footage(a), Fingerprint::Footage(b)) => Likeness::of_footage(a, b),
        (Fingerprint::Picture(picture), Fingerprint::Footage(footage)) => {
            moment::find(picture, footage).map(Likeness::of_moment)
        }
        (Fingerprint::Footage(footage), Fingerprint::Picture(picture)) => {
            moment::find(picture, footage).map(|it| Likeness::of_moment(it).turned_round())
        }
    }
}

/// Bits over which the score of a photo in a recording falls from certain to nothing.
const SURE_TO_UNSURE_BITS: f64 = 96.0;

/// Score of a recording's passages that counts as certain.
const CERTAIN: f64 = 8.0;

/// Score of two recordings that show one scene, or sound the same, and have no stretch in common.
const HINT: f64 = 0.1;

/// Bits of a hash: nothing near was found.
const ALL_BITS: u32 = 256;

impl Likeness {
    /// Byte for byte the same.
    pub fn exact() -> Self {
        Self {
            relation: MatchRelation::SameFile,
            score: 1.0,
            distance: 0,
            transform: Transform::Original,
            how: HowFound::default(),
            shares: (1.0, 1.0),
        }
    }

    fn of_pictures(a: &Picture, b: &Picture) -> Option<Self> {
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
            shares: (
                f64::from(seen.explanation.of_a),
                f64::from(seen.explanation.of_b),
            ),
            how: HowFound {
                route: Some(seen.route),
                why: Some(seen.explanation),
                homography: seen.homography,
                inliers: seen.support.map_or(0, |support| support.inliers),
                ..HowFound::default()
            },
        }
    }

    /// A photo that is a moment of a recording. All of the photo is in it, and next to nothing of the
    /// recording in the photo.
    fn of_moment(moment: Moment) -> Self {
        Self {
            relation: match moment.is_sure() {
                true => MatchRelation::Excerpt,
                false => MatchRelation::Similar,
            },
            score: 1.0 - f64::from(moment.distance) / SURE_TO_UNSURE_BITS,
            distance: moment.distance,
            transform: moment.transform,
            shares: (1.0, 0.0),
            how: HowFound {
                still_s: Some(moment.t_s),
                inliers: u32::try_from(moment.inliers).unwrap_or(u32::MAX),
                homography: moment.homography,
                ..HowFound::default()
            },
        }
    }

    /// Told from the recording to the photo.
    fn turned_round(mut self) -> Self {
        self.shares = (self.shares.1, self.shares.0);
        self.how.homography = self.how.homography.and_then(|map| map.inverse());
        self
    }

    fn of_footage(a: &Footage, b: &Footage) -> Option<Self> {
        let found = footage::compare(a, b)?;
        let (of_a, of_b) = matched_s(&found.passages);
        let relation = match found.relation {
            FootageRelation::SameFootage => MatchRelation::SameFootage,
            FootageRelation::Excerpt => MatchRelation::Excerpt,
            FootageRelation::Similar => MatchRelation::Similar,
            FootageRelation::None => return None,
        };
        let best = found.passages.first();
        Some(Self {
            relation,
            // Without a common stretch it is but a hint.
            score: best.map_or(HINT, |best| (best.score / CERTAIN).clamp(0.0, 1.0)),
            distance: best.map_or(ALL_BITS, |best| best.distance),
            transform: best.map_or(Transform::Original, |best| best.transform),
            shares: (share(of_a, a), share(of_b, b)),
            how: HowFound::of_footage(&found),
        })
    }
}

/// Of a recording's length.
fn share(seconds: f64, of: &Footage) -> f64 {
    (seconds / of.duration_s.max(0.1)).clamp(0.0, 1.0)
}

fn explained(laid: &Laid) -> Explanation {
    Explanation {
        mirrored: laid.homography.area_scale([0.5, 0.5]) < 0.0,
        tilted: laid.tilted,
        of_a: 1.0,
        of_b: 1.0,
        ..Explanation::default()
    }
}

impl Stretch {
    fn of_sound(passage: &SoundPassage) -> Self {
        Self {
            from_s: passage.a_s.start,
            to_s: passage.a_s.end,
            other_from_s: passage.b_s.start,
            other_to_s: passage.b_s.end,
            speed: 1.0,
        }
    }

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
    fn of_footage(found: &Comparison) -> Self {
        Self {
            why: found.laid.as_ref().map(explained),
            homography: found.laid.map(|laid| laid.homography),
            inliers: found
                .laid
                .map_or(0, |laid| u32::try_from(laid.inliers).unwrap_or(u32::MAX)),
            stretches: found.passages.iter().map(Stretch::of).collect(),
            heard: found.sound.iter().map(Stretch::of_sound).collect(),
            ..Self::default()
        }
    }

    /// Reads what was stored; what an older version stored says less.
    pub(crate) fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}
