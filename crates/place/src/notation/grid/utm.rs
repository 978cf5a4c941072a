//! Universal Transverse Mercator: `42N 520334 3824126`, `Zone 42S, 520334mE 3824126mN`.

use cairn_domain::Point;

use super::{band_edges, band_of, mercator, meridian, misfit, zone_of};
use crate::{
    notation::{Hints, number::plain_number, pin},
    reading::{FINEST_M, Notation, Reading, Unreadable, point},
};

/// What the text says, in order.
#[derive(Default)]
struct Written<'a> {
    zone: Option<u8>,
    /// The word after the zone: a band's letter or a hemisphere.
    side: Option<&'a str>,
    /// Metres, and digits after the point.
    numbers: [(f64, u32); 2],
    count: usize,
    /// Whether the first number is labelled as the northing.
    northing_first: bool,
}

/// Longer words have no business in a grid reference.
const LONGEST: usize = 10;

pub(in crate::notation) fn read(text: &str, hints: &Hints) -> Option<Result<Reading, Unreadable>> {
    let starts = text.as_bytes().first()?;
    if !(starts.is_ascii_digit() || matches!(starts | 32, b'u' | b'z')) {
        return None;
    }
    let written = Written::parse(text)?;
    let (easting, northing, precision_m) = written.metres()?;
    let zone = written.zone?;
    let refused = |why| {
        let text = text.to_owned();
        Some(Err(Unreadable::NotInGrid { text, why }))
    };
    if !(1..=60).contains(&zone) {
        return refused("zones go from 1 to 60");
    }
    if !(100_000.0..=900_000.0).contains(&easting) {
        return refused("eastings go from 100 000 to 900 000 m");
    }
    if !(0.0..=mercator::FALSE_NORTHING_M).contains(&northing) {
        return refused("northings go from 0 to 10 000 000 m");
    }
    let grid = Metres {
        zone,
        easting,
        northing,
    };
    let (point, warning) = match grid.on_side(written.side?, hints) {
        Ok(placed) => placed,
        Err(POLAR) => return Some(Err(Unreadable::PolarGrid(text.to_owned()))),
        Err(why) => return refused(why),
    };
    let reading = pin(Notation::Utm, point.lat(), point.lon(), precision_m);
    Some(reading.map(|mut reading| {
        reading.warnings.extend(warning);
        reading
    }))
}

impl<'a> Written<'a> {
    /// `None` if anything else stands in the text, or numbers are missing.
    fn parse(text: &'a str) -> Option<Self> {
        let mut written = Self::default();
        let mut rest = text;
        while let Some(&byte) = rest.as_bytes().first() {
            let length = if byte.is_ascii_digit() {
                written.number(rest)?
            } else if byte.is_ascii_alphabetic() {
                let is_letter = u8::is_ascii_alphabetic;
                let length = rest.bytes().take_while(is_letter).count();
                written.word(&rest[..length])?;
                length
            } else if b" ,;:=/()".contains(&byte) {
                1
            } else {
                return None;
            };
            rest = &rest[length..];
        }
        (written.count == 2).then_some(written)
    }

    fn number(&mut self, rest: &str) -> Option<usize> {
        let number = plain_number(rest)?;
        if self.zone.is_none() {
            let is_zone = number.decimals == 0 && number.integers <= 2;
            let (zone, _) = rest.split_at(number.length);
            self.zone = zone.parse().ok().filter(|_| is_zone);
            self.zone?;
        } else {
            self.side?;
            *self.numbers.get_mut(self.count)? = (number.value, number.decimals);
            self.count += 1;
        }
        Some(number.length)
    }

    fn word(&mut self, word: &'a str) -> Option<()> {
        let mut lower = [0; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"utm" | b"zone" if self.zone.is_none() => {}
            b"hemisphere" => {}
            _ if self.zone.is_some() && self.side.is_none() => self.side = Some(word),
            b"n" | b"northing" | b"mn" => self.northing_first |= self.names_first(b'n', lower),
            b"e" | b"easting" | b"me" | b"m" | b"metres" | b"meters" => {}
            _ => return None,
        }
        Some(())
    }

    /// Whether a label belongs to the first number: whole words and single letters stand before
    /// it or, with a metre sign, after.
    fn names_first(&self, letter: u8, label: &[u8]) -> bool {
        let after = label.first() == Some(&b'm') && label.last() == Some(&letter);
        self.count == usize::from(after)
    }

    /// Easting and northing in metres, and their precision.
    fn metres(&self) -> Option<(f64, f64, f64)> {
        let [first, second] = self.numbers;
        let looks_swapped = first.0 > 900_000.0 && second.0 <= 900_000.0;
        let (easting, northing) = match self.northing_first || looks_swapped {
            true => (second.0, first.0),
            false => (first.0, second.0),
        };
        // `34 N 69 13` has two numbers after a letter too; metres of a grid are larger.
        let is_grid = easting >= 10_000.0 && northing >= 1_000.0 || easting >= 100_000.0;
        let decimals = first.1.min(second.1);
        let precision_m = (0..decimals.min(9)).fold(1.0, |unit, _| unit / 10.0);
        is_grid.then_some((easting, northing, f64::max(precision_m, FINEST_M)))
    }
}

/// Marks what [`Unreadable::PolarGrid`] says in whole sentences.
const POLAR: &str = "polar";

/// A place in the grid as written, without the half of the globe.
struct Metres {
    zone: u8,
    easting: f64,
    northing: f64,
}

type Placed = (Point, Option<String>);

impl Metres {
    /// The point, with what to look at, by the word after the zone.
    fn on_side(&self, side: &str, hints: &Hints) -> Result<Placed, &'static str> {
        let is = |words: [&str; 2]| words.iter().any(|word| side.eq_ignore_ascii_case(word));
        let (north, south) = (is(["north", "northern"]), is(["south", "southern"]));
        // The band N begins at the equator, so it says no more than the hemisphere.
        if north || south || side.eq_ignore_ascii_case("n") {
            let point = self.point(south)?;
            return Ok((point, misfit(point, self.zone, None)));
        }
        let &[letter] = side.as_bytes() else {
            return Err("after the zone comes one letter, or north or south");
        };
        match letter.to_ascii_uppercase() {
            b'S' => self.in_s(hints),
            b'A' | b'B' | b'Y' | b'Z' => Err(POLAR),
            band => {
                let (south, _) = band_edges(band).ok_or("no band has this letter")?;
                let point = self.point(south < 0.0)?;
                Ok((point, misfit(point, self.zone, Some(band))))
            }
        }
    }

    /// `S` is the band from 32° to 40° north, and how many write the southern hemisphere. The
    /// northing settles it unless both are on land that the hints allow.
    fn in_s(&self, hints: &Hints) -> Result<Placed, &'static str> {
        let (as_band, as_south) = (self.point(false)?, self.point(true)?);
        if band_of(as_band.lat()) != Some(b'S') {
            return Ok((as_south, misfit(as_south, self.zone, None)));
        }
        let warning = |chosen: &str, other: Point| {
            Some(format!(
                "{}S was read as {chosen}; read the other way it lies at {:.4}, {:.4}.",
                self.zone,
                other.lat(),
                other.lon()
            ))
        };
        match (hints.allow(as_band), hints.allow(as_south)) {
            (Some(true), Some(false)) => Ok((as_band, misfit(as_band, self.zone, None))),
            (Some(false), Some(true)) => {
                Ok((as_south, warning("the southern hemisphere", as_band)))
            }
            _ => Ok((as_band, warning("band S, north of the equator", as_south))),
        }
    }

    fn point(&self, south: bool) -> Result<Point, &'static str> {
        let shift = if south {
            mercator::FALSE_NORTHING_M
        } else {
            0.0
        };
        let easting = self.easting - mercator::FALSE_EASTING_M;
        let (lat, lon) = mercator::inverse(easting, self.northing - shift);
        let lon = (meridian(self.zone) + lon + 540.0).rem_euclid(360.0) - 180.0;
        point(lat, lon).map_err(|_| "it lies beyond the pole")
    }
}

/// Zone, band, easting and northing in whole metres: `42S 520334 3824126`. `None` beyond 80° S
/// and 84° N.
pub(crate) fn format(point: Point) -> Option<String> {
    let band = char::from(band_of(point.lat())?);
    let zone = zone_of(point);
    let (easting, northing) = mercator::forward(point.lat(), point.lon() - meridian(zone));
    let easting = easting + mercator::FALSE_EASTING_M;
    let shift = if point.lat() < 0.0 {
        mercator::FALSE_NORTHING_M
    } else {
        0.0
    };
    Some(format!("{zone}{band} {easting:.0} {:.0}", northing + shift))
}
