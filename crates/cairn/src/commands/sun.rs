//! `cairn sun`

use cairn_domain::Point;
use cairn_place::{Air, sun_at};
use chrono::{DateTime, Utc};
use clap::Args;

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Args)]
pub struct Sun {
    /// Latitude in degrees, north positive.
    #[arg(long, allow_hyphen_values = true)]
    lat: f64,
    /// Longitude in degrees, east positive.
    #[arg(long, allow_hyphen_values = true)]
    lon: f64,
    /// Moment in RFC 3339.
    #[arg(long)]
    at: DateTime<Utc>,
    /// Height above the sea in metres.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    height_m: f64,
    /// Air pressure; the standard atmosphere at that height unless said otherwise.
    #[arg(long)]
    pressure_hpa: Option<f64>,
    /// Air temperature, likewise.
    #[arg(long, allow_hyphen_values = true)]
    temperature_c: Option<f64>,
}

impl Sun {
    /// Prints where the sun stands.
    pub fn run(self) -> Result<(), Problem> {
        let standard = Air::standard_at(self.height_m);
        let air = Air {
            pressure_hpa: self.pressure_hpa.unwrap_or(standard.pressure_hpa),
            temperature_c: self.temperature_c.unwrap_or(standard.temperature_c),
        };
        let place = Point::try_new(self.lat, self.lon)?;
        print_line(&sun_at(place, self.height_m, self.at, Some(air))?)
    }
}
