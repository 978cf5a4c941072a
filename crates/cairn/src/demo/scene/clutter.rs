//! What people leave in streets: stalls, cars, barriers.

use super::{
    canvas::{Paint, mix},
    figures::Figure,
    solid::{Facade, Solid, Stage},
    towers::{column, stroke},
};
use crate::demo::chance::Chance;

impl Figure {
    /// Four posts, a sloping cloth, a table with goods.
    pub(super) fn draw_stall(&self, stage: &mut Stage<'_>) {
        let mut chance = Chance::new(self.seed);
        let (x, z) = (self.x, self.z);
        for (dx, dz) in [(-1.1, 0.8), (1.1, 0.8), (-1.1, -0.8), (1.1, -0.8)] {
            stroke(
                stage,
                [x + dx, 0.0, z + dz],
                [x + dx, 2.1, z + dz],
                0.07,
                [104, 92, 78],
            );
        }
        let goods = chance.pick(&[[150, 96, 62], [134, 128, 82], [120, 84, 70]]);
        let table = Solid {
            x,
            z,
            half_x: 1.0,
            half_z: 0.5,
            yaw_deg: 0.0,
            base_m: 0.35,
            height_m: 0.95,
            colour: goods,
            facade: Facade::Plain,
            seed: self.seed,
        };
        table.draw(stage);
        let cloth = chance.pick(&[
            [146, 84, 70],
            [96, 116, 124],
            [176, 162, 128],
            [106, 120, 96],
        ]);
        let top = stage.far(stage.light.lit(stage.camera, cloth, [0.0, 0.9, -0.4]), z);
        let slope = [
            [x - 1.3, 2.0, z - 1.0],
            [x + 1.3, 2.0, z - 1.0],
            [x + 1.2, 2.45, z + 1.0],
            [x - 1.2, 2.45, z + 1.0],
        ];
        stage.fill(&slope, Paint::flat(top));
        let hem = [
            [x - 1.3, 1.78, z - 1.0],
            [x + 1.3, 1.78, z - 1.0],
            [x + 1.3, 2.0, z - 1.0],
            [x - 1.3, 2.0, z - 1.0],
        ];
        stage.fill(&hem, Paint::flat(mix(top, [30, 26, 24], 0.25)));
    }

    pub(super) fn car(&self) -> [Solid; 2] {
        let mut chance = Chance::new(self.seed);
        let paint = chance.pick(&[
            [196, 196, 192],
            [150, 154, 156],
            [168, 152, 110],
            [104, 110, 116],
            [122, 70, 60],
        ]);
        let yaw_deg = chance.pick(&[2.0, -3.0, 178.0, 90.0]);
        let part = |half_x, half_z, base_m, height_m, colour| Solid {
            x: self.x,
            z: self.z,
            half_x,
            half_z,
            yaw_deg,
            base_m,
            height_m,
            colour,
            facade: Facade::Plain,
            seed: self.seed,
        };
        [
            part(0.85, 2.1, 0.32, 0.95, paint),
            part(0.74, 1.15, 0.95, 1.48, mix(paint, [62, 72, 80], 0.7)),
        ]
    }

    pub(super) fn draw_car(&self, stage: &mut Stage<'_>) {
        let parts = self.car();
        let dark = stage.far([44, 42, 42], self.z);
        for (x, z) in parts[0].footprint() {
            let inward = (x + (self.x - x) * 0.12, z + (self.z - z) * 0.25);
            if let Some(hub) = stage.camera.project([inward.0, 0.32, inward.1]) {
                let radius = 0.33 / inward.1 * stage.camera.focal;
                stage
                    .canvas
                    .ellipse(hub, radius * 0.8, radius, Paint::flat(dark));
            }
        }
        parts.iter().for_each(|part| part.draw(stage));
    }

    pub(super) fn shelter(&self) -> Solid {
        Solid {
            x: self.x - 3.6,
            z: self.z + 1.0,
            half_x: 1.3,
            half_z: 1.3,
            yaw_deg: 8.0,
            base_m: 0.0,
            height_m: 2.5,
            colour: [176, 164, 132],
            facade: Facade::Mud,
            seed: self.seed,
        }
    }

    pub(super) fn draw_barrier(&self, stage: &mut Stage<'_>) {
        self.shelter().draw(stage);
        let (x, z) = (self.x, self.z);
        for side in [-2.4, 2.4] {
            column(
                stage,
                (x + side, z),
                (0.12, 0.12),
                (0.0, 1.1),
                [120, 116, 108],
            );
        }
        for piece in 0..8_u8 {
            let colour = if piece % 2 == 0 {
                [176, 62, 52]
            } else {
                [226, 222, 214]
            };
            let from = x - 2.4 + f32::from(piece) * 0.6;
            stroke(stage, [from, 1.0, z], [from + 0.6, 1.0, z], 0.14, colour);
        }
    }
}
