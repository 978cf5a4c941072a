//! A brightness plane that owns its pixels: the picture at the size that descriptions are made at.

use crate::Luma;

/// Eight-bit grey, row by row from the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

/// The inputs that one output sample is made of, with their weights (which sum to 1).
struct Tap {
    from: usize,
    weights: Vec<f32>,
}

impl Plane {
    /// The picture resampled with a triangle filter, which averages where it shrinks and
    /// interpolates where it enlarges. All four sides must be at least one pixel.
    pub(crate) fn resampled(luma: &Luma<'_>, width: usize, height: usize) -> Self {
        let across = taps(luma.width(), width);
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0.0_f32; luma.width()];
        for tap in taps(luma.height(), height) {
            sums.fill(0.0);
            for (offset, &weight) in tap.weights.iter().enumerate() {
                let row = luma.row(tap.from + offset);
                for (sum, &pixel) in sums.iter_mut().zip(row) {
                    *sum += weight * f32::from(pixel);
                }
            }
            pixels.extend(across.iter().map(|tap| rounded(tap.over(&sums))));
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// The picture in the aspect it has, its longest side `side` pixels.
    pub(crate) fn with_longest_side(luma: &Luma<'_>, side: usize) -> Self {
        let longest = luma.width().max(luma.height());
        let scaled = |length: usize| (length * side).div_ceil(longest).max(1);
        Self::resampled(luma, scaled(luma.width()), scaled(luma.height()))
    }

    /// The part that starts at (x, y); it must lie inside.
    pub(crate) fn cut(&self, x: usize, y: usize, width: usize, height: usize) -> Self {
        let rows = (y..y + height).flat_map(|row| &self.pixels[row * self.width + x..][..width]);
        Self {
            width,
            height,
            pixels: rows.copied().collect(),
        }
    }

    /// The same pixels, borrowed.
    pub(crate) fn luma(&self) -> Luma<'_> {
        Luma::try_new(self.width, self.height, &self.pixels)
            .expect("as many pixels as the sides say")
    }

    /// One row of pixels.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..][..self.width]
    }
}

impl Tap {
    fn over(&self, samples: &[f32]) -> f32 {
        let samples = &samples[self.from..];
        let products = self.weights.iter().zip(samples);
        products.map(|(weight, sample)| weight * sample).sum()
    }
}

fn rounded(value: f32) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of a byte"
    )]
    let byte = (value + 0.5).clamp(0.0, 255.0) as u8;
    byte
}

/// A triangle as wide as two output samples (or two input samples, where that is more) around each
/// output sample's centre, cut at the edges.
fn taps(from: usize, to: usize) -> Vec<Tap> {
    let scale = from as f64 / to as f64;
    let reach = scale.max(1.0);
    (0..to)
        .map(|at| tap(from, (at as f64 + 0.5) * scale - 0.5, reach))
        .collect()
}

fn tap(length: usize, centre: f64, reach: f64) -> Tap {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the samples there are"
    )]
    let inside = |at: f64| at.clamp(0.0, (length - 1) as f64) as usize;
    let first = inside((centre - reach).ceil());
    let last = inside((centre + reach).floor());
    let weight = |at: usize| (1.0 - (at as f64 - centre).abs() / reach).max(1e-6);
    let sum: f64 = (first..=last).map(weight).sum();
    #[expect(clippy::cast_possible_truncation, reason = "weights lie in 0..=1")]
    let weights = (first..=last).map(|at| (weight(at) / sum) as f32).collect();
    Tap {
        from: first,
        weights,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_is_an_average_inside_the_picture() {
        for (from, to) in [
            (1, 640),
            (5, 640),
            (640, 640),
            (641, 640),
            (4_032, 640),
            (7, 3),
        ] {
            for tap in taps(from, to) {
                let sum: f32 = tap.weights.iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{from} to {to}: {sum}");
                assert!(tap.from + tap.weights.len() <= from, "{from} to {to}");
            }
        }
    }

    #[test]
    fn resampling_to_the_same_size_changes_nothing() {
        let pixels: Vec<u8> = (0..=255).cycle().take(37 * 23).collect();
        let luma = Luma::try_new(37, 23, &pixels).unwrap();
        assert_eq!(Plane::resampled(&luma, 37, 23).pixels, pixels);
    }
}
