//! Between an incident and its row.

use cairn_domain::{Casualties, Incident, IncidentId, Point, ProjectId, TimeOfDay};
use chrono::NaiveTime;

use crate::{
    StorageError,
    entity::incident::Model,
    row::{Row, folded, to_json},
};

/// How a time of day stands in its column.
const CLOCK: &str = "%H:%M";

pub(crate) fn row(project: ProjectId, incident: &Incident) -> Result<Model, StorageError> {
    let words = [
        incident.short.as_str(),
        &incident.title,
        &incident.place_name,
        &incident.province,
    ];
    let time = incident.time.as_ref();
    Ok(Model {
        id: incident.id.0,
        project: project.0,
        short: incident.short.to_string(),
        title: incident.title.clone(),
        summary: incident.summary.clone(),
        date: incident.date,
        date_end: incident.date_end,
        date_precision: incident.date_precision.to_string(),
        time_local: time.map(|time| time.local.format(CLOCK).to_string()),
        time_zone: time.map(|time| time.zone.clone()),
        time_precision: time.map(|time| time.precision.to_string()),
        time_basis: time.and_then(|time| code(time.basis)),
        lat: incident.point.map(Point::lat),
        lon: incident.point.map(Point::lon),
        precision_m: incident.precision_m,
        place_name: incident.place_name.clone(),
        province: incident.province.clone(),
        adm1_pcode: incident.adm1_pcode.clone(),
        event_type: incident.event_type.clone(),
        targets: to_json(&incident.targets)?,
        location_types: to_json(&incident.location_types)?,
        crowd_in_public: incident.crowd_in_public,
        urban_rural: code(incident.urban_rural),
        urban_rural_method: incident.urban_rural_method.clone(),
        perpetrator: incident.perpetrator.clone(),
        attribution: code(incident.attribution),
        hallmarks: incident.hallmarks,
        attribution_confidence: code(incident.attribution_confidence),
        killed_low: incident.killed.low.map(i64::from),
        killed_best: incident.killed.best.map(i64::from),
        killed_high: incident.killed.high.map(i64::from),
        injured_low: incident.injured.low.map(i64::from),
        injured_best: incident.injured.best.map(i64::from),
        injured_high: incident.injured.high.map(i64::from),
        civilians_killed: counts(incident.civilians_killed)?,
        civilians_injured: counts(incident.civilians_injured)?,
        perpetrators_killed: counts(incident.perpetrators_killed)?,
        casualty_basis: code(incident.casualty_basis),
        verification: incident.verification.to_string(),
        content_warning: incident.content_warning.clone(),
        tags: to_json(&incident.tags)?,
        method_version: incident.method_version.clone(),
        merged_into: None,
        source_note: incident.source_note.clone(),
        synthetic: incident.synthetic,
        search: folded(&words.join(" ")),
    })
}

fn code<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// `null` where nothing is known, so that unknown is one text and not two.
fn counts(counts: Casualties) -> Result<String, StorageError> {
    to_json(&(!counts.is_unknown()).then_some(counts))
}

pub(crate) fn record(row: Model) -> Result<Incident, StorageError> {
    let at = Row::of("incident", row.id);
    let point = row
        .lat
        .zip(row.lon)
        .map(|(lat, lon)| Point::try_new(lat, lon));
    let counts = |column, text: &str| -> Result<Casualties, StorageError> {
        let known: Option<Casualties> = at.json(column, text)?;
        Ok(known.unwrap_or_default())
    };
    Ok(Incident {
        id: IncidentId(row.id),
        short: at.parse("short", &row.short)?,
        date_precision: at.parse("date_precision", &row.date_precision)?,
        time: time(&at, &row)?,
        point: point.transpose().map_err(|_| at.corrupt("lat"))?,
        targets: at.json("targets", &row.targets)?,
        location_types: at.json("location_types", &row.location_types)?,
        urban_rural: at.parse_some("urban_rural", row.urban_rural.as_deref())?,
        attribution: at.parse_some("attribution", row.attribution.as_deref())?,
        attribution_confidence: at.parse_some(
            "attribution_confidence",
            row.attribution_confidence.as_deref(),
        )?,
        killed: Casualties {
            low: at.number_some("killed_low", row.killed_low)?,
            best: at.number_some("killed_best", row.killed_best)?,
            high: at.number_some("killed_high", row.killed_high)?,
        },
        injured: Casualties {
            low: at.number_some("injured_low", row.injured_low)?,
            best: at.number_some("injured_best", row.injured_best)?,
            high: at.number_some("injured_high", row.injured_high)?,
        },
        civilians_killed: counts("civilians_killed", &row.civilians_killed)?,
        civilians_injured: counts("civilians_injured", &row.civilians_injured)?,
        perpetrators_killed: counts("perpetrators_killed", &row.perpetrators_killed)?,
        casualty_basis: at.parse_some("casualty_basis", row.casualty_basis.as_deref())?,
        verification: at.parse("verification", &row.verification)?,
        tags: at.json("tags", &row.tags)?,
        title: row.title,
        summary: row.summary,
        date: row.date,
        date_end: row.date_end,
        precision_m: row.precision_m,
        place_name: row.place_name,
        province: row.province,
        adm1_pcode: row.adm1_pcode,
        event_type: row.event_type,
        crowd_in_public: row.crowd_in_public,
        urban_rural_method: row.urban_rural_method,
        perpetrator: row.perpetrator,
        hallmarks: row.hallmarks,
        content_warning: row.content_warning,
        method_version: row.method_version,
        source_note: row.source_note,
        synthetic: row.synthetic,
    })
}

fn time(at: &Row, row: &Model) -> Result<Option<TimeOfDay>, StorageError> {
    let Some((local, zone)) = row.time_local.as_deref().zip(row.time_zone.clone()) else {
        return Ok(None);
    };
    let precision = row.time_precision.as_deref().unwrap_or("unknown");
    Ok(Some(TimeOfDay {
        local: NaiveTime::parse_from_str(local, CLOCK).map_err(|_| at.corrupt("time_local"))?,
        zone,
        precision: at.parse("time_precision", precision)?,
        basis: at.parse_some("time_basis", row.time_basis.as_deref())?,
    }))
}
