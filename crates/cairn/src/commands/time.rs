//! `cairn time edtf` and `cairn time hijri`

use cairn_place::calendar::{SolarHijri, parse_edtf};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Subcommand)]
pub enum Time {
    /// Read a date of the Extended Date/Time Format, level 0 or 1.
    Edtf(Edtf),
    /// Say a date in the Solar Hijri calendar, with the Afghan names of its months.
    Hijri(Hijri),
}

#[derive(Debug, Args)]
pub struct Edtf {
    /// Such as `2022-09`, `2022-09-30?`, `2021/2022`, `2022-21`, `156X`.
    #[arg(allow_hyphen_values = true)]
    text: String,
}

#[derive(Debug, Args)]
pub struct Hijri {
    /// `YYYY-MM-DD`.
    date: NaiveDate,
}

#[derive(Debug, Serialize)]
struct Line {
    solar_hijri: String,
    latin: String,
    dari: String,
    pashto: String,
}

impl Time {
    /// Prints the reading; fails with the reason when there is none.
    pub fn run(self) -> Result<(), Problem> {
        match self {
            Self::Edtf(Edtf { text }) => print_line(&parse_edtf(&text)?.bounds()),
            Self::Hijri(Hijri { date }) => {
                let date = SolarHijri::from_gregorian(date)?;
                print_line(&Line {
                    solar_hijri: date.to_string(),
                    latin: date.in_latin(),
                    dari: date.in_dari(),
                    pashto: date.in_pashto(),
                })
            }
        }
    }
}
