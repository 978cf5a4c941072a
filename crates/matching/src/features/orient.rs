//! Which way a feature is turned: the peak of the gradient directions around it.
//!
//! As in D. Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60 (2004),
//! section 5, on the level the feature was found on.

use std::f32::consts::TAU;

use super::{detect::Keypoint, level::Level};

/// Bins of the histogram: 10° each.
const BINS: usize = 36;

/// Pixels of the level around the feature that have a say.
const RADIUS: isize = 8;

/// Standard deviation of the weights, in pixels.
const SIGMA: f32 = 3.6;

/// Direction in radians, 0..2π, measured from +x towards +y (down).
pub(crate) fn angle(level: &Level, keypoint: &Keypoint) -> f32 {
    let histogram = smoothed(smoothed(histogram(level, keypoint)));
    let peak = (0..BINS)
        .max_by(|&a, &b| histogram[a].total_cmp(&histogram[b]))
        .unwrap_or(0);
    let before = histogram[(peak + BINS - 1) % BINS];
    let after = histogram[(peak + 1) % BINS];
    let bend = before + after - 2.0 * histogram[peak];
    let shift = if bend < 0.0 {
        0.5 * (before - after) / bend
    } else {
        0.0
    };
    #[expect(clippy::cast_precision_loss, reason = "36 bins")]
    let bin = peak as f32 + 0.5 + shift;
    (bin / BINS as f32 * TAU).rem_euclid(TAU)
}

fn histogram(level: &Level, keypoint: &Keypoint) -> [f32; BINS] {
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred pixels")]
    let (column, row) = (keypoint.x.round() as isize, keypoint.y.round() as isize);
    let mut histogram = [0.0; BINS];
    for down in -RADIUS..=RADIUS {
        for right in -RADIUS..=RADIUS {
            #[expect(clippy::cast_precision_loss, reason = "at most 128")]
            let squared = (down * down + right * right) as f32;
            if squared > (RADIUS * RADIUS) as f32 {
                continue;
            }
            let (x, y) = (column + right, row + down);
            let dx = level.at(x + 1, y) - level.at(x - 1, y);
            let dy = level.at(x, y + 1) - level.at(x, y - 1);
            let weight = (-squared / (2.0 * SIGMA * SIGMA)).exp();
            let turn = dy.atan2(dx).rem_euclid(TAU) / TAU;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "36 bins"
            )]
            let bin = (turn * BINS as f32) as usize % BINS;
            histogram[bin] += weight * dx.hypot(dy);
        }
    }
    histogram
}

/// Triangular smoothing around the circle.
fn smoothed(histogram: [f32; BINS]) -> [f32; BINS] {
    std::array::from_fn(|at| {
        let before = histogram[(at + BINS - 1) % BINS];
        let after = histogram[(at + 1) % BINS];
        0.25 * before + 0.5 * histogram[at] + 0.25 * after
    })
}
