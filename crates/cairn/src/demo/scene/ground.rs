//! The ground: dust, a road, stones and tracks.

use super::{
    canvas::{Colour, Paint, mix},
    layout::Layout,
    solid::Stage,
};
use crate::demo::chance::Chance;

/// Draws the ground up to the horizon.
pub fn draw(stage: &mut Stage<'_>, layout: &Layout, seed: u64) {
    let mut chance = Chance::of(seed, "ground", 0);
    let earth = chance.pick(&[
        [190, 170, 138],
        [178, 160, 132],
        [196, 180, 152],
        [166, 152, 132],
    ]);
    let lit = stage.light.lit(stage.camera, earth, [0.0, 1.0, 0.0]);
    let far = stage.far(lit, 500.0);
    let (horizon, height) = (stage.camera.horizon, stage.camera.height);
    let paint = Paint::gradient(far, horizon, lit, horizon + (height - horizon) * 0.45);
    stage.canvas.rows(horizon, height, paint);
    if let Some(half_m) = layout.road_half_m {
        draw_road(stage, layout.road_deg, half_m, &mut chance);
    }
    draw_patches(stage, lit, &mut chance);
    draw_stones(stage, lit, &mut chance);
}

fn draw_road(stage: &mut Stage<'_>, road_deg: f32, half_m: f32, chance: &mut Chance) {
    let surface = chance.pick(&[
        [138, 132, 124],
        [168, 152, 128],
        [150, 142, 130],
        [120, 118, 116],
    ]);
    let lit = stage.light.lit(stage.camera, surface, [0.0, 1.0, 0.0]);
    let far = stage.far(lit, 420.0);
    let (horizon, height) = (stage.camera.horizon, stage.camera.height);
    let (sin, cos) = road_deg.to_radians().sin_cos();
    let spot =
        |across: f32, along: f32| [across * cos + along * sin, 0.0, along * cos - across * sin];
    let strip = |from: f32, to: f32| {
        [
            spot(from, 0.4),
            spot(to, 0.4),
            spot(to, 420.0),
            spot(from, 420.0),
        ]
    };
    let paint = Paint::gradient(far, horizon, lit, horizon + (height - horizon) * 0.4);
    stage.fill(&strip(-half_m, half_m), paint);
    let worn = mix(lit, [70, 64, 58], 0.25);
    for (from, to) in [(-0.62, -0.40), (-0.12, 0.02), (0.38, 0.58)] {
        stage.fill(
            &strip(from * half_m, to * half_m),
            Paint::flat(worn).alpha(0.16),
        );
    }
    let kerb = mix(lit, [235; 3], 0.25);
    for edge in [-half_m, half_m] {
        stage.fill(
            &strip(edge - 0.09, edge + 0.09),
            Paint::flat(kerb).alpha(0.5),
        );
    }
}

/// Broad stains, so that the ground is not one sheet of colour.
fn draw_patches(stage: &mut Stage<'_>, lit: [u8; 3], chance: &mut Chance) {
    for _ in 0..40 {
        let z = 3.0 + 40.0 * chance.unit().powi(2);
        let x = chance.between(-0.9, 0.9) * z;
        let Some(centre) = stage.camera.project([x, 0.0, z]) else {
            continue;
        };
        let scale = stage.camera.focal / z;
        let wide = chance.between(0.5, 2.6) * scale;
        let tone = tint(lit, chance.pick(&[0.72, 1.14]));
        stage
            .canvas
            .ellipse(centre, wide, wide * 0.9 / z, Paint::flat(tone).alpha(0.07));
    }
}

fn draw_stones(stage: &mut Stage<'_>, lit: [u8; 3], chance: &mut Chance) {
    for _ in 0..700 {
        let z = 2.2 + 26.0 * chance.unit().powi(2);
        let x = chance.between(-0.8, 0.8) * z;
        let Some((px, py)) = stage.camera.project([x, 0.0, z]) else {
            continue;
        };
        let size = (chance.between(0.01, 0.036) * stage.camera.focal / z).max(0.7);
        let tone = tint(lit, chance.pick(&[0.62, 0.74, 1.12, 1.2]));
        let (right, low) = (px + size * 1.6, py + size * 0.7);
        let stone = [(px, py), (right, py), (right, low), (px, low)];
        stage.canvas.polygon(&stone, Paint::flat(tone).alpha(0.6));
    }
}

/// The same colour, darker or lighter.
fn tint(colour: Colour, by: f32) -> Colour {
    colour.map(|part| (f32::from(part) * by).min(250.0) as u8)
}
