//! Google Maps and Google Earth.

use super::{
    Found, Link, View,
    providers::{queried, typed, typed_in, zoom, zoom_in},
};
use crate::notation::geo_uri::Pair;

const ROUTE: &str = "This is the end of a route; its other points were not read.";

/// `!3d…!4d…` is the place itself, a query or path segment what was asked for, `@` the view.
pub(super) fn find(link: &Link) -> Option<Found> {
    let path = link.path();
    marked(&path)
        .map(Found::pin)
        .or_else(|| typed_in(link, &["q", "query", "destination", "daddr"]))
        .or_else(|| segment(&path))
        .or_else(|| route(&path))
        .or_else(|| viewed(&path))
        .or_else(|| {
            let pair = queried(link, &["viewpoint", "cbll"])?;
            Some(Found::centre(pair, View::Street))
        })
        .or_else(|| embedded(&link.query("pb")?))
        .or_else(|| {
            let pair = queried(link, &["ll", "center", "sll"])?;
            let size = match zoom_in(link, "z") {
                View::Unknown => zoom_in(link, "zoom"),
                size => size,
            };
            Some(Found::centre(pair, size))
        })
}

/// The last `!3d<lat>!4d<lon>`: earlier ones belong to places on the way.
fn marked(path: &str) -> Option<Pair> {
    let (_, data) = path.rsplit_once("!3d")?;
    let (lat, rest) = data.split_once("!4d")?;
    let lon = rest.split(['!', '/', '?']).next()?;
    Pair::of(lat, lon)
}

/// `/maps/place/34.55,69.22/` or the same in degrees, minutes and seconds.
fn segment(path: &str) -> Option<Found> {
    let mut segments = path
        .split('/')
        .skip_while(|part| !matches!(*part, "place" | "search"));
    typed(segments.nth(1)?)
}

/// `/maps/dir/34.5,69.1/34.55,69.22/`, or `!1d<lon>!2d<lat>` of the last place on the way.
fn route(path: &str) -> Option<Found> {
    let (_, way) = path.split_once("dir/")?;
    let is_stop = |part: &&str| !part.starts_with('@') && !part.starts_with("data=");
    let stops = way.split('/').take_while(is_stop);
    let stop = stops
        .filter_map(Pair::parse)
        .filter(|pair| !pair.is_whole())
        .last();
    let marked = || {
        let (_, data) = way.rsplit_once("!1d")?;
        let (lon, rest) = data.split_once("!2d")?;
        Pair::of(rest.split(['!', '/']).next()?, lon)
    };
    let pair = stop.or_else(marked)?;
    Some(Found::pin(pair).with_warning(ROUTE))
}

/// `@34.5587,69.2217,17z`, with metres instead of a zoom over satellite pictures and in Earth, and
/// `3a` in a panorama.
fn viewed(path: &str) -> Option<Found> {
    let view = path.split('/').find_map(|part| part.strip_prefix('@'))?;
    let pair = Pair::parse(view)?;
    let size = view.split(',').skip(2).find_map(|part| {
        let number = part.get(..part.len().checked_sub(1)?)?;
        match part.chars().last()? {
            'z' => Some(zoom(Some(number))),
            // Metres of height on the map; the distance of the eye in Earth.
            'm' | 'd' => number.parse().ok().filter(|m| *m >= 0.0).map(View::HeightM),
            'a' if number == "3" => Some(View::Street),
            _ => None,
        }
    });
    Some(Found::centre(pair, size.unwrap_or(View::Unknown)))
}

/// The `pb` of a map put into a page: `!1d<metres>!2d<lon>!3d<lat>`.
fn embedded(pb: &str) -> Option<Found> {
    let (_, data) = pb.split_once("!1d")?;
    let (height, rest) = data.split_once("!2d")?;
    let (lon, rest) = rest.split_once("!3d")?;
    let pair = Pair::of(rest.split('!').next()?, lon)?;
    let height_m = height.parse().ok().filter(|m| (0.0..1e8).contains(m));
    Some(Found::centre(
        pair,
        height_m.map_or(View::Unknown, View::HeightM),
    ))
}
