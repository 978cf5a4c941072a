//! Where everything of a proof lies: two columns, the frame on the left, the ground and the references
//! on the right. Units are pixels of a drawing 1600 wide.

use askama::Template;
use base64::{Engine, engine::general_purpose::STANDARD};
use cairn_app::review::{Frame as Shown, Proof, ProofPicture};
use cairn_domain::{Counterpart, FrameBox, Geolocation, MapShape, Point};

use super::super::{
    map_drawing::{Canvas, Extent, Figure, Frame, Look, MapDrawing, Mark},
    references::provided,
};
use crate::{i18n::Translator, present::media::clock};

/// Left edge of both columns, and how wide they are.
const LEFT: f64 = 32.0;
const RIGHT: f64 = 824.0;
const COLUMN: f64 = 744.0;
/// Where the columns begin, under the title.
const TOP: f64 = 128.0;
/// Tallest picture; a portrait phone video is drawn narrower.
const TALLEST: f64 = 900.0;
/// Room for a caption under a panel.
const CAPTION: f64 = 40.0;
/// The map's own units: its letters are 11 high there and have to be read here.
const MAP_SCALE: f64 = 1.6;
const MAP: Canvas = Canvas {
    width: COLUMN / MAP_SCALE,
    height: 340.0,
};
/// A map of a single spot is at least this wide in metres.
const LEAST_M: f64 = 300.0;

/// Colours of the pairs, told apart by people who see few colours: Okabe and Ito, *Color Universal
/// Design*, 2008, without the yellow that white does not carry.
const COLOURS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#a3477f", "#2b7bb9", "#7a5c00",
];

/// A picture, or the words in its place.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    /// The picture as a data URI; empty where words stand in its place.
    pub(super) href: String,
    pub(super) words: String,
    pub(super) caption: String,
    pub(super) caption_y: String,
}

/// One numbered feature on both sides.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) number: usize,
    pub(super) colour: &'static str,
    /// Outlines as paths, on either side.
    pub(super) paths: Vec<String>,
    /// Middles of the numbers.
    pub(super) badges: Vec<(String, String)>,
    /// From the one to the other; empty if either is missing.
    pub(super) link: String,
}

/// Everything in its place.
pub(super) struct Layout {
    pub(super) panels: Vec<Panel>,
    pub(super) pairs: Vec<Pair>,
    pub(super) map: String,
    /// Where the words begin, under the frame.
    pub(super) words_top: f64,
    /// Where the right column ends.
    pub(super) bottom: f64,
}

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Layout {
    pub(super) fn new(t: &Translator, proof: &Proof) -> Self {
        let place = &proof.place;
        let (frame, frame_panel) = frame_panel(t, &proof.frame);
        let extent = extent(place);
        let ground = Rect {
            x: RIGHT,
            y: TOP,
            width: COLUMN,
            height: MAP.height * MAP_SCALE,
        };
        let map = map(t, place, &extent);
        let (areas, reference_panels) = reference_panels(t, proof, ground.end());
        let bottom = areas.last().map_or(ground.end(), |(_, area)| area.end());
        let sides = Sides {
            frame,
            ground,
            plane: Frame::fitting(&extent, MAP.width, MAP.height),
            areas,
        };
        let numbered = (1..).zip(&place.features);
        let pairs = numbered
            .map(|(number, feature)| sides.pair(number, feature.frame, feature.found.as_ref()))
            .collect();
        let mut panels = vec![frame_panel];
        panels.extend(reference_panels);
        Self {
            panels,
            pairs,
            map,
            words_top: frame.end() + CAPTION + 16.0,
            bottom: bottom + CAPTION,
        }
    }
}

impl Rect {
    /// As wide as the column allows, and no taller than the tallest.
    fn of(picture: (u32, u32), x: f64, y: f64) -> Self {
        let (width, height) = (f64::from(picture.0.max(1)), f64::from(picture.1.max(1)));
        let scale = (COLUMN / width).min(TALLEST / height);
        Self {
            x,
            y,
            width: width * scale,
            height: height * scale,
        }
    }

    fn end(&self) -> f64 {
        self.y + self.height
    }

    /// A box given in fractions.
    fn part(&self, part: FrameBox) -> Self {
        Self {
            x: self.x + part.x * self.width,
            y: self.y + part.y * self.height,
            width: part.w * self.width,
            height: part.h * self.height,
        }
    }

    fn corners(&self) -> Vec<(f64, f64)> {
        let (east, south) = (self.x + self.width, self.end());
        vec![
            (self.x, self.y),
            (east, self.y),
            (east, south),
            (self.x, south),
        ]
    }

    fn panel(&self, href: String, words: String, caption: String) -> Panel {
        Panel {
            x: unit(self.x),
            y: unit(self.y),
            width: unit(self.width),
            height: unit(self.height),
            href,
            words,
            caption,
            caption_y: unit(self.end() + 26.0),
        }
    }
}

/// What pairs are drawn between.
struct Sides {
    frame: Rect,
    ground: Rect,
    /// The map in its own units.
    plane: Frame,
    areas: Vec<(cairn_domain::ReferenceId, Rect)>,
}

/// An outline, and where its number and its end of the line are.
struct Outline {
    path: String,
    badge: (f64, f64),
}

impl Sides {
    fn pair(&self, number: usize, frame: Option<FrameBox>, found: Option<&Counterpart>) -> Pair {
        let left = frame.map(|part| boxed(&self.frame.part(part)));
        let right = found.and_then(|found| self.counterpart(found));
        let link = left.as_ref().zip(right.as_ref());
        let link = link.map(|(left, right)| path(&[left.badge, right.badge], false));
        let both = [left, right].into_iter().flatten();
        let (paths, badges) = both
            .map(|it| (it.path, (unit(it.badge.0), unit(it.badge.1))))
            .unzip();
        Pair {
            number,
            colour: COLOURS[(number - 1) % COLOURS.len()],
            paths,
            badges,
            link: link.unwrap_or_default(),
        }
    }

    fn counterpart(&self, found: &Counterpart) -> Option<Outline> {
        match found {
            Counterpart::Map { shape, .. } => Some(self.on_ground(shape)),
            Counterpart::Picture { reference, area } => {
                let (_, on) = self.areas.iter().find(|(id, _)| id == reference)?;
                Some(boxed(&on.part(*area)))
            }
        }
    }

    fn on_ground(&self, shape: &MapShape) -> Outline {
        let at = |point: &Point| {
            let (x, y) = self.plane.at(*point);
            (self.ground.x + x * MAP_SCALE, self.ground.y + y * MAP_SCALE)
        };
        match shape {
            MapShape::Point(point) => {
                let (x, y) = at(point);
                let path = format!("M{} {}m-7 0h14m-7 -7v14", unit(x), unit(y));
                Outline {
                    path,
                    badge: (x + 18.0, y - 18.0),
                }
            }
            MapShape::Line(points) => {
                let spots: Vec<_> = points.iter().map(at).collect();
                let badge = spots.first().copied().unwrap_or_default();
                Outline {
                    path: path(&spots, false),
                    badge,
                }
            }
            MapShape::Box(one, other) => {
                let ((x1, y1), (x2, y2)) = (at(one), at(other));
                boxed(&Rect {
                    x: x1.min(x2),
                    y: y1.min(y2),
                    width: (x2 - x1).abs(),
                    height: (y2 - y1).abs(),
                })
            }
        }
    }
}

fn boxed(rect: &Rect) -> Outline {
    Outline {
        path: path(&rect.corners(), true),
        badge: (rect.x, rect.y),
    }
}

fn path(spots: &[(f64, f64)], closed: bool) -> String {
    let spots: Vec<_> = spots
        .iter()
        .map(|(x, y)| format!("{} {}", unit(*x), unit(*y)))
        .collect();
    format!("M{}{}", spots.join("L"), if closed { "Z" } else { "" })
}

/// The evidence, or why it is not shown.
fn frame_panel(t: &Translator, shown: &Shown) -> (Rect, Panel) {
    let bare = |key: &str| {
        let rect = Rect::of((4, 3), LEFT, TOP);
        let panel = rect.panel(String::new(), t.get(key), String::new());
        (rect, panel)
    };
    match shown {
        Shown::None => bare("proof-no-picture"),
        Shown::Covered => bare("proof-covered"),
        Shown::Shown(picture, at_s) => {
            let rect = Rect::of((picture.width, picture.height), LEFT, TOP);
            let caption = match at_s {
                Some(at_s) => t.get1("proof-frame-at", "time", exact_clock(*at_s)),
                None => t.get("proof-photo"),
            };
            (rect, rect.panel(data_uri(picture), String::new(), caption))
        }
    }
}

/// `0:12.480`: a frame is named to the thousandth of a second.
fn exact_clock(seconds: f64) -> String {
    let thousandths = (seconds.fract() * 1_000.0).floor();
    format!("{}.{thousandths:03.0}", clock(seconds.floor()))
}

fn data_uri(picture: &ProofPicture) -> String {
    format!(
        "data:{};base64,{}",
        picture.mime,
        STANDARD.encode(&picture.bytes)
    )
}

/// The pictures of references under each other.
fn reference_panels(
    t: &Translator,
    proof: &Proof,
    top: f64,
) -> (Vec<(cairn_domain::ReferenceId, Rect)>, Vec<Panel>) {
    let (mut areas, mut panels, mut y) = (Vec::new(), Vec::new(), top + 16.0);
    for (id, picture) in &proof.references {
        let reference = proof.place.references.iter().find(|one| one.id == *id);
        let Some(reference) = reference else { continue };
        let rect = Rect::of((picture.width, picture.height), RIGHT, y);
        let known = [
            ("kind", t.vocab("reference-kind", reference.kind)),
            ("source", provided(reference)),
            ("licence", reference.licence.clone()),
        ];
        let caption = t.with("fact-reference-value", &known);
        panels.push(rect.panel(data_uri(picture), String::new(), caption));
        areas.push((*id, rect));
        y = rect.end() + CAPTION + 16.0;
    }
    (areas, panels)
}

/// Everything that is drawn on the ground, and the camera.
fn extent(place: &Geolocation) -> Extent {
    let shapes = place
        .features
        .iter()
        .filter_map(|feature| match &feature.found {
            Some(Counterpart::Map { shape, .. }) => Some(shape.points()),
            _ => None,
        });
    let mut points: Vec<_> = shapes.flatten().collect();
    points.extend(place.subject);
    points.extend(circle(place.camera, place.precision_m));
    let around = Extent::around(&points, LEAST_M);
    around.unwrap_or_else(|| Extent::within(place.camera, LEAST_M))
}

/// The corners of the square around a circle, so that all of it is drawn.
fn circle(centre: Point, radius_m: f64) -> Vec<Point> {
    const DEGREE_M: f64 = 111_320.0;
    let high = radius_m / DEGREE_M;
    let wide = high / centre.lat().to_radians().cos().max(0.01);
    let corner = |(up, right): (f64, f64)| {
        let (lat, lon) = (centre.lat() + up * high, centre.lon() + right * wide);
        Point::try_new(lat.clamp(-90.0, 90.0), lon.clamp(-180.0, 180.0)).ok()
    };
    [(1.0, 1.0), (-1.0, -1.0)]
        .into_iter()
        .filter_map(corner)
        .collect()
}

fn map(t: &Translator, place: &Geolocation, extent: &Extent) -> String {
    let camera = place.camera;
    let circle = Figure::Circle {
        centre: camera,
        radius_m: place.precision_m,
    };
    let view = place.bearing_deg.map(|bearing_deg| Figure::View {
        from: camera,
        bearing_deg,
        wide_deg: place.view_deg.unwrap_or(60.0),
    });
    let marks = [
        Some(Mark::new(Look::Uncertainty, circle)),
        view.map(|figure| Mark::new(Look::View, figure)),
        place
            .subject
            .map(|at| Mark::new(Look::Subject, Figure::Point(at))),
        Some(Mark::new(Look::Pin, Figure::Point(camera))),
    ];
    let marks: Vec<_> = marks.into_iter().flatten().collect();
    let drawn = MapDrawing::new(MAP, extent, &marks, t.get("proof-map")).render();
    // The drawing is a whole picture of its own: put into this one, it has to be told where.
    let at = format!(
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" ",
        unit(RIGHT),
        unit(TOP),
        unit(COLUMN),
        unit(MAP.height * MAP_SCALE)
    );
    drawn.unwrap_or_default().replacen("<svg ", &at, 1)
}

/// A number of the drawing, to a tenth of a pixel.
pub(super) fn unit(value: f64) -> String {
    format!("{value:.1}")
}
