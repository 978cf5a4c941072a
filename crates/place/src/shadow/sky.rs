//! The sun as a vector: from the Earth's centre, from a place, and quickly at many instants.

use std::f64::consts::TAU;

use cairn_domain::Point;
use chrono::{DateTime, Datelike, Utc};
use solar_positioning::{Location, SolarPositions, delta_t};

use super::bend::Bend;
use crate::sun::{NoSun, SunPosition, position};

/// The mean hour angle gained in a second, radians.
const SPIN: f64 = TAU / 86_400.0;
/// Flattened radius by equatorial radius, and the equatorial radius in metres, as SPA has them.
const FLATTENING_FACTOR: f64 = 0.996_647_19;
const EQUATOR_M: f64 = 6_378_140.0;
/// Horizontal parallax of the sun at one astronomical unit, arc seconds.
const PARALLAX_ARCSEC: f64 = 8.794;

/// Where the sun is over the Earth; radians.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sky {
    /// Geocentric declination.
    pub declination: f64,
    /// Hour angle at Greenwich, −π..=π.
    pub hour_angle: f64,
    /// Horizontal parallax.
    pub parallax: f64,
}

impl Sky {
    /// By SPA in full.
    pub fn at(at: DateTime<Utc>) -> Result<Self, NoSun> {
        let year = |_| NoSun::Year(at.year());
        let delta_t_s = delta_t::estimate_from_date_like(&at).map_err(year)?;
        let sky = SolarPositions::new()
            .for_time(&at, delta_t_s)
            .map_err(year)?;
        // Over the pole there is no parallax in hour angle and azimuth is hour angle.
        let pole = Location {
            latitude: 90.0,
            longitude: 0.0,
        };
        let seen = sky.at(pole, 0.0, None).map_err(year)?;
        let distance = sky.earth_radius_vector().unwrap_or(1.0);
        Ok(Self {
            declination: sky.declination().to_radians(),
            hour_angle: (seen.azimuth() - 180.0).to_radians(),
            parallax: (PARALLAX_ARCSEC / 3_600.0 / distance).to_radians(),
        })
    }
}

/// A unit vector in the frame of a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Direction {
    pub east: f64,
    pub north: f64,
    pub up: f64,
}

impl Direction {
    /// Geometric elevation, degrees.
    pub fn elevation_deg(&self) -> f64 {
        self.up.atan2(self.east.hypot(self.north)).to_degrees()
    }

    /// Clockwise from north, degrees 0..360.
    pub fn azimuth_deg(&self) -> f64 {
        let azimuth = self.east.atan2(self.north).to_degrees().rem_euclid(360.0);
        if azimuth >= 360.0 { 0.0 } else { azimuth }
    }

    /// All that is said of a sun seen there.
    pub fn sun(&self, bend: &Bend) -> SunPosition {
        let elevation = self.elevation_deg();
        position(self.azimuth_deg(), elevation, bend.apparent(elevation))
    }
}

/// Somebody at a place, as SPA sees them (steps 3.11 to 3.13).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observer {
    pub sin_lat: f64,
    pub cos_lat: f64,
    pub lon: f64,
    /// Distance from the Earth's axis and from the equator's plane, in equatorial radii.
    from_axis: f64,
    from_equator: f64,
}

impl Observer {
    /// At a geodetic point and a height above the sea in metres.
    pub fn new(point: Point, height_m: f64) -> Self {
        let (sin_lat, cos_lat) = point.lat().to_radians().sin_cos();
        let (sin_u, cos_u) = (FLATTENING_FACTOR * sin_lat).atan2(cos_lat).sin_cos();
        let height = height_m / EQUATOR_M;
        Self {
            sin_lat,
            cos_lat: cos_lat.max(0.0),
            lon: point.lon().to_radians(),
            from_axis: cos_u + height * cos_lat,
            from_equator: FLATTENING_FACTOR * sin_u + height * sin_lat,
        }
    }

    /// Towards the sun, parallax included.
    pub fn direction(&self, sky: &Sky) -> Direction {
        let (sin_dec, cos_dec) = sky.declination.sin_cos();
        let (sin_hour, cos_hour) = (sky.hour_angle + self.lon).sin_cos();
        let out = cos_dec * cos_hour - self.from_axis * sky.parallax;
        let west = cos_dec * sin_hour;
        let pole = sin_dec - self.from_equator * sky.parallax;
        let scale = 1.0 / (out * out + west * west + pole * pole).sqrt();
        Direction {
            east: -west * scale,
            north: (self.cos_lat * pole - self.sin_lat * out) * scale,
            up: (self.cos_lat * out + self.sin_lat * pole) * scale,
        }
    }
}

/// Seconds between two nodes. Cubic interpolation between them stays within 10⁻⁷ degrees.
const NODE_S: f64 = 43_200.0;

#[derive(Debug, Clone, Copy)]
struct Node {
    declination: f64,
    /// Hour angle less what the mean sun has gained since the start; continuous.
    excess: f64,
    parallax: f64,
}

/// The sky over a span of time, from a few positions by SPA.
#[derive(Debug)]
pub(crate) struct Ephemeris {
    start: DateTime<Utc>,
    nodes: Vec<Node>,
}

impl Ephemeris {
    /// From `start` on for `length_s` seconds.
    pub fn new(start: DateTime<Utc>, length_s: f64) -> Result<Self, NoSun> {
        let count = (length_s / NODE_S).ceil() as i64 + 4;
        let mut nodes: Vec<Node> = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for index in 0..count {
            let seconds = (index - 1) * NODE_S as i64;
            let sky = Sky::at(start + chrono::Duration::seconds(seconds))?;
            let raw = sky.hour_angle - SPIN * seconds as f64;
            let near = nodes.last().map_or(raw, |node| node.excess);
            nodes.push(Node {
                declination: sky.declination,
                excess: near + wrapped(raw - near),
                parallax: sky.parallax,
            });
        }
        Ok(Self { start, nodes })
    }

    /// The instant `seconds` after the start, to the nanosecond.
    pub fn instant(&self, seconds: f64) -> DateTime<Utc> {
        self.start + chrono::Duration::nanoseconds((seconds * 1e9).round() as i64)
    }

    /// The sky `seconds` after the start.
    pub fn sky(&self, seconds: f64) -> Sky {
        let place = seconds / NODE_S + 1.0;
        let last = self.nodes.len().saturating_sub(3).max(1);
        let index = (place.max(1.0) as usize).min(last);
        let u = place - index as f64;
        let weights = [
            -u * (u - 1.0) * (u - 2.0) / 6.0,
            (u * u - 1.0) * (u - 2.0) / 2.0,
            -u * (u + 1.0) * (u - 2.0) / 2.0,
            u * (u * u - 1.0) / 6.0,
        ];
        let mut sky = Sky {
            declination: 0.0,
            hour_angle: SPIN * seconds,
            parallax: self.nodes[index].parallax,
        };
        for (node, weight) in self.nodes[index - 1..index + 3].iter().zip(weights) {
            sky.declination += weight * node.declination;
            sky.hour_angle += weight * node.excess;
        }
        sky
    }
}

/// The sun over one place for a span of time; seconds count from its start.
#[derive(Debug)]
pub(crate) struct Track {
    pub ephemeris: Ephemeris,
    pub observer: Observer,
}

impl Track {
    /// Towards the sun.
    pub fn direction(&self, seconds: f64) -> Direction {
        self.observer.direction(&self.ephemeris.sky(seconds))
    }

    /// The first instant after `seconds` at which the local hour angle is `phase` modulo `period`,
    /// both radians; to a fraction of a second.
    pub fn next_at_hour_angle(&self, seconds: f64, phase: f64, period: f64) -> f64 {
        let ahead =
            |seconds: f64| phase - self.ephemeris.sky(seconds).hour_angle - self.observer.lon;
        // Less than half a second away is the one just left behind.
        let gap = ahead(seconds).rem_euclid(period);
        let gap = if gap < SPIN / 2.0 { gap + period } else { gap };
        let near = seconds + gap / SPIN;
        near + wrapped_by(ahead(near), period) / SPIN
    }
}

/// The same angle in −π..=π.
pub(crate) fn wrapped(angle: f64) -> f64 {
    wrapped_by(angle, TAU)
}

fn wrapped_by(angle: f64, period: f64) -> f64 {
    angle - period * (angle / period).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{shadow::Refraction, sun::sun_at};

    #[test]
    fn vectors_between_nodes_are_what_spa_says() {
        let start: DateTime<Utc> = "2021-12-25T07:13:00Z".parse().expect("an instant");
        let ephemeris = Ephemeris::new(start, 400.0 * 86_400.0).expect("computable");
        for (lat, lon, height_m) in [
            (34.5, 69.2, 1_800.0),
            (-89.99, 10.0, 0.0),
            (0.01, -179.9, 5_000.0),
        ] {
            let point = Point::try_new(lat, lon).expect("on the globe");
            let observer = Observer::new(point, height_m);
            let bend = Bend::new(Refraction::Standard, height_m).expect("a height");
            for step in 0..1_500 {
                let seconds = f64::from(step) * 23_003.0;
                let sun = observer.direction(&ephemeris.sky(seconds)).sun(&bend);
                let full =
                    sun_at(point, height_m, ephemeris.instant(seconds), None).expect("computable");
                let apart = |a: f64, b: f64| (a - b).abs();
                assert!(
                    apart(sun.elevation_deg, full.elevation_deg) < 2e-6,
                    "{step} {sun:?} {full:?}"
                );
                assert!(
                    apart(sun.apparent_elevation_deg, full.apparent_elevation_deg) < 4e-6,
                    "{step} {sun:?} {full:?}"
                );
                let turn = wrapped((sun.azimuth_deg - full.azimuth_deg).to_radians()).to_degrees();
                assert!(
                    (turn * sun.elevation_deg.to_radians().cos()).abs() < 2e-6,
                    "{step} {sun:?} {full:?}"
                );
            }
        }
    }
}
