//! The map where no map can be drawn: points on a graticule, drawn by the server.

use std::sync::LazyLock;

use cairn_app::public::PublicIncident;

use super::words;
use crate::i18n::Translator;

/// The frame, in units of the drawing.
const WIDTH: f64 = 600.0;
const TALLEST: f64 = 520.0;
/// A frame is never narrower, in degrees: a single point needs some country around it.
const LEAST_SPAN: f64 = 2.0;
/// A point that is known exactly is still seen.
const SMALLEST: f64 = 4.0;
const METRES_PER_DEGREE: f64 = 111_320.0;

/// Points on a graticule.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub(super) label: String,
    pub(super) view_box: String,
    /// The outline, where this part of the world has one.
    pub(super) outline: String,
    pub(super) meridians: Vec<Line>,
    pub(super) parallels: Vec<Line>,
    pub(super) dots: Vec<Dot>,
}

/// A meridian or parallel: where it stands and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) at: String,
    pub(super) words: String,
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

/// Plate carrée around the points, with degrees of longitude as short as they are there.
#[derive(Debug, Clone, Copy)]
struct Frame {
    west: f64,
    north: f64,
    /// Units per degree of latitude.
    scale: f64,
    /// Degrees of longitude as a fraction of those of latitude.
    squeeze: f64,
    height: f64,
}

impl Sketch {
    /// Draws the incidents that have a published place.
    pub(super) fn new(t: &Translator, incidents: &[PublicIncident]) -> Self {
        let placed: Vec<_> = incidents
            .iter()
            .filter_map(|incident| Some((incident, incident.lon?, incident.lat?)))
            .collect();
        let frame = Frame::around(placed.iter().map(|(_, lon, lat)| (*lon, *lat)));
        let dot = |(incident, lon, lat): &(&PublicIncident, f64, f64)| Dot {
            x: number(frame.x(*lon)),
            y: number(frame.y(*lat)),
            radius: number((incident.precision_m / METRES_PER_DEGREE * frame.scale).max(SMALLEST)),
            title: format!("{}, {}", incident.title, words::day(incident.date)),
            href: format!("/incidents/{}", incident.short),
        };
        Self {
            label: t.get1("public-sketch-label", "count", placed.len()),
            view_box: format!("0 0 {WIDTH} {}", number(frame.height)),
            outline: OUTLINES.iter().map(|line| frame.path(line)).collect(),
            meridians: frame.meridians(),
            parallels: frame.parallels(),
            dots: placed.iter().map(dot).collect(),
        }
    }
}

impl Frame {
    fn around(points: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let (west, east) = span(points.clone().map(|(lon, _)| lon));
        let (south, north) = span(points.map(|(_, lat)| lat));
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.1);
        let (wide, high) = ((east - west) * squeeze, north - south);
        let scale = (WIDTH / wide).min(TALLEST / high);
        // What is left of the width is shared between both sides.
        let spare = (WIDTH / scale - wide) / squeeze / 2.0;
        Self {
            west: west - spare,
            north,
            scale,
            squeeze,
            height: high * scale,
        }
    }

    fn x(&self, lon: f64) -> f64 {
        (lon - self.west) * self.squeeze * self.scale
    }

    fn y(&self, lat: f64) -> f64 {
        (self.north - lat) * self.scale
    }

    fn meridians(&self) -> Vec<Line> {
        let degrees = WIDTH / self.scale / self.squeeze;
        let line = |lon: f64| Line {
            at: number(self.x(lon)),
            words: compass(lon, 'E', 'W'),
        };
        steps(self.west, degrees).map(line).collect()
    }

    fn parallels(&self) -> Vec<Line> {
        let degrees = self.height / self.scale;
        let line = |lat: f64| Line {
            at: number(self.y(lat)),
            words: compass(lat, 'N', 'S'),
        };
        steps(self.north - degrees, degrees).map(line).collect()
    }

    /// A line as a path, without the points that would not be seen at this size.
    fn path(&self, line: &[(f64, f64)]) -> String {
        let mut path = String::new();
        let mut last = (f64::MAX, f64::MAX);
        for (at, (lon, lat)) in line.iter().enumerate() {
            let (x, y) = (self.x(*lon), self.y(*lat));
            let is_end = at + 1 == line.len();
            if (x - last.0).hypot(y - last.1) < 3.0 && !is_end {
                continue;
            }
            path.push_str(if at == 0 { "M" } else { "L" });
            path.push_str(&format!("{x:.0} {y:.0}"));
            last = (x, y);
        }
        path
    }
}

/// From least to most with some air, and never less than a country needs.
fn span(degrees: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = degrees.fold((f64::MAX, f64::MIN), |(low, high), d| {
        (low.min(d), high.max(d))
    });
    if low > high {
        return (-LEAST_SPAN / 2.0, LEAST_SPAN / 2.0);
    }
    let half = ((high - low) * 0.6).max(LEAST_SPAN / 2.0);
    let middle = (low + high) / 2.0;
    (middle - half, middle + half)
}

/// Round degrees inside a stretch, about five of them.
fn steps(first: f64, degrees: f64) -> impl Iterator<Item = f64> {
    const ROUND: [f64; 7] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0];
    let step = ROUND
        .into_iter()
        .find(|step| degrees / step <= 6.0)
        .unwrap_or(90.0);
    let start = (first / step).ceil() * step;
    std::iter::successors(Some(start), move |at| Some(at + step))
        .take_while(move |at| *at < first + degrees)
}

fn compass(degrees: f64, positive: char, negative: char) -> String {
    let letter = if degrees < 0.0 { negative } else { positive };
    format!("{}° {letter}", degrees.abs())
}

fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// The same outline that the map island draws; coarse, and not an authority on any border.
static OUTLINES: LazyLock<Vec<Vec<(f64, f64)>>> = LazyLock::new(|| {
    const BORDER: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../web/geo/afghanistan-border.geojson"
    ));
    #[derive(serde::Deserialize)]
    struct Lines {
        coordinates: Vec<Vec<(f64, f64)>>,
    }
    serde_json::from_str::<Lines>(BORDER)
        .map(|lines| lines.coordinates)
        .unwrap_or_default()
});

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
        assert!(!sketch.view_box.contains("NaN"));
    }
}
