//! `CODEBOOK.md`: every column and every code, from the tables the other files are written by.

use cairn_domain::{
    ClaimCalendar, ClaimDatePrecision, ClaimKind, ClaimRelation, ClaimStatus, Confidence,
    ContentNote, MediaKind, PlaceMethod, PrecisionClass, RetractionReason, Sensitivity,
    TimeEvidenceKind,
};

use crate::{
    formats::{Cause, Work, incident_codes::incident_codes},
    tables::{TABLES, Table},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut parts = vec![format!("# Codebook of {}\n", work.release.project_code)];
    parts.extend(TABLES.iter().map(table));
    parts.push(OTHERS.to_owned());
    parts.push(codes());
    Ok(parts.join("\n").into_bytes())
}

/// Where the same columns stand besides the CSV files.
const OTHERS: &str = "## Other files\n\nThe same columns stand in `incidents.geojson` (as \
    properties; the coordinates are the geometry, which is `null` when the place is withheld), in \
    `incidents.parquet` (with `geometry` and `bbox` besides), in `dataset.sqlite` and in \
    `incidents.xlsx`. `acled-like.csv`, `gtd-like.csv` and `hxl.csv` hold the incidents in columns \
    of those names for programs that expect them: the inclusion rules are those of this dataset, \
    a single count of killed is the best estimate or else the lowest credible one, and a code \
    without a counterpart is left empty.\n";

fn table(table: &Table) -> String {
    let lines = (table.headings)().into_iter();
    let lines = lines.map(|c| format!("| `{}` | {} | {} |\n", c.name, c.values, c.meaning));
    format!(
        "## {}.csv\n\n| column | values | meaning |\n|-|-|-|\n{}",
        table.name,
        lines.collect::<String>()
    )
}

/// One vocabulary with the meaning of each code.
pub(super) fn list<T: Copy>(
    name: &str,
    all: &[T],
    code: fn(T) -> &'static str,
    means: fn(T) -> &'static str,
) -> String {
    let line = |value: &T| format!("- `{}`: {}\n", code(*value), means(*value));
    format!("### {name}\n\n{}", all.iter().map(line).collect::<String>())
}

fn codes() -> String {
    [
        "## Codes\n\nThe lists of `event_type`, `target_type` and `location_type` belong to the project.\n"
            .to_owned(),
        list("geo_precision", PrecisionClass::ALL, PrecisionClass::code, precision),
        incident_codes(),
        list("kind", MediaKind::ALL, MediaKind::code, kind),
        list("sensitivity", Sensitivity::ALL, Sensitivity::code, sensitivity),
        list("content_notes", ContentNote::ALL, ContentNote::code, content_note),
        list("location_methods", PlaceMethod::ALL, PlaceMethod::code, method),
        list("time_evidence", TimeEvidenceKind::ALL, TimeEvidenceKind::code, time_evidence),
        list("location_confidence, time_confidence", Confidence::ALL, Confidence::code, confidence),
        list("reason of a retraction", RetractionReason::ALL, RetractionReason::code, reason),
        list("status of a claim", ClaimStatus::ALL, ClaimStatus::code, status),
        list("kind of a claim", ClaimKind::ALL, ClaimKind::code, kind_of_claim),
        list("relation of a claim", ClaimRelation::ALL, ClaimRelation::code, relation),
        list("date_precision of a claim", ClaimDatePrecision::ALL, ClaimDatePrecision::code, claimed_precision),
        list("calendar of a claim", ClaimCalendar::ALL, ClaimCalendar::code, calendar),
    ]
    .join("\n")
}

fn precision(class: PrecisionClass) -> &'static str {
    match class {
        PrecisionClass::Exact => "within 10 m",
        PrecisionClass::Vicinity => "within 100 m: the same complex, block or field",
        PrecisionClass::Locality => "within 1 km: the same neighbourhood or village",
        PrecisionClass::Settlement => "within 5 km: the settlement",
        PrecisionClass::District => "within 50 km: the district",
        PrecisionClass::Province => "wider: the province",
    }
}

fn kind(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "a still picture",
        MediaKind::Video => "moving pictures",
        MediaKind::Audio => "sound alone",
        MediaKind::Other => "anything else",
    }
}

fn sensitivity(sensitivity: Sensitivity) -> &'static str {
    match sensitivity {
        Sensitivity::None => "nothing distressing",
        Sensitivity::Mild => "distressing, without bodies or blood in view",
        Sensitivity::Graphic => "blood, bodies or suffering in view",
        Sensitivity::Extreme => "killing, torture, sexual violence, or children harmed",
    }
}

fn method(method: PlaceMethod) -> &'static str {
    match method {
        PlaceMethod::VisualMatch => "things in the picture, on satellite or aerial imagery",
        PlaceMethod::StreetLevel => "things in the picture, on pictures taken at street level",
        PlaceMethod::Skyline => "the line of mountains or roofs",
        PlaceMethod::SunDirection => "where sun and shadows fall",
        PlaceMethod::Signage => "writing on signs, plates or shop fronts",
        PlaceMethod::Metadata => "coordinates in the file: a lead",
        PlaceMethod::Witness => "somebody who was there",
        PlaceMethod::Triangulation => {
            "independent sources that name the same place; nothing in the picture was matched"
        }
        PlaceMethod::ReportedOnly => {
            "one report that names the place; nothing in the picture was matched"
        }
    }
}

fn time_evidence(kind: TimeEvidenceKind) -> &'static str {
    match kind {
        TimeEvidenceKind::FirstSeen => "when it was first seen online: a latest bound only",
        TimeEvidenceKind::Upload => "when it was put online",
        TimeEvidenceKind::ArchiveCapture => "when an archive captured it",
        TimeEvidenceKind::Metadata => "a time in the file: a lead",
        TimeEvidenceKind::SignedTime => "a time that a device signed",
        TimeEvidenceKind::ShadowAzimuth => "the direction of a shadow",
        TimeEvidenceKind::ShadowRatio => "the length of a shadow against its object",
        TimeEvidenceKind::VisibleSun => "the sun in view",
        TimeEvidenceKind::VisibleClock => "a clock in view",
        TimeEvidenceKind::Weather => "weather in view against records",
        TimeEvidenceKind::KnownEvent => "another dated event",
        TimeEvidenceKind::Satellite => "satellite images before and after",
        TimeEvidenceKind::PrayerCall => "a call to prayer that is heard",
        TimeEvidenceKind::Statement => "what someone said",
        TimeEvidenceKind::Other => "something else",
    }
}

fn content_note(note: ContentNote) -> &'static str {
    match note {
        ContentNote::Blood => "blood",
        ContentNote::Bodies => "dead bodies",
        ContentNote::Injured => "injured people",
        ContentNote::Children => "children in distress or harmed",
        ContentNote::SexualViolence => "sexual violence",
        ContentNote::Torture => "torture",
        ContentNote::Killing => "killing shown",
        ContentNote::DistressingSound => "screaming or other distressing sound",
        ContentNote::Explosion => "an explosion or flash",
        ContentNote::PersonalInformation => "faces, names, plates or homes that identify people",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "three independent features agree, or two of which one is unique",
        Confidence::Probable => "features agree and nothing contradicts",
        Confidence::Possible => "it fits, and so might another place or time",
    }
}

fn status(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::NotAssessed => "nobody has looked yet",
        ClaimStatus::Corroborated => "evidence agrees",
        ClaimStatus::Unverified => "nothing was found, which does not make it false",
        ClaimStatus::Contradicted => "evidence against it was found",
        ClaimStatus::PartiallyCorroborated => "evidence agrees with some of it",
        ClaimStatus::OutOfScope => "outside what the project looks at; never counted",
        ClaimStatus::DuplicateClaim => "the same claim again; counted where it was made last",
    }
}

fn kind_of_claim(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Itemised => "one event; the only kind that is counted",
        ClaimKind::Aggregate => "a sum over many events; never counted",
        ClaimKind::Denial => "that it was not them, or did not happen; never counted",
        ClaimKind::Competing => "another party claims the same event; never counted",
    }
}

fn relation(relation: ClaimRelation) -> &'static str {
    match relation {
        ClaimRelation::Corroborated => "evidence of the incident agrees with the claim",
        ClaimRelation::PartiallyCorroborated => "it agrees with some of it",
        ClaimRelation::Contradicted => "it shows that the claim is wrong",
        ClaimRelation::DuplicateClaim => "the incident is claimed already; the same claim again",
        ClaimRelation::Unrelated => "not this incident; never published",
    }
}

fn claimed_precision(precision: ClaimDatePrecision) -> &'static str {
    match precision {
        ClaimDatePrecision::Day => "one day",
        ClaimDatePrecision::Week => "within a week of it",
        ClaimDatePrecision::Month => "within its month",
        ClaimDatePrecision::Year => "within its year",
    }
}

fn calendar(calendar: ClaimCalendar) -> &'static str {
    match calendar {
        ClaimCalendar::Gregorian => "as in most of the world",
        ClaimCalendar::SolarHijri => "of Iran and Afghanistan",
        ClaimCalendar::LunarHijri => "the Islamic lunar calendar",
    }
}

fn reason(reason: RetractionReason) -> &'static str {
    match reason {
        RetractionReason::Duplicate => "another record tells the same",
        RetractionReason::False => "it did not happen as published, or not at all",
        RetractionReason::Misdated => "it happened at another time",
        RetractionReason::Privacy => "somebody could be recognised who should not be",
        RetractionReason::Safety => "somebody could be harmed by it",
        RetractionReason::Legal => "the law asks for it",
    }
}
