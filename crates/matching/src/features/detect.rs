//! Where to look: blobs and corners of a level, found by the determinant of the Hessian.
//!
//! Detector: T. Lindeberg, "Feature detection with automatic scale selection", IJCV 30 (1998), with
//! the derivatives taken as differences on the blurred level. Blobs survive blur, recompression
//! and a screen's moiré better than the corners of a segment test do.

use super::level::Level;

/// Weaker responses (grey levels squared) are noise and banding.
const MIN_RESPONSE: f32 = 3.0;

/// Nothing nearer to the edge of a level is looked at, in its pixels.
const MARGIN: usize = 6;

/// A place that stands out in a level.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keypoint {
    /// Position in pixels of the level, sub-pixel.
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) response: f32,
}

/// Local maxima of the response, in no particular order.
pub(crate) fn detect(level: &Level) -> Vec<Keypoint> {
    if level.width <= 2 * MARGIN || level.height <= 2 * MARGIN {
        return Vec::new();
    }
    let response = responses(level);
    let mut found = Vec::new();
    for y in MARGIN..level.height - MARGIN {
        for x in MARGIN..level.width - MARGIN {
            let at = y * level.width + x;
            if response[at] > MIN_RESPONSE && is_peak(&response, level.width, at) {
                found.push(refined(&response, level.width, x, y));
            }
        }
    }
    found
}

fn responses(level: &Level) -> Vec<f32> {
    let width = level.width;
    let mut response = vec![0.0; level.samples.len()];
    for y in 1..level.height - 1 {
        let row = |y: usize| &level.samples[y * width..][..width];
        let (above, here, below) = (row(y - 1), row(y), row(y + 1));
        let out = &mut response[y * width..][..width];
        for x in 1..width - 1 {
            let twice = 2.0 * here[x];
            let xx = here[x - 1] + here[x + 1] - twice;
            let yy = above[x] + below[x] - twice;
            let xy = (above[x - 1] + below[x + 1] - above[x + 1] - below[x - 1]) * 0.25;
            out[x] = xx * yy - xy * xy;
        }
    }
    response
}

/// Greater than all eight neighbours; of two equal ones the first in reading order.
fn is_peak(response: &[f32], width: usize, at: usize) -> bool {
    let here = response[at];
    let before = [at - width - 1, at - width, at - width + 1, at - 1];
    let after = [at + 1, at + width - 1, at + width, at + width + 1];
    before.iter().all(|&other| response[other] < here)
        && after.iter().all(|&other| response[other] <= here)
}

/// Sub-pixel position from a parabola along each axis.
fn refined(response: &[f32], width: usize, x: usize, y: usize) -> Keypoint {
    let at = y * width + x;
    let shift = |before: f32, after: f32| {
        let bend = before + after - 2.0 * response[at];
        if bend < 0.0 {
            (0.5 * (before - after) / bend).clamp(-0.5, 0.5)
        } else {
            0.0
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
    let (column, row) = (x as f32, y as f32);
    Keypoint {
        x: column + shift(response[at - 1], response[at + 1]),
        y: row + shift(response[at - width], response[at + width]),
        response: response[at],
    }
}
