//! Where on the Earth a shadow could have fallen like this, at a known instant.
//!
//! Seen from the ground points of equal elevation lie on a circle around the point under the sun, and
//! points of equal azimuth on a curve from there to a pole; both in geodetic coordinates, because the
//! vertical of a place is. Parallax (at most 0.0024°) lowers the sun by its share; refraction is that
//! of one height everywhere.

use std::collections::BTreeMap;

use cairn_domain::Point;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use super::{
    NoAnswer,
    bend::Bend,
    constraints::Constraints,
    half_space::HalfSpace,
    outline::{Band, outline},
    raster::{Raster, raster},
    sky::{Direction, Sky},
};

/// What is known of the time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum At {
    /// The instant: one band.
    Instant(DateTime<Utc>),
    /// What a clock on the wall showed. It means another instant under each UTC offset, so there is
    /// a band for each; a band holds only where clocks had that offset, and is *not* clipped to it.
    Civil {
        /// The reading.
        local: NaiveDateTime,
        /// Minutes that clocks were ahead of UTC. [`offsets_in_use`] knows the possible ones.
        utc_offsets_min: Vec<i32>,
    },
}

/// An instant and what was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// When the shadow fell.
    pub at: At,
    /// Height above the sea in metres, for the air; the same everywhere.
    #[serde(default)]
    pub height_m: f64,
    /// What was measured.
    pub constraints: Constraints,
}

impl Where {
    /// The outline of what is possible: one band, or one for each UTC offset.
    ///
    /// # Errors
    /// [`NoAnswer`] for offsets that do not exist or a sun that cannot be computed.
    pub fn solve(&self) -> Result<Vec<Band>, NoAnswer> {
        let regions = self.regions()?;
        Ok(regions
            .iter()
            .map(|(offset, region)| region.band(*offset))
            .collect())
    }

    /// The same as rules to test points with, each with its UTC offset in minutes if there is one.
    ///
    /// # Errors
    /// As [`Where::solve`].
    pub fn regions(&self) -> Result<Vec<(Option<i32>, Region)>, NoAnswer> {
        let region = |at| Region::new(at, self.height_m, &self.constraints);
        match &self.at {
            At::Instant(at) => Ok(vec![(None, region(*at)?)]),
            At::Civil {
                local,
                utc_offsets_min,
            } => {
                let of = |minutes: &i32| Ok((Some(*minutes), region(instant(*local, *minutes)?)?));
                utc_offsets_min.iter().map(of).collect()
            }
        }
    }
}

fn instant(local: NaiveDateTime, minutes: i32) -> Result<DateTime<Utc>, NoAnswer> {
    let sane = (-900..=900).contains(&minutes);
    let offset = sane.then(|| FixedOffset::east_opt(minutes * 60)).flatten();
    let offset = offset.ok_or(NoAnswer::Offset(minutes))?;
    let at = offset.from_local_datetime(&local).single();
    at.map(|at| at.to_utc()).ok_or(NoAnswer::Civil(local))
}

/// The UTC offsets under which some clock of the IANA database showed this time, in minutes, with
/// the zones that had them.
pub fn offsets_in_use(local: NaiveDateTime) -> BTreeMap<i32, Vec<chrono_tz::Tz>> {
    let mut found = BTreeMap::<i32, Vec<chrono_tz::Tz>>::new();
    for zone in chrono_tz::TZ_VARIANTS {
        let of = zone.offset_from_local_datetime(&local);
        let (first, last) = (of.earliest(), of.latest());
        let minutes = |offset: &chrono_tz::TzOffset| offset.fix().local_minus_utc() / 60;
        let (first, last) = (first.as_ref().map(minutes), last.as_ref().map(minutes));
        for minutes in first.into_iter().chain(last.filter(|_| last != first)) {
            found.entry(minutes).or_default().push(zone);
        }
    }
    found
}

/// The places that a measurement allows at an instant, as rules.
#[derive(Debug, Clone)]
pub struct Region {
    pub(crate) at: DateTime<Utc>,
    pub(crate) sky: Sky,
    /// Of directions without parallax.
    pub(crate) halves: Vec<HalfSpace>,
    /// Sines of the elevations that bound it.
    pub(crate) sines: Vec<f64>,
    /// Azimuths that bound it, radians.
    pub(crate) azimuths: Vec<f64>,
    /// Nothing can fit: the elevation would have to be above and below something at once.
    pub(crate) is_empty: bool,
}

impl Region {
    /// At an instant; `height_m` above the sea is that of the air, everywhere.
    ///
    /// # Errors
    /// [`NoAnswer::Sun`] if the sun cannot be computed.
    pub fn new(
        at: DateTime<Utc>,
        height_m: f64,
        constraints: &Constraints,
    ) -> Result<Self, NoAnswer> {
        let sky = Sky::at(at)?;
        let bend = Bend::new(constraints.measurement().refraction, height_m)?;
        // Seen from the ground the sun is lower than from the centre by the parallax in altitude.
        let without_parallax =
            |elevation: f64| elevation + (sky.parallax * elevation.to_radians().cos()).to_degrees();
        let halves = constraints.half_spaces(&bend, without_parallax);
        let (low, high) = constraints.band();
        let level = halves.iter().filter(|half| half.up != 0.0);
        let wedges = constraints.wedges();
        let azimuths = wedges.into_iter().flat_map(|(from, to)| [from, to]);
        Ok(Self {
            at,
            sky,
            sines: level.map(|half| half.up * half.least).collect(),
            azimuths: azimuths.map(f64::to_radians).collect(),
            halves,
            is_empty: low >= high,
        })
    }

    /// Whether the shadow could have fallen like this at a point.
    pub fn contains(&self, point: Point) -> bool {
        let hour_angle = self.sky.hour_angle + point.lon().to_radians();
        self.contains_at(point.lat().to_radians(), hour_angle)
    }

    /// The same in radians of latitude and local hour angle.
    pub(crate) fn contains_at(&self, lat: f64, hour_angle: f64) -> bool {
        let sun = self.direction(lat, hour_angle);
        !self.is_empty && self.halves.iter().all(|half| half.slack(&sun) >= 0.0)
    }

    fn direction(&self, lat: f64, hour_angle: f64) -> Direction {
        let (sin_dec, cos_dec) = self.sky.declination.sin_cos();
        let ((sin_hour, cos_hour), (sin_lat, cos_lat)) = (hour_angle.sin_cos(), lat.sin_cos());
        Direction {
            east: -cos_dec * sin_hour,
            north: cos_lat * sin_dec - sin_lat * cos_dec * cos_hour,
            up: cos_lat * cos_dec * cos_hour + sin_lat * sin_dec,
        }
    }

    /// Its outline on the map; `utc_offset_min` is written down beside it.
    pub fn band(&self, utc_offset_min: Option<i32>) -> Band {
        outline(self, utc_offset_min)
    }

    /// Every cell of a grid over the globe, tested in single precision (good to 0.001° but for
    /// suns within two degrees of the zenith, there 0.02°).
    ///
    /// # Errors
    /// [`NoAnswer::Step`] unless the step is between 0.02° and 10°.
    pub fn raster(&self, step_deg: f64) -> Result<Raster, NoAnswer> {
        raster(self, step_deg)
    }
}
