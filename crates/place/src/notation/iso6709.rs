//! ISO 6709 strings, and the same packed digits with letters that aviation writes:
//! `+34.5587+069.2217/`, `+343331.3+0691318.1+1790CRSWGS_84/`, `343331N 0691318E`.

use super::{Hints, number::plain_number, pin};
use crate::reading::{Notation, Reading, Unreadable, implied_precision_m};

pub(super) fn read(text: &str, _: &Hints) -> Option<Result<Reading, Unreadable>> {
    match text.as_bytes().first()? {
        b'+' | b'-' => read_signed(text),
        byte if byte.is_ascii_digit() || matches!(byte | 32, b'n' | b's') => read_lettered(text),
        _ => None,
    }
}

/// One coordinate: whole degrees, minutes and seconds written without gaps.
struct Packed {
    degrees: Result<f64, Unreadable>,
    /// 1 degrees, 2 with minutes, 3 with seconds.
    parts: u32,
    decimals: u32,
}

impl Packed {
    /// Reads digits of which the degrees take `wide`; with the bytes they take. `None` if their
    /// count fits no unit.
    fn parse(text: &str, wide: u32) -> Option<(Self, usize)> {
        let number = plain_number(text)?;
        let parts = match number.integers.checked_sub(wide)? {
            0 => 1,
            2 => 2,
            4 => 3,
            _ => return None,
        };
        let packed = Self {
            degrees: unpacked(number.value, parts, &text[..number.length]),
            parts,
            decimals: number.decimals,
        };
        Some((packed, number.length))
    }

    fn precision_m(&self) -> f64 {
        let unit_deg = match self.parts {
            1 => 1.0,
            2 => 1.0 / 60.0,
            _ => 1.0 / 3_600.0,
        };
        implied_precision_m(unit_deg, self.decimals)
    }
}

/// Degrees of `DDD`, `DDDMM` or `DDDMMSS` with a fraction.
fn unpacked(value: f64, parts: u32, text: &str) -> Result<f64, Unreadable> {
    let bad = |unit| Err(Unreadable::BadPart(text.to_owned(), unit));
    if parts == 1 {
        return Ok(value);
    }
    let (upper, last) = ((value / 100.0).floor(), value % 100.0);
    if last >= 60.0 {
        return bad(if parts == 2 { "minutes" } else { "seconds" });
    }
    if parts == 2 {
        return Ok(upper + last / 60.0);
    }
    let (degrees, minutes) = ((upper / 100.0).floor(), upper % 100.0);
    if minutes >= 60.0 {
        return bad("minutes");
    }
    Ok(degrees + minutes / 60.0 + last / 3_600.0)
}

/// `±DD±DDD`, with minutes and seconds, height and reference system as they come.
fn read_signed(text: &str) -> Option<Result<Reading, Unreadable>> {
    let (lat, length) = Packed::parse(&text[1..], 2)?;
    let rest = &text[1 + length..];
    let east = rest.strip_prefix(['+', '-'])?;
    let (lon, length) = Packed::parse(east, 3)?;
    if !is_height_and_system(&east[length..]) {
        return None;
    }
    let notation = Notation::Iso6709;
    Some(join(
        notation,
        lat,
        text.starts_with('-'),
        lon,
        rest.starts_with('-'),
    ))
}

/// What may follow: `+1790`, `CRSWGS_84`, and the solidus that ends the string.
fn is_height_and_system(text: &str) -> bool {
    let mut rest = text;
    if let Some(height) = rest.strip_prefix(['+', '-']) {
        let Some(number) = plain_number(height) else {
            return false;
        };
        rest = &height[number.length..];
    }
    if let Some(system) = rest.strip_prefix("CRS") {
        rest = system.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_:".contains(c));
    }
    matches!(rest, "" | "/")
}

/// `DDMMSSN DDDMMSSE` or with the letters first; not degrees alone, which any angle may be.
fn read_lettered(text: &str) -> Option<Result<Reading, Unreadable>> {
    let (lat, south, rest) = lettered(text, 2, [b'n', b's'])?;
    let rest = rest.trim_start_matches([' ', ',', '/']);
    let (lon, west, rest) = lettered(rest, 3, [b'e', b'w'])?;
    if !rest.is_empty() || lat.parts == 1 || lon.parts == 1 {
        return None;
    }
    let notation = match lat.parts.max(lon.parts) {
        2 => Notation::Ddm,
        _ => Notation::Dms,
    };
    Some(join(notation, lat, south, lon, west))
}

/// A packed coordinate with its letter before or after, whether that is the second of the two,
/// and what follows.
fn lettered(text: &str, wide: u32, letters: [u8; 2]) -> Option<(Packed, bool, &str)> {
    let letter = |text: &str| {
        let byte = text.as_bytes().first()? | 32;
        letters.contains(&byte).then_some(byte == letters[1])
    };
    if let Some(second) = letter(text) {
        let digits = text[1..].trim_start_matches(' ');
        let (packed, length) = Packed::parse(digits, wide)?;
        return Some((packed, second, &digits[length..]));
    }
    let (packed, length) = Packed::parse(text, wide)?;
    // Receivers put a comma before the letter (NMEA 0183).
    let rest = text[length..].trim_start_matches([' ', ',']);
    Some((packed, letter(rest)?, &rest[1..]))
}

fn join(
    notation: Notation,
    lat: Packed,
    south: bool,
    lon: Packed,
    west: bool,
) -> Result<Reading, Unreadable> {
    let precision_m = lat.precision_m().max(lon.precision_m());
    let signed = |degrees: f64, negative: bool| match degrees {
        degrees if negative && degrees != 0.0 => -degrees,
        degrees => degrees,
    };
    let (lat, lon) = (signed(lat.degrees?, south), signed(lon.degrees?, west));
    pin(notation, lat, lon, precision_m)
}
