//! OpenStreetMap, with its short links, which hold their coordinates.

use super::{
    Found, Link, View,
    providers::{queried, zoom, zoom_in},
};
use crate::{notation::geo_uri::Pair, reading::DEGREE_M};

/// `mlat`/`mlon` is the marker, `#map=zoom/lat/lon` the view.
pub(super) fn find(link: &Link) -> Option<Found> {
    let marker = || Pair::of(&link.query("mlat")?, &link.query("mlon")?);
    let pinned = || marker().or_else(|| queried(link, &["marker", "query"]));
    let view = || {
        let map = link.fragment_value("map")?;
        let mut parts = map.split('/');
        let level = zoom(parts.next());
        Some(Found::centre(
            Pair::of(parts.next()?, parts.next()?)?,
            level,
        ))
    };
    let old_view = || {
        let pair = Pair::of(&link.query("lat")?, &link.query("lon")?)?;
        Some(Found::centre(pair, zoom_in(link, "zoom")))
    };
    short(link)
        .or_else(|| pinned().map(Found::pin))
        .or_else(view)
        .or_else(old_view)
}

/// The digits of short links. `~` was `@` until 2012.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~";
/// Enough for 32 bits of each coordinate.
const MOST_DIGITS: usize = 11;

/// `/go/<code>`: each digit holds three bits of the longitude and three of the latitude, counted
/// from the south-west in parts of the globe, longitude first (wiki.openstreetmap.org/wiki/Shortlink).
fn short(link: &Link) -> Option<Found> {
    let path = link.path();
    let code = path.strip_prefix("go/")?.trim_end_matches('/');
    let digits = code.trim_end_matches('-');
    if digits.is_empty() || digits.len() > MOST_DIGITS {
        return None;
    }
    let (mut lon, mut lat, mut cells) = (0.0, 0.0, 1.0);
    for byte in digits.bytes() {
        let byte = if byte == b'@' { b'~' } else { byte };
        let digit = DIGITS.iter().position(|&digit| digit == byte)?;
        for bit in (0..6).step_by(2).rev() {
            cells *= 2.0;
            lon += f64::from(u8::from(digit >> (bit + 1) & 1 == 1)) / cells;
            lat += f64::from(u8::from(digit >> bit & 1 == 1)) / cells;
        }
    }
    let middle = 0.5 / cells;
    let pair = Pair::exactly(
        180.0 * (lat + middle) - 90.0,
        360.0 * (lon + middle) - 180.0,
    );
    let zoom = View::Zoom(level(digits.len(), code.len() - digits.len())?);
    let found = match link.query("m") {
        Some(_) => Found::pin(pair),
        None => Found::centre(pair, zoom),
    };
    Some(Found {
        precision_m: 360.0 * DEGREE_M / cells,
        ..found
    })
}

/// The zoom level: three a digit less eight, and dashes where that is not what was meant.
fn level(digits: usize, dashes: usize) -> Option<f64> {
    let over = (3 - dashes % 3) % 3;
    let level = (3 * digits).checked_sub(8 + over)?;
    u8::try_from(level).ok().map(f64::from)
}
