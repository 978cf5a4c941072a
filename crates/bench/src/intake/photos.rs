//! Photos as a phone takes them: 4000 × 3000 pixels with shapes, shades and grain, some 4 MB.

use std::{
    fs,
    path::{Path, PathBuf},
};

use image::{ExtendedColorType, RgbImage, codecs::jpeg::JpegEncoder};
use tempfile::TempDir;

use crate::Problem;

const SIZE: (u32, u32) = (4_000, 3_000);
/// JPEG quality of a phone.
const QUALITY: u8 = 92;

/// Photos on the disk.
pub(super) struct Photos {
    pub paths: Vec<PathBuf>,
    pub size_bytes: u64,
    _folder: TempDir,
}

/// Makes as many, no two alike.
pub(super) fn make(count: usize, directory: &Path) -> Result<Photos, Problem> {
    fs::create_dir_all(directory)?;
    let folder = TempDir::new_in(directory)?;
    let mut photos = Photos {
        paths: Vec::new(),
        size_bytes: 0,
        _folder: folder,
    };
    for number in 0..count {
        let picture = draw(number as u32);
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode(
            picture.as_raw(),
            SIZE.0,
            SIZE.1,
            ExtendedColorType::Rgb8,
        )?;
        let path = photos._folder.path().join(format!("{number}.jpg"));
        photos.size_bytes += bytes.len() as u64;
        fs::write(&path, bytes)?;
        photos.paths.push(path);
    }
    Ok(photos)
}

/// Blocks that differ from photo to photo, under a sky, with grain over everything.
fn draw(seed: u32) -> RgbImage {
    let mut grain = seed.wrapping_mul(0x9e37_79b9) | 1;
    RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let block = (x / 250).wrapping_mul(31) ^ (y / 250).wrapping_mul(17) ^ seed;
        let shade = block.wrapping_mul(0x85eb_ca6b) >> 24;
        let noise = grain >> 28;
        let value = |base: u32| (base + noise).min(255) as u8;
        image::Rgb([
            value(shade),
            value((shade + y / 20) % 240),
            value((shade + x / 25) % 240),
        ])
    })
}
