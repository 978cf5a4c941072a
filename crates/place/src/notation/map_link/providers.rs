//! Where each map keeps its coordinates. In every one a pin beats the middle of the view.

use super::{Found, Link, View};
use crate::{
    notation::{angle, geo_uri::Pair},
    reading::{Notation, Role},
};

type Finder = fn(&Link) -> Option<Found>;

/// A map by a piece of its host's name, and how to read its links.
const PROVIDERS: &[(&str, Finder)] = &[
    ("google.", google),
    ("openstreetmap.", openstreetmap),
    ("osm.org", openstreetmap),
    ("yandex.", yandex),
    ("bing.", bing),
    ("maps.apple.com", apple),
    ("wikimapia.org", wikimapia),
];

/// The coordinates in a link of a known map.
pub(super) fn find(link: &Link) -> Option<Found> {
    let is_host =
        |name: &str| link.host.starts_with(name) || link.host.contains(&format!(".{name}"));
    PROVIDERS
        .iter()
        .find(|(name, _)| is_host(name))
        .and_then(|(_, finder)| finder(link))
}

fn pin(pair: Pair) -> Found {
    Found {
        pair,
        role: Role::Pin,
        view: View::Unknown,
    }
}

fn centre(pair: Pair, view: View) -> Found {
    Found {
        pair,
        role: Role::ViewCentre,
        view,
    }
}

fn zoom(text: Option<&str>) -> View {
    let level = text.and_then(|text| text.parse().ok());
    level
        .filter(|level| (0.0..=24.0).contains(level))
        .map_or(View::Unknown, View::Zoom)
}

/// The pair in the first of some query parameters that holds one.
fn queried(link: &Link, names: &[&str]) -> Option<Pair> {
    names.iter().find_map(|name| {
        let value = link.query(name)?;
        Pair::parse(value.strip_prefix("loc:").unwrap_or(value))
    })
}

/// `!3d…!4d…` is the place itself, a query or path segment what was asked for, `@` the view.
fn google(link: &Link) -> Option<Found> {
    google_data(&link.path)
        .or_else(|| queried(link, &["q", "query", "destination", "daddr"]))
        .or_else(|| google_segment(&link.path))
        .map(pin)
        .or_else(|| google_view(&link.path))
        .or_else(|| {
            let pair = queried(link, &["ll", "center", "viewpoint"])?;
            Some(centre(pair, zoom(link.query("z").or(link.query("zoom")))))
        })
}

/// The last `!3d<lat>!4d<lon>`: earlier ones belong to places on the way.
fn google_data(path: &str) -> Option<Pair> {
    let (_, data) = path.rsplit_once("!3d")?;
    let (lat, rest) = data.split_once("!4d")?;
    let lon = rest.split(['!', '/', '?']).next()?;
    Pair::of(lat, lon)
}

/// `/maps/place/34.55,69.22/` or the same in degrees, minutes and seconds.
fn google_segment(path: &str) -> Option<Pair> {
    let mut segments = path
        .split('/')
        .skip_while(|part| !matches!(*part, "place" | "search"));
    let place = segments.nth(1)?;
    Pair::parse(place).or_else(|| {
        let reading = angle::read(place, 3, Notation::Dms)?.ok()?;
        Pair::of(
            &format!("{:.5}", reading.point.lat()),
            &format!("{:.5}", reading.point.lon()),
        )
    })
}

/// `@34.5587,69.2217,17z`, with metres instead of a zoom over satellite pictures and in Earth.
fn google_view(path: &str) -> Option<Found> {
    let view = path.split('/').find_map(|part| part.strip_prefix('@'))?;
    let pair = Pair::parse(view)?;
    let size = view.split(',').skip(2).find_map(|part| {
        let number = part.get(..part.len().checked_sub(1)?)?;
        match part.chars().last()? {
            'z' => Some(zoom(Some(number))),
            // Metres of height on the map; the distance of the eye in Earth.
            'm' | 'd' => number.parse().ok().filter(|m| *m >= 0.0).map(View::HeightM),
            _ => None,
        }
    });
    Some(centre(pair, size.unwrap_or(View::Unknown)))
}

/// `mlat`/`mlon` is the marker, `#map=zoom/lat/lon` the view.
fn openstreetmap(link: &Link) -> Option<Found> {
    let marker = || Some(pin(Pair::of(link.query("mlat")?, link.query("mlon")?)?));
    let view = || {
        let map = link.fragment_value("map")?;
        let mut parts = map.split('/');
        let level = zoom(parts.next());
        Some(centre(Pair::of(parts.next()?, parts.next()?)?, level))
    };
    let old_view = || {
        let pair = Pair::of(link.query("lat")?, link.query("lon")?)?;
        Some(centre(pair, zoom(link.query("zoom"))))
    };
    marker().or_else(view).or_else(old_view)
}

/// Longitude first, but for a search in words, which people write latitude first.
fn yandex(link: &Link) -> Option<Found> {
    queried(link, &["whatshere[point]", "poi[point]", "pt"])
        .map(Pair::swapped)
        .or_else(|| queried(link, &["text"]))
        .map(pin)
        .or_else(|| {
            let pair = queried(link, &["ll"])?.swapped();
            Some(centre(pair, zoom(link.query("z"))))
        })
}

/// `sp=point.lat_lon_name` is a pin, `cp=lat~lon` the view.
fn bing(link: &Link) -> Option<Found> {
    let point = || Pair::parse(link.query("sp")?.strip_prefix("point.")?).map(pin);
    let view = || Some(centre(queried(link, &["cp"])?, zoom(link.query("lvl"))));
    point().or_else(view)
}

fn apple(link: &Link) -> Option<Found> {
    queried(link, &["coordinate", "ll", "q", "daddr"])
        .map(pin)
        .or_else(|| {
            Some(centre(
                queried(link, &["center", "sll"])?,
                zoom(link.query("z")),
            ))
        })
}

fn wikimapia(link: &Link) -> Option<Found> {
    let lat = link.fragment_value("lat")?;
    let pair = Pair::of(&lat, &link.fragment_value("lon")?)?;
    Some(centre(pair, zoom(link.fragment_value("z").as_deref())))
}
