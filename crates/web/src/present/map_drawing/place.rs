//! One place among the names around it: how precisely it is known, where the camera looked, the sun.

use cairn_domain::Point;
use cairn_place::gazetteer::nearest;

use super::{Canvas, Figure, Look, MapDrawing, Mark, surroundings};
use crate::{
    i18n::Translator,
    present::{sizes::length_words, sun::degrees},
};

/// A camera whose angle nobody knows is drawn as a phone's.
const USUAL_VIEW_DEG: f64 = 60.0;

/// What is to be drawn of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlacedMark {
    /// The camera, or the place itself.
    pub(crate) point: Point,
    /// The radius in metres within which it lies.
    pub(crate) precision_m: Option<f64>,
    /// Where the camera looked, degrees from true north.
    pub(crate) bearing_deg: Option<f64>,
    /// How wide its picture is, in degrees.
    pub(crate) view_deg: Option<f64>,
    /// What it looked at.
    pub(crate) subject: Option<Point>,
    /// Towards the sun, if it was up.
    pub(crate) sun_deg: Option<f64>,
}

impl PlacedMark {
    /// A point of which nothing else is known.
    pub(crate) fn at(point: Point) -> Self {
        Self {
            point,
            precision_m: None,
            bearing_deg: None,
            view_deg: None,
            subject: None,
            sun_deg: None,
        }
    }
}

/// A place among the names around it.
pub(crate) fn draw_place(t: &Translator, shown: &PlacedMark) -> MapDrawing {
    let precision_m = shown.precision_m.unwrap_or(0.0);
    let extent = surroundings(shown.point, precision_m);
    MapDrawing::new(Canvas::PANE, &extent, &marks(t, shown), label(t, shown))
}

fn marks(t: &Translator, shown: &PlacedMark) -> Vec<Mark> {
    let place = shown.point;
    let ray = |look, from_sun_deg: f64, key: &str| {
        let bearing_deg = shown.sun_deg? + from_sun_deg;
        let from = place;
        Some(Mark::new(look, Figure::Ray { from, bearing_deg }).labelled(t.get(key)))
    };
    let circle = shown.precision_m.map(|radius_m| Figure::Circle {
        centre: place,
        radius_m,
    });
    let view = shown.bearing_deg.map(|bearing_deg| Figure::View {
        from: place,
        bearing_deg,
        wide_deg: shown.view_deg.unwrap_or(USUAL_VIEW_DEG),
    });
    let marks = [
        circle.map(|figure| Mark::new(Look::Uncertainty, figure)),
        view.map(|figure| Mark::new(Look::View, figure)),
        ray(Look::Sun, 0.0, "map-sun"),
        ray(Look::Shadow, 180.0, "map-shadow"),
        shown
            .subject
            .map(|at| Mark::new(Look::Subject, Figure::Point(at)).titled(t.get("geo-subject"))),
        Some(Mark::new(Look::Pin, Figure::Point(place)).titled(t.get("geo-camera"))),
    ];
    marks.into_iter().flatten().collect()
}

/// What the drawing shows, in words: the place, where it lies, which way the camera looked.
fn label(t: &Translator, shown: &PlacedMark) -> String {
    let place = shown.point;
    let precision_m = shown.precision_m.unwrap_or(1.0);
    let point = cairn_place::format_decimal(place, precision_m);
    let mut words = vec![t.get1("map-drawing-place", "point", point)];
    words.extend(nearest(place).map(|near| {
        let name = ("name", near.place.name.to_owned());
        let distance = ("distance", length_words(near.distance_m));
        let bearing = ("degrees", format!("{:.0}", near.bearing_deg));
        t.with("map-drawing-near", &[name, distance, bearing])
    }));
    words.extend(
        shown
            .bearing_deg
            .map(|deg| t.get1("map-drawing-view", "degrees", format!("{deg:.0}"))),
    );
    words.extend(
        shown
            .sun_deg
            .map(|deg| t.get1("map-drawing-sun", "degrees", degrees(deg))),
    );
    words.join(" ")
}
