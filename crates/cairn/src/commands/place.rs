//! `cairn place …`

mod boundaries;
mod gazetteer;
mod layer;

use cairn_app::{App, Clock, Dice};
use cairn_domain::Point;
use cairn_place::{Notation, Role, zone::zone_at};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Subcommand)]
pub enum Place {
    /// Read coordinates in any notation.
    Parse(Parse),
    /// The time zone that a place lies in.
    Zone(Zone),
    /// Boundaries of provinces and districts that this instance knows.
    #[command(subcommand)]
    Boundaries(boundaries::Boundaries),
    /// Names of places that this instance knows.
    #[command(subcommand)]
    Gazetteer(gazetteer::Gazetteer),
    /// Layers that this instance's maps offer.
    #[command(subcommand)]
    Layer(layer::Layer),
}

#[derive(Debug, Args)]
pub struct Zone {
    /// Latitude in degrees, north positive.
    #[arg(allow_hyphen_values = true)]
    lat: f64,
    /// Longitude in degrees, east positive.
    #[arg(allow_hyphen_values = true)]
    lon: f64,
}

#[derive(Debug, Serialize)]
struct ZoneLine {
    zone: &'static str,
}

#[derive(Debug, Args)]
pub struct Parse {
    /// Coordinates or a map link.
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// `LAT,LON` of a place nearby, to notice swapped numbers.
    #[arg(long, allow_hyphen_values = true)]
    near: Option<String>,
}

#[derive(Debug, Serialize)]
struct Line {
    lat: f64,
    lon: f64,
    precision_m: f64,
    notation: Notation,
    role: Role,
    warnings: Vec<String>,
}

impl Place {
    /// Prints the answer; fails with the reason when there is none.
    pub fn run(self) -> Result<(), Problem> {
        match self {
            Self::Parse(asked) => asked.run(),
            Self::Zone(asked) => asked.run(),
            Self::Boundaries(command) => super::block_on(command.run()),
            Self::Gazetteer(command) => super::block_on(command.run()),
            Self::Layer(command) => super::block_on(command.run()),
        }
    }
}

impl Zone {
    fn run(self) -> Result<(), Problem> {
        let zone = zone_at(Point::try_new(self.lat, self.lon)?);
        let zone = zone.ok_or("The zone there is newer than the names that are known.")?;
        print_line(&ZoneLine { zone: zone.name() })
    }
}

impl Parse {
    fn run(self) -> Result<(), Problem> {
        let Self { text, near } = self;
        let reading = match near {
            Some(near) => cairn_place::parse_near(&text, point(&near)?)?,
            None => cairn_place::parse(&text)?,
        };
        print_line(&Line {
            lat: reading.point.lat(),
            lon: reading.point.lon(),
            precision_m: reading.precision_m,
            notation: reading.notation,
            role: reading.role,
            warnings: reading.warnings,
        })
    }
}

/// The text of a file; its name is in what goes wrong.
fn read(path: &std::path::Path) -> Result<String, Problem> {
    let named = |error| format!("{}: {error}", path.display());
    Ok(std::fs::read_to_string(path).map_err(named)?)
}

async fn open(place: &crate::instance::Place) -> Result<App, Problem> {
    place.open(Clock::System, Dice::System).await
}

fn point(text: &str) -> Result<Point, Problem> {
    Ok(cairn_place::parse(text)?.point)
}
