//! Where the camera stands and what falls where on the frame.
//!
//! The drawn world is in metres with the camera at the origin: `x` to its right, `y` up from the
//! ground, `z` ahead. A direction on the ground comes from a compass azimuth less the bearing.

/// A place in the drawn world: right, up, ahead.
pub type Spot = [f32; 3];

/// A pinhole camera looking level along its bearing.
#[derive(Debug, Clone, Copy)]
pub struct Camera {
    /// Frame width in pixels.
    pub width: f32,
    /// Frame height in pixels.
    pub height: f32,
    /// Focal length in pixels.
    pub focal: f32,
    /// Row of the horizon.
    pub horizon: f32,
    /// Height above the ground in metres.
    pub eye_m: f32,
    /// Degrees from true north.
    pub bearing_deg: f32,
}

/// Nothing nearer than this is drawn.
const NEAR_M: f32 = 0.6;

impl Camera {
    /// The direction of an azimuth on the ground, as (right, ahead), of length 1.
    pub fn direction(&self, azimuth_deg: f32) -> (f32, f32) {
        let relative = (azimuth_deg - self.bearing_deg).to_radians();
        (relative.sin(), relative.cos())
    }

    /// The azimuth of a direction on the ground, 0..360.
    pub fn azimuth_of(&self, right: f32, ahead: f32) -> f32 {
        (right.atan2(ahead).to_degrees() + self.bearing_deg).rem_euclid(360.0)
    }

    /// Where a spot in front of the camera falls on the frame.
    pub fn project(&self, [x, y, z]: Spot) -> Option<(f32, f32)> {
        (z >= NEAR_M).then(|| {
            let scale = self.focal / z;
            (
                self.width / 2.0 + x * scale,
                self.horizon + (self.eye_m - y) * scale,
            )
        })
    }

    /// A polygon on the frame, cut at the plane just before the camera. Empty if all behind.
    pub fn outline(&self, spots: &[Spot]) -> Vec<(f32, f32)> {
        let next = spots.iter().cycle().skip(1);
        let mut kept: Vec<Spot> = Vec::with_capacity(spots.len() + 2);
        for (&a, &b) in spots.iter().zip(next) {
            if a[2] >= NEAR_M {
                kept.push(a);
            }
            if (a[2] >= NEAR_M) != (b[2] >= NEAR_M) {
                let share = (NEAR_M - a[2]) / (b[2] - a[2]);
                kept.push([0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share));
            }
        }
        kept.iter()
            .filter_map(|&[x, y, z]| self.project([x, y, z.max(NEAR_M)]))
            .collect()
    }

    /// The compass azimuth seen at a column of the frame.
    pub fn azimuth_at(&self, column: f32) -> f32 {
        self.azimuth_of(column - self.width / 2.0, self.focal)
    }
}
