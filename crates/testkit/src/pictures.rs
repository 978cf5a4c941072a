//! Pictures that are cheap to make and different enough not to match each other.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A drawn skyline of shaded blocks, different for every seed.
pub fn street(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut picture = RgbImage::from_fn(width, height, |_, y| {
        Rgb([150, 170, (200 - y * 60 / height) as u8])
    });
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as u32 % below.max(1)
    };
    for _ in 0..14 {
        let (x, y) = (next(width), next(height));
        let (w, h) = (width / 12 + next(width / 5), height / 12 + next(height / 4));
        let colour = [next(175), next(175), next(175)];
        for px in x..(x + w).min(width) {
            for py in y..(y + h).min(height) {
                // Flat blocks would be a diagram, and a diagram is not matched like a photograph.
                let shade = 50 * (px - x) / w + 30 * (py - y) / h;
                picture.put_pixel(px, py, Rgb(colour.map(|part| (part + shade) as u8)));
            }
        }
    }
    picture
}

/// A picture as JPEG bytes.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("encodes");
    bytes.into_inner()
}
