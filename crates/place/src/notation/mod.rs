//! Every notation a place is written in: one file each, and the list of them.
//!
//! A new notation is one file with `read`, one line in [`ALL`], and cases in `tests/notations.rs`.

use cairn_domain::Point;

use crate::{
    reading::{Notation, Reading, Role, Unreadable, point},
    text,
};

mod angle;
mod ddm;
mod decimal;
mod dms;
mod geo_uri;
mod map_link;

/// A notation and its reader. The reader gets plain text (see `text::plain`) and says `None` when
/// the text is of another kind, an error when it is of this kind and wrong.
pub struct Reader {
    /// What it reads.
    pub notation: Notation,
    read: fn(&str) -> Option<Result<Reading, Unreadable>>,
}

/// In the order in which they are tried: what names itself first.
pub const ALL: &[Reader] = &[
    Reader {
        notation: Notation::GeoUri,
        read: geo_uri::read,
    },
    Reader {
        notation: Notation::MapLink,
        read: map_link::read,
    },
    Reader {
        notation: Notation::Decimal,
        read: decimal::read,
    },
    Reader {
        notation: Notation::Ddm,
        read: ddm::read,
    },
    Reader {
        notation: Notation::Dms,
        read: dms::read,
    },
];

/// Longer text is not a coordinate, and nobody waits for it to be searched.
const MAX_LENGTH: usize = 4_096;

/// Reads coordinates in any notation of [`ALL`].
///
/// # Errors
/// A sentence that tells a person what is wrong and what to write instead.
pub fn parse(text: &str) -> Result<Reading, Unreadable> {
    if text.len() > MAX_LENGTH {
        return Err(Unreadable::NothingFound);
    }
    let plain = text::plain(text);
    let read = ALL.iter().find_map(|reader| (reader.read)(&plain));
    read.unwrap_or(Err(Unreadable::NothingFound))
}

/// How far from the expected area a reading may lie before its order is doubted.
const FAR_M: f64 = 1_000_000.0;

/// Reads coordinates that are expected near a point, and warns when they lie far from it but would
/// be near if latitude and longitude were swapped.
///
/// # Errors
/// As [`parse`].
pub fn parse_near(text: &str, near: Point) -> Result<Reading, Unreadable> {
    let mut reading = parse(text)?;
    let swapped = Point::try_new(reading.point.lon(), reading.point.lat());
    let is_near = |point: Point| point.distance_m(near) <= FAR_M;
    if !is_near(reading.point) && swapped.is_ok_and(is_near) {
        let warning = "Latitude and longitude look swapped: the other way round this lies where \
                       the project works.";
        reading.warnings.push(warning.to_owned());
    }
    Ok(reading)
}

/// A reading of coordinates that somebody wrote down, with the warnings any of them may earn.
fn pin(notation: Notation, lat: f64, lon: f64, precision_m: f64) -> Result<Reading, Unreadable> {
    let point = point(lat, lon)?;
    let mut warnings = Vec::new();
    if lat == 0.0 && lon == 0.0 {
        warnings
            .push("0, 0 lies in the Atlantic; it usually means that no place was set.".to_owned());
    }
    if precision_m > 1_000.0 {
        warnings.push(format!(
            "So few digits leave about {:.0} km either way; more digits place it better.",
            precision_m / 1_000.0
        ));
    }
    Ok(Reading {
        point,
        precision_m,
        notation,
        role: Role::Pin,
        warnings,
    })
}
