//! A map drawn by the server: for browsers that cannot draw one, for pages without script, and for
//! proofs that are kept. What is drawn is given in degrees; how it looks is the stylesheet's.

mod base;
mod clip;
mod frame;
mod marks;
mod place;

use askama::Template;
use cairn_domain::Point;
use cairn_place::gazetteer::nearest;

pub(crate) use base::{Base, Name, outline};
pub(crate) use frame::{Extent, Frame, Line, number};
pub(crate) use marks::{Drawn, Figure, Label, Look, Mark};
pub(crate) use place::{PlacedMark, draw_place};

use super::sizes::length_words;
use frame::{NORTH, SCALE};

/// The size of a drawing in its own units; letters are 11 high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Canvas {
    /// From side to side.
    pub(crate) width: f64,
    /// From top to bottom.
    pub(crate) height: f64,
}

impl Canvas {
    /// Beside a form, or as wide as a phone.
    pub(crate) const PANE: Self = Self {
        width: 420.0,
        height: 320.0,
    };
    /// The whole globe.
    pub(crate) const GLOBE: Self = Self {
        width: 720.0,
        height: 360.0,
    };
}

/// A map as inline SVG; as a template it is put into a page with `|safe`.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "map_drawing.html", whitespace = "minimize")]
pub(crate) struct MapDrawing {
    /// What it shows, for whoever cannot see it.
    pub(crate) label: String,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) base: Base,
    pub(crate) meridians: Vec<Line>,
    pub(crate) parallels: Vec<Line>,
    pub(crate) names: Vec<Name>,
    pub(crate) marks: Vec<Drawn>,
    pub(crate) scale: Scale,
}

/// The bar that says how long a length is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    /// Where it begins, as a path: up, along, up.
    pub(crate) path: String,
    pub(crate) x: String,
    pub(crate) y: String,
    /// `500 m`
    pub(crate) words: String,
}

impl MapDrawing {
    /// Draws marks, the first at the bottom, over what is known of an extent. `label` says in words
    /// what there is to see.
    pub(crate) fn new(canvas: Canvas, extent: &Extent, marks: &[Mark], label: String) -> Self {
        let frame = Frame::fitting(extent, canvas.width, canvas.height);
        let drawn: Vec<_> = marks.iter().filter_map(|mark| mark.drawn(&frame)).collect();
        let taken = drawn.iter().filter_map(|mark| taken(mark.label.as_ref()?));
        let furniture = [
            [0.0, canvas.height - SCALE[1], SCALE[0], canvas.height],
            [canvas.width - NORTH[0], 0.0, canvas.width, NORTH[1]],
        ];
        Self {
            label,
            width: number(canvas.width),
            height: number(canvas.height),
            base: Base::new(&frame, extent.centre()),
            meridians: frame.meridians(),
            parallels: frame.parallels(),
            names: base::names(&frame, furniture.into_iter().chain(taken).collect()),
            marks: drawn,
            scale: scale(&frame),
        }
    }
}

/// The room that a label takes; nothing if it is nowhere.
fn taken(label: &Label) -> Option<base::Taken> {
    let (x, y): (f64, f64) = (label.x.parse().ok()?, label.y.parse().ok()?);
    let half = (base::width(&label.words) / 2.0).max(9.0);
    Some([x - half, y - 9.0, x + half, y + 9.0])
}

/// The longest round length that takes at most a quarter of the width.
fn scale(frame: &Frame) -> Scale {
    let most_m = frame.wide_m() / 4.0;
    let power = 10_f64.powf(most_m.log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().find(|n| n * power <= most_m);
    let metres = round.unwrap_or(1.0) * power;
    let (x, y, long) = (10.0, frame.height - 10.0, metres * frame.per_m);
    Scale {
        path: format!("M{x} {}v5h{}v-5", number(y - 5.0), number(long)),
        x: number(x + long / 2.0),
        y: number(y - 6.0),
        words: length_words(metres),
    }
}

/// A place with what is needed to recognise it: its circle and, if one is not too far, the nearest
/// place that has a name.
pub(crate) fn surroundings(place: Point, precision_m: f64) -> Extent {
    const LEAST_M: f64 = 3_000.0;
    const MOST_M: f64 = 80_000.0;
    let near_m = nearest(place).map_or(LEAST_M, |near| near.distance_m * 1.35);
    let near_m = if near_m > MOST_M {
        MOST_M
    } else {
        near_m.max(LEAST_M)
    };
    Extent::within(place, near_m.max(precision_m * 1.4))
}

#[cfg(test)]
mod tests;
