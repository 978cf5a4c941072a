//! Yandex Maps: longitude first, but for a search or a route in words, which have latitude first.

use super::{
    Found, Link, View,
    providers::{queried, typed_in, zoom_in},
};
use crate::notation::geo_uri::Pair;

pub(super) fn find(link: &Link) -> Option<Found> {
    queried(link, &["whatshere[point]", "poi[point]", "pt", "sll"])
        .map(Pair::swapped)
        .map(Found::pin)
        .or_else(|| typed_in(link, &["text"]))
        .or_else(|| {
            let pair = queried(link, &["panorama[point]"])?.swapped();
            Some(Found::centre(pair, View::Street))
        })
        .or_else(|| route(link))
        .or_else(|| {
            let pair = queried(link, &["ll"])?.swapped();
            Some(Found::centre(pair, zoom_in(link, "z")))
        })
}

/// `rtext=<lat>,<lon>~<lat>,<lon>`: the last place of the route.
fn route(link: &Link) -> Option<Found> {
    let route = link.query("rtext")?;
    let (_, last) = route.rsplit_once('~')?;
    let warning = "This is the end of a route; its other points were not read.";
    Some(Found::pin(Pair::parse(last)?).with_warning(warning))
}
