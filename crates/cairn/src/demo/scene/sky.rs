//! The sky, its clouds, and the mountains around a place: the same skyline from every angle.

use super::{
    camera::Camera,
    canvas::{Canvas, Paint, mix},
    light::{Light, smooth},
};
use crate::demo::chance::Chance;

/// The mountains around one place, as elevation over azimuth.
pub struct Skyline {
    waves: Vec<(f32, f32, f32)>,
    rise_deg: f32,
    /// An azimuth with a peak that stands out, if a feature names one.
    peak_deg: Option<f32>,
}

impl Skyline {
    /// The skyline of a place, by its own seed.
    pub fn of(place_seed: u64, layer: usize, rise_deg: f32, peak_deg: Option<f32>) -> Self {
        let mut chance = Chance::of(place_seed, "skyline", layer);
        let wave = |k: i32| {
            let turns = (k * 3 + chance.whole(0, 2) as i32) as f32;
            (
                turns,
                chance.between(0.0, std::f32::consts::TAU),
                chance.between(0.5, 1.2) / turns.powf(0.85),
            )
        };
        Self {
            waves: (1..22).map(wave).collect(),
            rise_deg,
            peak_deg,
        }
    }

    /// Elevation of the ridge in degrees above the horizon.
    pub fn at(&self, azimuth_deg: f32) -> f32 {
        let azimuth = azimuth_deg.to_radians();
        let sum: f32 = self
            .waves
            .iter()
            .map(|(turns, phase, size)| size * (turns * azimuth + phase).sin())
            .sum();
        let off = self.peak_deg.map_or(180.0, |peak| {
            ((azimuth_deg - peak + 540.0).rem_euclid(360.0) - 180.0).abs()
        });
        let peak = (1.0 - off / 5.0).max(0.0) * 0.9;
        (self.rise_deg * (1.0 + 0.75 * sum + peak)).max(self.rise_deg * 0.12)
    }
}

/// Fills the sky down to the horizon.
pub fn draw_sky(canvas: &mut Canvas, camera: &Camera, light: &Light, seed: u64) {
    let (zenith, horizon) = light.sky();
    let top = camera.horizon - camera.height * 0.75;
    canvas.rows(
        0.0,
        camera.horizon + 2.0,
        Paint::gradient(zenith, top, horizon, camera.horizon),
    );
    draw_sun(canvas, camera, light);
    draw_clouds(canvas, camera, light, &mut Chance::of(seed, "clouds", 0));
}

/// A pale glow where the sun really stands, when it is in the frame.
fn draw_sun(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let (right, ahead) = camera.direction(light.azimuth_deg);
    if ahead < 0.2 || light.elevation_deg < -3.0 {
        return;
    }
    let x = camera.width / 2.0 + right / ahead * camera.focal;
    let y = camera.horizon - light.elevation_deg.to_radians().tan() * camera.focal / ahead;
    let glow = mix([255, 250, 238], [255, 222, 170], light.golden());
    let size = camera.width * 0.16;
    canvas.soft_disc((x, y), size, glow, 0.55);
    canvas.soft_disc((x, y), size * 0.22, [255, 253, 246], 0.95);
}

fn draw_clouds(canvas: &mut Canvas, camera: &Camera, light: &Light, chance: &mut Chance) {
    let colour = mix(light.sky().1, [252, 250, 246], 0.45 * light.day());
    for _ in 0..chance.whole(0, 5) {
        let x = chance.between(-0.1, 1.1) * camera.width;
        let y = camera.horizon * chance.between(0.08, 0.6);
        let width = camera.width * chance.between(0.12, 0.34);
        let thin = width * chance.between(0.025, 0.06);
        for _ in 0..4 {
            let centre = (
                x + chance.between(-0.5, 0.5) * width,
                y + chance.between(-1.0, 1.0) * thin,
            );
            let (rx, ry) = (
                width * chance.between(0.3, 0.7),
                thin * chance.between(0.5, 1.2),
            );
            canvas.ellipse(centre, rx, ry, Paint::flat(colour).alpha(0.13));
        }
    }
}

/// Draws one ridge across the frame: rock, snow in the cold months, folds on the side without sun.
pub fn draw_ridge(
    canvas: &mut Canvas,
    camera: &Camera,
    light: &Light,
    skyline: &Skyline,
    (distance, snow): (f32, f32),
) {
    let step = camera.width / 160.0;
    let crest: Vec<(f32, f32)> = (0..=160)
        .map(|i| {
            let x = i as f32 * step;
            let slant = ((x - camera.width / 2.0) / camera.focal).hypot(1.0);
            let rise = skyline.at(camera.azimuth_at(x)).to_radians().tan() * camera.focal * slant;
            (x, camera.horizon - rise)
        })
        .collect();
    let rock = light.lit(camera, [134, 120, 108], [0.0, 0.8, -0.6]);
    let white = light.lit(camera, [236, 238, 242], [0.0, 0.8, -0.6]);
    let top = mix(mix(rock, white, snow), light.haze(), distance);
    let foot = mix(rock, light.haze(), (distance + 0.35).min(0.9));
    let highest = crest.iter().map(|p| p.1).fold(f32::MAX, f32::min);
    let base = camera.horizon + 3.0;
    let mut outline = crest.clone();
    outline.extend([(camera.width, base), (0.0, base)]);
    canvas.polygon(&outline, Paint::gradient(top, highest, foot, base));
    draw_folds(canvas, camera, light, &crest, distance);
}

/// Facets running down from every local summit, dark on the side away from the sun.
fn draw_folds(
    canvas: &mut Canvas,
    camera: &Camera,
    light: &Light,
    crest: &[(f32, f32)],
    distance: f32,
) {
    let dark = mix(
        light.lit(camera, [84, 76, 74], [0.0, 1.0, 0.0]),
        light.haze(),
        distance,
    );
    let side = if camera.direction(light.azimuth_deg).0 > 0.0 {
        -1.0
    } else {
        1.0
    };
    for three in crest.windows(3) {
        let summit = three[1];
        if summit.1 < three[0].1 && summit.1 <= three[2].1 {
            let drop = camera.horizon - summit.1;
            let foot = (summit.0 + side * drop * 0.9, camera.horizon - drop * 0.12);
            let spur = (summit.0 + side * drop * 0.15, camera.horizon - drop * 0.25);
            let alpha = 0.30 * smooth(0.0, camera.height * 0.12, drop);
            canvas.polygon(&[summit, foot, spur], Paint::flat(dark).alpha(alpha));
        }
    }
}
