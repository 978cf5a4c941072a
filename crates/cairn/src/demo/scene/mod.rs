//! Drawn street scenes: a place, a moment and a bearing become a picture whose shadows are true.
//!
//! Only drawings, never anyone's footage; every picture says so in its corner. What must not live
//! here: what the pictures are for (`plan`), and how they become files (`photo`, `clip`).

pub mod camera;
pub mod canvas;
mod clutter;
mod facade;
mod figures;
mod glyphs;
mod ground;
pub mod landmark;
mod layout;
pub mod light;
mod raster;
mod settings;
mod sky;
mod smoke;
mod solid;
mod towers;

use cairn_domain::{FrameBox, Point};
use cairn_place::sun::NoSun;
use chrono::{DateTime, Datelike, Utc};
use image::RgbImage;

pub use glyphs::caption;
pub use landmark::{Feature, FeatureKind};
pub use layout::Setting;
pub use smoke::Smoke;

use camera::Camera;
use canvas::Canvas;
use figures::Figure;
use layout::Layout;
use light::Light;
use raster::Mask;
use sky::Skyline;
use solid::{Solid, Stage};

use super::chance::Chance;

/// Everything a drawing depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneSpec {
    /// For everything that is left to chance.
    pub seed: u64,
    /// For what all pictures of one place share: its mountains.
    pub place_seed: u64,
    /// Where the camera stands.
    pub point: Point,
    /// When.
    pub at: DateTime<Utc>,
    /// Where the camera looks, degrees from true north.
    pub bearing_deg: f32,
    /// What kind of surroundings.
    pub setting: Setting,
    /// What must be seen.
    pub features: Vec<Feature>,
    /// Smoke in the distance.
    pub smoke: Option<Smoke>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Rise of the far and the near ridge, in degrees.
const RISE_DEG: [f32; 2] = [4.6, 2.1];

impl SceneSpec {
    /// The camera of the scene.
    pub fn camera(&self) -> Camera {
        let mut chance = Chance::of(self.seed, "camera", 0);
        let (width, height) = (self.width as f32, self.height as f32);
        let roofs = self.setting == Setting::Roofs;
        Camera {
            width,
            height,
            focal: width.max(height) * chance.between(0.72, 0.92),
            horizon: height
                * if roofs {
                    chance.between(0.36, 0.46)
                } else {
                    chance.between(0.5, 0.62)
                },
            eye_m: if roofs {
                chance.between(9.5, 13.0)
            } else {
                chance.between(1.5, 1.75)
            },
            bearing_deg: self.bearing_deg,
        }
    }

    /// Where a feature is on the frame; nothing when it is out of view.
    pub fn frame_box(&self, feature: &Feature) -> Option<FrameBox> {
        let ridge = self.skyline(0).at(feature.azimuth_deg);
        feature.frame_box(&self.camera(), ridge)
    }

    fn skyline(&self, layer: usize) -> Skyline {
        let hill = self
            .features
            .iter()
            .find(|feature| feature.kind == FeatureKind::HillLine);
        let peak = hill.filter(|_| layer == 0).map(|hill| hill.azimuth_deg);
        Skyline::of(self.place_seed, layer, RISE_DEG[layer], peak)
    }
}

/// A box on the part of a frame that starts at `from` and is `size` large, all in shares of the
/// whole frame; nothing when too little of it is left to be recognised.
pub fn cropped(frame: FrameBox, from: (f64, f64), size: (f64, f64)) -> Option<FrameBox> {
    let part = |start: f64, long: f64, from: f64, size: f64| {
        let low = ((start - from) / size).clamp(0.0, 1.0);
        (low, ((start + long - from) / size).clamp(0.0, 1.0) - low)
    };
    let (x, w) = part(frame.x, frame.w, from.0, size.0);
    let (y, h) = part(frame.y, frame.h, from.1, size.1);
    (w > 0.008 && h > 0.012).then_some(FrameBox { x, y, w, h })
}

/// Draws a scene.
///
/// # Errors
/// When the sun cannot be computed for the moment; see [`NoSun`].
pub fn draw(spec: &SceneSpec) -> Result<RgbImage, NoSun> {
    let layers = Layers::of(spec)?;
    let mut canvas = match &spec.smoke {
        Some(smoke) => layers.with_smoke(smoke),
        None => layers.before,
    };
    caption(&mut canvas);
    let picture = RgbImage::from_raw(spec.width, spec.height, canvas.into_pixels());
    Ok(picture.expect("a canvas has three bytes for every pixel"))
}

/// A scene in two: what stands behind its smoke, and everything. A clip draws the smoke anew for
/// each frame and the rest once.
pub struct Layers {
    behind: Canvas,
    before: Canvas,
    camera: Camera,
    light: Light,
}

impl Layers {
    /// Draws both layers, without smoke and without the caption.
    ///
    /// # Errors
    /// As [`draw`].
    pub fn of(spec: &SceneSpec) -> Result<Self, NoSun> {
        let (camera, light) = (spec.camera(), Light::at(spec.point, spec.at)?);
        let mut canvas = Canvas::new(spec.width as usize, spec.height as usize);
        draw_background(&mut canvas, spec, &camera, &light);
        let layout = Layout::of(spec.setting, spec.seed, &camera, &spec.features);
        let things = things(&layout, spec);
        let mut stage = Stage {
            canvas: &mut canvas,
            camera: &camera,
            light: &light,
        };
        ground::draw(&mut stage, &layout, spec.seed);
        let mut mask = Mask::new(spec.width as usize, spec.height as usize);
        things
            .iter()
            .for_each(|thing| thing.cast(&camera, &light, &mut mask));
        stage.canvas.shade(&mask, [52, 50, 62], 0.52);

        let smoke_m = spec.smoke.map_or(f32::INFINITY, |smoke| smoke.distance_m);
        let (far, near): (Vec<_>, Vec<_>) = things
            .iter()
            .partition(|thing| thing.distance_m() > smoke_m);
        far.iter().for_each(|thing| thing.draw(&mut stage));
        let behind = stage.canvas.clone();
        near.iter().for_each(|thing| thing.draw(&mut stage));
        figures::draw_wires(&mut stage, &layout.figures);
        Ok(Self {
            behind,
            before: canvas,
            camera,
            light,
        })
    }

    /// The scene with smoke between the layers.
    pub fn with_smoke(&self, smoke: &Smoke) -> Canvas {
        let mut canvas = self.behind.clone();
        let mut stage = Stage {
            canvas: &mut canvas,
            camera: &self.camera,
            light: &self.light,
        };
        smoke.draw(&mut stage);
        let layers = self
            .behind
            .pixels()
            .chunks_exact(3)
            .zip(self.before.pixels().chunks_exact(3));
        for (pixel, (behind, before)) in canvas.pixels_mut().chunks_exact_mut(3).zip(layers) {
            if behind != before {
                pixel.copy_from_slice(before);
            }
        }
        canvas
    }

    /// The scene without its smoke.
    pub fn clear(&self) -> &Canvas {
        &self.before
    }
}

fn draw_background(canvas: &mut Canvas, spec: &SceneSpec, camera: &Camera, light: &Light) {
    sky::draw_sky(canvas, camera, light, spec.seed);
    let snow = match spec.at.month() {
        12 | 1 | 2 => 0.75,
        3 | 11 => 0.5,
        4 => 0.3,
        _ => 0.0,
    };
    sky::draw_ridge(canvas, camera, light, &spec.skyline(0), (0.5, snow));
    sky::draw_ridge(canvas, camera, light, &spec.skyline(1), (0.24, 0.0));
}

/// Something that stands, to be drawn from far to near.
enum Thing<'a> {
    Solid(&'a Solid),
    Feature(&'a Feature),
    Figure(&'a Figure),
}

impl Thing<'_> {
    fn distance_m(&self) -> f32 {
        match self {
            Self::Solid(solid) => solid.distance_m(),
            Self::Feature(feature) => feature.distance_m,
            Self::Figure(figure) => figure.x.hypot(figure.z),
        }
    }

    fn cast(&self, camera: &Camera, light: &Light, mask: &mut Mask) {
        match self {
            Self::Solid(solid) => solid.cast(camera, light, mask),
            Self::Feature(feature) => feature.cast(camera, light, mask),
            Self::Figure(figure) => figure.cast(camera, light, mask),
        }
    }

    fn draw(&self, stage: &mut Stage<'_>) {
        match self {
            Self::Solid(solid) => solid.draw(stage),
            Self::Feature(feature) => feature.draw(stage),
            Self::Figure(figure) => figure.draw(stage),
        }
    }
}

/// Everything that stands, from far to near.
fn things<'a>(layout: &'a Layout, spec: &'a SceneSpec) -> Vec<Thing<'a>> {
    let mut things: Vec<Thing<'_>> = layout.solids.iter().map(Thing::Solid).collect();
    things.extend(spec.features.iter().map(Thing::Feature));
    things.extend(layout.figures.iter().map(Thing::Figure));
    things.sort_by(|a, b| b.distance_m().total_cmp(&a.distance_m()));
    things
}
