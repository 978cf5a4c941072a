//! Polygons on the globe, and what lies in them.

use cairn_domain::Point;
use serde_json::Value;

use super::Area;
use crate::reading::DEGREE_M;

/// A closed line as GeoJSON has it: `[longitude, latitude]` in degrees. The last position may
/// repeat the first or not.
pub type Ring = Vec<[f64; 2]>;

/// One or more polygons, holes among their rings. A point is inside when a line from it crosses an
/// odd number of edges, so the order and direction of rings do not matter. Edges are straight in
/// degrees; nothing crosses the antimeridian (RFC 7946, section 3.1.9).
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    rings: Vec<Ring>,
    bounds: Area,
}

/// Why rings make no shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoShape {
    /// Not a GeoJSON Polygon or MultiPolygon.
    #[error("{0} is not a Polygon or MultiPolygon")]
    Kind(String),
    /// Coordinates that are not lists of pairs of numbers.
    #[error("the coordinates are not rings of [longitude, latitude]")]
    Coordinates,
    /// A ring of fewer than three positions.
    #[error("a ring has fewer than three positions")]
    TooShort,
    /// A position beyond the globe.
    #[error("a position is off the globe")]
    OffTheGlobe,
}

impl Shape {
    /// A shape from its rings.
    ///
    /// # Errors
    /// [`NoShape`] if there is none, or one is too short or off the globe.
    pub fn try_new(rings: Vec<Ring>) -> Result<Self, NoShape> {
        if rings.is_empty() || rings.iter().any(|ring| ring.len() < 3) {
            return Err(NoShape::TooShort);
        }
        let [mut west, mut south, mut east, mut north] = [180.0_f64, 90.0, -180.0, -90.0];
        for &[lon, lat] in rings.iter().flatten() {
            Point::try_new(lat, lon).map_err(|_| NoShape::OffTheGlobe)?;
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let bounds = Area::try_new(west, south, east, north).map_err(|_| NoShape::OffTheGlobe)?;
        Ok(Self { rings, bounds })
    }

    /// A shape from a GeoJSON geometry.
    ///
    /// # Errors
    /// [`NoShape`] if it is no Polygon or MultiPolygon, or broken.
    pub fn from_geojson(geometry: &Value) -> Result<Self, NoShape> {
        let kind = geometry["type"].as_str().unwrap_or("nothing");
        let coordinates = &geometry["coordinates"];
        let rings = match kind {
            "Polygon" => polygon(coordinates)?,
            "MultiPolygon" => {
                let polygons = coordinates.as_array().ok_or(NoShape::Coordinates)?;
                let rings: Result<Vec<_>, _> = polygons.iter().map(polygon).collect();
                rings?.concat()
            }
            other => return Err(NoShape::Kind(other.to_owned())),
        };
        Self::try_new(rings)
    }

    /// Its closed lines, to draw.
    pub fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// The smallest area around it.
    pub fn bounds(&self) -> Area {
        self.bounds
    }

    /// Whether a point lies inside. On an edge either answer may come.
    pub fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && self.is_inside([point.lon(), point.lat()])
    }

    fn is_inside(&self, [lon, lat]: [f64; 2]) -> bool {
        let crosses = |[[x1, y1], [x2, y2]]: &[[f64; 2]; 2]| {
            (y1 > &lat) != (y2 > &lat) && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
        };
        self.edges().filter(crosses).count() % 2 == 1
    }

    /// Metres from a point to the nearest edge, on a plane that touches the globe at the point:
    /// good to a percent within 500 km.
    pub fn edge_m(&self, point: Point) -> f64 {
        let east = point.lat().to_radians().cos();
        let flat = |[lon, lat]: [f64; 2]| [(lon - point.lon()) * east, lat - point.lat()];
        let distances = self
            .edges()
            .map(|[from, to]| distance_to_origin(flat(from), flat(to)));
        distances.fold(f64::INFINITY, f64::min) * DEGREE_M
    }

    /// Whether the two have any ground in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let ([w1, s1, e1, n1], [w2, s2, e2, n2]) = (self.bounds.edges(), other.bounds.edges());
        if w1 > e2 || w2 > e1 || s1 > n2 || s2 > n1 {
            return false;
        }
        let holds = |shape: &Self, inner: &Self| {
            let starts = inner.rings.iter().filter_map(|ring| ring.first());
            starts.copied().any(|start| shape.is_inside(start))
        };
        holds(self, other) || holds(other, self) || self.edges_cross(other)
    }

    fn edges_cross(&self, other: &Self) -> bool {
        let [west, south, east, north] = self.bounds.edges();
        let is_near = |[a, b]: &[[f64; 2]; 2]| {
            a[0].min(b[0]) <= east
                && a[0].max(b[0]) >= west
                && a[1].min(b[1]) <= north
                && a[1].max(b[1]) >= south
        };
        let near: Vec<_> = other.edges().filter(is_near).collect();
        self.edges()
            .any(|edge| near.iter().any(|other| cross(edge, *other)))
    }

    fn edges(&self) -> impl Iterator<Item = [[f64; 2]; 2]> {
        self.rings.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(from, to)| [*from, *to])
        })
    }
}

/// The rings of GeoJSON's `coordinates` of a polygon.
fn polygon(coordinates: &Value) -> Result<Vec<Ring>, NoShape> {
    let position = |value: &Value| {
        let lon = value.get(0).and_then(Value::as_f64);
        let lat = value.get(1).and_then(Value::as_f64);
        lon.zip(lat).map(|(lon, lat)| [lon, lat])
    };
    let ring = |value: &Value| value.as_array()?.iter().map(position).collect();
    let rings = coordinates.as_array().ok_or(NoShape::Coordinates)?;
    let rings: Option<Vec<Ring>> = rings.iter().map(ring).collect();
    rings.ok_or(NoShape::Coordinates)
}

/// From the origin to a straight piece between two positions.
fn distance_to_origin([x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        -(x1 * dx + y1 * dy) / length
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    (x1 + along * dx).hypot(y1 + along * dy)
}

/// Whether two straight pieces cross.
fn cross([a, b]: [[f64; 2]; 2], [c, d]: [[f64; 2]; 2]) -> bool {
    let side = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    };
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}
