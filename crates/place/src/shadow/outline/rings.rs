//! From pieces of a boundary to rings, and from rings to polygons.

use super::{Polygon, sweep::Path};

/// Follows the pieces round; every ring has the region on its left. Radians.
pub(super) fn rings(paths: &[Path]) -> Vec<Vec<[f64; 2]>> {
    let next = successors(paths);
    let mut used = vec![false; paths.len()];
    let mut rings = Vec::new();
    for start in 0..paths.len() {
        let mut ring: Vec<[f64; 2]> = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| !used[*index]) {
            used[index] = true;
            ring.extend(&paths[index].points);
            at = next[index];
        }
        if !ring.is_empty() {
            rings.push(ring);
        }
    }
    rings
}

/// For each path the one that goes on where it ends. As many begin at an event as end there, so the
/// nearest pairs come first and nobody stays alone.
fn successors(paths: &[Path]) -> Vec<Option<usize>> {
    let events = paths
        .iter()
        .map(|path| path.from.max(path.to) + 1)
        .max()
        .unwrap_or(0);
    let (mut ends, mut starts) = (vec![Vec::new(); events], vec![Vec::new(); events]);
    for (index, path) in paths.iter().enumerate() {
        let (Some(first), Some(last)) = (path.points.first(), path.points.last()) else {
            continue;
        };
        starts[path.from].push((index, first[1]));
        ends[path.to].push((index, last[1]));
    }
    let mut next = vec![None; paths.len()];
    for (ends, starts) in ends.iter().zip(&starts) {
        let mut pairs: Vec<(f64, usize, usize)> = ends
            .iter()
            .flat_map(|(end, a)| {
                starts
                    .iter()
                    .map(move |(start, b)| ((a - b).abs(), *end, *start))
            })
            .collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut taken = Vec::with_capacity(starts.len());
        for (_, end, start) in pairs {
            if next[end].is_none() && !taken.contains(&start) {
                next[end] = Some(start);
                taken.push(start);
            }
        }
    }
    next
}

/// Rings of degrees, closed, without repeated points; too small ones are left out.
pub(super) fn closed(ring: &[[f64; 2]]) -> Option<Vec<[f64; 2]>> {
    let round = |radians: f64| (radians.to_degrees() * 1e7).round() / 1e7;
    let mut points: Vec<[f64; 2]> = ring.iter().map(|point| point.map(round)).collect();
    points.dedup();
    if points.first() != points.last() {
        points.push(*points.first()?);
    }
    (points.len() > 3 && twice_area(&points).abs() > 1e-9).then_some(points)
}

/// In square degrees; positive if the ring runs anticlockwise.
pub(super) fn twice_area(ring: &[[f64; 2]]) -> f64 {
    let cross = |pair: &[[f64; 2]]| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1];
    ring.windows(2).map(cross).sum()
}

/// Puts every hole into the smallest ring around it.
pub(super) fn polygons(rings: Vec<Vec<[f64; 2]>>) -> Vec<Polygon> {
    let (outer, holes): (Vec<_>, Vec<_>) =
        rings.into_iter().partition(|ring| twice_area(ring) > 0.0);
    let mut polygons: Vec<Polygon> = outer.into_iter().map(|ring| Polygon(vec![ring])).collect();
    for hole in holes {
        let [a, b] = [hole[0], hole[1]];
        let point = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
        let around = polygons
            .iter_mut()
            .filter(|polygon| within(&polygon.0[0], point));
        if let Some(polygon) =
            around.min_by(|a, b| twice_area(&a.0[0]).total_cmp(&twice_area(&b.0[0])))
        {
            polygon.0.push(hole);
        }
    }
    polygons
}

/// Whether a point is inside a closed ring, by the parity of the edges east of it.
pub(super) fn within(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let crosses = |pair: &&[[f64; 2]]| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}
