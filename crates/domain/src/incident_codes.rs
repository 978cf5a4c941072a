//! Closed vocabularies of an incident: what is the same in every project.

use crate::vocabulary;

vocabulary! {
    /// How exactly the day is known.
    #[derive(Default)]
    pub enum DatePrecision {
        /// The day itself.
        #[default]
        Day = "day",
        /// Some day of the week that begins on it.
        Week = "week",
        /// Some day of its month.
        Month = "month",
        /// From its first day to its last.
        Range = "range",
    }
}

vocabulary! {
    /// How exactly the time of day is known.
    pub enum ClockPrecision {
        /// The minute.
        Minute = "minute",
        /// Within a quarter of an hour.
        QuarterHour = "quarter_hour",
        /// Within an hour.
        Hour = "hour",
        /// Morning, noon, evening, night.
        PartOfDay = "part_of_day",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What the time of day rests on.
    pub enum ClockBasis {
        /// Shadows or the sun in the picture.
        Shadow = "shadow",
        /// What a file says of itself.
        Metadata = "metadata",
        /// What a source says.
        Source = "source",
        /// A clock in the picture.
        ClockInFrame = "clock_in_frame",
    }
}

vocabulary! {
    /// Town or country.
    pub enum UrbanRural {
        /// Within a city.
        Urban = "urban",
        /// At its edge.
        PeriUrban = "peri_urban",
        /// Outside.
        Rural = "rural",
    }
}

vocabulary! {
    /// Where an attribution comes from. To bear the hallmarks of a group is not to be claimed by it.
    pub enum AttributionKind {
        /// The group says so itself.
        ClaimedByGroup = "claimed_by_group",
        /// An authority says so.
        AttributedByAuthority = "attributed_by_authority",
        /// The press says so.
        AttributedByMedia = "attributed_by_media",
        /// The team holds it likely; nobody has claimed it.
        AssessedByUs = "assessed_by_us",
        /// Nobody has claimed it and the team does not say who.
        Unclaimed = "unclaimed",
        /// The one named denies it.
        Denied = "denied",
        /// Several say it was them, or several are named.
        Competing = "competing",
    }
}

vocabulary! {
    /// How sure the team is of the attribution.
    pub enum AttributionConfidence {
        /// Independent sources agree and nothing speaks against it.
        High = "high",
        /// It fits what is known.
        Medium = "medium",
        /// It may be so.
        Low = "low",
    }
}

vocabulary! {
    /// What the counts of killed and injured rest on.
    pub enum CasualtyBasis {
        /// Counted in pictures.
        Visual = "visual",
        /// An authority's figures.
        Official = "official",
        /// A hospital's figures.
        Hospital = "hospital",
        /// Reports in the press.
        Media = "media",
        /// Several of these.
        Mixed = "mixed",
    }
}

vocabulary! {
    /// How well the incident as a whole is established.
    #[derive(Default)]
    pub enum Verification {
        /// Signed-off evidence shows it, at its place and time.
        Verified = "verified",
        /// Evidence fits, and one of place, time or cause rests on reports.
        Likely = "likely",
        /// Reported; nothing seen. That is not "false".
        #[default]
        Unverified = "unverified",
        /// Evidence or sources contradict one another.
        Contested = "contested",
        /// Evidence shows that it did not happen so.
        Refuted = "refuted",
    }
}
