//! A column of smoke in the distance, drifting and thinning as it rises.

use super::{canvas::mix, solid::Stage};
use crate::demo::chance::Chance;

/// Where it rises, and how far it has risen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoke {
    /// Degrees from true north, from the camera.
    pub azimuth_deg: f32,
    /// From the camera, in metres.
    pub distance_m: f32,
    /// 0..=1: how much of the column stands.
    pub risen: f32,
    /// For its shape.
    pub seed: u64,
}

/// Puffs in a full column.
const PUFFS: u8 = 26;

impl Smoke {
    /// Draws it.
    pub fn draw(&self, stage: &mut Stage<'_>) {
        let mut chance = Chance::new(self.seed);
        let drift = chance.between(-0.35, 0.35);
        let soot = stage
            .light
            .lit(stage.camera, [104, 98, 94], [0.0, 0.7, -0.5]);
        let (right, ahead) = stage.camera.direction(self.azimuth_deg);
        let (x, z) = (right * self.distance_m, ahead * self.distance_m);
        for puff in 0..PUFFS {
            let share = f32::from(puff) / f32::from(PUFFS);
            let (wander, size) = (chance.between(-1.6, 1.6), chance.between(0.8, 1.25));
            if share > self.risen {
                break;
            }
            let up = 46.0 * share;
            let spot = [x + drift * up * (0.6 + share) + wander, up, z];
            if let Some(centre) = stage.camera.project(spot) {
                let radius = (2.6 + 11.0 * share) * size * stage.camera.focal / z.max(1.0);
                let tone = mix(soot, stage.light.haze(), 0.15 + 0.6 * share);
                stage
                    .canvas
                    .soft_disc(centre, radius, tone, 0.62 * (1.0 - share * 0.7));
            }
        }
    }
}
