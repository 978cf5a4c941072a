//! `geo:` URIs (RFC 5870), with the `?q=` that Android adds: `geo:34.5587,69.2217;u=35`.

use super::{Hints, number, pin};
use crate::reading::{FINEST_M, Notation, Reading, Unreadable, implied_precision_m};

pub(super) fn read(text: &str, _: &Hints) -> Option<Result<Reading, Unreadable>> {
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
        place = Pair::parse(&query.replace("%2C", ",")).or(place);
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
        .map(|metres: f64| metres.max(FINEST_M))
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
        let (first, first_decimals) = number::signed(first)?;
        let (second, second_decimals) = number::signed(second)?;
        Some(Self {
            first,
            second,
            decimals: first_decimals.min(second_decimals),
        })
    }

    /// From numbers that were computed; what precision they have is said elsewhere.
    pub(super) fn exactly(first: f64, second: f64) -> Self {
        Self {
            first,
            second,
            decimals: u32::MAX,
        }
    }

    /// Whether neither number has a fraction: in a search field that may be anything.
    pub(super) fn is_whole(self) -> bool {
        self.decimals == 0 && self.first.fract() == 0.0 && self.second.fract() == 0.0
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
