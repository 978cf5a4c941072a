//! Small things that give scale: people as plain figures, trees, poles, cars. Nobody is hurt here,
//! and nobody has a face.

use super::{
    camera::Camera,
    canvas::{Colour, Paint, mix},
    light::Light,
    raster::Mask,
    solid::{Stage, cast},
    towers::{column, stroke},
};
use crate::demo::chance::Chance;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Someone standing, in a long shirt.
    Person,
    /// A poplar.
    Tree,
    /// A pole of the power line.
    Pole,
    /// A car.
    Car,
    /// A stall under an awning.
    Stall,
    /// A red and white bar across a road, with a beige shelter.
    Barrier,
}

/// One small thing, where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// What it is.
    pub kind: FigureKind,
    /// Right of the camera, in metres.
    pub x: f32,
    /// Ahead of the camera, in metres.
    pub z: f32,
    /// For its colours and size.
    pub seed: u64,
}

impl Figure {
    /// Adds its shadow on the ground.
    pub fn cast(&self, camera: &Camera, light: &Light, mask: &mut Mask) {
        let square = |half: f32| {
            let (x, z) = (self.x, self.z);
            [
                (x - half, z - half),
                (x + half, z - half),
                (x + half, z + half),
                (x - half, z + half),
            ]
        };
        match self.kind {
            FigureKind::Person => cast(&square(0.22), 1.7, camera, light, mask),
            FigureKind::Tree => cast(&square(0.8), self.tree_m(), camera, light, mask),
            FigureKind::Pole => cast(&square(0.1), 8.0, camera, light, mask),
            FigureKind::Car => {
                self.car()
                    .into_iter()
                    .for_each(|part| part.cast(camera, light, mask));
            }
            FigureKind::Stall => cast(&square(1.1), 2.3, camera, light, mask),
            FigureKind::Barrier => self.shelter().cast(camera, light, mask),
        }
    }

    /// Draws it.
    pub fn draw(&self, stage: &mut Stage<'_>) {
        match self.kind {
            FigureKind::Person => self.draw_person(stage),
            FigureKind::Tree => self.draw_tree(stage),
            FigureKind::Pole => self.draw_pole(stage),
            FigureKind::Car => self.draw_car(stage),
            FigureKind::Stall => self.draw_stall(stage),
            FigureKind::Barrier => self.draw_barrier(stage),
        }
    }

    fn draw_person(&self, stage: &mut Stage<'_>) {
        let mut chance = Chance::new(self.seed);
        let cloth: Colour = chance.pick(&[
            [122, 128, 132],
            [96, 104, 92],
            [150, 140, 122],
            [82, 96, 116],
            [180, 176, 166],
            [92, 80, 72],
        ]);
        let tall = chance.between(1.55, 1.82);
        let cloth = stage.far(
            stage.light.lit(stage.camera, cloth, [0.4, 0.3, -0.8]),
            self.z,
        );
        let dark = mix(cloth, [30, 28, 28], 0.4);
        let (x, z) = (self.x, self.z);
        for side in [-0.1, 0.1] {
            let leg = [
                [x + side - 0.07, 0.0, z],
                [x + side + 0.07, 0.0, z],
                [x + side + 0.08, 0.6, z],
                [x + side - 0.08, 0.6, z],
            ];
            stage.fill(&leg, Paint::flat(dark));
        }
        let robe = [
            (-0.26, 0.42),
            (0.26, 0.42),
            (0.23, 1.0),
            (0.24, 1.36),
            (0.1, 1.46),
            (-0.1, 1.46),
            (-0.24, 1.36),
            (-0.23, 1.0),
        ];
        let robe = robe.map(|(dx, y)| [x + dx, y * tall / 1.72, z]);
        stage.fill(&robe, Paint::flat(cloth));
        let head = stage.camera.project([x, tall - 0.13, z]);
        if let Some(head) = head {
            let radius = 0.12 / z * stage.camera.focal;
            let cap = chance.pick(&[[70, 60, 52], [196, 190, 178], [120, 96, 72], [60, 64, 70]]);
            let cap = stage.far(stage.light.lit(stage.camera, cap, [0.0, 0.6, -0.6]), z);
            stage
                .canvas
                .ellipse(head, radius * 0.9, radius * 1.1, Paint::flat(cap));
        }
    }

    fn tree_m(&self) -> f32 {
        Chance::new(self.seed).between(6.0, 11.0)
    }

    fn draw_tree(&self, stage: &mut Stage<'_>) {
        let mut chance = Chance::new(self.seed);
        let tall = chance.between(6.0, 11.0);
        column(
            stage,
            (self.x, self.z),
            (0.14, 0.1),
            (0.0, 2.4),
            [112, 96, 78],
        );
        let leaf = chance.pick(&[[98, 108, 78], [112, 116, 86], [88, 100, 78], [122, 120, 88]]);
        let slim = chance.pick(&[0.62, 0.75, 1.15]);
        for clump in 0..26_u8 {
            let share = f32::from(clump) / 25.0;
            let y = 1.7 + (tall - 2.0) * share;
            let wide = slim * (1.0 - share.powf(1.8)) * 1.05 + 0.12;
            let side = chance.between(-0.7, 0.7);
            let normal = [side, 0.5, -0.6];
            let lit = stage.light.lit(
                stage.camera,
                mix(leaf, [52, 58, 44], chance.between(0.0, 0.45)),
                normal,
            );
            let lit = stage.far(lit, self.z);
            if let Some(centre) = stage.camera.project([self.x + side * wide, y, self.z]) {
                let scale = stage.camera.focal / self.z;
                let (rx, ry) = (
                    wide * scale * chance.between(0.35, 0.6),
                    scale * chance.between(0.35, 0.6),
                );
                stage
                    .canvas
                    .ellipse(centre, rx, ry, Paint::flat(lit).alpha(0.9));
            }
        }
    }

    fn draw_pole(&self, stage: &mut Stage<'_>) {
        let (x, z) = (self.x, self.z);
        column(stage, (x, z), (0.13, 0.1), (0.0, 8.0), [132, 122, 108]);
        for y in [7.2, 7.7] {
            stroke(
                stage,
                [x - 0.8, y, z],
                [x + 0.8, y, z],
                0.08,
                [110, 102, 92],
            );
        }
    }
}

/// Wires from pole to pole, sagging a little.
pub fn draw_wires(stage: &mut Stage<'_>, figures: &[Figure]) {
    let poles: Vec<_> = figures
        .iter()
        .filter(|figure| figure.kind == FigureKind::Pole)
        .collect();
    for pair in poles.windows(2).take(2) {
        for (side, y) in [(-0.75, 7.25), (0.75, 7.25), (-0.7, 7.75)] {
            let at = |share: f32| {
                let sag = 0.9 * 4.0 * share * (1.0 - share);
                let x = pair[0].x + (pair[1].x - pair[0].x) * share + side;
                [x, y - sag, pair[0].z + (pair[1].z - pair[0].z) * share]
            };
            for step in 0..6_u8 {
                let (from, to) = (f32::from(step) / 6.0, f32::from(step + 1) / 6.0);
                stroke(stage, at(from), at(to), 0.02, [70, 68, 68]);
            }
        }
    }
}
