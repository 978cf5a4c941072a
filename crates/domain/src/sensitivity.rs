//! How hard an item is to look at, and what a viewer should know before looking.

use serde::{Deserialize, Serialize};

use crate::vocabulary;

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

/// Rating and notes of one item, as triage left them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How hard it is to look at.
    pub sensitivity: Sensitivity,
    /// What is in it.
    pub notes: Vec<ContentNote>,
}
