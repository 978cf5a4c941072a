//! The rectangle of latitudes and longitudes that a project works in.

use cairn_domain::Point;
use serde::{Deserialize, Serialize};

/// Everything between two latitudes and, going east, between two longitudes: WGS 84 degrees, edges
/// included. An area that crosses the antimeridian has its west edge greater than its east edge.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 4]", into = "[f64; 4]")]
pub struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    centre: Point,
}

/// Four numbers that bound no area.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "West {west}, south {south}, east {east}, north {north} bound no area: latitudes go from -90 to 90 with south below north, longitudes from -180 to 180."
)]
pub struct NoArea {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Area {
    /// An area from its edges in degrees, in the order of GeoJSON's `bbox` (RFC 7946, section 5).
    ///
    /// # Errors
    /// [`NoArea`] if an edge is off the globe or south lies above north.
    pub fn try_new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, NoArea> {
        let refused = NoArea {
            west,
            south,
            east,
            north,
        };
        let corners = [Point::try_new(south, west), Point::try_new(north, east)];
        if corners.iter().any(Result::is_err) || south > north {
            return Err(refused);
        }
        let lon = west + wide_deg(west, east) / 2.0;
        let lon = if lon > 180.0 { lon - 360.0 } else { lon };
        Ok(Self {
            west,
            south,
            east,
            north,
            centre: Point::try_new((south + north) / 2.0, lon).map_err(|_| refused)?,
        })
    }

    /// Whether a point lies in it or on its edge.
    pub fn contains(&self, point: Point) -> bool {
        let lon = point.lon();
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        between && (self.south..=self.north).contains(&point.lat())
    }

    /// West, south, east, north, in degrees.
    pub fn edges(&self) -> [f64; 4] {
        [self.west, self.south, self.east, self.north]
    }

    /// How many degrees of latitude and of longitude it spans.
    pub fn size_deg(&self) -> (f64, f64) {
        (self.north - self.south, wide_deg(self.west, self.east))
    }

    /// The point in its middle.
    pub fn centre(&self) -> Point {
        self.centre
    }
}

/// Degrees of longitude from west to east, going east.
fn wide_deg(west: f64, east: f64) -> f64 {
    let wide = (east - west).rem_euclid(360.0);
    let whole = east > west && wide == 0.0;
    if whole { 360.0 } else { wide }
}

impl TryFrom<[f64; 4]> for Area {
    type Error = NoArea;
    fn try_from([west, south, east, north]: [f64; 4]) -> Result<Self, NoArea> {
        Self::try_new(west, south, east, north)
    }
}

impl From<Area> for [f64; 4] {
    fn from(area: Area) -> Self {
        area.edges()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::try_new(lat, lon).expect("on the globe")
    }

    #[test]
    fn an_area_may_cross_the_antimeridian() {
        let fiji = Area::try_new(176.0, -20.0, -178.0, -15.0).expect("an area");
        assert!(fiji.contains(point(-17.0, 179.9)) && fiji.contains(point(-17.0, -179.9)));
        assert!(!fiji.contains(point(-17.0, 0.0)) && !fiji.contains(point(-21.0, 179.0)));
        assert_eq!(fiji.centre(), point(-17.5, 179.0));
        assert_eq!(fiji.size_deg(), (5.0, 6.0));
    }

    #[test]
    fn the_whole_globe_is_an_area_and_an_upside_down_one_is_none() {
        let globe = Area::try_new(-180.0, -90.0, 180.0, 90.0).expect("an area");
        assert!(globe.contains(point(34.5, 69.2)));
        assert_eq!(globe.size_deg(), (180.0, 360.0));
        assert!(Area::try_new(60.0, 38.0, 75.0, 29.0).is_err());
        assert!(Area::try_new(60.0, 29.0, 275.0, 38.0).is_err());
        assert!(serde_json::from_str::<Area>("[60.5,29.4,74.9,38.5]").is_ok());
        assert!(serde_json::from_str::<Area>("[60.5,39.4,74.9,38.5]").is_err());
    }
}
