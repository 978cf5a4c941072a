//! Drawings as JPEG files, and what happens to files as they travel: re-encoding, cropping,
//! mirroring.

use image::{
    DynamicImage, ImageFormat, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType,
    load_from_memory_with_format,
};

use super::{Change, DemoError, exif::CameraClaim};

/// A JPEG of a drawing, with what the file claims of itself.
///
/// # Errors
/// When the encoder refuses the picture.
pub fn encode(
    picture: &RgbImage,
    quality: u8,
    claim: Option<&CameraClaim>,
) -> Result<Vec<u8>, DemoError> {
    let mut bytes = Vec::with_capacity(160_000);
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture)?;
    if let Some(claim) = claim {
        // Right behind the two bytes that start every JPEG.
        bytes.splice(2..2, claim.segment());
    }
    Ok(bytes)
}

/// A photo as it comes back after it has travelled. Metadata does not survive.
///
/// # Errors
/// When the bytes are not a JPEG.
pub fn change(bytes: &[u8], change: Change) -> Result<Vec<u8>, DemoError> {
    if change == Change::Same {
        return Ok(bytes.to_vec());
    }
    let picture = load_from_memory_with_format(bytes, ImageFormat::Jpeg)?;
    let (width, height) = (picture.width(), picture.height());
    let changed = match change {
        Change::Mirrored => picture.fliph(),
        Change::Cropped => {
            let (left, top) = (width / 50, height / 50);
            picture.crop_imm(left, top, width - left, height - top)
        }
        Change::Same | Change::Reencoded | Change::Trimmed => {
            picture.resize_exact(width * 5 / 8, height * 5 / 8, FilterType::Triangle)
        }
    };
    let quality = if matches!(change, Change::Cropped | Change::Mirrored) {
        74
    } else {
        52
    };
    encode(&DynamicImage::into_rgb8(changed), quality, None)
}
