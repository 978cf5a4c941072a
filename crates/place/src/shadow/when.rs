//! When a shadow could have fallen like this, at a known place.

use std::f64::consts::{PI, TAU};

use cairn_domain::Point;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    NoAnswer,
    bend::Bend,
    constraints::Constraints,
    half_space::HalfSpace,
    sky::{Ephemeris, Observer, Track, wrapped},
    turning::{Span, extrema, inside},
};
use crate::{sun::NoSun, zone::first_instant_from};

/// Days that are searched at once: ten years.
pub const MOST_DAYS: i64 = 3_653;

/// A place, the local days to search and what was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Where the shadow fell.
    pub place: Point,
    /// Height above the sea in metres.
    #[serde(default)]
    pub height_m: f64,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day, included.
    pub to: NaiveDate,
    /// The zone whose days those are.
    pub zone: Tz,
    /// What was measured.
    pub constraints: Constraints,
}

/// A span of time in which everything measured holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The first such instant, to the nearest second.
    pub start: DateTime<Utc>,
    /// The last, to the nearest second; always after the start.
    pub end: DateTime<Utc>,
    /// Lowest apparent elevation between them.
    pub elevation_min_deg: f64,
    /// Highest apparent elevation between them.
    pub elevation_max_deg: f64,
    /// The sun's azimuths run clockwise from this one…
    pub azimuth_from_deg: f64,
    /// …to this one.
    pub azimuth_to_deg: f64,
}

/// A local day with at least one window. A window over midnight is cut there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// In order of time.
    pub windows: Vec<Window>,
}

/// All windows, and the days without one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Days that remain possible.
    pub days: Vec<Day>,
    /// Days on which nothing fits.
    pub excluded: Vec<NaiveDate>,
}

impl Windows {
    /// All windows in order of time.
    pub fn all(&self) -> impl Iterator<Item = &Window> {
        self.days.iter().flat_map(|day| &day.windows)
    }
}

impl When {
    /// Every window to the second, however short, day by day.
    ///
    /// # Errors
    /// [`NoAnswer`] for dates the wrong way round, more than ten years, or a sun that cannot be
    /// computed.
    pub fn solve(&self) -> Result<Windows, NoAnswer> {
        let starts = self.day_starts()?;
        let (first, last) = (starts[0], starts[starts.len() - 1]);
        let seconds = |at: DateTime<Utc>| (at - first).num_seconds() as f64;
        let track = Track {
            ephemeris: Ephemeris::new(first, seconds(last))?,
            observer: Observer::new(self.place, self.height_m),
        };
        let bend = Bend::new(self.constraints.measurement().refraction, self.height_m)?;
        let mut spans = vec![(0.0, seconds(last))];
        for half in self.constraints.half_spaces(&bend, |elevation| elevation) {
            spans = spans
                .into_iter()
                .flat_map(|span| inside(&track, &half, span))
                .collect();
        }
        let bounds: Vec<f64> = starts.into_iter().map(seconds).collect();
        Ok(self.by_day(&spans, &bounds, |span| window(&track, &bend, span)))
    }

    /// The instants at which the days begin, and the one at which the last ends.
    fn day_starts(&self) -> Result<Vec<DateTime<Utc>>, NoAnswer> {
        let (from, to) = (self.from, self.to);
        let days = (to - from).num_days() + 1;
        if days < 1 {
            return Err(NoAnswer::Backwards { from, to });
        }
        if days > MOST_DAYS {
            return Err(NoAnswer::TooLong { days });
        }
        let year = |date: NaiveDate| NoAnswer::Sun(NoSun::Year(chrono::Datelike::year(&date)));
        let end = to.succ_opt().ok_or_else(|| year(to))?;
        from.pred_opt().ok_or_else(|| year(from))?;
        let dates = from.iter_days().take_while(|date| *date <= end);
        Ok(dates
            .map(|date| first_instant_from(date.and_time(NaiveTime::MIN), self.zone))
            .collect())
    }

    fn by_day(&self, spans: &[Span], bounds: &[f64], window: impl Fn(Span) -> Window) -> Windows {
        let mut found = Windows::default();
        let mut spans = spans.iter().peekable();
        for (date, day) in self.from.iter_days().zip(bounds.windows(2)) {
            let (start, end) = (day[0], day[1]);
            let mut cut: Vec<Span> = Vec::new();
            while let Some(&&(a, b)) = spans.peek() {
                if a >= end {
                    break;
                }
                join(&mut cut, (a.max(start), b.min(end)));
                if b > end {
                    break;
                }
                spans.next();
            }
            if cut.is_empty() {
                found.excluded.push(date);
            } else {
                let windows = cut.into_iter().map(&window).collect();
                found.days.push(Day { date, windows });
            }
        }
        found
    }
}

/// Adds a span in whole seconds, to the last one if they meet.
fn join(spans: &mut Vec<Span>, (start, end): Span) {
    if end <= start {
        return;
    }
    let span = match (start.round(), end.round()) {
        (from, to) if from < to => (from, to),
        _ => (start.floor(), start.floor() + 1.0),
    };
    match spans.last_mut() {
        Some(last) if last.1 >= span.0 => last.1 = last.1.max(span.1),
        _ => spans.push(span),
    }
}

fn window(track: &Track, bend: &Bend, span: Span) -> Window {
    let mut times = extrema(track, &HalfSpace::above(0.0), span);
    times.extend([span.0, span.1]);
    for phase in turning_hour_angles(track, span.0) {
        let mut at = span.0;
        while {
            at = track.next_at_hour_angle(at, phase, TAU);
            at < span.1
        } {
            times.push(at);
        }
    }
    times.sort_by(f64::total_cmp);
    let suns: Vec<_> = times
        .iter()
        .map(|at| track.direction(*at).sun(bend))
        .collect();
    let elevations = suns.iter().map(|sun| sun.apparent_elevation_deg);
    let (azimuth_from_deg, azimuth_to_deg) = arc(suns.iter().map(|sun| sun.azimuth_deg));
    Window {
        start: track.ephemeris.instant(span.0),
        end: track.ephemeris.instant(span.1),
        elevation_min_deg: elevations.clone().fold(f64::INFINITY, f64::min),
        elevation_max_deg: elevations.fold(f64::NEG_INFINITY, f64::max),
        azimuth_from_deg,
        azimuth_to_deg,
    }
}

/// Hour angles between which the azimuth goes one way and less than half round: both culminations
/// and, where the sun passes between the zenith and the pole, its greatest elongations
/// (cos H = tan φ / tan δ).
fn turning_hour_angles(track: &Track, seconds: f64) -> Vec<f64> {
    let sky = track.ephemeris.sky(seconds);
    let cosine = track.observer.sin_lat / track.observer.cos_lat / sky.declination.tan();
    let mut all = vec![0.0, PI];
    if cosine.abs() < 1.0 {
        all.extend([cosine.acos(), -cosine.acos()]);
    }
    all
}

/// The arc that a chain of azimuths sweeps, none of its steps over half a circle.
fn arc(mut azimuths: impl Iterator<Item = f64>) -> (f64, f64) {
    let first = azimuths.next().unwrap_or(0.0);
    let (mut now, mut least, mut most) = (first, first, first);
    for azimuth in azimuths {
        now += wrapped((azimuth - now).to_radians()).to_degrees();
        least = least.min(now);
        most = most.max(now);
    }
    if most - least >= 360.0 {
        return (0.0, 360.0);
    }
    (least.rem_euclid(360.0), most.rem_euclid(360.0))
}
