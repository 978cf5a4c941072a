//! Upright boxes: houses, walls, cars. Lit by where their faces look, hazy by how far they are.

use super::{
    camera::{Camera, Spot},
    canvas::{Canvas, Colour, Paint, mix},
    light::Light,
    raster::Mask,
};
use crate::demo::chance::Chance;

/// What a house shows to the street.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facade {
    /// Bare.
    Plain,
    /// Storeys of windows.
    Windows,
    /// Shutters below, windows above.
    Shops,
    /// Earth, with stains and a wooden door.
    Mud,
    /// A gate of painted sheet metal.
    Gate(Colour),
}

/// A box standing on the ground, turned about its vertical axis.
#[derive(Debug, Clone, Copy)]
pub struct Solid {
    /// Centre: right of the camera, in metres.
    pub x: f32,
    /// Centre: ahead of the camera, in metres.
    pub z: f32,
    /// Half the size across.
    pub half_x: f32,
    /// Half the size along.
    pub half_z: f32,
    /// Clockwise from the camera's axis, in degrees.
    pub yaw_deg: f32,
    /// Lower edge above the ground.
    pub base_m: f32,
    /// Upper edge above the ground.
    pub height_m: f32,
    /// Of its walls in full light.
    pub colour: Colour,
    /// What it shows.
    pub facade: Facade,
    /// For its windows and stains.
    pub seed: u64,
}

/// Everything a thing needs to draw itself.
pub struct Stage<'a> {
    /// What it is drawn on.
    pub canvas: &'a mut Canvas,
    /// From where.
    pub camera: &'a Camera,
    /// In which light.
    pub light: &'a Light,
}

impl Stage<'_> {
    /// A colour as it looks at a distance.
    pub fn far(&self, colour: Colour, distance_m: f32) -> Colour {
        mix(
            colour,
            self.light.haze(),
            1.0 - (-distance_m.max(0.0) / 480.0).exp(),
        )
    }

    /// Fills a polygon of the drawn world.
    pub fn fill(&mut self, spots: &[Spot], paint: Paint) {
        let outline = self.camera.outline(spots);
        self.canvas.polygon(&outline, paint);
    }
}

/// One vertical face: its two lower corners and where it looks.
pub(super) struct Face {
    a: (f32, f32),
    b: (f32, f32),
    normal: (f32, f32),
    pub(super) length_m: f32,
}

impl Face {
    /// A rectangle on the face: `along` and `up` in metres, a little proud of the wall.
    pub(super) fn patch(&self, along: (f32, f32), up: (f32, f32)) -> [Spot; 4] {
        let at = |s: f32, y: f32| {
            let t = s / self.length_m;
            let x = self.a.0 + (self.b.0 - self.a.0) * t + self.normal.0 * 0.02;
            let z = self.a.1 + (self.b.1 - self.a.1) * t + self.normal.1 * 0.02;
            [x, y, z]
        };
        [
            at(along.0, up.0),
            at(along.1, up.0),
            at(along.1, up.1),
            at(along.0, up.1),
        ]
    }
}

impl Solid {
    /// The corners on the ground.
    pub fn footprint(&self) -> [(f32, f32); 4] {
        let (sin, cos) = self.yaw_deg.to_radians().sin_cos();
        let corner = |sx: f32, sz: f32| {
            let (across, along) = (sx * self.half_x, sz * self.half_z);
            (
                self.x + across * cos + along * sin,
                self.z - across * sin + along * cos,
            )
        };
        [
            corner(-1.0, -1.0),
            corner(1.0, -1.0),
            corner(1.0, 1.0),
            corner(-1.0, 1.0),
        ]
    }

    /// How far its centre is.
    pub fn distance_m(&self) -> f32 {
        self.x.hypot(self.z)
    }

    /// Adds its shadow on the ground.
    pub fn cast(&self, camera: &Camera, light: &Light, mask: &mut Mask) {
        cast(&self.footprint(), self.height_m, camera, light, mask);
    }

    /// Draws it.
    pub fn draw(&self, stage: &mut Stage<'_>) {
        let corners = self.footprint();
        let mut faces: Vec<Face> = (0..4)
            .map(|i| face(corners[i], corners[(i + 1) % 4]))
            .collect();
        faces.retain(|face| face.normal.0 * face.a.0 + face.normal.1 * face.a.1 < 0.0);
        faces.sort_by(|p, q| middle(q).total_cmp(&middle(p)));
        for (index, face) in faces.iter().enumerate() {
            self.draw_face(stage, face, index as u64);
        }
        if stage.camera.eye_m > self.height_m {
            let colour = stage.light.lit(
                stage.camera,
                mix(self.colour, [205; 3], 0.2),
                [0.0, 1.0, 0.0],
            );
            let roof = corners.map(|(x, z)| [x, self.height_m, z]);
            let colour = stage.far(colour, self.distance_m());
            stage.fill(&roof, Paint::flat(colour));
        }
    }

    fn draw_face(&self, stage: &mut Stage<'_>, face: &Face, index: u64) {
        let tone = self.tone(stage, face, self.colour);
        let whole = face.patch((0.0, face.length_m), (self.base_m, self.height_m));
        let outline = stage.camera.outline(&whole);
        let ys = || outline.iter().map(|p| p.1);
        let (top, bottom) = (ys().fold(f32::MAX, f32::min), ys().fold(f32::MIN, f32::max));
        let foot = mix(tone, [60, 52, 44], 0.18);
        let paint = Paint::gradient(tone, top, foot, bottom);
        stage.canvas.polygon(&outline, paint);
        // Two anti-aliased faces leave a hairline between them.
        if let [.., b, c, _] = outline[..] {
            stage.canvas.line(b, c, 1.6, paint);
        }
        let xs = || outline.iter().map(|p| p.0);
        let width_px = xs().fold(f32::MIN, f32::max) - xs().fold(f32::MAX, f32::min);
        if width_px > 14.0 {
            self.dress(stage, face, &mut Chance::new(self.seed ^ (index + 1)));
        }
    }

    /// A colour on one face, lit and hazy.
    pub(super) fn tone(&self, stage: &Stage<'_>, face: &Face, colour: Colour) -> Colour {
        let lit = stage
            .light
            .lit(stage.camera, colour, [face.normal.0, 0.0, face.normal.1]);
        stage.far(lit, middle(face))
    }
}

fn face(a: (f32, f32), b: (f32, f32)) -> Face {
    let (dx, dz) = (b.0 - a.0, b.1 - a.1);
    let length_m = dx.hypot(dz).max(1e-3);
    // Corners run counter-clockwise seen from above, so the outside lies to the right.
    Face {
        a,
        b,
        normal: (dz / length_m, -dx / length_m),
        length_m,
    }
}

pub(super) fn middle(face: &Face) -> f32 {
    ((face.a.0 + face.b.0) / 2.0).hypot((face.a.1 + face.b.1) / 2.0)
}

/// Adds the shadow of an upright thing to the mask.
pub fn cast(
    footprint: &[(f32, f32)],
    height_m: f32,
    camera: &Camera,
    light: &Light,
    mask: &mut Mask,
) {
    if let Some(shadow) = light.shadow_of(camera, footprint, height_m) {
        let spots: Vec<Spot> = shadow.into_iter().map(|(x, z)| [x, 0.0, z]).collect();
        mask.polygon(&camera.outline(&spots));
    }
}
