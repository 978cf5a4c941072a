//! Maps that need few lines each, and pages that name latitude and longitude in plain words.

use super::{
    Found, Link, View,
    providers::{queried, typed_in, zoom, zoom_in},
};
use crate::{
    notation::{Hints, angle, geo_uri::Pair},
    reading::Notation,
};

/// `sp=point.lat_lon_name` is a pin, `cp=lat~lon` the view.
pub(super) fn bing(link: &Link) -> Option<Found> {
    let point = || Pair::parse(link.query("sp")?.strip_prefix("point.")?);
    point()
        .map(Found::pin)
        .or_else(|| typed_in(link, &["where1", "q"]))
        .or_else(|| {
            let pair = queried(link, &["cp"])?;
            Some(Found::centre(pair, zoom_in(link, "lvl")))
        })
}

/// `ll` is a pin when something at it is named, and the view otherwise (Apple's Map Links).
pub(super) fn apple(link: &Link) -> Option<Found> {
    let is_named = ["q", "address", "auid", "name"]
        .iter()
        .any(|name| link.query(name).is_some());
    queried(link, &["coordinate", "daddr", "destination"])
        .or_else(|| queried(link, &["ll"]).filter(|_| is_named))
        .map(Found::pin)
        .or_else(|| typed_in(link, &["q"]))
        .or_else(|| {
            let pair = queried(link, &["ll", "center", "sll"])?;
            Some(Found::centre(pair, zoom_in(link, "z")))
        })
}

/// `#lang=en&lat=…&lon=…&z=…`; older links have the same in the query.
pub(super) fn wikimapia(link: &Link) -> Option<Found> {
    let pair = Pair::of(&link.anywhere("lat")?, &link.anywhere("lon")?)?;
    Some(Found::centre(pair, zoom(link.anywhere("z").as_deref())))
}

/// `#/34.55,69.22,15/2022.09.30/07:30/1/3`: the place whose sun is shown.
pub(super) fn suncalc(link: &Link) -> Option<Found> {
    let fragment = link.fragment();
    let place = fragment.trim_start_matches('/').split('/').next()?;
    Some(Found::pin(Pair::parse(place)?))
}

/// `#view=34.55,69.22,15z/…`.
pub(super) fn zoom_earth(link: &Link) -> Option<Found> {
    let view = link.fragment_value("view")?;
    let level = view.split([',', '/']).nth(2)?.trim_end_matches('z');
    Some(Found::centre(Pair::parse(&view)?, zoom(Some(level))))
}

/// Esri's Wayback: `#mapCenter=lon,lat,zoom`.
pub(super) fn wayback(link: &Link) -> Option<Found> {
    let centre = link.anywhere("mapCenter")?;
    let pair = Pair::parse(&centre)?.swapped();
    Some(Found::centre(pair, zoom(centre.split(',').nth(2))))
}

/// 2GIS: `m=lon,lat/zoom`, and `geo/lon,lat` for a place.
pub(super) fn two_gis(link: &Link) -> Option<Found> {
    let path = link.path();
    let place = path.split_once("geo/").and_then(|(_, rest)| {
        let parts = rest.split('/');
        parts.filter_map(Pair::parse).find(|pair| !pair.is_whole())
    });
    place.map(|pair| Found::pin(pair.swapped())).or_else(|| {
        let view = link.query("m")?;
        let (pair, level) = view.split_once('/').unwrap_or((&view, ""));
        Some(Found::centre(
            Pair::parse(pair)?.swapped(),
            zoom(Some(level)),
        ))
    })
}

/// `ll=lat,lon`, or `to=ll.lat,lon`.
pub(super) fn waze(link: &Link) -> Option<Found> {
    let to = || Pair::parse(link.query("to")?.strip_prefix("ll.")?);
    queried(link, &["ll", "latlng"]).or_else(to).map(Found::pin)
}

/// `map=lat,lon,zoom,style`.
pub(super) fn here(link: &Link) -> Option<Found> {
    let map = link.query("map")?;
    Some(Found::centre(
        Pair::parse(&map)?,
        zoom(map.split(',').nth(2)),
    ))
}

/// Wikipedia's list of maps: `params=34_33_31_N_69_13_18_E_type:city` or `34.55_N_69.22_E`.
pub(super) fn geohack(link: &Link) -> Option<Found> {
    let parameters = link.query("params")?;
    let end = parameters
        .find(['E', 'W'])
        .map_or(parameters.len(), |at| at + 1);
    let place = parameters[..end].replace(['_', ';'], " ");
    let reading = angle::read(&place, &Hints::default())?.ok()?;
    let found = Found::pin(Pair::exactly(reading.point.lat(), reading.point.lon()));
    let decimal = reading.notation == Notation::Decimal;
    let warning = "Wikipedia's coordinates name a whole town or region as often as a spot.";
    Some(Found {
        precision_m: reading.precision_m,
        ..if decimal {
            found
        } else {
            found.with_warning(warning)
        }
    })
}

/// What pages that are no map of ours call the two, in their query or fragment.
const NAMES: [(&str, &str); 5] = [
    ("mlat", "mlon"),
    ("lat", "lon"),
    ("lat", "lng"),
    ("lat", "long"),
    ("latitude", "longitude"),
];

/// `?lat=…&lng=…` of any page: Copernicus, Sentinel Hub, Mapillary, weather services …
pub(super) fn named(link: &Link) -> Option<Found> {
    let pair = |names: &(&str, &str)| {
        let lat = link.anywhere(names.0)?;
        Pair::of(&lat, &link.anywhere(names.1)?)
    };
    let pair = NAMES.iter().find_map(pair)?;
    let level = link.anywhere("zoom").or_else(|| link.anywhere("z"));
    let size = level.map_or(View::Unknown, |level| zoom(Some(&level)));
    let warning = "Cairn does not know this site; its numbers were taken for latitude and \
                   longitude by their names.";
    Some(Found::centre(pair, size).with_warning(warning))
}
