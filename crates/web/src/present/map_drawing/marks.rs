//! What is drawn over the base: figures in degrees, and how each looks.

use cairn_domain::Point;
use cairn_place::boundary::Ring;

use super::{
    clip,
    frame::{Frame, number},
};

/// Lengths on the canvas: a direction has none in the world.
const VIEW: f64 = 72.0;
const RAY: f64 = 86.0;
/// Where a ray's name stands.
const RAY_NAME: f64 = 97.0;
const PIN: f64 = 5.0;
const BADGE: f64 = 8.5;

/// A figure on the ground.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    not(test),
    allow(
        dead_code,
        reason = "a drawing knows more figures than every page needs"
    )
)]
pub(crate) enum Figure {
    /// A point.
    Point(Point),
    /// A line through points.
    Line(Vec<Point>),
    /// The area inside points: a box, a building.
    Area(Vec<Point>),
    /// Everything within some metres.
    Circle {
        /// Its middle.
        centre: Point,
        /// Metres.
        radius_m: f64,
    },
    /// What a camera sees; drawn equally long at every scale.
    View {
        /// The camera.
        from: Point,
        /// Degrees from true north.
        bearing_deg: f64,
        /// Degrees from side to side.
        wide_deg: f64,
    },
    /// A direction; drawn equally long at every scale.
    Ray {
        /// Where it starts.
        from: Point,
        /// Degrees from true north.
        bearing_deg: f64,
    },
    /// Rings of longitude and latitude as GeoJSON has them, cut at the antimeridian; what an odd
    /// number of them surrounds is inside.
    Rings(Vec<Ring>),
}

/// What a figure means, and with that its colour and line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(test),
    allow(
        dead_code,
        reason = "a drawing knows more figures than every page needs"
    )
)]
pub(crate) enum Look {
    /// The place itself.
    Pin,
    /// How precisely it is known.
    Uncertainty,
    /// The camera's view.
    View,
    /// What was filmed.
    Subject,
    /// A feature that the picture and the map have in common.
    Feature,
    /// Towards the sun.
    Sun,
    /// Where shadows fall.
    Shadow,
    /// Places that are possible.
    Band,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Pin => "drawing__pin",
            Self::Uncertainty => "drawing__uncertainty",
            Self::View => "drawing__view",
            Self::Subject => "drawing__subject",
            Self::Feature => "drawing__feature",
            Self::Sun => "drawing__sun",
            Self::Shadow => "drawing__shadow",
            Self::Band => "drawing__band",
        }
    }
}

/// One figure with its meaning. A number or short word may stand on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    figure: Figure,
    look: Look,
    label: String,
    title: String,
}

impl Mark {
    /// A figure without words.
    pub(crate) fn new(look: Look, figure: Figure) -> Self {
        Self {
            figure,
            look,
            label: String::new(),
            title: String::new(),
        }
    }

    /// What stands on the drawing beside it: a number, a word.
    pub(crate) fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What a pointer reads when it rests on it.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}

/// A mark on the canvas.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    pub(crate) class: &'static str,
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) label: Option<Label>,
}

/// Words on the canvas, in a badge if they are a feature's number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) words: String,
    pub(crate) is_badge: bool,
}

impl Mark {
    /// Draws it; nothing if it is off the canvas.
    pub(super) fn drawn(&self, frame: &Frame) -> Option<Drawn> {
        let (path, anchor) = self.path(frame);
        let is_badge = self.look == Look::Feature;
        let label = !self.label.is_empty() && frame.holds(anchor, 0.0);
        (!path.is_empty()).then(|| Drawn {
            class: self.look.class(),
            path,
            title: self.title.clone(),
            label: label.then(|| Label {
                x: number(anchor.0),
                y: number(anchor.1),
                words: self.label.clone(),
                is_badge,
            }),
        })
    }

    /// Its path, and where its label stands.
    fn path(&self, frame: &Frame) -> (String, (f64, f64)) {
        let all = |points: &[Point]| -> Vec<_> { points.iter().map(|p| frame.at(*p)).collect() };
        match &self.figure {
            Figure::Point(point) => {
                let at = frame.at(*point);
                let shape = frame.holds(at, 0.0).then(|| self.spot(at));
                (shape.unwrap_or_default(), at)
            }
            Figure::Line(points) => {
                let spots = all(points);
                (clip::line(frame, &spots), halfway(&spots))
            }
            Figure::Area(points) => {
                let spots = all(points);
                let middle = mean(&spots);
                (clip::ring(frame, spots), middle)
            }
            Figure::Circle { centre, radius_m } => {
                let at = frame.at(*centre);
                (circle(frame, at, radius_m * frame.per_m), at)
            }
            Figure::View {
                from,
                bearing_deg,
                wide_deg,
            } => {
                let at = frame.at(*from);
                (view(at, *bearing_deg, *wide_deg), at)
            }
            Figure::Ray { from, bearing_deg } => {
                let at = frame.at(*from);
                let tip = along(at, *bearing_deg, RAY);
                (
                    clip::line(frame, &[at, tip]),
                    along(at, *bearing_deg, RAY_NAME),
                )
            }
            Figure::Rings(rings) => {
                let path = clip::rings(frame, rings.iter().map(Vec::as_slice));
                (path, (f64::NAN, f64::NAN))
            }
        }
    }

    /// A point as it looks: a disc, a diamond, or the disc behind a number.
    fn spot(&self, at: (f64, f64)) -> String {
        match self.look {
            Look::Subject => {
                let corner = |bearing| along(at, bearing, PIN + 1.5);
                let [n, e, s, w] = [0.0, 90.0, 180.0, 270.0].map(corner).map(pair);
                format!("M{n}L{e}L{s}L{w}Z")
            }
            Look::Feature => disc(at, BADGE),
            _ => disc(at, PIN),
        }
    }
}

/// A circle as far as the canvas needs one: around everything it would only be a tint.
fn circle(frame: &Frame, at: (f64, f64), radius: f64) -> String {
    const MOST: f64 = 5_000.0;
    if radius <= MOST {
        return disc(at, radius.max(0.5));
    }
    let turn = |step: u32| along(at, f64::from(step) / 2.0, radius);
    clip::ring(frame, (0..720).map(turn).collect())
}

fn disc((x, y): (f64, f64), radius: f64) -> String {
    let (r, across) = (number(radius), number(2.0 * radius));
    format!(
        "M{}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z",
        pair((x - radius, y))
    )
}

fn view(at: (f64, f64), bearing_deg: f64, wide_deg: f64) -> String {
    let half = wide_deg.clamp(1.0, 359.0) / 2.0;
    let [left, right] = [-half, half].map(|turn| pair(along(at, bearing_deg + turn, VIEW)));
    let large = u8::from(half > 90.0);
    format!("M{}L{left}A{VIEW} {VIEW} 0 {large} 1 {right}Z", pair(at))
}

/// From a spot, some units in a direction of the compass.
fn along((x, y): (f64, f64), bearing_deg: f64, length: f64) -> (f64, f64) {
    let (sin, cos) = bearing_deg.to_radians().sin_cos();
    (x + length * sin, y - length * cos)
}

fn pair((x, y): (f64, f64)) -> String {
    format!("{} {}", number(x), number(y))
}

fn mean(spots: &[(f64, f64)]) -> (f64, f64) {
    let count = f64::from(u32::try_from(spots.len().max(1)).unwrap_or(u32::MAX));
    let (x, y) = spots
        .iter()
        .fold((0.0, 0.0), |(x, y), spot| (x + spot.0, y + spot.1));
    (x / count, y / count)
}

/// The middle of a line's length.
fn halfway(spots: &[(f64, f64)]) -> (f64, f64) {
    let length = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
    let mut left = spots.windows(2).map(length).sum::<f64>() / 2.0;
    for pair in spots.windows(2) {
        let piece = length(pair);
        if left <= piece && piece > 0.0 {
            let part = left / piece;
            let [(x1, y1), (x2, y2)] = [pair[0], pair[1]];
            return (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part);
        }
        left -= piece;
    }
    spots.first().copied().unwrap_or((f64::NAN, f64::NAN))
}
