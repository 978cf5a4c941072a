//! `geo:` URIs (RFC 5870), with the `?q=` that Android adds: `geo:34.5587,69.2217;u=35`.

use super::pin;
use crate::reading::{Notation, Reading, Unreadable, implied_precision_m};

pub(super) fn read(text: &str) -> Option<Result<Reading, Unreadable>> {
    let scheme = text.get(..4)?;
    scheme
        .eq_ignore_ascii_case("geo:")
        .then(|| read_body(&text[4..]))
}

fn read_body(body: &str) -> Result<Reading, Unreadable> {
    let (address, query) = body.split_once('?').unwrap_or((body, ""));
    let mut parameters = address.split(';');
    let mut place = Pair::parse(parameters.next().unwrap_or_default());
    // Android writes geo:0,0?q=34.5587,69.2217(name) for a pin.
    if let Some(query) = query.split('&').find_map(|part| part.strip_prefix("q=")) {
        place = Pair::parse(query).or(place);
    }
    let place = place.ok_or(Unreadable::NothingFound)?;
    let mut precision_m = place.precision_m();
    for (name, value) in parameters.filter_map(|parameter| parameter.split_once('=')) {
        match name.to_ascii_lowercase().as_str() {
            "crs" if !value.eq_ignore_ascii_case("wgs84") => {
                return Err(Unreadable::OtherDatum(value.to_owned()));
            }
            "u" => precision_m = uncertainty(value).unwrap_or(precision_m),
            _ => {}
        }
    }
    pin(Notation::GeoUri, place.first, place.second, precision_m)
}

fn uncertainty(value: &str) -> Option<f64> {
    value
        .parse()
        .ok()
        .filter(|metres: &f64| metres.is_finite() && *metres >= 0.0)
}

/// Two decimal numbers side by side, as programs write them into addresses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) first: f64,
    pub(super) second: f64,
    /// Digits after the point: the fewer of the two.
    decimals: u32,
}

impl Pair {
    /// Reads `34.5587,69.2217`, also parted by `~`, `_` or a space; anything after is left alone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text
            .trim()
            .split([',', '~', '_', ' ', '('])
            .filter(|part| !part.is_empty());
        Self::of(numbers.next()?, numbers.next()?)
    }

    /// From the texts of the two numbers.
    pub(super) fn of(first: &str, second: &str) -> Option<Self> {
        let decimals = |text: &str| {
            text.split_once('.')
                .map_or(0, |(_, fraction)| fraction.len())
        };
        Some(Self {
            first: number(first)?,
            second: number(second)?,
            decimals: u32::try_from(decimals(first).min(decimals(second))).ok()?,
        })
    }

    /// The pair of a program that puts longitude first.
    pub(super) fn swapped(self) -> Self {
        Self {
            first: self.second,
            second: self.first,
            ..self
        }
    }

    /// What the digits imply, in metres.
    pub(super) fn precision_m(self) -> f64 {
        implied_precision_m(1.0, self.decimals)
    }
}

/// A plain decimal number: no exponent, no `inf`, no `nan`.
fn number(text: &str) -> Option<f64> {
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    text.chars().all(is_plain).then(|| text.parse().ok())?
}
