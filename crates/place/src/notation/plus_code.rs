//! Plus codes (Open Location Code, specification 1.0 by Google, Apache-2.0): full `8J5GH65C+FM`,
//! and short `H65C+FM Kabul`, which needs a place to start from.

use cairn_domain::Point;

use super::{Hints, pin};
use crate::{
    gazetteer,
    reading::{DEGREE_M, FINEST_M, Notation, Reading, Unreadable},
};

/// The digits, without those that spell words.
const DIGITS: &[u8; 20] = b"23456789CFGHJMPQRVWX";
/// Where the plus stands in a full code.
const PLUS_AT: usize = 8;
/// Digits that come in pairs; each further one parts the cell into 5 rows of 4.
const PAIRED: usize = 10;
/// Digits that anyone has use for: 15 name a cell of a square centimetre.
const MOST: usize = 15;

pub(super) fn read(text: &str, hints: &Hints) -> Option<Result<Reading, Unreadable>> {
    let (code, locality) = find(text)?;
    Some(read_code(code, locality, hints))
}

/// The code in a text and what stands around it.
pub(super) fn find(text: &str) -> Option<(&str, &str)> {
    let plus = text.find('+').filter(|&plus| plus > 1)?;
    let start = text[..plus].rfind([' ', ',', '(']).map_or(0, |at| at + 1);
    let end = text[plus..]
        .find([' ', ',', ')'])
        .map_or(text.len(), |at| plus + at);
    let code = &text[start..end];
    let around = if start == 0 {
        &text[end..]
    } else {
        &text[..start]
    };
    let (before, after) = (&text[start..plus], &text[plus + 1..end]);
    let is_digit = |byte: u8| DIGITS.contains(&byte.to_ascii_uppercase()) || byte == b'0';
    let all_digits = before.bytes().chain(after.bytes()).all(is_digit);
    let has_letter = code.bytes().any(|byte| byte.is_ascii_alphabetic());
    // `34+69` could be many things; a code of figures alone must be a full one.
    let is_code =
        matches!(before.len(), 2 | 4 | 6 | PLUS_AT) && (has_letter || before.len() == PLUS_AT);
    (all_digits && is_code).then_some((code, around.trim_matches([' ', ',', '(', ')'])))
}

/// Reads a code that [`find`] found.
pub(super) fn read_code(code: &str, locality: &str, hints: &Hints) -> Result<Reading, Unreadable> {
    let bad = || Unreadable::BadPlusCode(code.to_owned());
    let (before, after) = code.split_once('+').ok_or_else(bad)?;
    let significant = before.trim_end_matches('0');
    let padded = significant.len() < before.len();
    let whole = significant.len().is_multiple_of(2) && !significant.is_empty();
    let digits_fit = !significant.contains('0') && !after.contains('0') && after.len() != 1;
    if !whole || !digits_fit || padded && (before.len() != PLUS_AT || !after.is_empty()) {
        return Err(bad());
    }
    if before.len() == PLUS_AT {
        let cell = Cell::of(significant.bytes().chain(after.bytes())).ok_or_else(bad)?;
        return cell.reading(None);
    }
    if after.is_empty() {
        return Err(bad());
    }
    let (reference, said) = reference(locality, hints, before.len())?;
    let code = before.bytes().chain(after.bytes());
    let cell = Cell::nearest(code, before.len(), reference).ok_or_else(bad)?;
    cell.reading(Some(said))
}

/// The point that a short code is near, and what to say of it.
fn reference(locality: &str, hints: &Hints, digits: usize) -> Result<(Point, String), Unreadable> {
    let named = || gazetteer::place_named(locality.split(',').next()?);
    let town = gazetteer::named_in(locality).map(|(point, _)| point);
    if let Some(point) = town.or_else(|| named().map(|place| place.point)) {
        let said = format!("The code is short; it was read near {locality}.");
        return Ok((point, said));
    }
    let said = "The code is short; it was read near the place that the project expects.";
    // The middle of an area stands for all of it only if no other cell of that name is inside.
    let area = hints.area.filter(|area| {
        let (high, wide) = area.size_deg();
        high.max(wide) <= side_deg(PLUS_AT - digits)
    });
    let point = hints.near.or(area.map(|area| area.centre()));
    let point = point.ok_or(Unreadable::ShortPlusCode)?;
    Ok((point, said.to_owned()))
}

/// Degrees that a cell of so many paired digits spans: 20 for two, 1 for four …
fn side_deg(digits: usize) -> f64 {
    (0..digits / 2).fold(400.0, |side_deg, _| side_deg / 20.0)
}

/// What a code names: a rectangle by its south-west corner, in degrees.
struct Cell {
    lat: f64,
    lon: f64,
    high_deg: f64,
    wide_deg: f64,
}

impl Cell {
    /// The cell of a full code's digits, without the plus. `None` if a digit is none.
    fn of(digits: impl Iterator<Item = u8>) -> Option<Self> {
        let mut cell = Self {
            lat: -90.0,
            lon: -180.0,
            high_deg: 400.0,
            wide_deg: 400.0,
        };
        for (at, byte) in digits.take(MOST).enumerate() {
            let byte = byte.to_ascii_uppercase();
            let digit = DIGITS.iter().position(|&digit| digit == byte)?;
            let digit = f64::from(u8::try_from(digit).ok()?);
            if at >= PAIRED {
                cell.high_deg /= 5.0;
                cell.wide_deg /= 4.0;
                cell.lat += (digit / 4.0).floor() * cell.high_deg;
                cell.lon += digit % 4.0 * cell.wide_deg;
            } else if at.is_multiple_of(2) {
                cell.high_deg /= 20.0;
                cell.lat += digit * cell.high_deg;
            } else {
                cell.wide_deg /= 20.0;
                cell.lon += digit * cell.wide_deg;
            }
        }
        (cell.lat < 90.0 && cell.lon < 180.0).then_some(cell)
    }

    /// Of all cells whose codes end so, the one with its middle nearest to a point.
    fn nearest(digits: impl Iterator<Item = u8>, before: usize, reference: Point) -> Option<Self> {
        let missing = PLUS_AT - before;
        let prefix = digits_of(reference);
        let mut cell = Self::of(prefix.into_iter().take(missing).chain(digits))?;
        let step = side_deg(missing);
        let off_lat = reference.lat() - (cell.lat + cell.high_deg / 2.0);
        let off_lon = reference.lon() - (cell.lon + cell.wide_deg / 2.0);
        let lat = cell.lat + step * (off_lat / step).round();
        if (-90.0..90.0).contains(&lat) {
            cell.lat = lat;
        }
        cell.lon += step * (off_lon / step).round();
        cell.lon = (cell.lon + 540.0).rem_euclid(360.0) - 180.0;
        Some(cell)
    }

    fn reading(&self, warning: Option<String>) -> Result<Reading, Unreadable> {
        let (lat, lon) = (
            self.lat + self.high_deg / 2.0,
            self.lon + self.wide_deg / 2.0,
        );
        let precision_m = (self.high_deg * DEGREE_M).max(FINEST_M);
        let mut reading = pin(Notation::PlusCode, lat, lon, precision_m)?;
        reading.warnings.extend(warning);
        Ok(reading)
    }
}

/// The ten paired digits of the cell that a point lies in.
fn digits_of(point: Point) -> [u8; PAIRED] {
    // Counted in cells of ten digits, 8 000 to a degree, in whole numbers so that no digit slips.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 2 880 000 for any point on the globe"
    )]
    let cells = |degrees: f64| (degrees * 8_000.0 + 1e-6).floor() as usize;
    let mut lat = cells(point.lat() + 90.0).min(180 * 8_000 - 1);
    let mut lon = cells(point.lon() + 180.0) % (360 * 8_000);
    let mut digits = [0; PAIRED];
    for pair in (0..PAIRED / 2).rev() {
        digits[2 * pair] = DIGITS[lat % 20];
        digits[2 * pair + 1] = DIGITS[lon % 20];
        (lat, lon) = (lat / 20, lon / 20);
    }
    digits
}

/// The code of ten digits of the cell, 14 m high, that a point lies in: `8J5GH65C+FM`.
pub(crate) fn format(point: Point) -> String {
    let digits = digits_of(point);
    let (before, after) = digits.split_at(PLUS_AT);
    let text = |digits: &[u8]| digits.iter().copied().map(char::from).collect::<String>();
    format!("{}+{}", text(before), text(after))
}
