//! Redactions: what a person covered in a copy that may be shown, and why. The original is never
//! touched; a later redaction of the same file takes the place of an earlier one.

mod flaw;
mod track;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use self::{
    flaw::{BadRedaction, RegionFlaw},
    track::{Keyframe, Span, Track},
};
use crate::{FileId, MediaKind, RedactionId, UserId, vocabulary};

/// Most regions of one redaction.
pub const MOST_REGIONS: usize = 60;
/// Most keyframes of all its regions together; a redaction must fit one argument of a program.
pub const MOST_KEYFRAMES: usize = 600;
/// Most stretches of sound that are silenced.
pub const MOST_SILENCES: usize = 100;

vocabulary! {
    /// The outline of a region.
    pub enum RegionShape {
        /// Upright rectangle.
        Rectangle = "rectangle",
        /// The ellipse that touches the middle of all four sides of its box.
        Ellipse = "ellipse",
    }
}

vocabulary! {
    /// What a region hides.
    pub enum RedactionReason {
        /// A face.
        Face = "face",
        /// A number plate.
        Plate = "plate",
        /// A written name, number or address.
        Name = "name",
        /// A home, or what leads to one.
        Home = "home",
        /// A child.
        Minor = "minor",
        /// Something else, said in words.
        Other = "other",
    }
}

/// A redaction as recorded: immutable, superseded by a later one, never edited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redaction {
    /// The row.
    pub id: RedactionId,
    /// The file it covers a copy of.
    pub file: FileId,
    /// Who drew it.
    pub author: UserId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// What is covered.
    pub body: RedactionBody,
}

/// What a redaction covers: at least one region, or something done to the sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawBody")]
pub struct RedactionBody {
    regions: Vec<Region>,
    sound: SoundTreatment,
}

#[derive(Deserialize)]
struct RawBody {
    regions: Vec<Region>,
    sound: SoundTreatment,
}

/// One thing that is covered, with solid colour and nothing else: what is blurred or pixelated can
/// be guessed back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Its outline.
    pub shape: RegionShape,
    /// What it hides.
    pub reason: RedactionReason,
    /// What it hides, in words; asked for where the reason is [`RedactionReason::Other`].
    pub words: String,
    /// When it is there; the whole length for a photo.
    pub span: Span,
    /// Where it is.
    pub track: Track,
}

/// What becomes of the sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SoundTreatment {
    /// It stays as it is.
    Keep,
    /// The copy has none.
    Remove,
    /// Silence in its place.
    Silence {
        /// When; the whole length if there are none.
        during: Vec<Span>,
    },
}

impl RedactionBody {
    /// A redaction from its parts.
    ///
    /// # Errors
    /// The first thing that is wrong with it, and with which region.
    pub fn try_new(regions: Vec<Region>, sound: SoundTreatment) -> Result<Self, BadRedaction> {
        if regions.is_empty() && sound == SoundTreatment::Keep {
            return Err(BadRedaction::Nothing);
        }
        let keyframes: usize = regions.iter().map(|r| r.track.keyframes().len()).sum();
        if regions.len() > MOST_REGIONS || keyframes > MOST_KEYFRAMES {
            return Err(BadRedaction::TooMany);
        }
        for (index, region) in regions.iter().enumerate() {
            let flaw = |flaw| BadRedaction::Region { index, flaw };
            if region.reason == RedactionReason::Other && region.words.trim().is_empty() {
                return Err(flaw(RegionFlaw::NeedsWords));
            }
        }
        if let SoundTreatment::Silence { during } = &sound
            && during.len() > MOST_SILENCES
        {
            return Err(BadRedaction::TooMany);
        }
        Ok(Self { regions, sound })
    }

    /// Whether it can be carried out on a file of this kind: a photo stands still and is silent,
    /// sound has no picture.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fits(&self, kind: MediaKind) -> Result<(), BadRedaction> {
        let moves =
            |region: &Region| region.track.keyframes().len() > 1 || region.span != Span::whole();
        match kind {
            MediaKind::Photo if self.sound != SoundTreatment::Keep => Err(BadRedaction::Silent),
            MediaKind::Photo if self.regions.iter().any(moves) => Err(BadRedaction::StandsStill),
            MediaKind::Photo | MediaKind::Video => Ok(()),
            MediaKind::Audio if self.regions.is_empty() => Ok(()),
            MediaKind::Audio => Err(BadRedaction::NoPicture),
            MediaKind::Other => Err(BadRedaction::NoPicture),
        }
    }

    /// What is covered.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// What becomes of the sound.
    pub fn sound(&self) -> &SoundTreatment {
        &self.sound
    }

    /// The same without its words, for whoever only has to carry it out.
    pub fn without_words(&self) -> Self {
        let mut bare = self.clone();
        for region in &mut bare.regions {
            region.reason = RedactionReason::Face;
            region.words.clear();
        }
        bare
    }
}

impl SoundTreatment {
    /// Whether the sound is silent at any moment between two seconds of the copy.
    pub fn is_silent_between(&self, from_s: f64, to_s: f64) -> bool {
        match self {
            Self::Keep => false,
            Self::Remove => true,
            Self::Silence { during } => {
                during.is_empty() || during.iter().any(|span| span.meets(from_s, to_s))
            }
        }
    }
}

impl TryFrom<RawBody> for RedactionBody {
    type Error = BadRedaction;
    fn try_from(raw: RawBody) -> Result<Self, BadRedaction> {
        Self::try_new(raw.regions, raw.sound)
    }
}

#[cfg(test)]
mod tests;
