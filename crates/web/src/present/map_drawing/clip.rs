//! Only what is on the canvas is sent: rings and lines cut at its edge and without the points that
//! nobody would see.

use super::frame::{Frame, number};

/// Beyond the edge by this much, so that no cut is seen.
const MARGIN: f64 = 8.0;
/// Nearer to the last one than this, a point is left out.
const LEAST: f64 = 1.5;

type Spot = (f64, f64);

/// Closed rings as one path; holes are left open by the even-odd rule.
pub(super) fn rings<'a>(frame: &Frame, rings: impl IntoIterator<Item = &'a [[f64; 2]]>) -> String {
    let cut = |ring: &'a [[f64; 2]]| cut_ring(frame, frame.places(ring));
    rings
        .into_iter()
        .map(|ring| path(&cut(ring), true))
        .collect()
}

/// Places that are already on the canvas, as a closed ring.
pub(super) fn ring(frame: &Frame, spots: Vec<Spot>) -> String {
    path(&cut_ring(frame, spots), true)
}

/// An open line; it may leave the canvas and come back.
pub(crate) fn line(frame: &Frame, spots: &[Spot]) -> String {
    let mut pieces: Vec<Vec<Spot>> = Vec::new();
    for pair in spots.windows(2) {
        let Some((from, to)) = cut_segment(frame, pair[0], pair[1]) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces.iter().map(|piece| path(piece, false)).collect()
}

fn path(spots: &[Spot], is_closed: bool) -> String {
    let mut path = String::new();
    let mut last = (f64::MAX, f64::MAX);
    for (at, (x, y)) in spots.iter().enumerate() {
        let is_end = at + 1 == spots.len();
        if (x - last.0).hypot(y - last.1) < LEAST && !is_end {
            continue;
        }
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", number(*x), number(*y)));
        last = (*x, *y);
    }
    if is_closed && !path.is_empty() {
        path.push('Z');
    }
    path
}

/// Sutherland and Hodgman, *Reentrant polygon clipping*, 1974: one edge of the canvas at a time.
fn cut_ring(frame: &Frame, mut spots: Vec<Spot>) -> Vec<Spot> {
    for edge in edges(frame) {
        let mut kept = Vec::with_capacity(spots.len());
        for (at, spot) in spots.iter().enumerate() {
            let before = spots[(at + spots.len() - 1) % spots.len()];
            let (inside, was_inside) = (edge.depth(*spot), edge.depth(before));
            if (inside >= 0.0) != (was_inside >= 0.0) {
                kept.push(between(before, *spot, was_inside / (was_inside - inside)));
            }
            if inside >= 0.0 {
                kept.push(*spot);
            }
        }
        spots = kept;
    }
    spots
}

/// Liang and Barsky's cut of a straight piece; nothing if it misses the canvas.
fn cut_segment(frame: &Frame, from: Spot, to: Spot) -> Option<(Spot, Spot)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for edge in edges(frame) {
        let (a, b) = (edge.depth(from), edge.depth(to));
        match (a >= 0.0, b >= 0.0) {
            (false, false) => return None,
            (false, true) => enters = enters.max(a / (a - b)),
            (true, false) => leaves = leaves.min(a / (a - b)),
            (true, true) => {}
        }
    }
    let at = |part: f64| match part {
        0.0 => from,
        1.0 => to,
        part => between(from, to, part),
    };
    (enters < leaves).then(|| (at(enters), at(leaves)))
}

fn between((x1, y1): Spot, (x2, y2): Spot, part: f64) -> Spot {
    (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
}

/// One side of the canvas: `ax + by + c`, positive inside.
struct Edge(f64, f64, f64);

impl Edge {
    fn depth(&self, (x, y): Spot) -> f64 {
        self.0 * x + self.1 * y + self.2
    }
}

fn edges(frame: &Frame) -> [Edge; 4] {
    [
        Edge(1.0, 0.0, MARGIN),
        Edge(-1.0, 0.0, frame.width + MARGIN),
        Edge(0.0, 1.0, MARGIN),
        Edge(0.0, -1.0, frame.height + MARGIN),
    ]
}

#[cfg(test)]
mod tests {
    use cairn_domain::Point;

    use super::{super::Extent, *};

    fn frame() -> Frame {
        let kabul = Point::try_new(34.5, 69.2).expect("on the globe");
        Frame::fitting(&Extent::within(kabul, 1_000.0), 400.0, 300.0)
    }

    #[test]
    fn a_ring_around_everything_fills_the_canvas_and_one_elsewhere_is_nothing() {
        let huge = vec![(-9e6, -9e6), (9e6, -9e6), (9e6, 9e6), (-9e6, 9e6)];
        let cut = ring(&frame(), huge);
        assert!(cut.len() < 60, "{cut}");
        for corner in ["-8 -8", "408 -8", "408 308", "-8 308"] {
            assert!(cut.contains(corner), "{cut}");
        }
        assert_eq!(
            ring(&frame(), vec![(900.0, 0.0), (950.0, 0.0), (900.0, 90.0)]),
            ""
        );
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let path = line(
            &frame(),
            &[(10.0, 10.0), (10.0, 900.0), (60.0, 900.0), (60.0, 10.0)],
        );
        assert_eq!(path, "M10 10L10 308M60 308L60 10");
        assert_eq!(line(&frame(), &[(-50.0, -50.0), (-20.0, 900.0)]), "");
    }
}
