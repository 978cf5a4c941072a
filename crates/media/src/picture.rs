//! From one upright picture to the derivatives that people look at, step by step.

use cairn_domain::DerivativeKind;
use image::{
    DynamicImage, ExtendedColorType, GrayImage, ImageError, RgbImage, codecs::jpeg::JpegEncoder,
    imageops,
};

use crate::{examination::Made, shrink::shrink};

/// Longest sides in pixels. Nothing is ever made larger than it was.
const PUBLIC: u32 = 1600;
const LARGE: u32 = 1280;
const SMALL: u32 = 320;
/// All the detail that an unrated picture shows.
const COVER: u32 = 32;
/// JPEG quality of everything made here.
const QUALITY: u8 = 80;

/// What made the derivatives, for the records.
pub(crate) const TOOL: &str = concat!("cairn-media ", env!("CARGO_PKG_VERSION"));

/// Where the picture came from, for the records.
pub(crate) struct Origin {
    /// The programs, such as `cairn-media 0.1.0`.
    pub tool: String,
    /// What was done before scaling, such as `upright`.
    pub steps: String,
}

/// The steps of looking at a picture, cover to colour; for a photo also its public copy.
pub(crate) fn derivatives(
    picture: &RgbImage,
    origin: &Origin,
    with_public_copy: bool,
) -> Result<Vec<Made>, ImageError> {
    use DerivativeKind::{Cover, LargeGrey, Preview, PublicCopy, SmallGrey, Thumbnail};
    let public = fit(picture, PUBLIC);
    std::thread::scope(|scope| {
        let copy =
            with_public_copy.then(|| scope.spawn(|| colour(PublicCopy, PUBLIC, &public, origin)));
        let large = fit(&public, LARGE);
        let small = fit(&large, SMALL);
        let cover = fit(&small, COVER);
        let mut made = vec![
            grey(Cover, COVER, &cover, origin)?,
            grey(SmallGrey, SMALL, &small, origin)?,
            colour(Thumbnail, SMALL, &small, origin)?,
            grey(LargeGrey, LARGE, &large, origin)?,
            colour(Preview, LARGE, &large, origin)?,
        ];
        if let Some(copy) = copy {
            made.push(
                copy.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?,
            );
        }
        Ok(made)
    })
}

/// A covered picture as it may be shown: the copy in colour, and its cover.
pub(crate) fn redacted(picture: &RgbImage, origin: &Origin) -> Result<Vec<Made>, ImageError> {
    let public = fit(picture, PUBLIC);
    let copy = colour(DerivativeKind::Redacted, PUBLIC, &public, origin)?;
    Ok(vec![copy, cover(&public, origin)?])
}

/// The cover of a picture.
pub(crate) fn cover(picture: &RgbImage, origin: &Origin) -> Result<Made, ImageError> {
    grey(DerivativeKind::Cover, COVER, &fit(picture, COVER), origin)
}

/// Scales down so that the longest side is at most `longest`.
fn fit(picture: &RgbImage, longest: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let side = width.max(height);
    if side <= longest {
        return picture.clone();
    }
    let scaled = |length: u32| {
        let rounded =
            (u64::from(length) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(rounded).unwrap_or(longest).max(1)
    };
    shrink(picture, scaled(width), scaled(height))
}

fn colour(
    kind: DerivativeKind,
    longest: u32,
    picture: &RgbImage,
    origin: &Origin,
) -> Result<Made, ImageError> {
    let (width, height) = picture.dimensions();
    let bytes = jpeg(picture.as_raw(), width, height, ExtendedColorType::Rgb8)?;
    Ok(made(
        kind,
        (width, height),
        bytes,
        origin,
        format!("fit {longest}"),
    ))
}

fn grey(
    kind: DerivativeKind,
    longest: u32,
    picture: &RgbImage,
    origin: &Origin,
) -> Result<Made, ImageError> {
    let grey = imageops::grayscale(picture);
    grey_made(kind, &grey, origin, format!("fit {longest}, grey"))
}

/// A grey picture as a derivative.
pub(crate) fn grey_made(
    kind: DerivativeKind,
    picture: &GrayImage,
    origin: &Origin,
    step: String,
) -> Result<Made, ImageError> {
    let (width, height) = picture.dimensions();
    let bytes = jpeg(picture.as_raw(), width, height, ExtendedColorType::L8)?;
    Ok(made(kind, (width, height), bytes, origin, step))
}

fn made(
    kind: DerivativeKind,
    (width, height): (u32, u32),
    bytes: Vec<u8>,
    origin: &Origin,
    step: String,
) -> Made {
    Made {
        kind,
        mime: "image/jpeg".to_owned(),
        width: Some(width),
        height: Some(height),
        tool: origin.tool.clone(),
        arguments: format!("{}; {step}; jpeg quality {QUALITY}", origin.steps),
        bytes,
    }
}

/// A JPEG of the pixels and nothing else: no EXIF, no colour profile, no thumbnail.
fn jpeg(
    pixels: &[u8],
    width: u32,
    height: u32,
    colour: ExtendedColorType,
) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::with_capacity(pixels.len() / 8 + 1024);
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode(pixels, width, height, colour)?;
    Ok(bytes)
}

/// Eight-bit colour without transparency: what is see-through lies on white, as in a browser.
pub(crate) fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        let over = |c: u8| {
            let sum = u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            (sum / 255) as u8
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}
