//! The sun over a point through one local day, for the map to draw while a slider moves.

use axum::{
    Json,
    extract::Query,
    response::{IntoResponse, Response},
};
use cairn_app::{AppError, FieldError};
use cairn_domain::{Action, Point};
use cairn_place::{
    shadow::{DayLight, Light, Refraction, day_light},
    zone::parse_zone,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{extract::Member, problem::WebError};

/// Minutes between two positions: in between, a straight line is right to 0.01°.
const STEP_MIN: u32 = 2;

/// What is asked, as the address has it.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    lat: String,
    #[serde(default)]
    lon: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    zone: String,
}

/// A day of the sun. Angles are degrees to a hundredth, azimuths from true north, elevations as seen
/// through standard air; instants are milliseconds of Unix time.
#[derive(Debug, Serialize)]
struct Day {
    zone: String,
    light: Light,
    /// Of the first position; the others follow every `step_s` seconds.
    start_ms: i64,
    step_s: u32,
    azimuth_deg: Vec<f64>,
    elevation_deg: Vec<f64>,
    sunrises_ms: Vec<i64>,
    sunsets_ms: Vec<i64>,
}

/// `GET /projects/{code}/sun?lat=…&lon=…&date=…&zone=…`
pub(crate) async fn show(member: Member, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    let day = asked.day(&member.visit.project.zone)?;
    Ok(Json(day).into_response())
}

impl Asked {
    /// Computes the day, or says what is wrong with each field.
    fn day(&self, usual_zone: &str) -> Result<Day, AppError> {
        let mut errors = Vec::new();
        let degrees = |text: &str| text.trim().parse::<f64>().ok();
        let point = degrees(&self.lat).zip(degrees(&self.lon));
        let point = point.and_then(|(lat, lon)| Point::try_new(lat, lon).ok());
        if point.is_none() {
            let typed = format!("{}, {}", self.lat, self.lon);
            errors.push(FieldError::with("lat", "coordinates-unreadable", typed));
        }
        let date = self.date.trim().parse::<NaiveDate>().ok();
        if date.is_none() {
            errors.push(FieldError::with(
                "date",
                "date-unreadable",
                self.date.trim(),
            ));
        }
        let name = match self.zone.trim() {
            "" => usual_zone,
            name => name,
        };
        let zone = parse_zone(name).ok();
        if zone.is_none() {
            errors.push(FieldError::with("zone", "zone-unknown", name));
        }
        let (Some(point), Some(date), Some(zone)) = (point, date, zone) else {
            return Err(AppError::Invalid(errors));
        };
        let light = day_light(point, 0.0, date, zone, Refraction::Standard, STEP_MIN);
        let refused =
            |no| AppError::Invalid(vec![FieldError::with("date", "shadow-no-answer", no)]);
        Ok(Day::new(
            zone.name(),
            &light.map_err(|no| refused(no.to_string()))?,
        ))
    }
}

impl Day {
    fn new(zone: &str, light: &DayLight) -> Self {
        let ms =
            |instants: &[DateTime<Utc>]| instants.iter().map(DateTime::timestamp_millis).collect();
        let hundredths = |degrees: f64| (degrees * 100.0).round() / 100.0;
        let arc = || light.arc.iter().map(|(_, sun)| sun);
        Self {
            zone: zone.to_owned(),
            light: light.light,
            start_ms: light.arc.first().map_or(0, |(at, _)| at.timestamp_millis()),
            step_s: STEP_MIN * 60,
            azimuth_deg: arc().map(|sun| hundredths(sun.azimuth_deg)).collect(),
            elevation_deg: arc()
                .map(|sun| hundredths(sun.apparent_elevation_deg))
                .collect(),
            sunrises_ms: ms(&light.sunrises),
            sunsets_ms: ms(&light.sunsets),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lat: &str, date: &str, zone: &str) -> Asked {
        Asked {
            lat: lat.into(),
            lon: "69.1723".into(),
            date: date.into(),
            zone: zone.into(),
        }
    }

    #[test]
    fn a_day_in_kabul_has_a_position_every_two_minutes_of_local_time() {
        let day = asked("34.5281", "2022-09-30", "")
            .day("Asia/Kabul")
            .expect("a day");
        assert_eq!(day.azimuth_deg.len(), 720);
        // Local midnight is 19:30 UTC of the day before.
        let midnight: DateTime<Utc> = "2022-09-29T19:30:00Z".parse().expect("an instant");
        assert_eq!(day.start_ms, midnight.timestamp_millis());
        // 07:30 local, as `cairn sun` has it: low in the east.
        assert!(
            (100.0..110.0).contains(&day.azimuth_deg[225]),
            "{}",
            day.azimuth_deg[225]
        );
        assert!(
            (15.0..25.0).contains(&day.elevation_deg[225]),
            "{}",
            day.elevation_deg[225]
        );
        assert_eq!((day.sunrises_ms.len(), day.sunsets_ms.len()), (1, 1));
    }

    #[test]
    fn every_bad_field_is_named() {
        let Err(AppError::Invalid(errors)) = asked("north", "yesterday", "Mars/Olympus").day("UTC")
        else {
            panic!("it was taken");
        };
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["lat", "date", "zone"]);
    }
}
