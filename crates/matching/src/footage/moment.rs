//! A photo that is one moment of a recording: a screenshot, a poster, a frame that somebody kept.

use super::{
    Footage, Still, telling,
    view::{View, views},
};
use crate::{Hashed, Homography, Pdq, Picture, Transform, nearness::MIN_QUALITY};

/// Bits up to which a photo with enough in it is taken for a moment of a recording: what a screenshot
/// loses by its format and by falling between two frames. Pages of one design are that near too,
/// and then the picture on them decides, which a hash of the whole hardly sees; so it is less than
/// the field's 31.
pub const SURE_RADIUS: u32 = 20;

/// Bits up to which a photo is taken for a moment of a recording whose local features lie in the same
/// places. Unrelated photographs, with all their parts and mirror images, were never nearer than 72.
pub const LAID_RADIUS: u32 = 31;

/// Features of one still that have to lie in the same places.
const LEAST_LAID: usize = 20;

/// Bits up to which a photo is put before a person beside a recording.
pub const ALIKE_RADIUS: u32 = 48;

/// Where in a recording a photo was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Seconds from the start of the recording.
    pub t_s: f64,
    /// Bits by which the nearest hashes differ.
    pub distance: u32,
    /// The lower PDQ quality of the two.
    pub quality: u8,
    /// What turns the photo so that it looks like the recording.
    pub transform: Transform,
    /// Local features that lie in the same places in the still of the recording that has most.
    pub inliers: usize,
    /// Where each point of the photo lies in the recording's frames, if features say so.
    pub homography: Option<Homography>,
}

impl Moment {
    /// Whether it is near enough to be taken for the same: within [`LAID_RADIUS`] where features
    /// agree, else within [`SURE_RADIUS`] at a quality of [`MIN_QUALITY`] and better, and in
    /// proportion nearer where there is less in the picture.
    pub fn is_sure(&self) -> bool {
        let quality = u32::from(self.quality.min(MIN_QUALITY));
        let is_near = self.distance * u32::from(MIN_QUALITY) <= SURE_RADIUS * quality;
        is_near || (self.distance <= LAID_RADIUS && self.inliers >= LEAST_LAID)
    }

    fn laid(mut self, picture: &Picture, footage: &Footage) -> Self {
        if let Some((view, inliers)) = laid(picture, footage) {
            self.inliers = inliers;
            self.homography = Some(view.map);
        }
        self
    }
}

/// The hashes with which a photo asks for recordings, each under every way of turning it.
pub fn asking(picture: &Picture) -> Vec<Pdq> {
    let probes = picture.probes.iter();
    probes.flat_map(|probe| probe.hashed.dihedral).collect()
}

/// The moment of a recording that looks most like a photo, if any is within [`ALIKE_RADIUS`]: the
/// earliest of equals.
pub fn find(picture: &Picture, footage: &Footage) -> Option<Moment> {
    nearest_moment(picture, footage).map(|moment| moment.laid(picture, footage))
}

/// How a photo lies in the stills of a recording, as it is or mirrored, and how many features of one
/// still agree.
fn laid(picture: &Picture, footage: &Footage) -> Option<(View, usize)> {
    let photo = Footage {
        stills: vec![Still::of(0.0, picture)?],
        ..Footage::default()
    };
    let found = [false, true]
        .into_iter()
        .flat_map(|mirror| views(&photo, footage, mirror))
        .filter_map(|view| {
            let most = view.moments.iter().map(|(.., count)| *count).max()?;
            Some((view, most))
        });
    found.max_by_key(|(_, most)| *most)
}

fn nearest_moment(picture: &Picture, footage: &Footage) -> Option<Moment> {
    let mut best: Option<Moment> = None;
    for frame in &footage.frames {
        for (_, shown) in telling(frame) {
            for probe in &picture.probes {
                let moment = nearest(&probe.hashed, shown, frame.t_s);
                if moment.distance <= best.map_or(ALIKE_RADIUS, |best| best.distance - 1) {
                    best = Some(moment);
                }
                if best.is_some_and(|best| best.distance == 0) {
                    return best;
                }
            }
        }
    }
    best
}

fn nearest(asked: &Hashed, shown: &Hashed, t_s: f64) -> Moment {
    let variants = Transform::ALL.iter().zip(asked.dihedral);
    let distances = variants.map(|(turn, pdq)| (pdq.distance(&shown.pdq), *turn));
    let (distance, transform) = distances.min().unwrap_or((256, Transform::Original));
    Moment {
        t_s,
        distance,
        quality: asked.quality.min(shown.quality),
        transform,
        inliers: 0,
        homography: None,
    }
}
