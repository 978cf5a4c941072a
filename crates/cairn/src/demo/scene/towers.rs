//! How the landmarks that are more than a box are built up.

use super::{
    camera::Spot,
    canvas::{Colour, Paint, mix},
    landmark::Feature,
    solid::Stage,
};

impl Feature {
    /// A plain cube, a drum and a dome in rings.
    pub(super) fn draw_dome(&self, stage: &mut Stage<'_>) {
        self.wall(stage.camera).draw(stage);
        let foot = self.foot(stage.camera);
        column(stage, foot, (2.3, 2.3), (4.2, 4.7), [200, 196, 186]);
        for ring in 0..7_u8 {
            let share = |ring: u8| f32::from(ring) / 7.0;
            let radius = |ring: u8| 2.2 * (1.0 - share(ring).powi(2)).sqrt();
            let (low, high) = (4.7 + 2.0 * share(ring), 4.7 + 2.0 * share(ring + 1));
            column(
                stage,
                foot,
                (radius(ring), radius(ring + 1)),
                (low, high),
                [168, 188, 186],
            );
        }
        column(stage, foot, (0.06, 0.04), (6.6, 7.0), [120, 112, 92]);
    }

    pub(super) fn draw_minaret(&self, stage: &mut Stage<'_>) {
        let foot = self.foot(stage.camera);
        let stone: Colour = [214, 200, 172];
        column(stage, foot, (1.7, 1.35), (0.0, 18.5), stone);
        column(
            stage,
            foot,
            (2.3, 2.3),
            (18.5, 19.3),
            mix(stone, [90, 110, 110], 0.35),
        );
        column(stage, foot, (1.15, 1.05), (19.3, 23.4), stone);
        column(
            stage,
            foot,
            (1.45, 1.45),
            (23.4, 23.8),
            mix(stone, [90, 110, 110], 0.35),
        );
        column(stage, foot, (1.3, 0.12), (23.8, 26.2), [86, 128, 122]);
        column(stage, foot, (0.08, 0.04), (26.2, 27.0), [120, 112, 92]);
        for y in [5.0, 9.5, 14.0] {
            column(stage, foot, (1.62, 1.6), (y, y + 0.35), [128, 148, 144]);
        }
    }

    pub(super) fn draw_water_tower(&self, stage: &mut Stage<'_>) {
        let (x, z) = self.foot(stage.camera);
        for (dx, dz) in [(-2.0, 1.8), (2.0, 1.8), (-2.0, -1.8), (2.0, -1.8)] {
            column(
                stage,
                (x + dx, z + dz),
                (0.2, 0.2),
                (0.0, 12.2),
                [122, 118, 112],
            );
        }
        for y in [4.0, 8.0] {
            self.brace(stage, (x - 2.0, y, z - 1.8), (x + 2.0, y + 0.2, z - 1.8));
            self.brace(stage, (x - 2.0, y, z - 1.8), (x + 2.0, y + 4.0, z - 1.8));
            self.brace(stage, (x + 2.0, y, z - 1.8), (x - 2.0, y + 4.0, z - 1.8));
        }
        column(stage, (x, z), (3.3, 3.3), (12.0, 16.4), [168, 176, 176]);
        column(stage, (x, z), (3.4, 0.3), (16.4, 18.0), [138, 142, 140]);
    }

    pub(super) fn draw_mast(&self, stage: &mut Stage<'_>) {
        let (x, z) = self.foot(stage.camera);
        for section in 0..10_u8 {
            let colour = if section % 2 == 0 {
                [178, 66, 54]
            } else {
                [224, 220, 212]
            };
            let (low, high) = (f32::from(section) * 3.6, f32::from(section) * 3.6 + 3.6);
            let half = |y: f32| 1.5 * (1.0 - y / 40.0);
            for side in [-1.0, 1.0] {
                let foot = [x + side * half(low), low, z];
                stroke(stage, foot, [x + side * half(high), high, z], 0.16, colour);
                stroke(stage, foot, [x - side * half(high), high, z], 0.09, colour);
            }
        }
        stroke(stage, [x, 36.0, z], [x, 38.0, z], 0.12, [190, 186, 178]);
    }

    fn brace(&self, stage: &mut Stage<'_>, a: (f32, f32, f32), b: (f32, f32, f32)) {
        stroke(
            stage,
            [a.0, a.1, a.2],
            [b.0, b.1, b.2],
            0.14,
            [122, 118, 112],
        );
    }
}

/// A bar between two spots, at least most of a pixel wide.
pub fn stroke(stage: &mut Stage<'_>, a: Spot, b: Spot, width_m: f32, colour: Colour) {
    let (Some(from), Some(to)) = (stage.camera.project(a), stage.camera.project(b)) else {
        return;
    };
    let colour = stage.light.lit(stage.camera, colour, [0.0, 0.3, -0.8]);
    let colour = stage.far(colour, a[2]);
    let width = (width_m / a[2] * stage.camera.focal).max(0.9);
    stage.canvas.line(from, to, width, Paint::flat(colour));
}

/// A round column: strips that each look another way, so that it is round in the light.
pub fn column(
    stage: &mut Stage<'_>,
    (x, z): (f32, f32),
    (radius_low, radius_high): (f32, f32),
    (low, high): (f32, f32),
    colour: Colour,
) {
    const STRIPS: usize = 7;
    let away = x.hypot(z).max(0.1);
    let (across, toward) = ((z / away, -x / away), (-x / away, -z / away));
    for strip in 0..STRIPS {
        let angle = |i: f32| (i / STRIPS as f32 - 0.5) * std::f32::consts::PI;
        let (from, to, mid) = (
            angle(strip as f32),
            angle(strip as f32 + 1.0),
            angle(strip as f32 + 0.5),
        );
        let normal = [
            across.0 * mid.sin() + toward.0 * mid.cos(),
            0.0,
            across.1 * mid.sin() + toward.1 * mid.cos(),
        ];
        let lit = stage.far(stage.light.lit(stage.camera, colour, normal), away);
        let spot = |angle: f32, radius: f32, y: f32| {
            let side = angle.sin() * radius;
            [x + across.0 * side, y, z + across.1 * side]
        };
        let corners = [
            spot(from, radius_low, low),
            spot(to, radius_low, low),
            spot(to, radius_high, high),
            spot(from, radius_high, high),
        ];
        stage.fill(&corners, Paint::flat(lit));
    }
}
