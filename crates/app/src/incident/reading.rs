//! From what was typed to a record, or to everything that is wrong with it at once.

use std::str::FromStr;

use cairn_domain::{
    AttributionKind, Casualties, ClockPrecision, DatePrecision, Incident, IncidentId, ShortId,
    TimeOfDay, Verification,
};
use chrono::{NaiveDate, NaiveTime};

use super::draft::{CountsDraft, IncidentDraft};
use crate::{AppError, FieldError, place::point, typed};

type Errors = Vec<FieldError>;

/// Reads a draft. `zone` is where its times are when it names no zone.
pub(super) fn read(
    (id, short): (IncidentId, ShortId),
    zone: &str,
    draft: &IncidentDraft,
) -> Result<Incident, AppError> {
    let mut errors = Vec::new();
    let e = &mut errors;
    lengths(draft, e);
    let title = FieldError::required("title", &draft.title, e);
    let day = day("date", &draft.date, e);
    let bare = Incident::bare(id, short, &title, day.unwrap_or_default());
    let incident = Incident {
        date_precision: code_or(
            "date_precision",
            &draft.date_precision,
            e,
            DatePrecision::Day,
        ),
        date_end: last_day(draft, day, e),
        time: time(draft, zone, e),
        ..bare
    };
    let incident = place(incident, draft, e);
    let incident = kind(incident, draft, e);
    let incident = attribution(incident, draft, e);
    let incident = casualties(incident, draft, e);
    let incident = Incident {
        summary: draft.summary.trim().to_owned(),
        verification: code_or(
            "verification",
            &draft.verification,
            e,
            Verification::Unverified,
        ),
        content_warning: draft.content_warning.trim().to_owned(),
        tags: words(&draft.tags),
        method_version: draft.method_version.trim().to_owned(),
        source_note: draft.source_note.trim().to_owned(),
        synthetic: draft.synthetic,
        ..incident
    };
    if errors.is_empty() {
        Ok(incident)
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Codes too: what a code may be is looked up elsewhere, and nobody looks up a book.
fn lengths(draft: &IncidentDraft, errors: &mut Errors) {
    for (field, text) in [
        ("title", &draft.title),
        ("place_name", &draft.place_name),
        ("province", &draft.province),
        ("event_type", &draft.event_type),
        ("urban_rural_method", &draft.urban_rural_method),
        ("perpetrator", &draft.perpetrator),
        ("content_warning", &draft.content_warning),
        ("tags", &draft.tags),
        ("method_version", &draft.method_version),
    ] {
        typed::line(field, text, errors);
    }
    typed::line("target", &draft.targets.join(" "), errors);
    typed::line("location_type", &draft.location_types.join(" "), errors);
    typed::paragraph("summary", &draft.summary, errors);
    typed::paragraph("source_note", &draft.source_note, errors);
}

fn place(incident: Incident, draft: &IncidentDraft, errors: &mut Errors) -> Incident {
    let typed = FieldError::required("province", &draft.province, errors);
    let known = cairn_place::boundary::province_named(&typed);
    Incident {
        point: point(&draft.point, errors),
        precision_m: precision(&draft.precision_m, errors),
        place_name: draft.place_name.trim().to_owned(),
        adm1_pcode: known
            .and_then(|known| known.pcode())
            .unwrap_or("")
            .to_owned(),
        province: known.map_or(typed, |known| known.name.to_owned()),
        urban_rural: code("urban_rural", &draft.urban_rural, errors),
        urban_rural_method: draft.urban_rural_method.trim().to_owned(),
        ..incident
    }
}

fn kind(incident: Incident, draft: &IncidentDraft, errors: &mut Errors) -> Incident {
    Incident {
        event_type: FieldError::required("event_type", &draft.event_type, errors),
        targets: several("target", &draft.targets, errors),
        location_types: several("location_type", &draft.location_types, errors),
        crowd_in_public: draft.crowd_in_public,
        ..incident
    }
}

fn attribution(incident: Incident, draft: &IncidentDraft, errors: &mut Errors) -> Incident {
    let kind = code("attribution", &draft.attribution, errors);
    let perpetrator = draft.perpetrator.trim().to_owned();
    let names_somebody = kind.is_some_and(|kind| kind != AttributionKind::Unclaimed);
    if names_somebody && perpetrator.is_empty() {
        errors.push(FieldError::new("perpetrator", "perpetrator-missing"));
    }
    if draft.hallmarks && kind != Some(AttributionKind::AssessedByUs) {
        errors.push(FieldError::new("attribution", "hallmarks-not-assessed"));
    }
    Incident {
        perpetrator,
        attribution: kind,
        hallmarks: draft.hallmarks,
        attribution_confidence: code(
            "attribution_confidence",
            &draft.attribution_confidence,
            errors,
        ),
        ..incident
    }
}

fn casualties(incident: Incident, draft: &IncidentDraft, errors: &mut Errors) -> Incident {
    let killed = counts("killed", &draft.killed, errors);
    let injured = counts("injured", &draft.injured, errors);
    let civilians_killed = counts("civilians_killed", &draft.civilians_killed, errors);
    let civilians_injured = counts("civilians_injured", &draft.civilians_injured, errors);
    for (field, part, whole) in [
        ("civilians_killed", civilians_killed, killed),
        ("civilians_injured", civilians_injured, injured),
    ] {
        // What is certain of a part is certain of the whole.
        if matches!((part.low, whole.high), (Some(part), Some(whole)) if part > whole) {
            errors.push(FieldError::new(field, "more-civilians-than-all"));
        }
    }
    Incident {
        killed,
        injured,
        civilians_killed,
        civilians_injured,
        perpetrators_killed: counts("perpetrators_killed", &draft.perpetrators_killed, errors),
        casualty_basis: code("casualty_basis", &draft.casualty_basis, errors),
        ..incident
    }
}

/// A code of a closed vocabulary; nothing when nothing was chosen.
pub(super) fn code<T: FromStr>(field: &'static str, text: &str, errors: &mut Errors) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let value = text.parse().ok();
    if value.is_none() {
        errors.push(FieldError::with(field, "code-unknown", text));
    }
    value
}

fn code_or<T: FromStr>(field: &'static str, text: &str, errors: &mut Errors, else_: T) -> T {
    code(field, text, errors).unwrap_or(else_)
}

/// Codes in the order they were given, each once, at least one.
fn several(field: &'static str, codes: &[String], errors: &mut Errors) -> Vec<String> {
    let mut given: Vec<String> = Vec::new();
    for code in codes.iter().map(|code| code.trim()) {
        if !code.is_empty() && !given.iter().any(|known| known == code) {
            given.push(code.to_owned());
        }
    }
    if given.is_empty() {
        errors.push(FieldError::new(field, "field-missing"));
    }
    given
}

fn words(text: &str) -> Vec<String> {
    let words = text.split([',', ';', '،']).map(str::trim);
    let mut words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(String::from)
        .collect();
    words.dedup();
    words
}

fn day(field: &'static str, text: &str, errors: &mut Errors) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    if date.is_none() {
        errors.push(FieldError::with(field, "date-unreadable", text.trim()));
    }
    date
}

fn last_day(
    draft: &IncidentDraft,
    first: Option<NaiveDate>,
    errors: &mut Errors,
) -> Option<NaiveDate> {
    if draft.date_end.trim().is_empty() {
        if draft.date_precision == DatePrecision::Range.code() {
            errors.push(FieldError::new("date_end", "field-missing"));
        }
        return None;
    }
    let last = day("date_end", &draft.date_end, errors)?;
    if first.is_some_and(|first| last < first) {
        errors.push(FieldError::new("date_end", "dates-reversed"));
    }
    Some(last).filter(|last| Some(*last) != first)
}

fn time(draft: &IncidentDraft, zone: &str, errors: &mut Errors) -> Option<TimeOfDay> {
    let basis = code("time_basis", &draft.time_basis, errors);
    let precision = code_or(
        "time_precision",
        &draft.time_precision,
        errors,
        ClockPrecision::Unknown,
    );
    let typed = draft.time_local.trim();
    if typed.is_empty() {
        return None;
    }
    let zone = match draft.time_zone.trim() {
        "" => zone,
        named => named,
    };
    if cairn_place::zone::parse_zone(zone).is_err() {
        errors.push(FieldError::with("time_zone", "zone-unknown", zone));
    }
    let Ok(local) = NaiveTime::parse_from_str(typed, "%H:%M") else {
        errors.push(FieldError::with("time_local", "clock-unreadable", typed));
        return None;
    };
    Some(TimeOfDay {
        local,
        zone: zone.to_owned(),
        precision,
        basis,
    })
}

fn precision(text: &str, errors: &mut Errors) -> f64 {
    let radius = text.trim().parse::<f64>().ok();
    if let Some(radius) = radius.filter(|radius| (1.0..=500_000.0).contains(radius)) {
        return radius;
    }
    let range = FieldError::with("precision_m", "number-out-of-range", "1–500000");
    errors.push(range);
    500_000.0
}

pub(super) fn counts(field: &'static str, typed: &CountsDraft, errors: &mut Errors) -> Casualties {
    let mut count = |text: &str| {
        let text = text.trim();
        let count = text.parse::<u32>().ok();
        if count.is_none() && !text.is_empty() {
            errors.push(FieldError::with(field, "count-unreadable", text));
        }
        count
    };
    let (low, best, high) = (count(&typed.low), count(&typed.best), count(&typed.high));
    Casualties::try_new(low, best, high).unwrap_or_else(|_| {
        errors.push(FieldError::new(field, "count-reversed"));
        Casualties::default()
    })
}
