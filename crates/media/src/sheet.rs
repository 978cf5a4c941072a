//! The contact sheet: a recording at a glance, in small grey frames, to decide what to look at.

use image::{GrayImage, Luma, imageops};

use crate::frames::Frame;

const COLUMNS: usize = 4;
const MOST: usize = 12;
/// Between frames, in pixels.
const GAP: u32 = 4;
const BACKGROUND: Luma<u8> = Luma([32]);

/// Up to twelve frames, evenly spread, in a grid read row by row. `None` without frames.
pub(crate) fn contact_sheet(frames: &[Frame]) -> Option<GrayImage> {
    let count = frames.len().min(MOST);
    let shown: Vec<_> = (0..count)
        .map(|n| &frames[n * frames.len() / count].small)
        .collect();
    let (cell_w, cell_h) = shown.first()?.dimensions();
    let columns = count.min(COLUMNS);
    let rows = count.div_ceil(columns);
    let span = |cells: usize, cell: u32| cells as u32 * (cell + GAP) + GAP;
    let mut sheet = GrayImage::from_pixel(span(columns, cell_w), span(rows, cell_h), BACKGROUND);
    for (n, frame) in shown.into_iter().enumerate() {
        let x = span(n % columns, cell_w);
        let y = span(n / columns, cell_h);
        // A frame of another shape (a stream may change it) keeps to its own cell.
        let inside = imageops::crop_imm(frame, 0, 0, cell_w, cell_h).to_image();
        imageops::replace(&mut sheet, &inside, i64::from(x), i64::from(y));
    }
    Some(sheet)
}
