//! The 16×16 lowest frequencies of a 64×64 picture, without the constant ones.

use std::{f64::consts::PI, sync::LazyLock};

use crate::downscale::{SIDE, Small};

/// Frequencies kept along each axis.
pub(crate) const BAND: usize = 16;

/// DCT-II coefficients for frequencies 1..=16 down and 1..=16 across.
pub(crate) type Spectrum = [[f64; BAND]; BAND];

/// Rows are frequencies 1..=16, columns the 64 samples. Frequency 0 is left out, so brightness
/// does not count.
static BASIS: LazyLock<[[f64; SIDE]; BAND]> = LazyLock::new(|| {
    let scale = (2.0 / SIDE as f64).sqrt();
    std::array::from_fn(|frequency| {
        let step = PI / (2 * SIDE) as f64 * (frequency + 1) as f64;
        std::array::from_fn(|sample| scale * (step * (2 * sample + 1) as f64).cos())
    })
});

/// `D · A · Dᵀ`, kept in double precision so that only the downscaling decides a close bit.
pub(crate) fn spectrum(small: &Small) -> Spectrum {
    let basis = &*BASIS;
    let mut down = [[0.0; SIDE]; BAND];
    for (sums, wave) in down.iter_mut().zip(basis) {
        for (row, &factor) in small.iter().zip(wave) {
            for (sum, &sample) in sums.iter_mut().zip(row) {
                *sum += factor * f64::from(sample);
            }
        }
    }
    let dot = |a: &[f64; SIDE], b: &[f64; SIDE]| a.iter().zip(b).map(|(a, b)| a * b).sum();
    std::array::from_fn(|i| std::array::from_fn(|j| dot(&down[i], &basis[j])))
}
