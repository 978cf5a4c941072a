//! What an examination of one file brings to light.

use cairn_domain::{DerivativeKind, FrameTable, MetadataClaim};
use cairn_matching::Fingerprint;
use image::{GrayImage, RgbImage};
use serde::{Deserialize, Serialize};

use crate::hashing;

/// Everything the caged child could say about one file. A file that cannot be decoded has a
/// `problem` and no derivatives; it is kept all the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Examination {
    /// Width in pixels, upright; also of a picture too large to decode.
    pub width: Option<u32>,
    /// Height in pixels, upright.
    pub height: Option<u32>,
    /// Length of a recording in seconds.
    pub duration_s: Option<f64>,
    /// Hash of a photo; a video has `frames` instead.
    pub hash: Option<PictureHash>,
    /// Hashes of a video's frames, one for each second.
    pub frames: Vec<FrameHash>,
    /// What it looks like, for finding the same footage. Travels outside the JSON.
    #[serde(skip)]
    pub fingerprint: Option<Fingerprint>,
    /// When each frame of a video is on screen, if that could be established.
    pub frame_table: Option<FrameTable>,
    /// What the file says about itself.
    pub claims: Vec<MetadataClaim>,
    /// What was made from it.
    pub derivatives: Vec<Made>,
    /// Why there is no preview, or which part of it is missing, in words for a person.
    pub problem: Option<String>,
}

/// The hash of one frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrameHash {
    /// Seconds from the start.
    pub t_s: f64,
    /// Its hash.
    pub hash: PictureHash,
}

/// The PDQ hash of one picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureHash {
    /// 64 hex digits.
    pub pdq: String,
    /// PDQ quality 0-100; below 50 the hash says nothing.
    pub quality: u8,
    /// The hashes of the picture turned and mirrored, 64 hex digits each, in the order of
    /// [`cairn_matching::Transform`]; the first is the picture's own. A search asks for all eight.
    pub dihedral: Vec<String>,
}

/// A derivative with how it was made. Its bytes hold no metadata of the original.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// What it is for.
    pub kind: DerivativeKind,
    /// MIME type: `image/jpeg`, `video/mp4`, `audio/mp4`; `image/png` for a snapshot or a waveform.
    pub mime: String,
    /// Width in pixels, if it is a picture.
    pub width: Option<u32>,
    /// Height in pixels, if it is a picture.
    pub height: Option<u32>,
    /// The program and version that made it.
    pub tool: String,
    /// The arguments it was made with; the input is called `INPUT`.
    pub arguments: String,
    /// The file itself. Travels outside the JSON.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Examination {
    /// Notes what an upright picture looks like.
    pub(crate) fn looks_like(&mut self, picture: &RgbImage) {
        self.looks_like_grey(&hashing::grey(picture));
    }

    /// The same for the brightness of one.
    pub(crate) fn looks_like_grey(&mut self, grey: &GrayImage) {
        (self.width, self.height) = (Some(grey.width()), Some(grey.height()));
        let (hash, described) = hashing::describe(grey);
        self.hash = hash;
        self.fingerprint = described.map(Fingerprint::Picture);
    }

    /// An examination that found out nothing but why.
    pub fn failed(reason: impl std::fmt::Display) -> Self {
        Self {
            problem: Some(cannot_preview(reason)),
            ..Self::default()
        }
    }
}

/// The redacted copy of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Redacted {
    /// The copy.
    pub copy: Made,
    /// Its cover; sound has none.
    pub cover: Option<Made>,
}

/// The sentence of every problem, so that they read alike on the page.
pub(crate) fn cannot_preview(reason: impl std::fmt::Display) -> String {
    format!("cannot be previewed: {reason}")
}
