//! Which countries a band crosses.

use super::outline::{Band, Polygon};

type Line = [[f64; 2]; 2];

/// The names of the areas that a band touches, in the order given. Areas are polygons of longitude
/// and latitude that do not cross the antimeridian, such as Natural Earth's countries.
pub fn crossed<'a>(band: &Band, areas: &[(&'a str, Vec<Polygon>)]) -> Vec<&'a str> {
    let lines = Lines::of(band);
    let touches = |polygon: &Polygon| {
        let first = |polygon: &Polygon| polygon.0.first().and_then(|ring| ring.first()).copied();
        // Two areas whose outlines do not cross are apart, or one is inside the other.
        lines.meet(polygon)
            || first(polygon).is_some_and(|point| band.contains(point))
            || band
                .polygons
                .iter()
                .filter_map(first)
                .any(|point| polygon.contains(point))
    };
    let hit = areas
        .iter()
        .filter(|(_, polygons)| polygons.iter().any(touches));
    hit.map(|(name, _)| *name).collect()
}

fn edges(polygon: &Polygon) -> impl Iterator<Item = Line> {
    polygon
        .0
        .iter()
        .flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]))
}

/// The outline of a band, sorted into columns a degree of longitude wide.
struct Lines(Vec<Vec<Line>>);

impl Lines {
    fn of(band: &Band) -> Self {
        let mut columns = vec![Vec::new(); 360];
        for line in band.polygons.iter().flat_map(edges) {
            for column in columns_of(line) {
                columns[column].push(line);
            }
        }
        Self(columns)
    }

    fn meet(&self, polygon: &Polygon) -> bool {
        let hits = |line: Line| {
            columns_of(line).any(|column| self.0[column].iter().any(|other| cross(line, *other)))
        };
        edges(polygon).any(hits)
    }
}

fn columns_of([[a, _], [b, _]]: Line) -> std::ops::RangeInclusive<usize> {
    let column = |lon: f64| (lon + 180.0).floor().clamp(0.0, 359.0) as usize;
    column(a.min(b))..=column(a.max(b))
}

/// Whether two pieces of straight line have a point in common.
fn cross([a, b]: Line, [c, d]: Line) -> bool {
    let side = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    };
    let apart = |p: f64, q: f64| (p > 0.0 && q > 0.0) || (p < 0.0 && q < 0.0);
    let overlap = |i: usize| a[i].min(b[i]) <= c[i].max(d[i]) && c[i].min(d[i]) <= a[i].max(b[i]);
    overlap(0)
        && overlap(1)
        && !apart(side(a, b, c), side(a, b, d))
        && !apart(side(c, d, a), side(c, d, b))
}
