//! What only a JPEG has: a brightness plane of its own, and an end. The decoder is lenient and paints
//! what is missing grey, which is right for looking and wrong to leave unsaid.

use image::{DynamicImage, GrayImage, metadata::Orientation};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

/// The brightness of a picture, upright, without the time that its colours take to decode. `None`
/// where it is not kept apart from the colours, or cannot be decoded, or has a side over
/// `max_side` or more than `max_pixels`: then the way of all pictures says what is wrong.
pub(crate) fn luma(bytes: &[u8], max_side: u32, max_pixels: u64) -> Option<GrayImage> {
    // As lenient as the decoder that colours take.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(max_side as usize)
        .set_max_height(max_side as usize)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let kept_apart = matches!(
        decoder.input_colorspace()?,
        ColorSpace::YCbCr | ColorSpace::Luma
    );
    let (width, height) = decoder.dimensions()?;
    if !kept_apart || (width * height) as u64 > max_pixels {
        return None;
    }
    let exif = decoder.exif().cloned();
    let pixels = decoder.decode().ok()?;
    let grey = GrayImage::from_raw(width.try_into().ok()?, height.try_into().ok()?, pixels)?;
    let orientation = exif.and_then(|exif| Orientation::from_exif_chunk(&exif));
    let mut picture = DynamicImage::ImageLuma8(grey);
    picture.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
    Some(picture.into_luma8())
}

/// Whether the first picture's end-of-image marker is there (ITU-T T.81, annex B).
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, after)) = next_marker(rest) {
        rest = match marker {
            0xd9 => return true,
            // Stuffed bytes, restarts and other markers without a length.
            0x00 | 0x01 | 0xd0..=0xd8 | 0xff => after,
            _ => {
                let Some(&[high, low]) = after.first_chunk::<2>() else {
                    return false;
                };
                let length = usize::from(u16::from_be_bytes([high, low]));
                after.get(length..).unwrap_or_default()
            }
        };
    }
    false
}

/// The next byte after an 0xff, and what follows it.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0xff)?;
    let marker = *bytes.get(at + 1)?;
    // Padding: a run of 0xff belongs to the marker at its end.
    let skip = if marker == 0xff { at + 1 } else { at + 2 };
    Some((marker, &bytes[skip..]))
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

    use super::*;
    use crate::{examination::Examination, hashing, photo};

    /// A colourful picture, stored a quarter turn to the left and marked so (TIFF 6.0, Orientation).
    fn turned() -> Vec<u8> {
        let picture = RgbImage::from_fn(300, 200, |x, y| {
            let wave = |step: f32| (127.0 + 120.0 * ((x * x + 3 * y) as f32 / step).sin()) as u8;
            Rgb([wave(997.0), wave(1_523.0), wave(401.0)])
        });
        let mut exif = b"II*\0\x08\0\0\0\x01\0".to_vec();
        exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
        encoder.set_exif_metadata(exif).expect("room for EXIF");
        encoder
            .encode(picture.as_raw(), 300, 200, ExtendedColorType::Rgb8)
            .expect("a JPEG");
        bytes
    }

    #[test]
    fn its_brightness_has_the_hash_of_the_whole_picture() {
        let bytes = turned();
        let grey = luma(&bytes, 1_000, 1_000_000).expect("brightness of its own");
        let mut seen = Examination::default();
        let picture = photo::open(&bytes, "image/jpeg", &mut seen).expect("a picture");
        assert_eq!(grey.dimensions(), (200, 300));
        assert_eq!(grey.dimensions(), picture.dimensions());
        let (hash, _) = hashing::describe(&grey);
        let (of_colours, _) = hashing::describe(&hashing::grey(&picture));
        let hashes = [hash, of_colours].map(|hash| hash.expect("structure").pdq);
        let [a, b] = hashes.map(|hash| hash.parse::<cairn_matching::Pdq>().expect("hex"));
        assert!(a.distance(&b) <= 2, "{a} {b}");
    }

    #[test]
    fn what_is_too_large_or_no_picture_has_no_brightness() {
        let bytes = turned();
        assert_eq!(luma(&bytes, 299, 1_000_000), None);
        assert_eq!(luma(&bytes, 1_000, 59_999), None);
        assert_eq!(luma(&bytes[..40], 1_000, 1_000_000), None);
    }

    #[test]
    fn the_end_marker_of_a_thumbnail_is_not_the_end() {
        // An APP1 segment that holds an end marker, a scan with a stuffed 0xff, no end.
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9];
        bytes.extend([0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 3]);
        assert!(!is_whole(&bytes));
        bytes.extend([0xff, 0xff, 0xd9]);
        assert!(is_whole(&bytes));
    }

    #[test]
    fn never_runs_past_the_end() {
        assert!(!is_whole(&[]));
        assert!(!is_whole(&[0xff, 0xd8, 0xff]));
        assert!(!is_whole(&[0xff, 0xd8, 0xff, 0xe0, 0xff]));
    }
}
