//! Things a verifier recognises: what they look like, where they stand, where they are on the frame.

use cairn_domain::FrameBox;

use super::{
    camera::Camera,
    canvas::Colour,
    light::Light,
    raster::Mask,
    solid::{Facade, Solid, Stage, cast},
};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeatureKind {
    /// A tall round tower with a balcony and a dome.
    Minaret,
    /// A blue double gate in a compound wall.
    BlueGate,
    /// A house of two storeys in a colour of its own.
    TwoStoreyWall,
    /// A square white building under a dome.
    WhiteDome,
    /// A tank on four legs.
    WaterTower,
    /// A peak that stands out of the ridge behind.
    HillLine,
    /// A lattice mast in red and white.
    RadioMast,
}

/// One recognisable thing, where it stands as seen from the camera.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// What it is.
    pub kind: FeatureKind,
    /// Degrees from true north, from the camera.
    pub azimuth_deg: f32,
    /// From the camera, in metres. Without meaning for a hill line.
    pub distance_m: f32,
}

impl FeatureKind {
    /// Half its width and its height, in metres.
    pub fn size_m(self) -> (f32, f32) {
        match self {
            Self::Minaret => (2.4, 27.0),
            Self::BlueGate => (2.3, 3.4),
            Self::TwoStoreyWall => (7.0, 7.2),
            Self::WhiteDome => (4.0, 7.0),
            Self::WaterTower => (3.4, 18.0),
            Self::HillLine => (0.0, 0.0),
            Self::RadioMast => (1.6, 38.0),
        }
    }

    /// Whether it stands above the roofs, so that it is seen from far away.
    pub fn is_tall(self) -> bool {
        matches!(self, Self::Minaret | Self::WaterTower | Self::RadioMast)
    }
}

/// Plasters of houses, by name.
const PLASTERS: [(&str, Colour); 5] = [
    ("ochre", [198, 156, 104]),
    ("pale green", [160, 176, 146]),
    ("rose", [196, 158, 142]),
    ("white", [218, 214, 204]),
    ("grey-blue", [150, 164, 174]),
];

impl Feature {
    /// The colour of its plaster, in words and as paint. It follows from where the thing stands,
    /// so that drawing and description agree.
    pub fn plaster(&self) -> (&'static str, Colour) {
        PLASTERS[(self.distance_m * 16.0) as usize % PLASTERS.len()]
    }

    /// Where its foot stands.
    pub fn foot(&self, camera: &Camera) -> (f32, f32) {
        let (right, ahead) = camera.direction(self.azimuth_deg);
        (right * self.distance_m, ahead * self.distance_m)
    }

    /// Where it is on the frame; nothing when it is out of view.
    pub fn frame_box(&self, camera: &Camera, ridge_deg: f32) -> Option<FrameBox> {
        let (x, z) = self.foot(camera);
        let (left, right, top, bottom) = if self.kind == FeatureKind::HillLine {
            let half = 4.0_f32.to_radians().tan() * camera.focal;
            let x = camera.width / 2.0 + x / z.max(1.0) * camera.focal;
            let rise = ridge_deg.to_radians().tan() * camera.focal;
            (
                x - half,
                x + half,
                camera.horizon - rise * 1.08,
                camera.horizon,
            )
        } else {
            let (half, height) = self.kind.size_m();
            let foot = camera.project([x, 0.0, z])?;
            let head = camera.project([x, height, z])?;
            let half = half / z * camera.focal;
            (foot.0 - half, foot.0 + half, head.1, foot.1)
        };
        let part = |from: f32, to: f32, size: f32| {
            let (from, to) = (from.clamp(0.0, size), to.clamp(0.0, size));
            (f64::from(from / size), f64::from((to - from) / size))
        };
        let (x, w) = part(left, right, camera.width);
        let (y, h) = part(top, bottom, camera.height);
        let frame = FrameBox { x, y, w, h };
        (w > 0.008 && h > 0.012 && z > 1.0).then_some(frame)
    }

    /// Adds its shadow on the ground.
    pub fn cast(&self, camera: &Camera, light: &Light, mask: &mut Mask) {
        let (x, z) = self.foot(camera);
        let square = |half: f32| {
            [
                (x - half, z - half),
                (x + half, z - half),
                (x + half, z + half),
                (x - half, z + half),
            ]
        };
        let height = self.kind.size_m().1;
        match self.kind {
            FeatureKind::Minaret => cast(&square(1.6), height, camera, light, mask),
            FeatureKind::RadioMast => cast(&square(0.35), height, camera, light, mask),
            FeatureKind::WaterTower => cast(&square(2.4), height, camera, light, mask),
            FeatureKind::BlueGate | FeatureKind::TwoStoreyWall | FeatureKind::WhiteDome => {
                self.wall(camera).cast(camera, light, mask);
            }
            FeatureKind::HillLine => {}
        }
    }

    /// Draws it; the hill line is drawn with the ridge.
    pub fn draw(&self, stage: &mut Stage<'_>) {
        match self.kind {
            FeatureKind::Minaret => self.draw_minaret(stage),
            FeatureKind::WaterTower => self.draw_water_tower(stage),
            FeatureKind::RadioMast => self.draw_mast(stage),
            FeatureKind::BlueGate | FeatureKind::TwoStoreyWall => {
                self.wall(stage.camera).draw(stage);
            }
            FeatureKind::WhiteDome => self.draw_dome(stage),
            FeatureKind::HillLine => {}
        }
    }

    /// Gate, house and tomb are boxes that face the camera, a little turned.
    pub(super) fn wall(&self, camera: &Camera) -> Solid {
        let (x, z) = self.foot(camera);
        let (half_x, height_m) = self.kind.size_m();
        // Turned towards the road, as most walls are.
        let turn = if x > 0.0 { 17.0 } else { -17.0 };
        let facing = Solid {
            x,
            z: z + 4.0,
            half_x,
            half_z: 4.0,
            yaw_deg: x.atan2(z).to_degrees() + turn,
            base_m: 0.0,
            height_m,
            colour: self.plaster().1,
            facade: Facade::Windows,
            seed: u64::from(self.distance_m.to_bits()),
        };
        match self.kind {
            FeatureKind::BlueGate => Solid {
                z,
                half_x: 9.0,
                half_z: 0.3,
                colour: [190, 168, 138],
                facade: Facade::Gate([52, 98, 142]),
                ..facing
            },
            FeatureKind::WhiteDome => Solid {
                z,
                half_x: 3.0,
                half_z: 3.0,
                height_m: 4.2,
                colour: [216, 212, 202],
                facade: Facade::Plain,
                ..facing
            },
            _ => facing,
        }
    }
}
