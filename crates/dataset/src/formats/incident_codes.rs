//! The closed vocabularies of an incident, for `CODEBOOK.md`.

use cairn_domain::{
    AttributionConfidence, AttributionKind, CasualtyBasis, ClockBasis, ClockPrecision,
    DatePrecision, IncidentSourceKind, UrbanRural, Verification,
};

use super::codebook::list;
use crate::CoordPolicy;

pub(super) fn incident_codes() -> String {
    [
        list(
            "date_precision",
            DatePrecision::ALL,
            DatePrecision::code,
            day,
        ),
        list(
            "time_precision",
            ClockPrecision::ALL,
            ClockPrecision::code,
            clock,
        ),
        list("time_basis", ClockBasis::ALL, ClockBasis::code, clock_basis),
        list("coord_policy", CoordPolicy::ALL, CoordPolicy::code, policy),
        list("urban_rural", UrbanRural::ALL, UrbanRural::code, setting),
        list(
            "attribution",
            AttributionKind::ALL,
            AttributionKind::code,
            attribution,
        ),
        list(
            "attribution_confidence",
            AttributionConfidence::ALL,
            AttributionConfidence::code,
            confidence,
        ),
        list(
            "casualty_basis",
            CasualtyBasis::ALL,
            CasualtyBasis::code,
            basis,
        ),
        list("verification", Verification::ALL, Verification::code, grade),
        list(
            "kind in sources.csv",
            IncidentSourceKind::ALL,
            IncidentSourceKind::code,
            source,
        ),
    ]
    .join("\n")
}

fn day(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "that day",
        DatePrecision::Week => "some day of the week that begins on it",
        DatePrecision::Month => "some day of its month",
        DatePrecision::Range => "from `date` to `date_end`",
    }
}

fn clock(precision: ClockPrecision) -> &'static str {
    match precision {
        ClockPrecision::Minute => "to the minute",
        ClockPrecision::QuarterHour => "to a quarter of an hour",
        ClockPrecision::Hour => "to the hour",
        ClockPrecision::PartOfDay => "morning, noon, evening or night",
        ClockPrecision::Unknown => "not stated",
    }
}

fn clock_basis(basis: ClockBasis) -> &'static str {
    match basis {
        ClockBasis::Shadow => "shadows or the sun in the picture",
        ClockBasis::Metadata => "what a file says of itself",
        ClockBasis::Source => "what a source says",
        ClockBasis::ClockInFrame => "a clock in the picture",
    }
}

fn policy(policy: CoordPolicy) -> &'static str {
    match policy {
        CoordPolicy::Exact => "as found",
        CoordPolicy::Rounded => "snapped to the centre of a cell, which the radius includes",
        CoordPolicy::Withheld => "not published, or not known",
    }
}

fn setting(setting: UrbanRural) -> &'static str {
    match setting {
        UrbanRural::Urban => "within a city",
        UrbanRural::PeriUrban => "at its edge",
        UrbanRural::Rural => "outside",
    }
}

fn attribution(kind: AttributionKind) -> &'static str {
    match kind {
        AttributionKind::ClaimedByGroup => "the group says so itself",
        AttributionKind::AttributedByAuthority => "an authority says so",
        AttributionKind::AttributedByMedia => "the press says so",
        AttributionKind::AssessedByUs => "the team holds it likely; nobody has claimed it",
        AttributionKind::Unclaimed => "nobody has claimed it, and the team does not say who",
        AttributionKind::Denied => "the one named denies it",
        AttributionKind::Competing => "several say it was them, or several are named",
    }
}

fn confidence(confidence: AttributionConfidence) -> &'static str {
    match confidence {
        AttributionConfidence::High => "independent sources agree and nothing speaks against it",
        AttributionConfidence::Medium => "it fits what is known",
        AttributionConfidence::Low => "it may be so",
    }
}

fn basis(basis: CasualtyBasis) -> &'static str {
    match basis {
        CasualtyBasis::Visual => "counted in pictures",
        CasualtyBasis::Official => "an authority's figures",
        CasualtyBasis::Hospital => "a hospital's figures",
        CasualtyBasis::Media => "reports in the press",
        CasualtyBasis::Mixed => "several of these",
    }
}

fn grade(grade: Verification) -> &'static str {
    match grade {
        Verification::Verified => "signed-off evidence shows it, at its place and time",
        Verification::Likely => "evidence fits; one of place, time or cause rests on reports",
        Verification::Unverified => "reported, and nothing seen, which does not make it false",
        Verification::Contested => "evidence or sources contradict one another",
        Verification::Refuted => "evidence shows that it did not happen so",
    }
}

fn source(kind: IncidentSourceKind) -> &'static str {
    match kind {
        IncidentSourceKind::Witness => "somebody who was there",
        IncidentSourceKind::Media => "the press",
        IncidentSourceKind::Authority => "an authority",
        IncidentSourceKind::Hospital => "a hospital",
        IncidentSourceKind::ArmedGroup => "an armed group",
        IncidentSourceKind::Organisation => {
            "the United Nations, a humanitarian or human-rights organisation"
        }
        IncidentSourceKind::Other => "anybody else",
    }
}
