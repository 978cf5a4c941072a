//! The border to `cairn-matching`: pictures in, PDQ as text out.

use cairn_matching::{Hashed, Luma, Picture, footage::Viewer, pdq};
use image::{GrayImage, RgbImage};

use crate::examination::PictureHash;

/// The hash of a colour picture, over its luma at full size.
pub(crate) fn of_colour(picture: &RgbImage) -> Option<PictureHash> {
    of_luma(picture.width(), picture.height(), &luma_of(picture))
}

/// What a picture looks like, with the hash that is part of it.
pub(crate) fn describe(grey: &GrayImage) -> (Option<PictureHash>, Option<Picture>) {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let described = Luma::try_new(width, height, grey.as_raw()).map(Picture::describe);
    let described = described.ok().filter(|it| !it.probes.is_empty());
    let whole = described.as_ref().and_then(|it| it.probes.first());
    (whole.map(|probe| written(&probe.hashed)), described)
}

/// The brightness of a colour picture.
pub(crate) fn grey(picture: &RgbImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    GrayImage::from_raw(width, height, luma_of(picture)).unwrap_or_default()
}

/// Shows a viewer the frame of one moment; its hash, unless it is blank.
pub(crate) fn of_frame(viewer: &mut Viewer, t_s: f64, grey: &GrayImage) -> Option<Hashed> {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    viewer.look(t_s, Luma::try_new(width, height, grey.as_raw()).ok()?)
}

fn luma_of(picture: &RgbImage) -> Vec<u8> {
    picture.pixels().map(|pixel| luma(pixel.0)).collect()
}

fn of_luma(width: u32, height: u32, luma: &[u8]) -> Option<PictureHash> {
    let hashed = pdq(Luma::try_new(width as usize, height as usize, luma).ok()?)?;
    Some(written(&hashed))
}

/// A hash as text.
pub(crate) fn written(hashed: &Hashed) -> PictureHash {
    PictureHash {
        pdq: hashed.pdq.to_string(),
        quality: hashed.quality,
        dihedral: hashed.dihedral.iter().map(ToString::to_string).collect(),
    }
}

/// ITU-R BT.601 luma, which PDQ and JPEG share; the weights are in 65,536ths.
fn luma([r, g, b]: [u8; 3]) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + 32_768) >> 16) as u8
}
