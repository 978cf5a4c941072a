//! What stands around a camera: streets, squares, roads between fields, roofs.

use super::{
    camera::Camera,
    figures::{Figure, FigureKind},
    landmark::Feature,
    settings::{distant, roadside, roofs, square, street, turned},
    solid::Solid,
};
use crate::demo::chance::Chance;

/// The kind of surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Between two rows of houses.
    Street,
    /// An open place with houses around.
    Square,
    /// A road between compounds and fields.
    Roadside,
    /// Over the roofs.
    Roofs,
    /// A road with a barrier across.
    Checkpoint,
}

/// Everything drawn on the ground.
pub struct Layout {
    /// Houses and walls.
    pub solids: Vec<Solid>,
    /// People, trees, poles, cars.
    pub figures: Vec<Figure>,
    /// The direction of the road, from the camera's axis, in degrees.
    pub road_deg: f32,
    /// Half the width of the road in metres; none over roofs.
    pub road_half_m: Option<f32>,
}

impl Layout {
    /// Lays out the surroundings and clears the view to what must be seen.
    pub fn of(setting: Setting, seed: u64, camera: &Camera, features: &[Feature]) -> Self {
        let mut chance = Chance::of(seed, "layout", 0);
        let road_deg = chance.between(-9.0, 9.0);
        let mut layout = match setting {
            Setting::Street => street(&mut chance, road_deg),
            Setting::Square => square(&mut chance, road_deg),
            Setting::Roofs => roofs(&mut chance, road_deg),
            Setting::Roadside | Setting::Checkpoint => roadside(&mut chance, road_deg),
        };
        if setting == Setting::Checkpoint {
            let (x, z) = turned(road_deg, 0.0, chance.between(13.0, 20.0));
            layout.figures.push(Figure {
                kind: FigureKind::Barrier,
                x,
                z,
                seed,
            });
        }
        layout.solids.extend(distant(&mut chance));
        for feature in features {
            layout.clear_view(camera, feature);
        }
        layout
    }

    /// Removes or lowers what stands between the camera and a feature.
    fn clear_view(&mut self, camera: &Camera, feature: &Feature) {
        let (x, z) = feature.foot(camera);
        let (half, height) = feature.kind.size_m();
        let low = !feature.kind.is_tall();
        let sector = (half / feature.distance_m).atan().to_degrees() + 2.0;
        self.solids.retain_mut(|solid| {
            let reach = solid.half_x.hypot(solid.half_z);
            if (solid.x - x).hypot(solid.z - z) < reach + half {
                return false;
            }
            let off = (solid.x.atan2(solid.z) - x.atan2(z)).to_degrees().abs();
            let wide = (reach / solid.distance_m().max(1.0)).atan().to_degrees();
            let before = solid.distance_m() < feature.distance_m && off < sector + wide;
            if before && !low {
                let most = camera.eye_m + 0.42 * height * solid.distance_m() / feature.distance_m;
                solid.height_m = solid.height_m.min(most.max(2.4));
            }
            !(before && low)
        });
        self.figures.retain(|figure| {
            let off = (figure.x.atan2(figure.z) - x.atan2(z)).to_degrees().abs();
            let slim = matches!(figure.kind, FigureKind::Person | FigureKind::Barrier);
            slim || off > sector + 2.0 || figure.z > feature.distance_m
        });
    }
}
