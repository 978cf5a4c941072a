//! From luma to hash: PDQ as Meta's reference computes it at full size, and its eight variants.
//!
//! Algorithm: "TMK+PDQF: A Test-Drive", Facebook 2019 (the PDQ part); the order of bits, the lower
//! median and the quality measure follow the reference implementation in ThreatExchange.

use cairn_domain::vocabulary;

use crate::{
    Luma, Pdq,
    dct::{BAND, Spectrum, spectrum},
    downscale::{Small, downscale},
};

/// Pictures narrower or lower than this carry nothing to hash.
const MIN_SIDE: usize = 5;

/// Coefficients all smaller than this, in grey levels, are rounding noise: the picture varies in
/// one direction only (stripes), and its hash would be the same chance pattern for many pictures.
const MIN_AMPLITUDE: f64 = 0.01;

vocabulary! {
    /// The eight ways to turn and mirror a picture, with the names and order of the reference.
    pub enum Transform {
        /// As it is.
        Original = "original",
        /// A quarter turn to the left.
        Rotate90 = "rotate90",
        /// Upside down.
        Rotate180 = "rotate180",
        /// A quarter turn to the right.
        Rotate270 = "rotate270",
        /// Mirrored about the horizontal axis: top becomes bottom.
        FlipX = "flip_x",
        /// Mirrored about the vertical axis: left becomes right, the usual mirror image.
        FlipY = "flip_y",
        /// Mirrored about the diagonal from the top left: rows become columns.
        FlipDiagonal = "flip_diagonal",
        /// Mirrored about the diagonal from the top right.
        FlipAntidiagonal = "flip_antidiagonal",
    }
}

/// The hashes of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashed {
    /// The hash of the picture as it is.
    pub pdq: Pdq,
    /// 0..=100: how much structure there is. Under 50 a match means little.
    pub quality: u8,
    /// The hashes the turned and mirrored picture would have, in the order of [`Transform::ALL`].
    pub dihedral: [Pdq; 8],
}

/// Hashes a picture at full size. `None` for what must not match anything: a side under 5 pixels, a
/// blank or flat picture (quality 0), or one that varies in a single direction only.
pub fn pdq(luma: Luma<'_>) -> Option<Hashed> {
    if luma.width() < MIN_SIDE || luma.height() < MIN_SIDE {
        return None;
    }
    let small = downscale(&luma);
    let quality = quality(&small);
    let spectrum = spectrum(&small);
    let silent = spectrum
        .iter()
        .flatten()
        .all(|amplitude| amplitude.abs() < MIN_AMPLITUDE);
    if quality == 0 || silent {
        return None;
    }
    let dihedral = std::array::from_fn(|index| bits(&turned(&spectrum, Transform::ALL[index])));
    Some(Hashed {
        pdq: dihedral[0],
        quality,
        dihedral,
    })
}

/// Sum of the steps between neighbours, each counted in whole hundredths of the full range so that
/// noise does not add up, scaled so that 90 steps make one point.
fn quality(small: &Small) -> u8 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most 100 in size; truncation is meant"
    )]
    let step = |a: f32, b: f32| ((a - b) * 100.0 / 255.0).abs() as u32;
    let down = small
        .windows(2)
        .flat_map(|rows| rows[0].iter().zip(&rows[1]));
    let across = small.iter().flat_map(|row| row.iter().zip(&row[1..]));
    let sum: u32 = down.chain(across).map(|(&a, &b)| step(a, b)).sum();
    u8::try_from((sum / 90).min(100)).expect("capped at 100")
}

/// The spectrum of the turned picture: mirroring an axis negates its odd frequencies, and the band
/// starts at frequency 1, so those are the even indices; turning swaps the axes.
fn turned(spectrum: &Spectrum, transform: Transform) -> Spectrum {
    use Transform::{
        FlipAntidiagonal, FlipDiagonal, FlipX, FlipY, Original, Rotate90, Rotate180, Rotate270,
    };
    let swap = matches!(
        transform,
        Rotate90 | Rotate270 | FlipDiagonal | FlipAntidiagonal
    );
    // Which axis of the result is mirrored, after the swap.
    let (mirror_rows, mirror_columns) = match transform {
        Original | FlipDiagonal => (false, false),
        Rotate90 | FlipX => (true, false),
        Rotate270 | FlipY => (false, true),
        Rotate180 | FlipAntidiagonal => (true, true),
    };
    std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            let amplitude = if swap {
                spectrum[column][row]
            } else {
                spectrum[row][column]
            };
            let negate = (mirror_rows && row % 2 == 0) != (mirror_columns && column % 2 == 0);
            if negate { -amplitude } else { amplitude }
        })
    })
}

/// One bit per coefficient: above the (lower) median or not.
fn bits(spectrum: &Spectrum) -> Pdq {
    let mut sorted = *spectrum
        .as_flattened()
        .first_chunk::<{ BAND * BAND }>()
        .expect("16×16");
    let (_, &mut median, _) = sorted.select_nth_unstable_by(BAND * BAND / 2 - 1, f64::total_cmp);
    let mut bits = [0; 4];
    for (index, &amplitude) in spectrum.as_flattened().iter().enumerate() {
        bits[index / 64] |= u64::from(amplitude > median) << (index % 64);
    }
    Pdq { bits }
}
