//! `cairn place …`

use cairn_domain::Point;
use cairn_place::{Notation, Role};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Subcommand)]
pub enum Place {
    /// Read coordinates in any notation.
    Parse(Parse),
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
    /// Reads the text; fails with the reason when it cannot be read.
    pub fn run(self) -> Result<(), Problem> {
        let Self::Parse(Parse { text, near }) = self;
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

fn point(text: &str) -> Result<Point, Problem> {
    Ok(cairn_place::parse(text)?.point)
}
