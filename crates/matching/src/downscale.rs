//! PDQ's downscaling to 64×64 as two sparse matrices: `A_v · L · A_hᵀ`.
//!
//! PDQ blurs with two passes of a box filter along each axis and then takes 64×64 samples. Blur and
//! sampling are linear and separable, so each output sample is a short weighted run of input rows
//! times a short weighted run of input columns. Working that out first reads the picture once,
//! needs no full-size buffer, and is free of the drift of running sums in single precision.

use crate::Luma;

/// Side of the downscaled picture.
pub(crate) const SIDE: usize = 64;

/// The downscaled picture, row by row.
pub(crate) type Small = [[f32; SIDE]; SIDE];

/// One row of a sparse matrix: input samples from `from` on, each with its weight.
struct Tap {
    from: usize,
    weights: Vec<f32>,
}

/// Blurs and samples a picture down to 64×64.
pub(crate) fn downscale(luma: &Luma<'_>) -> Small {
    let vertical = taps(luma.height());
    let horizontal = taps(luma.width());
    let mut small = [[0.0; SIDE]; SIDE];
    let mut blurred = vec![0.0_f32; luma.width()];
    for (tap, out) in vertical.iter().zip(&mut small) {
        blurred.fill(0.0);
        for (offset, &weight) in tap.weights.iter().enumerate() {
            add_scaled(&mut blurred, luma.row(tap.from + offset), weight);
        }
        for (tap, out) in horizontal.iter().zip(out) {
            *out = dot(&tap.weights, &blurred[tap.from..]);
        }
    }
    small
}

/// `sum += weight * row`, in a shape the compiler vectorises.
fn add_scaled(sum: &mut [f32], row: &[u8], weight: f32) {
    for (sum, &pixel) in sum.iter_mut().zip(row) {
        *sum += weight * f32::from(pixel);
    }
}

fn dot(weights: &[f32], samples: &[f32]) -> f32 {
    weights
        .iter()
        .zip(samples)
        .map(|(weight, sample)| weight * sample)
        .sum()
}

/// The 64 weight runs for one axis of `length` samples.
fn taps(length: usize) -> Vec<Tap> {
    // Half of a 64th, rounded up: two passes of it cover one block of the output.
    let window = length.div_ceil(2 * SIDE);
    (0..SIDE)
        .map(|out| tap(length, window, (2 * out + 1) * length / (2 * SIDE)))
        .collect()
}

/// The weights that two box passes give to the inputs around `centre`.
fn tap(length: usize, window: usize, centre: usize) -> Tap {
    let (first, last) = reach(length, window, centre);
    let (from, _) = reach(length, window, first);
    let (_, to) = reach(length, window, last);
    let mut weights = vec![0.0_f64; to - from + 1];
    let outer = 1.0 / count(first, last);
    for middle in first..=last {
        let (low, high) = reach(length, window, middle);
        let weight = outer / count(low, high);
        for sum in &mut weights[low - from..=high - from] {
            *sum += weight;
        }
    }
    // Single precision is what the pixels are multiplied in; the sums above want more.
    #[allow(clippy::cast_possible_truncation, reason = "weights lie in 0..=1")]
    Tap {
        from,
        weights: weights.into_iter().map(|weight| weight as f32).collect(),
    }
}

/// Inclusive input range that one box pass averages for output `at`. An even window reaches one
/// further to the right, and the window shrinks at the edges, as in the reference.
fn reach(length: usize, window: usize, at: usize) -> (usize, usize) {
    let right = window / 2;
    let left = window - 1 - right;
    (at.saturating_sub(left), (at + right).min(length - 1))
}

fn count(first: usize, last: usize) -> f64 {
    (last - first + 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_is_an_average_inside_the_picture() {
        for length in [5, 63, 64, 65, 128, 129, 1_000, 4_032] {
            for tap in taps(length) {
                let sum: f32 = tap.weights.iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{length}: {sum}");
                assert!(tap.from + tap.weights.len() <= length);
            }
        }
    }

    #[test]
    fn taps_equal_two_box_passes_done_one_after_the_other() {
        let length = 1_000_usize;
        let input: Vec<f64> = (0..length)
            .map(|i| f64::from((i * i % 251) as u8))
            .collect();
        let window = length.div_ceil(128);
        let pass = |samples: &[f64]| -> Vec<f64> {
            let mean = |at| {
                let (low, high) = reach(length, window, at);
                samples[low..=high].iter().sum::<f64>() / count(low, high)
            };
            (0..length).map(mean).collect()
        };
        let twice = pass(&pass(&input));
        for (out, tap) in taps(length).iter().enumerate() {
            let centre = (2 * out + 1) * length / 128;
            let sum: f64 = tap
                .weights
                .iter()
                .zip(&input[tap.from..])
                .map(|(w, x)| f64::from(*w) * x)
                .sum();
            assert!(
                (sum - twice[centre]).abs() < 1e-3,
                "{out}: {sum} {}",
                twice[centre]
            );
        }
    }
}
