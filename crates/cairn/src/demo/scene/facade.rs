//! What faces of houses show: windows, shutters, gates, stains.

use super::{
    canvas::{Colour, Paint, mix},
    solid::{Facade, Face, Solid, Stage, middle},
};
use crate::demo::chance::Chance;

impl Solid {
    pub(super) fn dress(&self, stage: &mut Stage<'_>, face: &Face, chance: &mut Chance) {
        match self.facade {
            Facade::Plain => {}
            Facade::Mud => self.dress_mud(stage, face, chance),
            Facade::Gate(colour) => self.dress_gate(stage, face, colour),
            Facade::Windows => self.dress_storeys(stage, face, chance, false),
            Facade::Shops => self.dress_storeys(stage, face, chance, true),
        }
    }

    fn dress_mud(&self, stage: &mut Stage<'_>, face: &Face, chance: &mut Chance) {
        for _ in 0..(face.length_m / 1.6) as u32 {
            let from = chance.between(0.0, face.length_m * 0.9);
            let to = (from + chance.between(0.6, 3.0)).min(face.length_m);
            let low = chance.between(0.0, self.height_m * 0.8);
            let stain = self.tone(stage, face, mix(self.colour, [92, 74, 56], 0.45));
            let high = (low + chance.between(0.05, 0.35)).min(self.height_m);
            stage.fill(
                &face.patch((from, to), (low, high)),
                Paint::flat(stain).alpha(0.35),
            );
        }
        if face.length_m > 4.0 && chance.happens(0.6) {
            let at = chance.between(1.0, face.length_m - 2.2);
            let wood = self.tone(stage, face, [88, 66, 48]);
            stage.fill(&face.patch((at, at + 1.0), (0.0, 2.0)), Paint::flat(wood));
        }
    }

    /// Two leaves in a frame, in the middle of the wall.
    fn dress_gate(&self, stage: &mut Stage<'_>, face: &Face, colour: Colour) {
        let (half, middle) = ((face.length_m * 0.36).min(1.9), face.length_m / 2.0);
        let high = self.height_m - 0.3;
        let frame = self.tone(stage, face, mix(self.colour, [70, 62, 54], 0.5));
        let around = face.patch(
            (middle - half - 0.2, middle + half + 0.2),
            (0.0, high + 0.15),
        );
        stage.fill(&around, Paint::flat(frame));
        for (from, to) in [
            (middle - half, middle - 0.04),
            (middle + 0.04, middle + half),
        ] {
            let leaf = self.tone(stage, face, colour);
            stage.fill(&face.patch((from, to), (0.05, high)), Paint::flat(leaf));
            let rib = Paint::flat(mix(leaf, [20, 30, 40], 0.35));
            for share in [0.3, 0.62, 0.92] {
                let y = high * share;
                stage.fill(&face.patch((from, to), (y, y + 0.07)), rib);
            }
        }
    }

    fn dress_storeys(&self, stage: &mut Stage<'_>, face: &Face, chance: &mut Chance, shops: bool) {
        let storeys = ((self.height_m / 3.1).round() as u32).max(1);
        let storey_m = self.height_m / storeys as f32;
        let columns = ((face.length_m / chance.between(2.2, 3.4)) as u32).max(1);
        let step = face.length_m / columns as f32;
        for storey in 0..storeys {
            let floor = storey as f32 * storey_m;
            let band = Paint::flat(self.tone(stage, face, mix(self.colour, [40; 3], 0.22)));
            let edge = floor + storey_m;
            stage.fill(&face.patch((0.0, face.length_m), (edge - 0.16, edge)), band);
            for column in 0..columns {
                let from = column as f32 * step;
                if storey == 0 && shops {
                    self.shutter(stage, face, (from + 0.15, from + step - 0.15), chance);
                } else if !chance.happens(0.12) {
                    let inset = step * 0.27;
                    let along = (from + inset, from + step - inset);
                    self.window(
                        stage,
                        face,
                        along,
                        (floor + 0.95, floor + storey_m - 0.65),
                        chance,
                    );
                }
            }
        }
    }

    fn window(
        &self,
        stage: &mut Stage<'_>,
        face: &Face,
        along: (f32, f32),
        up: (f32, f32),
        chance: &mut Chance,
    ) {
        let alight = stage.light.day() < 0.35 && chance.happens(0.45);
        let glass = chance.pick(&[[52, 62, 70], [64, 72, 76], [44, 50, 54], [78, 84, 84]]);
        let glass = if alight {
            [226, 182, 112]
        } else {
            self.tone(stage, face, glass)
        };
        let glass = stage.far(glass, middle(face));
        let reveal = Paint::flat(self.tone(stage, face, mix(self.colour, [245; 3], 0.25)));
        stage.fill(
            &face.patch((along.0 - 0.1, along.1 + 0.1), (up.0 - 0.1, up.1 + 0.08)),
            reveal,
        );
        stage.fill(&face.patch(along, up), Paint::flat(glass));
        let bar = (along.0 + along.1) / 2.0;
        stage.fill(&face.patch((bar - 0.03, bar + 0.03), up), reveal);
    }

    fn shutter(&self, stage: &mut Stage<'_>, face: &Face, along: (f32, f32), chance: &mut Chance) {
        let metal = chance.pick(&[
            [96, 112, 110],
            [118, 98, 84],
            [88, 100, 116],
            [128, 122, 106],
            [104, 84, 76],
            [62, 58, 54],
        ]);
        let tone = self.tone(stage, face, metal);
        stage.fill(&face.patch(along, (0.0, 2.35)), Paint::flat(tone));
        let rib = Paint::flat(mix(tone, [24; 3], 0.25));
        for share in 1..5 {
            let y = 0.47 * share as f32;
            stage.fill(&face.patch(along, (y, y + 0.05)), rib);
        }
        let sign = chance.pick(&[
            [150, 140, 118],
            [120, 132, 128],
            [138, 110, 92],
            [168, 160, 146],
        ]);
        let sign = Paint::flat(self.tone(stage, face, sign));
        stage.fill(&face.patch(along, (2.42, 2.85)), sign);
    }
}
