//! The sun over the drawn world: where it stands, what it lights and where shadows fall.

use cairn_domain::Point;
use cairn_place::sun::{NoSun, sun_at};
use chrono::{DateTime, Utc};

use super::{
    camera::{Camera, Spot},
    canvas::{Colour, mix},
};

/// The sun at one place and moment.
#[derive(Debug, Clone, Copy)]
pub struct Light {
    /// Where the sun stands, degrees from true north.
    pub azimuth_deg: f32,
    /// How high, in degrees, as seen through the air.
    pub elevation_deg: f32,
    /// Where shadows point, degrees from true north.
    pub shadow_azimuth_deg: f32,
    /// Shadow length over object height; none when the sun is down.
    pub shadow_ratio: Option<f32>,
}

/// Kabul, Kunduz and Jalalabad lie between 400 and 1,800 m; refraction barely notices.
const GROUND_M: f64 = 1_000.0;

impl Light {
    /// The sun by `cairn_place`, the same that the workbench computes with.
    pub fn at(point: Point, at: DateTime<Utc>) -> Result<Self, NoSun> {
        let sun = sun_at(point, GROUND_M, at, None)?;
        Ok(Self {
            azimuth_deg: sun.azimuth_deg as f32,
            elevation_deg: sun.apparent_elevation_deg as f32,
            shadow_azimuth_deg: sun.shadow_azimuth_deg as f32,
            shadow_ratio: sun.shadow_ratio.map(|ratio| ratio as f32),
        })
    }

    /// Where the shadow of something `height_m` high ends, from its foot: (right, ahead) in metres.
    pub fn shadow_offset(&self, camera: &Camera, height_m: f32) -> Option<(f32, f32)> {
        let length_m = self.shadow_ratio? * height_m;
        let (right, ahead) = camera.direction(self.shadow_azimuth_deg);
        Some((right * length_m, ahead * length_m))
    }

    /// The shadow on the ground of an upright solid over a convex footprint.
    pub fn shadow_of(
        &self,
        camera: &Camera,
        footprint: &[(f32, f32)],
        height_m: f32,
    ) -> Option<Vec<(f32, f32)>> {
        let (right, ahead) = self.shadow_offset(camera, height_m)?;
        let moved = footprint.iter().map(|&(x, z)| (x + right, z + ahead));
        Some(convex_hull(
            footprint.iter().copied().chain(moved).collect(),
        ))
    }

    /// How much of full daylight there is, 0..=1.
    pub fn day(&self) -> f32 {
        smooth(-7.0, 12.0, self.elevation_deg)
    }

    /// How golden the light is: 1 at the horizon, 0 from 24 degrees up and in the night.
    pub fn golden(&self) -> f32 {
        (1.0 - smooth(2.0, 24.0, self.elevation_deg)) * smooth(-7.0, -1.0, self.elevation_deg)
    }

    /// The colour of a face that looks along `normal` (right, up, ahead; of length 1).
    pub fn lit(&self, camera: &Camera, colour: Colour, normal: Spot) -> Colour {
        let elevation = self.elevation_deg.to_radians();
        let (right, ahead) = camera.direction(self.azimuth_deg);
        let to_sun = [
            right * elevation.cos(),
            elevation.sin(),
            ahead * elevation.cos(),
        ];
        let facing: f32 = normal.iter().zip(to_sun).map(|(n, s)| n * s).sum();
        let direct = facing.max(0.0) * smooth(-0.5, 6.0, self.elevation_deg);
        let warm = self.golden();
        let sun = [0.62, 0.62 - 0.10 * warm, 0.60 - 0.24 * warm];
        let sky = [0.19, 0.21, 0.28].map(|night: f32| night + (0.50 - night) * self.day());
        let part = |i: usize| (f32::from(colour[i]) * (sky[i] + sun[i] * direct)).min(250.0) as u8;
        [part(0), part(1), part(2)]
    }

    /// Zenith and horizon.
    pub fn sky(&self) -> (Colour, Colour) {
        let (day, golden) = (self.day(), self.golden());
        let zenith = mix([13, 17, 30], [112, 150, 190], day);
        let horizon = mix([30, 36, 54], [212, 215, 210], day);
        (
            mix(zenith, [106, 122, 154], golden * 0.7),
            mix(horizon, [233, 192, 146], golden * 0.85),
        )
    }

    /// What distance fades into.
    pub fn haze(&self) -> Colour {
        let (zenith, horizon) = self.sky();
        mix(horizon, zenith, 0.25)
    }
}

/// Smoothstep: 0 below `low`, 1 above `high`.
pub fn smooth(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Convex hull by Andrew's monotone chain.
fn convex_hull(mut points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let turn = |o: (f32, f32), a: (f32, f32), b: (f32, f32)| {
        (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0)
    };
    let half = |points: &mut dyn Iterator<Item = (f32, f32)>| {
        let mut chain: Vec<(f32, f32)> = Vec::new();
        for point in points {
            while chain.len() >= 2
                && turn(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter().copied());
    hull.extend(half(&mut points.iter().rev().copied()));
    hull
}
