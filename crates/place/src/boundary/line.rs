//! Outlines with fewer positions, to draw.

use super::{Ring, Shape};

impl Shape {
    /// Its rings without the positions that stand less than a tolerance, in degrees, beside the line
    /// that the others draw (Douglas and Peucker 1973). Rings that become nothing are left out.
    pub fn drawn(&self, tolerance_deg: f64) -> Vec<Ring> {
        let rings = self.rings().iter().map(|ring| thinned(ring, tolerance_deg));
        rings.filter(|ring| ring.len() > 3).collect()
    }
}

/// A closed ring, its last position that of the first.
fn thinned(ring: &[[f64; 2]], tolerance_deg: f64) -> Ring {
    let mut closed = ring.to_vec();
    if closed.first() != closed.last() {
        closed.extend(ring.first().copied());
    }
    let mut kept = vec![false; closed.len()];
    // A ring ends where it begins, which is no line to measure from: it is cut at its farthest.
    let far = farthest(&closed, 0, closed.len() - 1).map_or(0, |(at, _)| at);
    let mut spans = vec![(0, far), (far, closed.len() - 1)];
    for (from, to) in spans.clone() {
        kept[from] = true;
        kept[to] = true;
    }
    while let Some((from, to)) = spans.pop() {
        if let Some((at, distance)) = farthest(&closed, from, to)
            && distance > tolerance_deg
        {
            kept[at] = true;
            spans.extend([(from, at), (at, to)]);
        }
    }
    let held = closed.into_iter().zip(kept).filter(|(_, kept)| *kept);
    held.map(|(position, _)| position).collect()
}

/// The position between two that is farthest from the piece between them, and how far in degrees.
fn farthest(line: &[[f64; 2]], from: usize, to: usize) -> Option<(usize, f64)> {
    let between = from + 1..to;
    let measured = between.map(|at| (at, beside(line[at], line[from], line[to])));
    measured.max_by(|a, b| a.1.total_cmp(&b.1))
}

fn beside([x, y]: [f64; 2], [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - x1) * dx + (y - y1) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - x1 - along * dx).hypot(y - y1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_stay_and_what_lies_on_the_line_goes() {
        let mut ring: Ring = (0..100).map(|i| [f64::from(i) / 100.0, 0.0]).collect();
        ring.extend([[1.0, 0.0], [1.0, 1.0], [0.5, 1.00001], [0.0, 1.0]]);
        let shape = Shape::try_new(vec![ring]).expect("a shape");
        assert_eq!(
            shape.drawn(0.001),
            [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]
        );
        assert_eq!(shape.drawn(0.0)[0].len(), 6);
        assert!(shape.drawn(10.0).is_empty());
    }
}
