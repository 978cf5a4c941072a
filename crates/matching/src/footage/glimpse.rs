//! Tiny grey copies of all frames: what moves where, and when.
//!
//! A hash says what a frame looks like as a whole, and by a fixed camera all look alike. What tells
//! one second from the next there is what moves, and that is in these: see [`super::motion`].

use crate::Luma;

/// Rows and columns of a glimpse.
pub const GLIMPSE_SIDE: usize = 16;

/// Mean brightness of each of 16 × 16 equal parts of a frame, in 256ths of a grey level, row by row
/// from the top left: what moves far away changes a part by less than a level.
pub type Glimpse = [u16; GLIMPSE_SIDE * GLIMPSE_SIDE];

/// The glimpse of a frame; black where there are no pixels. Reads each pixel once.
pub fn glimpse(luma: Luma<'_>) -> Glimpse {
    let mut glimpse = [0; GLIMPSE_SIDE * GLIMPSE_SIDE];
    if luma.width() == 0 || luma.height() == 0 {
        return glimpse;
    }
    let columns: Vec<_> = (0..GLIMPSE_SIDE).map(|at| part(at, luma.width())).collect();
    for (row, out) in glimpse.chunks_exact_mut(GLIMPSE_SIDE).enumerate() {
        let rows = part(row, luma.height());
        let mut sums = [0_u32; GLIMPSE_SIDE];
        for y in rows.clone() {
            let pixels = luma.row(y);
            for (sum, columns) in sums.iter_mut().zip(&columns) {
                let part = &pixels[columns.clone()];
                *sum += part.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
            }
        }
        for ((out, sum), columns) in out.iter_mut().zip(sums).zip(&columns) {
            let count = (rows.len() * columns.len()) as u32;
            *out = (u64::from(sum) * 256 / u64::from(count)).min(65_280) as u16;
        }
    }
    glimpse
}

/// One of the equal parts of a side, at least a pixel of it.
fn part(at: usize, length: usize) -> std::ops::Range<usize> {
    let from = (at * length / GLIMPSE_SIDE).min(length - 1);
    from..((at + 1) * length / GLIMPSE_SIDE).max(from + 1)
}
