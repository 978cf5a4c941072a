//! The demo's content: facts, invented records that say so, drawings and clips.
//!
//! Everything follows from a seed. Nothing here talks to the application, and no picture shows
//! anything but a drawing.

pub mod chance;
pub mod claims;
pub mod clip;
pub mod drive;
pub mod exif;
pub mod facts;
mod invent;
pub mod photo;
pub mod plan;
pub mod scene;
#[cfg(test)]
mod tests;

use std::io;

use cairn_domain::FrameBox;

pub use clip::ClipSpec;
pub use exif::CameraClaim;
pub use scene::{Feature, FeatureKind, SceneSpec, Setting, Smoke};

/// Why content could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is no ffmpeg to run.
    #[error("ffmpeg could not be started; the demo needs it for its clips")]
    NoFfmpeg(#[source] io::Error),
    /// ffmpeg did not like what it got.
    #[error("ffmpeg failed: {0}")]
    Ffmpeg(String),
    /// A picture could not be encoded or decoded.
    #[error("a picture could not be made")]
    Picture(#[from] image::ImageError),
    /// A scratch file could not be written or read.
    #[error("a scratch file could not be used")]
    Scratch(#[from] io::Error),
    /// The sun is not known for the moment.
    #[error(transparent)]
    Sun(#[from] cairn_place::sun::NoSun),
    /// The facts shipped with the program do not fit their columns.
    #[error("the shipped facts cannot be read: {0}")]
    Facts(String),
}

/// A file to be made.
#[derive(Debug, Clone, PartialEq)]
pub enum MediaSpec {
    /// A drawing as a JPEG.
    Photo {
        /// What it shows.
        scene: SceneSpec,
        /// JPEG quality, 1..=100.
        quality: u8,
        /// What the file says of itself.
        claim: Option<CameraClaim>,
    },
    /// A clip as an MP4.
    Clip(ClipSpec),
    /// Another file after it has travelled.
    Copy {
        /// The other file.
        of: Box<MediaSpec>,
        /// What happened to it.
        change: Change,
    },
}

/// What happens to files as they travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// Nothing: the same bytes.
    Same,
    /// Smaller and coarser.
    Reencoded,
    /// Edges cut off.
    Cropped,
    /// Left and right swapped.
    Mirrored,
    /// Only a part of a clip. A photo is re-encoded instead.
    Trimmed,
}

impl MediaSpec {
    /// Whether it is a clip, through any number of copies.
    pub fn is_clip(&self) -> bool {
        match self {
            Self::Photo { .. } => false,
            Self::Clip(_) => true,
            Self::Copy { of, .. } => of.is_clip(),
        }
    }

    /// Where a feature of its scene is on the file's own frame, through any number of copies.
    pub fn frame_box(&self, feature: &Feature) -> Option<FrameBox> {
        match self {
            Self::Photo { scene, .. } => scene.frame_box(feature),
            Self::Clip(clip) => clip.frame_box(feature),
            Self::Copy { of, change } => {
                of.frame_box(feature).and_then(|frame| change.carry(frame))
            }
        }
    }

    /// The scene it shows, through any number of copies.
    pub fn scene(&self) -> &SceneSpec {
        match self {
            Self::Photo { scene, .. } | Self::Clip(ClipSpec { scene, .. }) => scene,
            Self::Copy { of, .. } => of.scene(),
        }
    }
}

impl Change {
    /// Where a box ends up on the changed frame; nothing when it has been cut off.
    fn carry(self, frame: FrameBox) -> Option<FrameBox> {
        match self {
            Self::Same | Self::Reencoded | Self::Trimmed => Some(frame),
            Self::Mirrored => Some(FrameBox {
                x: 1.0 - frame.x - frame.w,
                ..frame
            }),
            Self::Cropped => scene::cropped(frame, CROP, (1.0 - CROP.0, 1.0 - CROP.1)),
        }
    }
}

/// The share of the width and the height that cropping takes away, from the left and the top: the
/// corner with the caption stays in view. As much as a hash of the whole picture survives, so that
/// some copies are found by themselves and some only as worth a look.
const CROP: (f64, f64) = (0.02, 0.02);

/// Makes a file. The same spec gives the same bytes.
///
/// # Errors
/// When ffmpeg is missing or refuses, or a picture cannot be encoded.
pub fn media(spec: &MediaSpec) -> Result<Vec<u8>, DemoError> {
    match spec {
        MediaSpec::Photo {
            scene,
            quality,
            claim,
        } => photo::encode(&scene::draw(scene)?, *quality, claim.as_ref()),
        MediaSpec::Clip(clip) => clip::render(clip),
        MediaSpec::Copy { of, change } => changed(&media(of)?, *change, of.is_clip()),
    }
}

/// What becomes of bytes that are at hand already.
///
/// # Errors
/// As [`media`].
pub fn changed(bytes: &[u8], change: Change, is_clip: bool) -> Result<Vec<u8>, DemoError> {
    if is_clip {
        clip::change(bytes, change)
    } else {
        photo::change(bytes, change)
    }
}
