//! Every notation a place is written in: one file each, and the list of them.
//!
//! A new notation is one file with `read`, one entry in [`ALL`], and lines in
//! `tests/data/notations.tsv`.

use cairn_domain::Point;

use crate::{
    boundary::Area,
    reading::{Notation, Reading, Role, Unreadable, point},
    text,
};

mod angle;
mod found;
mod geo_uri;
pub(crate) mod grid;
mod iso6709;
mod map_link;
mod number;
pub(crate) mod plus_code;

pub use found::found_in;

/// What is known of where a text should lie. It never changes a reading that stands by itself: it
/// completes a short Plus code, settles what `42S` means, and earns warnings.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Hints {
    /// A point that should not be far.
    pub near: Option<Point>,
    /// Where the project works.
    pub area: Option<Area>,
}

/// A reader and the notations it can find. It gets plain text (see `text::plain`) and says `None`
/// when the text is of another kind, an error when it is of this kind and wrong.
pub struct Reader {
    /// What it reads.
    pub notations: &'static [Notation],
    read: fn(&str, &Hints) -> Option<Result<Reading, Unreadable>>,
}

/// In the order in which they are tried: what names itself first.
pub const ALL: &[Reader] = &[
    Reader {
        notations: &[Notation::GeoUri],
        read: geo_uri::read,
    },
    Reader {
        notations: &[Notation::MapLink],
        read: map_link::read,
    },
    Reader {
        notations: &[Notation::PlusCode],
        read: plus_code::read,
    },
    Reader {
        notations: &[Notation::Mgrs],
        read: grid::mgrs::read,
    },
    Reader {
        notations: &[Notation::Utm],
        read: grid::utm::read,
    },
    Reader {
        notations: &[Notation::Iso6709],
        read: iso6709::read,
    },
    Reader {
        notations: &[Notation::Decimal, Notation::Ddm, Notation::Dms],
        read: angle::read,
    },
];

/// Longer text is not a coordinate, and nobody waits for it to be searched.
const MAX_LENGTH: usize = 4_096;

/// Reads coordinates in any notation of [`ALL`].
///
/// # Errors
/// A sentence that tells a person what is wrong and what to write instead.
pub fn parse(text: &str) -> Result<Reading, Unreadable> {
    parse_with(text, &Hints::default())
}

/// Reads coordinates that are expected near a point, and warns when they lie far from it but would
/// be near if latitude and longitude were swapped.
///
/// # Errors
/// As [`parse`].
pub fn parse_near(text: &str, near: Point) -> Result<Reading, Unreadable> {
    let near = Some(near);
    parse_with(text, &Hints { near, area: None })
}

/// Reads coordinates in the light of what is known of where they should lie, and warns when they
/// lie elsewhere.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(text: &str, hints: &Hints) -> Result<Reading, Unreadable> {
    if text.len() > MAX_LENGTH {
        return Err(Unreadable::NothingFound);
    }
    let mut reading = read(text, hints).or_else(|error| match error {
        Unreadable::NothingFound | Unreadable::ShortLink | Unreadable::LinkWithoutPlace => {
            read_piece(text, hints).ok_or(error)
        }
        error => Err(error),
    })?;
    reading.warnings.extend(hints.warning(reading.point));
    Ok(reading)
}

fn read(text: &str, hints: &Hints) -> Result<Reading, Unreadable> {
    let plain = text::plain(text);
    let read = ALL.iter().find_map(|reader| (reader.read)(&plain, hints));
    read.unwrap_or(Err(Unreadable::NothingFound))
}

/// The one line, or part in or beside brackets, that is a place: `34.5587, 69.2217 (Kabul)`, or
/// what a telephone shares, a name and a link under it. `None` if there is none or several.
fn read_piece(text: &str, hints: &Hints) -> Option<Reading> {
    if !text.contains(PIECES_END) {
        return None;
    }
    let pieces = text
        .split(PIECES_END)
        .filter(|piece| !piece.trim().is_empty());
    let mut read = pieces.filter_map(|piece| Some((piece, read(piece, hints).ok()?)));
    let (piece, mut reading) = read.next()?;
    if read.next().is_some() {
        return None;
    }
    let piece = piece.trim();
    reading
        .warnings
        .push(format!("Only a part of the text was read: {piece}"));
    Some(reading)
}

const PIECES_END: [char; 3] = ['\n', '(', ')'];

/// How far from the expected point a reading may lie before its order is doubted.
const FAR_M: f64 = 1_000_000.0;

impl Hints {
    /// Whether a point may be meant; `None` if nothing is known.
    fn allow(&self, point: Point) -> Option<bool> {
        let near = self.near.map(|near| point.distance_m(near) <= FAR_M);
        let inside = self.area.map(|area| area.contains(point));
        match (near, inside) {
            (None, None) => None,
            (near, inside) => Some(near != Some(false) && inside != Some(false)),
        }
    }

    /// What to say of a point that lies elsewhere than expected.
    fn warning(&self, point: Point) -> Option<String> {
        if self.allow(point) != Some(false) {
            return None;
        }
        let swapped = Point::try_new(point.lon(), point.lat()).ok();
        if swapped.and_then(|swapped| self.allow(swapped)) == Some(true) {
            let warning = "Latitude and longitude look swapped: the other way round this lies \
                           where the project works.";
            return Some(warning.to_owned());
        }
        let outside = self.area.is_some_and(|area| !area.contains(point));
        outside.then(|| "This lies outside the area that the project works in.".to_owned())
    }
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
