//! A verdict's reasons in a person's terms, as data.

use serde::{Deserialize, Serialize};

use super::{agreement::Judged, proposal::dihedral};
use crate::{Homography, Picture, Region, RegionKind, Transform};

/// Why the two are taken for the same footage, as data.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// One is a mirror image of the other.
    pub mirrored: bool,
    /// Quarter turns from A to B, to the right.
    pub quarter_turns: u8,
    /// Turn beyond the quarter turns, in degrees to the right.
    pub turned_deg: f32,
    /// Share of A that B shows, 0..=1; below 1 A was cropped.
    pub of_a: f32,
    /// Share of B that A shows; below 1 B was cropped or has something around it.
    pub of_b: f32,
    /// The part of A that B shows, if not all of it.
    pub seen_of_a: Option<Region>,
    /// The part of B that A shows, if not all of it.
    pub seen_of_b: Option<Region>,
    /// A has plain borders.
    pub bordered_a: bool,
    /// B has plain borders.
    pub bordered_b: bool,
    /// One was taken at an angle: a screen that was filmed.
    pub tilted: bool,
    /// Share of the structured overlap that differs: overlays, captions, glare.
    pub differing: f32,
}

/// The dihedral transform whose corners come nearest.
pub(crate) fn nearest_transform(map: &Homography) -> Transform {
    let centre = map.apply([0.5, 0.5]);
    let away = |corner: [f64; 2]| [corner[0] - centre[0], corner[1] - centre[1]];
    let there = map.corners().map(away);
    let agreement = |transform: Transform| -> f64 {
        let ideal = dihedral(transform)
            .corners()
            .map(|[x, y]| [x - 0.5, y - 0.5]);
        let products = there.iter().zip(ideal);
        products.map(|(a, b)| a[0] * b[0] + a[1] * b[1]).sum()
    };
    let all = Transform::ALL.iter().copied();
    all.max_by(|&x, &y| agreement(x).total_cmp(&agreement(y)))
        .unwrap_or(Transform::Original)
}

pub(crate) fn explained(
    a: &Picture,
    b: &Picture,
    judged: &Judged,
    transform: Transform,
) -> Explanation {
    use Transform::{
        FlipAntidiagonal, FlipDiagonal, FlipX, Original, Rotate90, Rotate180, Rotate270,
    };
    let back = judged.homography.inverse();
    // A mirror image is told as mirrored left to right first and turned then.
    let (mirrored, quarter_turns) = match transform {
        Original => (false, 0),
        Rotate270 => (false, 1),
        Rotate180 => (false, 2),
        Rotate90 => (false, 3),
        Transform::FlipY => (true, 0),
        FlipAntidiagonal => (true, 1),
        FlipX => (true, 2),
        FlipDiagonal => (true, 3),
    };
    let bordered = |picture: &Picture| picture.content() != Region::WHOLE;
    Explanation {
        mirrored,
        quarter_turns,
        turned_deg: turned_deg(a, b, &judged.homography, transform),
        of_a: judged.of_a,
        of_b: judged.of_b,
        seen_of_a: back.and_then(|back| seen(&back, judged.of_a)),
        seen_of_b: seen(&judged.homography, judged.of_b),
        bordered_a: bordered(a),
        bordered_b: bordered(b),
        tilted: is_tilted(&judged.homography),
        differing: 1.0 - judged.support.agreeing,
    }
}

/// The box around where the other picture's corners land, cut to the picture.
fn seen(map: &Homography, share: f32) -> Option<Region> {
    let corners = map.corners();
    let bound = |axis: usize, start: f64, pick: fn(f64, f64) -> f64| {
        corners
            .iter()
            .map(|corner| corner[axis])
            .fold(start, pick)
            .clamp(0.0, 1.0)
    };
    let low = [
        bound(0, f64::INFINITY, f64::min),
        bound(1, f64::INFINITY, f64::min),
    ];
    let high = [
        bound(0, f64::NEG_INFINITY, f64::max),
        bound(1, f64::NEG_INFINITY, f64::max),
    ];
    #[expect(clippy::cast_possible_truncation, reason = "fractions")]
    let narrow = |at: f64| at as f32;
    (share < 0.98).then(|| Region {
        kind: RegionKind::Content,
        x: narrow(low[0]),
        y: narrow(low[1]),
        width: narrow(high[0] - low[0]),
        height: narrow(high[1] - low[1]),
    })
}

fn turned_deg(a: &Picture, b: &Picture, map: &Homography, transform: Transform) -> f32 {
    let ideal = dihedral(transform);
    let direction = |map: &Homography, to: [f64; 2]| {
        let [from, to] = [map.apply([0.5, 0.5]), map.apply(to)];
        [to[0] - from[0], to[1] - from[1]]
    };
    let (shape_a, shape_b) = (a.shape(), b.shape());
    let step = [0.5 + 0.2 / shape_a[0].max(0.05), 0.5];
    let real = direction(map, step);
    let straight = direction(&ideal, step);
    let real = (real[1] * shape_b[1]).atan2(real[0] * shape_b[0]);
    let turn = (real - straight[1].atan2(straight[0])).to_degrees();
    #[expect(clippy::cast_possible_truncation, reason = "degrees")]
    let turn = ((turn + 180.0).rem_euclid(360.0) - 180.0) as f32;
    turn
}

/// Whether the edges of A do not stay edges in B: turned by more than a degree or so, or tilted.
pub(crate) fn is_askew(map: &Homography) -> bool {
    let [tl, tr, br, bl] = map.corners();
    let slant = |a: [f64; 2], b: [f64; 2]| {
        let (across, down) = ((a[0] - b[0]).abs(), (a[1] - b[1]).abs());
        across.min(down) / across.max(down).max(1e-9)
    };
    [slant(tl, tr), slant(bl, br), slant(tl, bl), slant(tr, br)]
        .into_iter()
        .any(|slant| slant > 0.02)
}

/// Whether opposite edges of A differ in length by more than a twelfth in B.
fn is_tilted(map: &Homography) -> bool {
    let [tl, tr, br, bl] = map.corners();
    let length = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let uneven = |a: f64, b: f64| (a / b).max(b / a) > 1.08;
    uneven(length(tl, tr), length(bl, br)) || uneven(length(tl, bl), length(tr, br))
}
