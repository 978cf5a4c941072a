//! What to draw over a pin on a map: where the sun is, how the shadow falls, the way of the day.

use std::f64::consts::TAU;

use cairn_domain::Point;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    NoAnswer,
    bend::{Bend, Refraction},
    ground::{Step, stepped},
    half_space::HalfSpace,
    sky::{Ephemeris, Observer, Sky, Track},
    turning::inside,
};
use crate::{
    sun::{NoSun, SunPosition},
    zone::first_instant_from,
};

/// The geometric elevation of the sun's centre at sunrise and sunset, degrees: the upper limb on a
/// level horizon through 34′ of refraction, as almanacs have it.
const RISING_DEG: f64 = -50.0 / 60.0;

/// The sun seen from a place, with the air that is asked for.
///
/// # Errors
/// [`NoSun`] for years, heights and air beyond what the algorithm holds for.
pub fn sun_through(
    place: Point,
    height_m: f64,
    at: DateTime<Utc>,
    refraction: Refraction,
) -> Result<SunPosition, NoSun> {
    let bend = Bend::new(refraction, height_m)?;
    Ok(Observer::new(place, height_m)
        .direction(&Sky::at(at)?)
        .sun(&bend))
}

/// Lines over a pin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// The sun.
    pub sun: SunPosition,
    /// From the pin towards the sun, as long as was asked for; nothing when it is down.
    pub sun_line: Option<[Point; 2]>,
    /// From the pin to the tip of the shadow on level ground; nothing when the sun is down.
    pub shadow_line: Option<[Point; 2]>,
    /// Length of that shadow.
    pub shadow_m: Option<f64>,
}

/// The longest shadow that is drawn, metres.
const LONGEST_SHADOW_M: f64 = 20_000.0;

/// The lines for an object of `object_m` on a pin; the line to the sun is `sun_line_m` long.
///
/// # Errors
/// [`NoSun`] if the sun cannot be computed.
pub fn overlay(
    pin: Point,
    height_m: f64,
    at: DateTime<Utc>,
    refraction: Refraction,
    object_m: f64,
    sun_line_m: f64,
) -> Result<Overlay, NoSun> {
    let sun = sun_through(pin, height_m, at, refraction)?;
    let line = |length_m, azimuth_deg| {
        [
            pin,
            stepped(
                pin,
                Step {
                    length_m,
                    azimuth_deg,
                },
            ),
        ]
    };
    let shadow_m = sun.shadow_ratio.map(|ratio| ratio * object_m);
    Ok(Overlay {
        sun,
        sun_line: sun.is_up().then(|| line(sun_line_m, sun.azimuth_deg)),
        shadow_line: shadow_m
            .map(|length_m| line(length_m.min(LONGEST_SHADOW_M), sun.shadow_azimuth_deg)),
        shadow_m,
    })
}

/// How a day goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// The sun rises or sets, or both.
    RisesOrSets,
    /// It stays above the horizon all day.
    UpAllDay,
    /// It stays below.
    DownAllDay,
}

/// The sun over a pin on a local day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayLight {
    /// How the day goes.
    pub light: Light,
    /// Sunrises of the upper limb over a level horizon: mostly one, near the polar circle none or two.
    pub sunrises: Vec<DateTime<Utc>>,
    /// Sunsets likewise.
    pub sunsets: Vec<DateTime<Utc>>,
    /// When the sun passes the meridian, highest but for some seconds (at the very pole for hours).
    pub transit: Option<(DateTime<Utc>, SunPosition)>,
    /// The sun at equal steps through the day, whether up or down.
    pub arc: Vec<(DateTime<Utc>, SunPosition)>,
}

/// The day at a pin, with the sun every `step_min` minutes (1 to 240).
///
/// # Errors
/// [`NoAnswer::Sun`] if the sun cannot be computed.
pub fn day_light(
    pin: Point,
    height_m: f64,
    date: NaiveDate,
    zone: Tz,
    refraction: Refraction,
    step_min: u32,
) -> Result<DayLight, NoAnswer> {
    let bend = Bend::new(refraction, height_m)?;
    let next = date
        .succ_opt()
        .ok_or(NoSun::Year(chrono::Datelike::year(&date)))?;
    let [start, end] =
        [date, next].map(|date| first_instant_from(date.and_time(NaiveTime::MIN), zone));
    let length_s = (end - start).num_seconds() as f64;
    let track = Track {
        ephemeris: Ephemeris::new(start, length_s)?,
        observer: Observer::new(pin, height_m),
    };
    let up = inside(&track, &HalfSpace::above(RISING_DEG), (0.0, length_s));
    let at = |seconds: f64| start + Duration::seconds(seconds.round() as i64);
    let sun = |seconds: f64| (at(seconds), track.direction(seconds).sun(&bend));
    let step_s = f64::from(step_min.clamp(1, 240)) * 60.0;
    let steps = std::iter::successors(Some(0.0), |seconds| Some(seconds + step_s));
    let transit = track.next_at_hour_angle(-1.0, 0.0, TAU);
    let light = match up.as_slice() {
        [] => Light::DownAllDay,
        [(from, to)] if *from <= 0.0 && *to >= length_s => Light::UpAllDay,
        _ => Light::RisesOrSets,
    };
    Ok(DayLight {
        light,
        sunrises: up
            .iter()
            .filter(|(from, _)| *from > 0.0)
            .map(|(from, _)| at(*from))
            .collect(),
        sunsets: up
            .iter()
            .filter(|(_, to)| *to < length_s)
            .map(|(_, to)| at(*to))
            .collect(),
        transit: (0.0..length_s).contains(&transit).then(|| sun(transit)),
        arc: steps
            .take_while(|seconds| *seconds < length_s)
            .map(sun)
            .collect(),
    })
}
