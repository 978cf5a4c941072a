//! Pictures that are cheap to make and different enough not to match each other.

use std::io::Cursor;

use std::{fs, process::Command};

use image::{ImageFormat, Rgb, RgbImage};

/// A drawn skyline of blocks, different for every seed.
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
        let colour = Rgb([next(255) as u8, next(255) as u8, next(255) as u8]);
        for px in x..(x + w).min(width) {
            for py in y..(y + h).min(height) {
                picture.put_pixel(px, py, colour);
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

/// Six seconds of a camera that pans over a picture from left to right, 480 × 360 pixels of it at a
/// time and 40 pixels a second, ten frames a second: an MP4 by ffmpeg.
pub fn pan(picture: &RgbImage) -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let still = directory.path().join("still.jpg");
    let clip = directory.path().join("clip.mp4");
    fs::write(&still, jpeg(picture)).expect("writes");
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-loop", "1", "-i"])
        .arg(&still)
        .args(["-vf", "crop=480:360:x='40*t':y=0", "-t", "6", "-r", "10"])
        .args(["-pix_fmt", "yuv420p"])
        .arg(&clip)
        .status();
    assert!(made.expect("ffmpeg runs").success());
    fs::read(clip).expect("reads")
}
