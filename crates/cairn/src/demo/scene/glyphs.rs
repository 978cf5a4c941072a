//! A 5x7 bitmap font of capitals, enough for the caption every drawing carries.

use super::canvas::{Canvas, Paint};

/// Rows of five bits each, top first; unknown characters are blank.
fn rows_of(letter: char) -> [u8; 7] {
    match letter {
        'A' => [14, 17, 17, 31, 17, 17, 17],
        'D' => [30, 17, 17, 17, 17, 17, 30],
        'E' => [31, 16, 16, 30, 16, 16, 31],
        'G' => [14, 17, 16, 23, 17, 17, 15],
        'I' => [14, 4, 4, 4, 4, 4, 14],
        'M' => [17, 27, 21, 21, 17, 17, 17],
        'N' => [17, 25, 21, 19, 17, 17, 17],
        'O' => [14, 17, 17, 17, 17, 17, 14],
        'R' => [30, 17, 17, 30, 20, 18, 17],
        'T' => [31, 4, 4, 4, 4, 4, 4],
        'W' => [17, 17, 17, 21, 21, 27, 17],
        '·' => [0, 0, 0, 4, 0, 0, 0],
        _ => [0; 7],
    }
}

/// What every drawing says of itself.
pub const CAPTION: &str = "GENERATED DRAWING · DEMO";

/// Writes the caption into the lower right corner on a dark band.
pub fn caption(canvas: &mut Canvas) {
    let dot = (canvas.width / 640).max(1) as f32;
    let (width, height) = (CAPTION.chars().count() as f32 * 6.0 * dot, 7.0 * dot);
    let margin = 4.0 * dot;
    let left = canvas.width as f32 - width - 2.0 * margin;
    let top = canvas.height as f32 - height - 2.0 * margin;
    let (right, bottom) = (canvas.width as f32, canvas.height as f32);
    let band = [(left, top), (right, top), (right, bottom), (left, bottom)];
    canvas.polygon(&band, Paint::flat([18, 20, 22]).alpha(0.55));
    for (index, letter) in CAPTION.chars().enumerate() {
        let x = left + margin + index as f32 * 6.0 * dot;
        write_letter(canvas, letter, (x, top + margin), dot);
    }
}

fn write_letter(canvas: &mut Canvas, letter: char, (x, y): (f32, f32), dot: f32) {
    for (row, bits) in rows_of(letter).into_iter().enumerate() {
        for column in (0..5).filter(|column| bits >> (4 - column) & 1 == 1) {
            let (px, py) = (x + column as f32 * dot, y + row as f32 * dot);
            let square = [
                (px, py),
                (px + dot, py),
                (px + dot, py + dot),
                (px, py + dot),
            ];
            canvas.polygon(&square, Paint::flat([236, 236, 230]));
        }
    }
}
