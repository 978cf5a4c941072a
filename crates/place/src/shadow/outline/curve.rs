//! The curves that bound a region, meridian by meridian.
//!
//! On a meridian at local hour angle H both kinds read `p·cos φ + q·sin φ = r`, so that
//! φ = atan2(q, p) ± acos(r / √(p² + q²)).

use std::f64::consts::{FRAC_PI_2, PI};

use crate::shadow::{region::Region, sky::wrapped};

/// Places that see the sun at one elevation, or in one azimuth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Curve {
    /// By the sine of the elevation.
    Elevation(f64),
    /// By the azimuth in radians.
    Azimuth(f64),
}

/// What a strip between two meridians ends at, above or below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Edge {
    SouthPole,
    NorthPole,
    /// A curve, by the sign before the arc cosine.
    Root(Curve, f64),
}

/// The sun over the region.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sun {
    sin_dec: f64,
    cos_dec: f64,
}

/// The coefficients on one meridian.
struct Equation {
    p: f64,
    q: f64,
    r: f64,
}

impl Equation {
    /// The argument of the arc cosine.
    fn cosine(&self) -> f64 {
        self.r / self.p.hypot(self.q)
    }

    fn root(&self, sign: f64) -> f64 {
        wrapped(self.q.atan2(self.p) + sign * self.cosine().clamp(-1.0, 1.0).acos())
    }
}

impl Sun {
    pub fn of(region: &Region) -> Self {
        let (sin_dec, cos_dec) = region.sky.declination.sin_cos();
        Self { sin_dec, cos_dec }
    }

    fn equation(&self, curve: Curve, hour_angle: f64) -> Equation {
        let Self { sin_dec, cos_dec } = *self;
        let (sin_hour, cos_hour) = hour_angle.sin_cos();
        match curve {
            Curve::Elevation(sine) => Equation {
                p: cos_dec * cos_hour,
                q: sin_dec,
                r: sine,
            },
            Curve::Azimuth(azimuth) => {
                let (sin, cos) = azimuth.sin_cos();
                Equation {
                    p: sin * sin_dec,
                    q: -sin * cos_dec * cos_hour,
                    r: -cos_dec * sin_hour * cos,
                }
            }
        }
    }

    /// Latitude of an edge on a meridian on which it is known to be; radians.
    pub fn latitude(&self, edge: Edge, hour_angle: f64) -> f64 {
        let lat = match edge {
            Edge::SouthPole => -FRAC_PI_2,
            Edge::NorthPole => FRAC_PI_2,
            Edge::Root(curve, sign) => self.equation(curve, hour_angle).root(sign),
        };
        lat.clamp(-FRAC_PI_2, FRAC_PI_2)
    }

    /// The edges that a curve has on a meridian, with their latitudes.
    pub fn roots(
        &self,
        curve: Curve,
        hour_angle: f64,
    ) -> impl Iterator<Item = (f64, Edge)> + use<> {
        let equation = self.equation(curve, hour_angle);
        let meets = equation.cosine().abs() <= 1.0;
        let sun = *self;
        let all = [1.0, -1.0].into_iter().filter(move |_| meets);
        all.map(move |sign| (equation.root(sign), Edge::Root(curve, sign)))
            .filter(move |(lat, _)| lat.abs() <= FRAC_PI_2 && sun.is_ahead(curve, *lat, hour_angle))
    }

    /// Whether an azimuth's root looks towards the sun and not away from it.
    fn is_ahead(&self, curve: Curve, lat: f64, hour_angle: f64) -> bool {
        let Curve::Azimuth(azimuth) = curve else {
            return true;
        };
        let ((sin, cos), (sin_hour, cos_hour)) = (azimuth.sin_cos(), hour_angle.sin_cos());
        let (sin_lat, cos_lat) = lat.sin_cos();
        let east = -self.cos_dec * sin_hour;
        let north = self.sin_dec * cos_lat - self.cos_dec * cos_hour * sin_lat;
        east * sin + north * cos > 0.0
    }

    /// Hour angles at which the roots of a curve appear or vanish: where both are one, and where
    /// one leaves over a pole.
    pub fn turns(&self, curve: Curve) -> Vec<f64> {
        let square = match curve {
            Curve::Elevation(sine) => {
                (sine * sine - self.sin_dec * self.sin_dec) / (self.cos_dec * self.cos_dec)
            }
            Curve::Azimuth(azimuth) => {
                let (sin, cos) = azimuth.sin_cos();
                cos * cos - (sin * self.sin_dec / self.cos_dec).powi(2)
            }
        };
        let mut all = Vec::new();
        if (0.0..=1.0).contains(&square) {
            let one = square.sqrt().acos();
            all.extend([one, -one, PI - one, one - PI]);
        }
        if let Curve::Azimuth(azimuth) = curve {
            all.extend([azimuth - PI, -azimuth]);
        }
        all
    }

    /// Hour angles of the places that see the sun at this elevation in this azimuth: at most two.
    pub fn corners(&self, sine: f64, azimuth: f64) -> Vec<f64> {
        let (sin, cos) = azimuth.sin_cos();
        let level = (1.0 - sine * sine).max(0.0).sqrt();
        let equation = Equation {
            p: level * cos,
            q: sine,
            r: self.sin_dec,
        };
        if equation.cosine().abs() > 1.0 {
            return Vec::new();
        }
        let hour_angle = |sign: f64| {
            let (sin_lat, cos_lat) = equation.root(sign).sin_cos();
            (-level * sin).atan2(sine * cos_lat - level * cos * sin_lat)
        };
        vec![hour_angle(1.0), hour_angle(-1.0)]
    }
}
