//! One level of the scale pyramid: a blurred, shrunk copy of the picture in single precision.

use crate::picture::plane::Plane;

/// Ratio between the sizes of neighbouring levels.
pub(crate) const STEP: f64 = 1.2;

/// Number of levels; the coarsest is 1.2⁹ = 5.2 times smaller than the working plane.
pub(crate) const LEVELS: u8 = 10;

/// A smaller side than this leaves no room for a descriptor.
const MIN_SIDE: usize = 32;

/// Binomial approximation of a Gaussian of standard deviation 1.22 pixels (variance 6/4).
const BLUR: [f32; 7] = [
    1.0 / 64.0,
    6.0 / 64.0,
    15.0 / 64.0,
    20.0 / 64.0,
    15.0 / 64.0,
    6.0 / 64.0,
    1.0 / 64.0,
];

/// Grey levels as floats, blurred once.
pub(crate) struct Level {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) samples: Vec<f32>,
    /// How many pixels of the working plane one pixel of this level is wide.
    pub(crate) scale: f32,
}

/// The factor between the working plane and a level.
pub(crate) fn scale_of(level: u8) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "between 1 and 6")]
    let scale = STEP.powi(i32::from(level)) as f32;
    scale
}

/// The levels of a picture, finest first; fewer where it is too narrow.
pub(crate) fn levels(plane: &Plane) -> Vec<Level> {
    (0..LEVELS)
        .map_while(|level| shrunk(plane, level))
        .collect()
}

fn shrunk(plane: &Plane, level: u8) -> Option<Level> {
    let scale = scale_of(level);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few hundred pixels"
    )]
    let side = |length: usize| (length as f32 / scale).round() as usize;
    let (width, height) = (side(plane.width), side(plane.height));
    if width.min(height) < MIN_SIDE {
        return None;
    }
    let shrunk = Plane::resampled(&plane.luma(), width, height);
    Some(Level {
        width,
        height,
        samples: blurred(&shrunk),
        scale,
    })
}

impl Level {
    /// Sample at a whole position, the nearest edge sample outside.
    pub(crate) fn at(&self, x: isize, y: isize) -> f32 {
        let x = x.clamp(0, self.width.cast_signed() - 1).cast_unsigned();
        let y = y.clamp(0, self.height.cast_signed() - 1).cast_unsigned();
        self.samples[y * self.width + x]
    }

    /// Bilinear sample.
    pub(crate) fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (right, down) = (x - left, y - top);
        #[expect(clippy::cast_possible_truncation, reason = "clamped where it is used")]
        let (x, y) = (left as isize, top as isize);
        let inside = x >= 0
            && y >= 0
            && x + 1 < self.width.cast_signed()
            && y + 1 < self.height.cast_signed();
        let [a, b, c, d] = if inside {
            let at = y.cast_unsigned() * self.width + x.cast_unsigned();
            let (upper, lower) = (
                &self.samples[at..at + 2],
                &self.samples[at + self.width..][..2],
            );
            [upper[0], upper[1], lower[0], lower[1]]
        } else {
            [
                self.at(x, y),
                self.at(x + 1, y),
                self.at(x, y + 1),
                self.at(x + 1, y + 1),
            ]
        };
        let upper = a + (b - a) * right;
        upper + (c + (d - c) * right - upper) * down
    }
}

/// Separable blur; edges repeat.
fn blurred(plane: &Plane) -> Vec<f32> {
    let (width, height) = (plane.width, plane.height);
    let mut down = vec![0.0_f32; width * height];
    for (y, out) in down.chunks_exact_mut(width).enumerate() {
        for (offset, &weight) in BLUR.iter().enumerate() {
            let row = plane.row((y + offset).saturating_sub(3).min(height - 1));
            for (sum, &pixel) in out.iter_mut().zip(row) {
                *sum += weight * f32::from(pixel);
            }
        }
    }
    let mut samples = Vec::with_capacity(width * height);
    let mut padded = vec![0.0_f32; width + 6];
    for row in down.chunks_exact(width) {
        padded[..3].fill(row[0]);
        padded[3..width + 3].copy_from_slice(row);
        padded[width + 3..].fill(row[width - 1]);
        samples.extend(padded.windows(7).map(|near| {
            near.iter()
                .zip(BLUR)
                .map(|(sample, weight)| sample * weight)
                .sum::<f32>()
        }));
    }
    samples
}
