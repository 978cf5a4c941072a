//! Everything a photograph says about itself, and whether its thumbnail shows the same.

use std::io::Cursor;

use cairn_domain::MetadataClaim;
use image::{ImageFormat, ImageReader, Limits};

use crate::{
    boxes,
    claims::{claim, text},
    examination::PictureHash,
    exif, hashing, iptc, jumbf,
    parts::{self, Kind, Part},
    picture, tiff, xmp,
};

const TOOL: &str = "cairn-media parts 1";
/// Longest side of a picture that can be a thumbnail, in pixels.
const THUMBNAIL_SIDE: u32 = 1024;
/// How a gain map is named in HEIC.
const APPLE_GAIN_MAP: &[u8] = b"urn:com:apple:photo:2020:aux:hdrgainmap";

/// What a photograph of this type claims.
pub(crate) fn of_bytes(bytes: &[u8], mime: &str) -> Vec<MetadataClaim> {
    let mut claims = exif::of_bytes(bytes);
    for part in parts::of(bytes, mime) {
        claims.extend(of_part(&part));
    }
    if matches!(mime, "image/heic" | "image/avif") {
        claims.extend(boxes::read(Cursor::new(bytes), bytes.len() as u64));
        let gain_map = parts::find(bytes, APPLE_GAIN_MAP);
        claims.extend(gain_map.map(|_| claim("GainMap", "1", "meta", TOOL)));
    }
    if matches!(mime, "image/heic" | "image/avif" | "image/gif") {
        let packet = packet(bytes).map(|packet| xmp::read(packet, "packet"));
        claims.extend(packet.unwrap_or_default());
    }
    claims
}

fn of_part(part: &Part) -> Vec<MetadataClaim> {
    let present = |tag, raw: String| vec![claim(tag, raw, part.place, TOOL)];
    match part.kind {
        Kind::Xmp => xmp::read(&part.bytes, part.place),
        Kind::Photoshop => iptc::read(&part.bytes, part.place),
        Kind::Jumbf => jumbf::read(&part.bytes, part.place),
        Kind::Comment => present("Comment", text(&part.bytes)),
        Kind::MultiPicture => {
            let count = tiff::pictures(&part.bytes).unwrap_or(2);
            present("MultiPicture", count.to_string())
        }
        Kind::GainMap => present("GainMap", "1".to_owned()),
        Kind::Tail => present("MotionPhoto", "1".to_owned()),
    }
}

/// A packet found by its first and last words, where the container is not walked.
fn packet(bytes: &[u8]) -> Option<&[u8]> {
    let start = parts::find(bytes, b"<x:xmpmeta")?;
    let end = parts::find(&bytes[start..], b"</x:xmpmeta>")?;
    bytes.get(start..start + end + b"</x:xmpmeta>".len())
}

/// How far the thumbnail of a JPEG is from its picture, turned any way: PDQ distance, 0 to 256.
pub(crate) fn thumbnail(bytes: &[u8], picture: &PictureHash) -> Option<MetadataClaim> {
    let small = tiff::thumbnail(bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(small), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_image_width = Some(THUMBNAIL_SIDE);
    limits.max_image_height = Some(THUMBNAIL_SIDE);
    reader.limits(limits);
    let hash = hashing::of_colour(&picture::flatten(reader.decode().ok()?))?;
    let distances = picture
        .dihedral
        .iter()
        .map(|turned| distance(turned, &hash.pdq));
    let least = distances.min()?;
    Some(claim(
        "ThumbnailDistance",
        least.to_string(),
        "EXIF/IFD1",
        TOOL,
    ))
}

/// Bits that differ between two hashes in hexadecimal.
fn distance(one: &str, other: &str) -> u32 {
    let digits = one.chars().zip(other.chars());
    let bits = digits.map(|(a, b)| {
        let (a, b) = (a.to_digit(16).unwrap_or(0), b.to_digit(16).unwrap_or(0));
        (a ^ b).count_ones()
    });
    bits.sum()
}
