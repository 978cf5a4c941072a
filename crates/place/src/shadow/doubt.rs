//! What to say beside a measurement that is accepted all the same.

use serde::{Deserialize, Serialize};

use super::constraints::Constraints;

/// Half the sun's disc blurs the end of a shadow by this much, degrees.
pub const PENUMBRA_DEG: f64 = 0.27;
/// Below this elevation in degrees the air is too uncertain for shadows.
pub const LOW_SUN_DEG: f64 = 5.0;

/// What to doubt about a measurement that is accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The sun is under five degrees: refraction and slope decide more than the shadow.
    LowSun,
    /// The tolerance is narrower than the blur of the shadow's end.
    FinerThanPenumbra,
}

impl Constraints {
    /// What to say beside a result.
    pub fn doubts(&self) -> Vec<Doubt> {
        let Some((low, high)) = self.ratio_band() else {
            return Vec::new();
        };
        let narrow = (high - low) / 2.0 < PENUMBRA_DEG;
        let doubts = [
            (low < LOW_SUN_DEG, Doubt::LowSun),
            (narrow, Doubt::FinerThanPenumbra),
        ];
        doubts
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, doubt)| doubt)
            .collect()
    }
}
