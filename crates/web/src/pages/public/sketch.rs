//! The map where no map can be drawn: points on a graticule, drawn by the server.

use cairn_app::public::PublicIncident;
use cairn_domain::Point;

use super::words;
use crate::{
    i18n::Translator,
    present::map_drawing::{Extent, Frame, Line, number, outline},
};

/// The frame, in units of the drawing.
const WIDTH: f64 = 600.0;
const TALLEST: f64 = 520.0;
/// A frame is never narrower, in metres: a single point needs some country around it.
const LEAST_M: f64 = 220_000.0;
/// A point that is known exactly is still seen.
const SMALLEST: f64 = 4.0;

/// Points on a graticule.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub(super) label: String,
    /// In units of the drawing; lines that follow the part that is seen would end within it.
    pub(super) width: String,
    pub(super) height: String,
    /// The outline, where this part of the world has one.
    pub(super) outline: String,
    pub(super) meridians: Vec<Line>,
    pub(super) parallels: Vec<Line>,
    pub(super) dots: Vec<Dot>,
    /// For the script that draws on it: the middle, units a degree, units a metre.
    pub(super) plane: [f64; 4],
    pub(super) metre: f64,
}

/// One incident: as large as its uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) radius: String,
    pub(super) title: String,
    pub(super) href: String,
}

impl Sketch {
    /// Draws the incidents that have a published place.
    pub(super) fn new(t: &Translator, incidents: &[PublicIncident]) -> Self {
        let place = |incident: &PublicIncident| Point::try_new(incident.lat?, incident.lon?).ok();
        let placed: Vec<_> = incidents
            .iter()
            .filter_map(|incident| Some((incident, place(incident)?)))
            .collect();
        let points: Vec<_> = placed.iter().map(|(_, point)| *point).collect();
        let extent = Extent::around(&points, LEAST_M).unwrap_or_else(Extent::globe);
        let frame = Frame::no_taller(&extent, WIDTH, TALLEST);
        let dot = |(incident, point): &(&PublicIncident, Point)| {
            let (x, y) = frame.at(*point);
            Dot {
                x: number(x),
                y: number(y),
                radius: number((incident.precision_m * frame.per_m).max(SMALLEST)),
                title: format!("{}, {}", incident.title, words::days(t, incident)),
                href: format!("/incidents/{}", incident.short),
            }
        };
        Self {
            label: t.get1("public-sketch-label", "count", placed.len()),
            width: number(WIDTH),
            height: number(frame.height),
            outline: outline(&frame),
            meridians: frame.meridians(),
            parallels: frame.parallels(),
            dots: placed.iter().map(dot).collect(),
            plane: frame.plane(),
            metre: frame.per_m,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    #[test]
    fn points_stand_inside_the_frame_north_up_and_east_right() {
        let t = Locales::load().get(None);
        let sketch = Sketch::new(&t, &[sample::kaaj(), sample::invented()]);
        let at = |dot: &Dot| -> (f64, f64) {
            (
                dot.x.parse().expect("a number"),
                dot.y.parse().expect("a number"),
            )
        };
        let (kabul, herat) = (at(&sketch.dots[0]), at(&sketch.dots[1]));
        assert!(herat.0 < kabul.0, "Herat lies west of Kabul");
        assert!(kabul.1 < herat.1, "and a little south of it");
        for (x, y) in [kabul, herat] {
            assert!((0.0..=WIDTH).contains(&x) && (0.0..=TALLEST).contains(&y));
        }
        assert!(
            sketch
                .parallels
                .iter()
                .all(|line| line.words.ends_with("° N"))
        );
    }

    #[test]
    fn the_outline_is_there_and_small() {
        let t = Locales::load().get(None);
        let sketch = Sketch::new(&t, &[sample::kaaj(), sample::invented()]);
        assert!(sketch.outline.starts_with('M'));
        assert!(sketch.outline.len() < 8_000, "{}", sketch.outline.len());
    }

    #[test]
    fn no_points_is_still_a_drawing() {
        let t = Locales::load().get(None);
        let sketch = Sketch::new(&t, &[]);
        assert!(sketch.dots.is_empty());
        assert!(sketch.height.parse::<f64>().is_ok_and(f64::is_finite));
    }
}
