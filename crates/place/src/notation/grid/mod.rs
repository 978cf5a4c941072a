//! The two ways to write places in metres of the transverse Mercator grid.

use cairn_domain::Point;

pub(crate) mod mercator;
pub(crate) mod mgrs;
pub(crate) mod utm;

/// Letters of the 8° bands from 80° S, without I and O; the last, X, has 12°.
const BANDS: &[u8; 20] = b"CDEFGHJKLMNPQRSTUVWX";

/// South and north edge, in degrees of latitude, of the band of a capital letter.
fn band_edges(letter: u8) -> Option<(f64, f64)> {
    let index = BANDS.iter().position(|&band| band == letter)?;
    let south = (0..index).fold(-80.0, |south, _| south + 8.0);
    Some((south, if letter == b'X' { 84.0 } else { south + 8.0 }))
}

/// The band of a latitude; `None` beyond 80° S and 84° N, where the grid is the polar one.
fn band_of(lat: f64) -> Option<u8> {
    let inside = |letter: &u8| {
        band_edges(*letter).is_some_and(|(south, north)| {
            (south..north).contains(&lat) || *letter == b'X' && lat == north
        })
    };
    BANDS.iter().copied().find(inside)
}

/// Central meridian of a zone 1..=60, in degrees.
fn meridian(zone: u8) -> f64 {
    f64::from(zone) * 6.0 - 183.0
}

/// The zone of a point, with the wider zones of Norway and Svalbard.
fn zone_of(point: Point) -> u8 {
    let (lat, lon) = (point.lat(), point.lon());
    match (lat, lon) {
        (56.0..64.0, 3.0..12.0) => return 32,
        (72.0..=84.0, 0.0..9.0) => return 31,
        (72.0..=84.0, 9.0..21.0) => return 33,
        (72.0..=84.0, 21.0..33.0) => return 35,
        (72.0..=84.0, 33.0..42.0) => return 37,
        _ => {}
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 60 for any longitude"
    )]
    let index = ((lon + 180.0) / 6.0).floor() as u8;
    index % 60 + 1
}

/// Degrees beyond its zone's edge that a point may lie before the zone is doubted: maps print a
/// zone's grid some way over its edge.
const OVERLAP_DEG: f64 = 1.0;

/// What to say of a point that a reference puts where its zone or band does not reach.
fn misfit(point: Point, zone: u8, band: Option<u8>) -> Option<String> {
    let off = (point.lon() - meridian(zone) + 540.0).rem_euclid(360.0) - 180.0;
    let wide = zone_of(point) != zone && off.abs() > 3.0 + OVERLAP_DEG;
    if wide {
        return Some(format!(
            "This lies {:.0}° of longitude from the middle of zone {zone}, far outside it: look at the zone and the first digits again.",
            off.abs()
        ));
    }
    let (south, north) = band_edges(band?)?;
    let fits = (south - 0.01..=north + 0.01).contains(&point.lat());
    (!fits).then(|| {
        format!(
            "The letter {} is for latitudes {south} to {north}, and this lies at {:.2}: look at the letter again.",
            char::from(band.unwrap_or_default()),
            point.lat()
        )
    })
}
