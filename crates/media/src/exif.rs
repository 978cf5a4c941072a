//! EXIF of photographs, read in the cage.

use std::io::Cursor;

use cairn_domain::MetadataClaim;
use nom_exif::{EntryValue, Exif, ExifTag, IfdIndex, MediaParser, MediaSource};

use crate::{
    claims::{self, claim},
    raw_dates,
};

const TOOL: &str = "nom-exif 3.8";
const PLACE: &str = "exif";
/// `Artist`, which the library has no name for.
const ARTIST: u16 = 0x013b;

/// The tags that say who, when, with what and how it was turned.
const TAGS: &[(ExifTag, &str)] = &[
    (ExifTag::Make, "Make"),
    (ExifTag::Model, "Model"),
    (ExifTag::Software, "Software"),
    (ExifTag::HostComputer, "HostComputer"),
    (ExifTag::DateTimeOriginal, "DateTimeOriginal"),
    (ExifTag::CreateDate, "CreateDate"),
    (ExifTag::ModifyDate, "ModifyDate"),
    (ExifTag::SubSecTimeOriginal, "SubSecTimeOriginal"),
    (ExifTag::OffsetTimeOriginal, "OffsetTimeOriginal"),
    (ExifTag::Orientation, "Orientation"),
    (ExifTag::ImageDescription, "ImageDescription"),
    (ExifTag::Copyright, "Copyright"),
    (ExifTag::LensModel, "LensModel"),
    (ExifTag::CameraSerialNumber, "CameraSerialNumber"),
    (ExifTag::ImageUniqueID, "ImageUniqueID"),
    (ExifTag::FocalLengthIn35mmFilm, "FocalLengthIn35mmFilm"),
    (ExifTag::GPSDateStamp, "GPSDateStamp"),
    (ExifTag::GPSTimeStamp, "GPSTimeStamp"),
    (ExifTag::GPSImgDirection, "GPSImgDirection"),
    (ExifTag::GPSImgDirectionRef, "GPSImgDirectionRef"),
];

/// What the EXIF block of a file claims; nothing if there is none or it cannot be read.
pub(crate) fn of_bytes(file: &[u8]) -> Vec<MetadataClaim> {
    let source = MediaSource::seekable(Cursor::new(file));
    let parsed = source.and_then(|source| MediaParser::new().parse_exif(source));
    let mut claims = parsed
        .map(|entries| read(&entries.into()))
        .unwrap_or_default();
    for (tag, value) in raw_dates::of_bytes(file) {
        // The library drops what is no date; that a clock was not set is worth knowing.
        if !claims.iter().any(|claim| claim.tag == tag) {
            let mut claim = claim(tag, value, PLACE, TOOL);
            claim
                .oddity
                .get_or_insert_with(|| "this is not a date".to_owned());
            claims.push(claim);
        }
    }
    claims
}

fn read(exif: &Exif) -> Vec<MetadataClaim> {
    let mut claims = Vec::new();
    for (tag, name) in TAGS {
        if let Some(value) = exif.get(*tag) {
            claims.push(claim(name, text(value), PLACE, TOOL));
        }
    }
    if let Some(value) = exif.get_by_code(IfdIndex::MAIN, ARTIST) {
        claims.push(claim("Artist", text(value), PLACE, TOOL));
    }
    claims.extend(position(exif));
    claims
}

fn text(value: &EntryValue) -> String {
    match value {
        EntryValue::Text(text) => text.trim_matches(['\0', ' ']).to_owned(),
        EntryValue::NaiveDateTime(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        other => other.to_string(),
    }
}

fn position(exif: &Exif) -> Option<MetadataClaim> {
    let gps = exif.gps_info()?;
    let (lat, lon) = (gps.latitude_decimal()?, gps.longitude_decimal()?);
    Some(claims::place(lat, lon, PLACE, TOOL))
}
