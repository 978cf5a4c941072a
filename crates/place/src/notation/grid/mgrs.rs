//! Military grid references: `42S WD 20334 24126` (NGA.STND.0037, section 3).

use cairn_domain::Point;

use super::{band_edges, band_of, mercator, meridian, misfit, zone_of};
use crate::{
    notation::{Hints, pin},
    reading::{FINEST_M, Notation, Reading, Unreadable, point},
};

/// Columns of the 100 km squares, west to east, in three sets of eight that zones take in turn.
const COLUMNS: [&[u8; 8]; 3] = [b"STUVWXYZ", b"ABCDEFGH", b"JKLMNPQR"];
/// Rows, south to north, again and again; even zones begin at F.
const ROWS: &[u8; 20] = b"ABCDEFGHJKLMNPQRSTUV";
const SQUARE_M: f64 = 100_000.0;
/// After how many metres the rows repeat.
const ROUND_M: f64 = 2_000_000.0;

/// A reference cut into its parts, capital letters.
struct Reference {
    zone: u8,
    band: u8,
    column: u8,
    row: u8,
    /// Metres from the corner of the square.
    easting: f64,
    northing: f64,
    /// Side of the square that the digits leave, in metres.
    side_m: f64,
}

pub(in crate::notation) fn read(text: &str, _: &Hints) -> Option<Result<Reading, Unreadable>> {
    let body = labelled(text);
    let starts = body.as_bytes().first()?;
    // Polar references start with their letter; without the label they could be anything.
    if matches!(starts, b'A' | b'B' | b'Y' | b'Z') && body.len() < text.len() {
        return Some(Err(Unreadable::PolarGrid(text.to_owned())));
    }
    let reference = starts.is_ascii_digit().then(|| Reference::parse(body))??;
    // Without the label and without digits it may be a word.
    let is_named = body.len() < text.len();
    (is_named || reference.side_m < SQUARE_M).then(|| reference.reading(text))
}

/// The text without the word `MGRS` before it.
fn labelled(text: &str) -> &str {
    let named = text
        .get(..4)
        .is_some_and(|name| name.eq_ignore_ascii_case("mgrs"));
    if named {
        text[4..].trim_start_matches([' ', ':', '='])
    } else {
        text
    }
}

impl Reference {
    /// `None` if the text is not of the form `99A AA 9999`, however it is spaced.
    fn parse(text: &str) -> Option<Self> {
        let mut compact = [0; 16];
        let mut length = 0;
        for byte in text
            .bytes()
            .filter(|byte| !matches!(byte, b' ' | b'-' | b','))
        {
            *compact.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let compact = &compact[..length];
        let zone_digits = compact
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (zone, rest) = compact.split_at_checked(zone_digits)?;
        let [band, column, row, digits @ ..] = rest else {
            return None;
        };
        let letters = [band, column, row]
            .iter()
            .all(|byte| byte.is_ascii_uppercase());
        let even = digits.len() % 2 == 0 && digits.iter().all(u8::is_ascii_digit);
        // `45 deg 30`; the square DEG is in the sea off Antarctica.
        let is_word = rest.starts_with(b"DEG") && digits.len() <= 4;
        if !letters || !even || is_word || !(1..=2).contains(&zone_digits) {
            return None;
        }
        let (easting, northing) = digits.split_at(digits.len() / 2);
        let side_m = (0..easting.len()).fold(SQUARE_M, |side_m, _| side_m / 10.0);
        Some(Self {
            zone: u8::try_from(whole(zone)).ok()?,
            band: *band,
            column: *column,
            row: *row,
            easting: f64::from(whole(easting)) * side_m,
            northing: f64::from(whole(northing)) * side_m,
            side_m,
        })
    }

    fn reading(&self, text: &str) -> Result<Reading, Unreadable> {
        let point = self.point().map_err(|why| match why {
            POLAR => Unreadable::PolarGrid(text.to_owned()),
            why => Unreadable::NotInGrid {
                text: text.to_owned(),
                why,
            },
        })?;
        let precision_m = self.side_m.max(FINEST_M);
        let mut reading = pin(Notation::Mgrs, point.lat(), point.lon(), precision_m)?;
        reading
            .warnings
            .extend(misfit(point, self.zone, Some(self.band)));
        Ok(reading)
    }

    /// The middle of the square, or what does not fit.
    fn point(&self) -> Result<Point, &'static str> {
        if !(1..=60).contains(&self.zone) {
            return Err("zones go from 1 to 60");
        }
        if matches!(self.band, b'A' | b'B' | b'Y' | b'Z') {
            return Err(POLAR);
        }
        let (south, north) = band_edges(self.band).ok_or("no band has this letter")?;
        let column = position(COLUMNS[usize::from(self.zone % 3)], self.column);
        let column = column.ok_or("this zone has no such column")?;
        let row = position(ROWS, self.row).ok_or("no row has this letter")?;
        let easting = (column + 1.0) * SQUARE_M + self.easting + self.side_m / 2.0;
        let shift = if self.zone.is_multiple_of(2) {
            5.0
        } else {
            0.0
        };
        let row_m = (row - shift) * SQUARE_M + self.northing + self.side_m / 2.0;
        // Of the rounds of rows, the one that begins within a square of the band's south edge.
        let (_, edge_m) = mercator::forward(south, 0.0);
        let lowest = edge_m - SQUARE_M;
        let northing = lowest + (row_m - lowest).rem_euclid(ROUND_M);
        let (lat, lon) = mercator::inverse(easting - mercator::FALSE_EASTING_M, northing);
        if !(south - SLACK_DEG..=north + SLACK_DEG).contains(&lat) {
            return Err("this band has no such row");
        }
        let lon = (meridian(self.zone) + lon + 540.0).rem_euclid(360.0) - 180.0;
        point(lat, lon).map_err(|_| "it lies beyond the pole")
    }
}

/// Marks what [`Unreadable::PolarGrid`] says in whole sentences.
const POLAR: &str = "polar";
/// A square of 100 km that straddles a band's edge goes by either letter: its height in degrees.
const SLACK_DEG: f64 = 0.95;

fn position(letters: &[u8], letter: u8) -> Option<f64> {
    let at = letters.iter().position(|&one| one == letter)?;
    u8::try_from(at).ok().map(f64::from)
}

/// The value of at most nine digits.
fn whole(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// The reference of the square of 10⁵⁻ᵈ metres (`digits` 0 to 5) that a point lies in, with
/// spaces: `42S WD 20334 24126`. `None` beyond 80° S and 84° N.
pub(crate) fn format(point: Point, digits: u8) -> Option<String> {
    let band = band_of(point.lat())?;
    let zone = zone_of(point);
    let (easting, northing) = mercator::forward(point.lat(), point.lon() - meridian(zone));
    let (easting, northing) = (
        easting + mercator::FALSE_EASTING_M,
        northing.rem_euclid(ROUND_M),
    );
    let column = letter(COLUMNS[usize::from(zone % 3)], easting / SQUARE_M - 1.0)?;
    let shift = if zone.is_multiple_of(2) { 5.0 } else { 0.0 };
    let row = letter(ROWS, (northing / SQUARE_M + shift) % 20.0)?;
    let digits = digits.min(5);
    let side_m = (0..digits).fold(SQUARE_M, |side_m, _| side_m / 10.0);
    let part = |metres: f64| {
        let units = (metres.rem_euclid(SQUARE_M) / side_m).floor();
        format!(" {units:0width$}", width = usize::from(digits))
    };
    let (easting, northing) = match digits {
        0 => (String::new(), String::new()),
        _ => (part(easting), part(northing)),
    };
    let (band, column, row) = (char::from(band), char::from(column), char::from(row));
    Some(format!("{zone}{band} {column}{row}{easting}{northing}"))
}

fn letter(letters: &[u8], at: f64) -> Option<u8> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a negative number becomes 0 and none is above 20"
    )]
    letters.get(at.floor() as usize).copied()
}
