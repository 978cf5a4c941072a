//! The border to `cairn-matching`: pictures in, PDQ as text out.

use cairn_matching::{Luma, pdq};
use image::{GrayImage, RgbImage};

use crate::examination::PictureHash;

/// The hash of a colour picture, over its luma at full size.
pub(crate) fn of_colour(picture: &RgbImage) -> Option<PictureHash> {
    let luma: Vec<u8> = picture.pixels().map(|pixel| luma(pixel.0)).collect();
    of_luma(picture.width(), picture.height(), &luma)
}

/// The hash of a grey picture. `None` for pictures too flat or small to tell apart.
pub(crate) fn of_grey(picture: &GrayImage) -> Option<PictureHash> {
    of_luma(picture.width(), picture.height(), picture.as_raw())
}

fn of_luma(width: u32, height: u32, luma: &[u8]) -> Option<PictureHash> {
    let hashed = pdq(Luma::try_new(width as usize, height as usize, luma).ok()?)?;
    Some(PictureHash {
        pdq: hashed.pdq.to_string(),
        quality: hashed.quality,
        dihedral: hashed.dihedral.iter().map(ToString::to_string).collect(),
    })
}

/// ITU-R BT.601 luma, which PDQ and JPEG share; the weights are in 65,536ths.
fn luma([r, g, b]: [u8; 3]) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + 32_768) >> 16) as u8
}
