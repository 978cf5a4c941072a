//! `cairn shadow when`, `cairn shadow where` and `cairn shadow rerun`

use cairn_domain::Point;
use cairn_place::{
    Air,
    shadow::{At, Constraints, Measurement, Refraction, When, Where, feature_collection},
    zone::parse_zone,
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{print_line, rerun::Again};
use crate::instance::Problem;

#[derive(Debug, Subcommand)]
pub enum Shadow {
    /// When a shadow could have fallen like this, at a known place: a line for each window.
    When(Asked),
    /// Where a shadow could have fallen like this, at a known instant: GeoJSON bands.
    Where(AskedWhere),
    /// Runs the stored record of a run again: whether the answer is the same, or what differs.
    Rerun(Again),
}

#[derive(Debug, Args)]
pub struct Asked {
    /// Latitude in degrees, north positive.
    #[arg(long, allow_hyphen_values = true)]
    lat: f64,
    /// Longitude in degrees, east positive.
    #[arg(long, allow_hyphen_values = true)]
    lon: f64,
    /// First local day.
    #[arg(long)]
    from: NaiveDate,
    /// Last local day, included; ten years after the first at most.
    #[arg(long)]
    to: NaiveDate,
    /// IANA name of the time zone whose days these are.
    #[arg(long)]
    zone: String,
    #[command(flatten)]
    measured: Measured,
}

#[derive(Debug, Args)]
pub struct AskedWhere {
    /// Instant in RFC 3339.
    #[arg(long)]
    at: DateTime<Utc>,
    #[command(flatten)]
    measured: Measured,
}

/// What was read off a picture.
#[derive(Debug, Args)]
struct Measured {
    /// Height above the sea in metres, for the air.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    height_m: f64,
    /// Length of the shadow by the height of what throws it.
    #[arg(long)]
    ratio: Option<f64>,
    /// Fraction by which the ratio may be off; 0.05 unless said otherwise.
    #[arg(long)]
    ratio_tol: Option<f64>,
    /// Direction of the sun in degrees from true north.
    #[arg(long)]
    sun_azimuth: Option<f64>,
    /// Direction in which the shadow falls.
    #[arg(long)]
    shadow_azimuth: Option<f64>,
    /// Degrees by which an azimuth may be off; 2 unless said otherwise.
    #[arg(long)]
    azimuth_tol: Option<f64>,
    /// Lowest apparent elevation of the sun in degrees.
    #[arg(long, allow_hyphen_values = true)]
    elevation_min: Option<f64>,
    /// Highest apparent elevation.
    #[arg(long, allow_hyphen_values = true)]
    elevation_max: Option<f64>,
    /// Degrees by which the ground may slope.
    #[arg(long, default_value_t = 0.0)]
    slope_tol: f64,
    /// Air pressure; the standard atmosphere at that height unless said otherwise.
    #[arg(long)]
    pressure_hpa: Option<f64>,
    /// Air temperature, likewise.
    #[arg(long, allow_hyphen_values = true)]
    temperature_c: Option<f64>,
    /// Geometric elevations, as if there were no air.
    #[arg(long, conflicts_with_all = ["pressure_hpa", "temperature_c"])]
    no_air: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    start: String,
    end: String,
}

impl Shadow {
    /// Prints the answer.
    pub fn run(self) -> Result<(), Problem> {
        match self {
            Self::When(asked) => asked.run(),
            Self::Where(asked) => asked.run(),
            Self::Rerun(again) => again.run(),
        }
    }
}

impl Asked {
    fn run(self) -> Result<(), Problem> {
        let zone = parse_zone(&self.zone)?;
        let question = When {
            place: Point::try_new(self.lat, self.lon)?,
            height_m: self.measured.height_m,
            from: self.from,
            to: self.to,
            zone,
            constraints: self.measured.constraints()?,
        };
        for window in question.solve()?.all() {
            print_line(&Line {
                start: clock(window.start, zone),
                end: clock(window.end, zone),
            })?;
        }
        Ok(())
    }
}

impl AskedWhere {
    fn run(self) -> Result<(), Problem> {
        let question = Where {
            at: At::Instant(self.at),
            height_m: self.measured.height_m,
            constraints: self.measured.constraints()?,
        };
        print_line(&feature_collection(&question.solve()?))
    }
}

impl Measured {
    fn constraints(&self) -> Result<Constraints, Problem> {
        Ok(Constraints::try_new(Measurement {
            ratio: self.ratio,
            ratio_tol: self.ratio_tol,
            sun_azimuth_deg: self.sun_azimuth,
            shadow_azimuth_deg: self.shadow_azimuth,
            azimuth_tol_deg: self.azimuth_tol,
            elevation_min_deg: self.elevation_min,
            elevation_max_deg: self.elevation_max,
            sun_up: None,
            slope_tol_deg: self.slope_tol,
            refraction: self.refraction(),
        })?)
    }

    fn refraction(&self) -> Refraction {
        let standard = Air::standard_at(self.height_m);
        match (self.no_air, self.pressure_hpa, self.temperature_c) {
            (true, ..) => Refraction::None,
            (_, None, None) => Refraction::Standard,
            (_, pressure_hpa, temperature_c) => Refraction::Air(Air {
                pressure_hpa: pressure_hpa.unwrap_or(standard.pressure_hpa),
                temperature_c: temperature_c.unwrap_or(standard.temperature_c),
            }),
        }
    }
}

/// RFC 3339 with the zone's offset.
fn clock(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}
