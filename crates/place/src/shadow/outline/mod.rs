//! A region as polygons on a map.

mod curve;
mod rings;
mod sweep;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::region::Region;

/// Rings of `[longitude, latitude]` in degrees as in GeoJSON (RFC 7946): each closed, the first one
/// around the outside and anticlockwise, holes clockwise; none crosses the antimeridian. Over a pole
/// the outside runs along the edge of the map at ±90°.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Polygon(pub Vec<Vec<[f64; 2]>>);

impl Polygon {
    /// Whether a point is inside, on the map.
    pub fn contains(&self, lon_lat: [f64; 2]) -> bool {
        self.0
            .iter()
            .filter(|ring| rings::within(ring, lon_lat))
            .count()
            % 2
            == 1
    }
}

/// The places that a measurement allows at one instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Minutes that clocks were ahead of UTC where it holds, if the time was that of a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_offset_min: Option<i32>,
    /// Its size on the WGS 84 ellipsoid.
    pub area_km2: f64,
    /// Its outline, to 130 m.
    pub polygons: Vec<Polygon>,
}

impl Band {
    /// A GeoJSON feature: a polygon, or a multipolygon of several or none.
    pub fn feature(&self) -> Value {
        let geometry = match self.polygons.as_slice() {
            [one] => json!({ "type": "Polygon", "coordinates": one }),
            all => json!({ "type": "MultiPolygon", "coordinates": all }),
        };
        let mut properties = json!({ "at": self.at, "area_km2": self.area_km2.round() });
        if let Some(minutes) = self.utc_offset_min {
            properties["utc_offset_min"] = json!(minutes);
        }
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    }

    /// Whether a point is inside the outline, on the map.
    pub fn contains(&self, lon_lat: [f64; 2]) -> bool {
        self.polygons
            .iter()
            .any(|polygon| polygon.contains(lon_lat))
    }
}

/// Bands as a GeoJSON feature collection.
pub fn feature_collection(bands: &[Band]) -> Value {
    let features: Vec<Value> = bands.iter().map(Band::feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

pub(super) fn outline(region: &Region, utc_offset_min: Option<i32>) -> Band {
    let paths = sweep::boundary(region);
    let rings = rings::rings(&paths);
    let rings: Vec<_> = rings
        .iter()
        .filter_map(|ring| rings::closed(ring))
        .collect();
    Band {
        at: region.at,
        utc_offset_min,
        area_km2: rings.iter().map(|ring| area_km2(ring)).sum(),
        polygons: rings::polygons(rings),
    }
}

/// Semi-minor axis in kilometres and first eccentricity of WGS 84.
const POLAR_RADIUS_KM: f64 = 6_356.752_314_245;
const ECCENTRICITY: f64 = 0.081_819_190_842_622;

/// The ground inside a ring, negative if it runs clockwise: the integral along it of the area
/// between the equator and a parallel (Snyder 1987, equation 3-12), by Simpson's rule on each line.
fn area_km2(ring: &[[f64; 2]]) -> f64 {
    let to_equator = |lat_deg: f64| {
        let (e, sin) = (ECCENTRICITY, lat_deg.to_radians().sin());
        sin / (1.0 - e * e * sin * sin) + (e * sin).atanh() / e
    };
    let under = |pair: &[[f64; 2]]| {
        let ([from, low], [to, high]) = (pair[0], pair[1]);
        let middle = to_equator(f64::midpoint(low, high));
        (from - to).to_radians() * (to_equator(low) + 4.0 * middle + to_equator(high)) / 6.0
    };
    POLAR_RADIUS_KM.powi(2) / 2.0 * ring.windows(2).map(under).sum::<f64>()
}
