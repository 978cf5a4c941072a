//! What lies under the marks: countries, provinces, and the names of towns that have room.

use std::sync::LazyLock;

use cairn_domain::Point;
use cairn_place::{
    boundary::{countries, country_of, provinces},
    gazetteer::{Place, places},
};

use super::{
    clip,
    frame::{Frame, number},
};

/// Narrower than this the world's outlines, good to 30 km, would only mislead.
const WORLD_FROM_M: f64 = 200_000.0;
/// Wider than this no province has room for its name.
const PROVINCES_TO_M: f64 = 900_000.0;
const MOST_NAMES: usize = 14;
/// Of the letters on the canvas, about: there is nothing to measure them with.
const LETTER: f64 = 5.9;
const LINE: f64 = 13.0;
/// From a town's dot to its name.
const BESIDE: f64 = 6.0;

/// The ground.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Base {
    /// Whether all of the canvas counts as land: close by, on land.
    pub(crate) is_land: bool,
    /// Countries, at a scale where they can be told.
    pub(crate) land: String,
    /// The country that is known in detail.
    pub(crate) focus: String,
    pub(crate) provinces: String,
    pub(crate) border: String,
}

impl Base {
    pub(super) fn new(frame: &Frame, centre: Point) -> Self {
        let is_wide = frame.wide_m() >= WORLD_FROM_M;
        let world = countries().iter().filter(|_| is_wide);
        let land = world.flat_map(|country| country.shape.rings());
        let rings = || provinces().iter().flat_map(|one| one.shape.rings());
        let provinces = clip::rings(frame, rings().map(Vec::as_slice));
        Self {
            is_land: !is_wide && country_of(centre).is_some(),
            land: clip::rings(frame, land.map(Vec::as_slice)),
            focus: provinces.clone(),
            provinces,
            border: outline(frame),
        }
    }
}

/// The outer line of the provinces.
pub(crate) fn outline(frame: &Frame) -> String {
    let line = |line: &Vec<[f64; 2]>| clip::line(frame, &frame.places(line));
    OUTLINES.iter().map(line).collect()
}

/// The same outline that the map island draws; coarse, and not an authority on any border.
static OUTLINES: LazyLock<Vec<Vec<[f64; 2]>>> = LazyLock::new(|| {
    const BORDER: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../web/geo/afghanistan-border.geojson"
    ));
    #[derive(serde::Deserialize)]
    struct Lines {
        coordinates: Vec<Vec<[f64; 2]>>,
    }
    serde_json::from_str::<Lines>(BORDER)
        .map(|lines| lines.coordinates)
        .unwrap_or_default()
});

/// A name on the canvas.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) words: String,
    /// Where its text begins or ends.
    pub(crate) text_x: String,
    pub(crate) is_left: bool,
    /// A province has no dot.
    pub(crate) is_province: bool,
}

/// A rectangle on the canvas: from x and y, to x and y.
pub(super) type Taken = [f64; 4];

/// The names that have room beside what is taken: large towns first, then provinces.
pub(super) fn names(frame: &Frame, mut taken: Vec<Taken>) -> Vec<Name> {
    let mut towns: Vec<&Place> = places()
        .iter()
        .filter(|place| frame.holds(frame.at(place.point), 2.0))
        .collect();
    towns.sort_by_key(|place| (std::cmp::Reverse(place.population), place.name));
    let mut names = Vec::new();
    for town in towns {
        if names.len() == MOST_NAMES {
            break;
        }
        let sides = [false, true].map(|is_left| town_name(frame, town, is_left));
        names.extend(fits(frame, &mut taken, sides));
    }
    if frame.wide_m() < PROVINCES_TO_M {
        for province in provinces() {
            let at = frame.at(province.shape.bounds().centre());
            let is_said = names.iter().any(|name| name.words == province.name);
            if !is_said && frame.holds(at, 0.0) {
                names.extend(fits(frame, &mut taken, [province_name(province.name, at)]));
            }
        }
    }
    names
}

fn fits<const N: usize>(
    frame: &Frame,
    taken: &mut Vec<Taken>,
    choices: [(Name, Taken); N],
) -> Option<Name> {
    let meets = |a: &Taken, b: &Taken| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    let is_free = |room: &Taken| {
        let is_inside =
            frame.holds((room[0], room[1]), 1.0) && frame.holds((room[2], room[3]), 1.0);
        is_inside && !taken.iter().any(|other| meets(room, other))
    };
    let (name, room) = choices.into_iter().find(|(_, room)| is_free(room))?;
    taken.push(room);
    Some(name)
}

fn town_name(frame: &Frame, town: &Place, is_left: bool) -> (Name, Taken) {
    let (x, y) = frame.at(town.point);
    let long = width(town.name) + BESIDE;
    let text_x = if is_left { x - BESIDE } else { x + BESIDE };
    let (from, to) = if is_left {
        (x - long, x + 3.0)
    } else {
        (x - 3.0, x + long)
    };
    let name = Name {
        x: number(x),
        y: number(y),
        words: town.name.to_owned(),
        text_x: number(text_x),
        is_left,
        is_province: false,
    };
    (name, [from, y - LINE / 2.0, to, y + LINE / 2.0])
}

fn province_name(words: &str, (x, y): (f64, f64)) -> (Name, Taken) {
    // Provinces are spaced out.
    let half = width(words) * 0.6;
    let name = Name {
        x: number(x),
        y: number(y),
        words: words.to_owned(),
        text_x: number(x),
        is_left: false,
        is_province: true,
    };
    (name, [x - half, y - LINE / 2.0, x + half, y + LINE / 2.0])
}

/// Units that a text is wide, about.
pub(super) fn width(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX)) * LETTER
}
