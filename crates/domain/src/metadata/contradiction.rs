//! Where claims contradict each other, or what is known otherwise. Data, never a verdict: a flag
//! says what to look at, and people say what it means.

use serde::{Deserialize, Serialize};

use super::SoftwareClass;

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Contradiction {
    /// The clock had not been set: the field is blank, or stands at the zero of a calendar.
    ClockNotSet {
        /// Of which field.
        tag: String,
        /// The year that stands there; 0 for a blank field.
        year: i32,
    },
    /// What stands in a date field is no date.
    NotADate {
        /// Which field.
        tag: String,
    },
    /// What stands in a position field is no place on Earth.
    NotAPlace,
    /// A date lies after the moment the file was received.
    AfterReceipt {
        /// Which field.
        tag: String,
        /// By how much at the least, in minutes.
        minutes: i64,
    },
    /// A date of recording lies after the time the submitter says.
    AfterClaimedTime {
        /// Which field.
        tag: String,
        /// By how much at the least, in minutes.
        minutes: i64,
    },
    /// Two dates of recording cannot both be true in any time zone.
    DatesDisagree {
        /// One field.
        tag: String,
        /// The other.
        other: String,
        /// How far apart at the least, in minutes.
        minutes: i64,
    },
    /// The file was changed after it was recorded, by its own dates.
    ChangedLater {
        /// Which field says so.
        tag: String,
        /// How much later at the least, in minutes.
        minutes: i64,
    },
    /// The position lies away from the place the submitter says.
    FarFromClaimedPlace {
        /// How far, in metres.
        distance_m: f64,
    },
    /// Two positions in the file lie apart.
    PlacesDisagree {
        /// How far, in metres.
        distance_m: f64,
    },
    /// The file was through a program that changes or passes on files.
    LaterHand {
        /// What kind of program.
        class: SoftwareClass,
    },
    /// The picture is of another size than the file says.
    SizeDisagrees {
        /// Width and height as claimed.
        claimed: (u32, u32),
        /// Width and height as decoded.
        decoded: (u32, u32),
    },
    /// The recording is longer than anybody records: damaged or forged.
    TooLong {
        /// Seconds as the container says.
        seconds: f64,
    },
    /// A track is longer or shorter than the recording.
    DurationDisagrees {
        /// Seconds as the track says.
        claimed_s: f64,
        /// Seconds as the container says.
        container_s: f64,
    },
    /// The small picture in the file shows something else than the large one.
    ThumbnailDiffers,
    /// The name it came under ends as those of another kind of file do.
    NameDisagrees,
}

impl Contradiction {
    /// The code of every contradiction there is; the sentence is the Fluent key
    /// `contradiction-<code>`.
    pub const ALL_CODES: &'static [&'static str] = &[
        "clock_not_set",
        "not_a_date",
        "not_a_place",
        "after_receipt",
        "after_claimed_time",
        "dates_disagree",
        "changed_later",
        "far_from_claimed_place",
        "places_disagree",
        "later_hand",
        "size_disagrees",
        "too_long",
        "duration_disagrees",
        "thumbnail_differs",
        "name_disagrees",
    ];

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ClockNotSet { .. } => "clock_not_set",
            Self::NotADate { .. } => "not_a_date",
            Self::NotAPlace => "not_a_place",
            Self::AfterReceipt { .. } => "after_receipt",
            Self::AfterClaimedTime { .. } => "after_claimed_time",
            Self::DatesDisagree { .. } => "dates_disagree",
            Self::ChangedLater { .. } => "changed_later",
            Self::FarFromClaimedPlace { .. } => "far_from_claimed_place",
            Self::PlacesDisagree { .. } => "places_disagree",
            Self::LaterHand { .. } => "later_hand",
            Self::SizeDisagrees { .. } => "size_disagrees",
            Self::TooLong { .. } => "too_long",
            Self::DurationDisagrees { .. } => "duration_disagrees",
            Self::ThumbnailDiffers => "thumbnail_differs",
            Self::NameDisagrees => "name_disagrees",
        }
    }
}
