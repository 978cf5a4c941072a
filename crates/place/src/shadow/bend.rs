//! How the air lifts a low sun, both ways.

use serde::{Deserialize, Serialize};

use crate::sun::{Air, NoSun, checked_height};

/// What bends the light.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refraction {
    /// The standard atmosphere at the height of the place.
    #[default]
    Standard,
    /// Pressure and temperature as measured or assumed.
    Air(Air),
    /// Nothing: elevations are geometric.
    None,
}

/// The sun's centre is not lifted below this geometric elevation in degrees (SPA, step 3.14.2: the
/// disc is wholly below the horizon).
const CUTOFF_DEG: f64 = -0.83337;

/// The lift at a place: equation 42 of NREL/TP-560-34302.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bend {
    /// (P/1010)·(283/(273+T)), nothing without air.
    strength: Option<f64>,
}

impl Bend {
    /// At `height_m` above the sea.
    pub fn new(refraction: Refraction, height_m: f64) -> Result<Self, NoSun> {
        let height_m = checked_height(height_m)?;
        let air = match refraction {
            Refraction::None => return Ok(Self { strength: None }),
            Refraction::Standard => Air::standard_at(height_m),
            Refraction::Air(air) => air,
        };
        air.refraction()?;
        let strength = air.pressure_hpa / 1_010.0 * 283.0 / (273.0 + air.temperature_c);
        Ok(Self {
            strength: Some(strength),
        })
    }

    /// The elevation at which a sun at this geometric elevation is seen; degrees.
    pub fn apparent(&self, elevation_deg: f64) -> f64 {
        match self.strength {
            Some(strength) if elevation_deg > CUTOFF_DEG => {
                elevation_deg + lift(elevation_deg, strength)
            }
            _ => elevation_deg,
        }
    }

    /// The geometric elevation of a sun that is seen at this one; degrees. Where the sun jumps as it
    /// enters the air's reach, the elevation of the jump.
    pub fn geometric(&self, apparent_deg: f64) -> f64 {
        let Some(strength) = self.strength else {
            return apparent_deg;
        };
        let seen = |elevation: f64| elevation + lift(elevation, strength);
        if apparent_deg <= CUTOFF_DEG || apparent_deg >= seen(90.0) {
            return apparent_deg;
        }
        let (mut low, mut high) = (CUTOFF_DEG, 90.0);
        for _ in 0..52 {
            let middle = f64::midpoint(low, high);
            if seen(middle) < apparent_deg {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }
}

fn lift(elevation_deg: f64, strength: f64) -> f64 {
    let phase = elevation_deg + 10.3 / (elevation_deg + 5.11);
    strength * 1.02 / (60.0 * phase.to_radians().tan())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lifted_comes_down_again() {
        let bend = Bend::new(Refraction::Standard, 1_800.0).expect("a height");
        for tenths in -8..=899 {
            let elevation = f64::from(tenths) / 10.0;
            let back = bend.geometric(bend.apparent(elevation));
            assert!((back - elevation).abs() < 1e-9, "{elevation} {back}");
        }
        assert!((bend.geometric(-0.5) - CUTOFF_DEG).abs() < 1e-9, "the jump");
        assert!((bend.geometric(-6.0) + 6.0).abs() < 1e-12);
        let none = Bend::new(Refraction::None, 0.0).expect("a height");
        assert!((none.apparent(3.0) - 3.0).abs() < 1e-12);
    }
}
