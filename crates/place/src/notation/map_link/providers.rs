//! Which map an address belongs to, and what maps have in common.

use std::borrow::Cow;

use super::{Found, Link, View, google, openstreetmap, others, yandex};
use crate::{
    notation::{Hints, angle, geo_uri::Pair},
    reading::DEGREE_M,
    text,
};

type Finder = fn(&Link) -> Option<Found>;

/// A map by the beginning of its host's name, at the front or after a dot, and how to read its
/// links.
const PROVIDERS: &[(&str, Finder)] = &[
    ("google.", google::find),
    ("openstreetmap.", openstreetmap::find),
    ("osm.org", openstreetmap::find),
    ("yandex.", yandex::find),
    ("bing.com", others::bing),
    ("maps.apple.com", others::apple),
    ("wikimapia.org", others::wikimapia),
    ("suncalc.org", others::suncalc),
    ("zoom.earth", others::zoom_earth),
    ("livingatlas.arcgis.com", others::wayback),
    ("2gis.", others::two_gis),
    ("waze.com", others::waze),
    ("here.com", others::here),
    ("geohack.toolforge.org", others::geohack),
    ("tools.wmflabs.org", others::geohack),
];

/// The coordinates in a link of a known map, or of a page that names latitude and longitude.
pub(super) fn find(link: &Link) -> Option<Found> {
    let is_host = |name: &str| {
        let host = &*link.host;
        let inner = host.find(name).filter(|at| host[..*at].ends_with('.'));
        host.starts_with(name) || inner.is_some()
    };
    match PROVIDERS.iter().find(|(name, _)| is_host(name)) {
        Some((_, finder)) => finder(link),
        None => others::named(link),
    }
}

/// A Plus code in the path or the search of a link.
pub(super) fn plus_code<'a>(link: &Link<'a>) -> Option<Cow<'a, str>> {
    let is_maps = link.host.contains("google.") || &*link.host == "plus.codes";
    let searched = ["q", "query", "destination", "daddr"]
        .iter()
        .find_map(|name| link.query(name));
    // The plus of a code is `%2B` in an address, but many write it as it is.
    let with_plus = |text: Cow<'a, str>| match text.contains('+') {
        true => text,
        false => Cow::Owned(text.replacen(' ', "+", 1)),
    };
    let in_path = || {
        let path = link.path();
        let has_plus = |part: &&str| part.contains(['+', ' ']);
        path.split('/')
            .find(has_plus)
            .map(|part| Cow::Owned(part.to_owned()))
    };
    is_maps.then(|| searched.or_else(in_path).map(with_plus))?
}

/// The address that a page forwards to, if it carries it along.
pub(super) fn wrapped<'a>(link: &Link<'a>) -> Option<Cow<'a, str>> {
    let host = &*link.host;
    let name = match host {
        "l.facebook.com" | "lm.facebook.com" | "l.instagram.com" => "u",
        "vk.com" if link.path().starts_with("away") => "to",
        _ if host.starts_with("consent.google.") => "continue",
        _ if host.starts_with("google.") && link.path().starts_with("url") => "q",
        _ => return None,
    };
    let is_address = |value: &Cow<str>| value.starts_with("http");
    link.query(name)
        .or_else(|| link.query("url"))
        .filter(is_address)
}

/// A zoom level as written; unknown if it is none.
pub(super) fn zoom(text: Option<&str>) -> View {
    let level = text.and_then(|text| text.parse().ok());
    level
        .filter(|level| (0.0..=24.0).contains(level))
        .map_or(View::Unknown, View::Zoom)
}

/// The zoom level in a query parameter.
pub(super) fn zoom_in(link: &Link, name: &str) -> View {
    zoom(link.query(name).as_deref())
}

/// The pair in the first of some query parameters that holds one. Two whole numbers are a street
/// and a house rather than coordinates.
pub(super) fn queried(link: &Link, names: &[&str]) -> Option<Pair> {
    names.iter().find_map(|name| {
        let value = link.query(name)?;
        let pair = Pair::parse(value.strip_prefix("loc:").unwrap_or(&value));
        pair.filter(|pair| !pair.is_whole())
    })
}

/// A place that a person typed into a search: two decimal numbers, or degrees in any notation.
pub(super) fn typed(text: &str) -> Option<Found> {
    let text = text.strip_prefix("loc:").unwrap_or(text);
    if let Some(pair) = Pair::parse(text) {
        return (!pair.is_whole()).then(|| Found::pin(pair));
    }
    let reading = angle::read(&text::plain(text), &Hints::default())?.ok()?;
    let pair = Pair::exactly(reading.point.lat(), reading.point.lon());
    let found = Found {
        precision_m: reading.precision_m,
        ..Found::pin(pair)
    };
    (reading.precision_m < DEGREE_M).then_some(found)
}

/// The place typed into the first of some query parameters that holds one.
pub(super) fn typed_in(link: &Link, names: &[&str]) -> Option<Found> {
    names.iter().find_map(|name| typed(&link.query(name)?))
}
