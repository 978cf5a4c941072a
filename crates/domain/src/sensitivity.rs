//! How hard an item is to look at, and what a viewer should know before looking.

use serde::{Deserialize, Serialize};

use crate::{FileId, vocabulary};

vocabulary! {
    /// Rated at triage. Until then an item is treated as [`Sensitivity::Graphic`].
    pub enum Sensitivity {
        /// Nothing distressing.
        None = "none",
        /// Distressing, without bodies or blood in view.
        Mild = "mild",
        /// Blood, bodies or suffering in view.
        Graphic = "graphic",
        /// Killing, torture, sexual violence, children harmed.
        Extreme = "extreme",
    }
}

vocabulary! {
    /// What a viewer is told before the picture.
    pub enum ContentNote {
        /// Blood.
        Blood = "blood",
        /// Dead bodies.
        Bodies = "bodies",
        /// Injured people.
        Injured = "injured",
        /// Children in distress or harmed.
        Children = "children",
        /// Sexual violence.
        SexualViolence = "sexual_violence",
        /// Torture.
        Torture = "torture",
        /// Killing shown.
        Killing = "killing",
        /// Screaming or other distressing sound.
        DistressingSound = "distressing_sound",
        /// Explosion or flash.
        Explosion = "explosion",
        /// Faces, names, plates or homes that identify people.
        PersonalInformation = "personal_information",
    }
}

impl Sensitivity {
    /// Whether a viewer must be asked before anything but a cover is shown.
    pub fn is_covered(rated: Option<Self>) -> bool {
        !matches!(rated, Some(Self::None))
    }
}

/// What a recording shows or sounds like between two moments of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRange {
    /// The recording.
    pub file: FileId,
    /// Where it begins, in seconds from the start.
    pub from_s: u32,
    /// Where it ends, in seconds from the start; never before it begins.
    pub to_s: u32,
    /// What is there.
    pub note: ContentNote,
}

/// Rating and notes of one item, as triage left them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How hard it is to look at.
    pub sensitivity: Sensitivity,
    /// What is in it.
    pub notes: Vec<ContentNote>,
    /// What is in it when, in recordings. Left out when there is none, so that ratings written
    /// before there were ranges keep their bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<NoteRange>,
}

impl Rating {
    /// Everything a viewer is told before the picture: notes of the whole and of ranges, each once.
    pub fn all_notes(&self) -> Vec<ContentNote> {
        let ranges = self.ranges.iter().map(|range| range.note);
        let mut notes: Vec<_> = self.notes.iter().copied().chain(ranges).collect();
        notes.sort_unstable();
        notes.dedup();
        notes
    }
}
