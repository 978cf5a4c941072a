//! Photographs: decoded by pure Rust in the caged child, HEIC and AVIF by the machine's own tool.

use std::io::Cursor;

use cairn_matching::{Fingerprint, Picture};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    metadata::Orientation,
};

use crate::{
    examination::{Examination, Made, PictureHash, cannot_preview},
    hashing, jpeg, photo_claims,
    picture::{self, Origin, TOOL},
};

/// Longest side in pixels that is decoded.
const MAX_SIDE: u32 = 16_384;
/// Most memory in bytes that a decoder may take.
const MAX_ALLOCATION: u64 = 256 << 20;
/// Most pixels that are decoded; phones of 2026 make 50 million at most by default.
const MAX_PIXELS: u64 = 50_000_000;

/// Whether pure Rust decodes this type here; then the child may start no program.
pub(crate) fn decodes(mime: &str) -> bool {
    matches!(
        mime,
        "image/jpeg" | "image/png" | "image/webp" | "image/gif"
    )
}

/// Examines a JPEG, PNG, WebP or GIF (its first frame).
pub(crate) fn examine(bytes: &[u8], mime: &str) -> Examination {
    let mut seen = Examination {
        claims: claims(bytes, mime),
        ..Examination::default()
    };
    match open(bytes, mime, &mut seen) {
        Ok(picture) => look_at(&picture, &origin(), &mut seen),
        Err(reason) => seen.problem = Some(cannot_preview(reason)),
    }
    let hash = seen.hash.as_ref();
    let thumbnail = hash.and_then(|hash| photo_claims::thumbnail(bytes, hash));
    seen.claims.extend(thumbnail);
    if seen.problem.is_none() && mime == "image/jpeg" && !jpeg::is_whole(bytes) {
        seen.problem =
            Some("the file breaks off before its end; the preview shows what is there".to_owned());
    }
    seen
}

/// What a JPEG, PNG, WebP or GIF (its first frame) looks like.
pub(crate) fn describe(bytes: &[u8], mime: &str) -> Examination {
    let mut seen = Examination::default();
    let grey = (mime == "image/jpeg")
        .then(|| jpeg::luma(bytes, MAX_SIDE, MAX_PIXELS))
        .flatten();
    if let Some(grey) = grey {
        seen.looks_like_grey(&grey);
        return seen;
    }
    match open(bytes, mime, &mut seen) {
        Ok(picture) => seen.looks_like(&picture),
        Err(reason) => seen.problem = Some(cannot_preview(reason)),
    }
    seen
}

/// The picture of a JPEG, PNG, WebP or GIF upright; notes the size even of what is too large to
/// decode.
pub(crate) fn open(bytes: &[u8], mime: &str, seen: &mut Examination) -> Result<RgbImage, String> {
    let format = ImageFormat::from_mime_type(mime).ok_or("no decoder for this kind of picture")?;
    decode(bytes, format, seen)
}

/// The claims of a photo. A metadata reader that panics must not cost the picture.
pub(crate) fn claims(bytes: &[u8], mime: &str) -> Vec<cairn_domain::MetadataClaim> {
    std::panic::catch_unwind(|| photo_claims::of_bytes(bytes, mime)).unwrap_or_default()
}

/// Hash and derivatives of an upright picture.
pub(crate) fn look_at(picture: &RgbImage, origin: &Origin, seen: &mut Examination) {
    (seen.width, seen.height) = (Some(picture.width()), Some(picture.height()));
    let ((hash, fingerprint), derivatives) = steps(picture, origin);
    seen.hash = hash;
    seen.fingerprint = fingerprint.map(Fingerprint::Picture);
    match derivatives {
        Ok(derivatives) => seen.derivatives = derivatives,
        Err(error) => seen.problem = Some(cannot_preview(error)),
    }
}

type Looks = (Option<PictureHash>, Option<Picture>);
type Steps = (Looks, Result<Vec<Made>, ImageError>);

fn steps(picture: &RgbImage, origin: &Origin) -> Steps {
    std::thread::scope(|scope| {
        let looks = scope.spawn(|| hashing::describe(&hashing::grey(picture)));
        let derivatives = picture::derivatives(picture, origin, true);
        (looks.join().unwrap_or_default(), derivatives)
    })
}

/// What is made of a photo once it is decoded; for measuring what the rest of the way costs.
///
/// # Errors
/// If a step cannot be encoded.
pub fn steps_of_a_photo(
    picture: &RgbImage,
) -> Result<(Option<PictureHash>, Vec<Made>), ImageError> {
    let ((hash, _), derivatives) = steps(picture, &origin());
    Ok((hash, derivatives?))
}

pub(crate) fn origin() -> Origin {
    Origin {
        tool: TOOL.to_owned(),
        steps: "first frame, upright".to_owned(),
    }
}

/// Decodes and turns upright; notes the size even of what is too large to decode.
pub(crate) fn decode(
    bytes: &[u8],
    format: ImageFormat,
    seen: &mut Examination,
) -> Result<RgbImage, String> {
    decode_turned(bytes, format, true, seen)
}

/// Decodes what stands upright already, whatever its EXIF block says.
pub(crate) fn decode_as_stored(
    bytes: &[u8],
    format: ImageFormat,
    seen: &mut Examination,
) -> Result<RgbImage, String> {
    decode_turned(bytes, format, false, seen)
}

fn decode_turned(
    bytes: &[u8],
    format: ImageFormat,
    by_exif: bool,
    seen: &mut Examination,
) -> Result<RgbImage, String> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // The decoder checks its limits before it says its size; a refusal that names it says more.
    let mut memory_only = Limits::no_limits();
    memory_only.max_alloc = limits.max_alloc;
    reader.limits(memory_only);
    let mut decoder = reader.into_decoder().map_err(|error| words(&error))?;
    let told = decoder.orientation().ok().filter(|_| by_exif);
    let orientation = told.unwrap_or(Orientation::NoTransforms);
    let (width, height) = upright(decoder.dimensions(), orientation);
    (seen.width, seen.height) = (Some(width), Some(height));
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(format!(
            "{width} × {height} pixels are more than are decoded here"
        ));
    }
    decoder.set_limits(limits).map_err(|error| words(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| words(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture::flatten(picture))
}

/// Width and height once turned.
fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

fn words(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "it needs more memory than a preview may take".to_owned(),
        ImageError::Unsupported(_) => "this variety of picture is not supported".to_owned(),
        _ => "the picture is damaged or incomplete".to_owned(),
    }
}
