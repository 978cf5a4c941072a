//! EXIF of photographs: every entry of every directory, read in the cage.

use std::io::Cursor;

use cairn_domain::MetadataClaim;
use nom_exif::{EntryValue, Exif, ExifTag, IfdIndex, IfdKind, MediaParser, MediaSource, TagOrCode};

use crate::{
    claims::{self, claim},
    tiff,
};

pub(crate) const TOOL: &str = "nom-exif 3.8";

/// Tags that the library has no name for and that say who.
const NAMES: &[(u16, &str)] = &[
    (0x013b, "Artist"),
    (0x9c9b, "XPTitle"),
    (0x9c9c, "XPComment"),
    (0x9c9d, "XPAuthor"),
    (0x9c9e, "XPKeywords"),
    (0xa430, "OwnerName"),
    (0xc62f, "CameraSerialNumber"),
];
/// Tags that lead to other tags, and say nothing themselves.
const POINTERS: &[ExifTag] = &[
    ExifTag::ExifOffset,
    ExifTag::GPSInfo,
    ExifTag::InteropOffset,
    ExifTag::ThumbnailOffset,
    ExifTag::ThumbnailLength,
];

/// What the EXIF block of a file claims; nothing if there is none or it cannot be read.
pub(crate) fn of_bytes(file: &[u8]) -> Vec<MetadataClaim> {
    let source = MediaSource::seekable(Cursor::new(file));
    let parsed = source.and_then(|source| MediaParser::new().parse_exif(source));
    let mut claims = parsed
        .map(|entries| read(&entries.into()))
        .unwrap_or_default();
    for (tag, raw) in tiff::of_bytes(file) {
        // The library drops what is no date; that a clock was not set is worth knowing.
        if !claims.iter().any(|claim| claim.tag == tag) {
            claims.push(claim(tag, raw, "EXIF", TOOL));
        }
    }
    claims
}

fn read(exif: &Exif) -> Vec<MetadataClaim> {
    let mut entries: Vec<_> = exif.entries().collect();
    entries.sort_by_key(|entry| (entry.ifd(), entry.ifd_kind(), entry.tag().code()));
    let mut claims: Vec<_> = entries
        .iter()
        .filter(|entry| !entry.tag().tag().is_some_and(|tag| POINTERS.contains(&tag)))
        .map(|entry| {
            let place = place(entry.ifd(), entry.ifd_kind(), entry.tag());
            let name = name(entry.tag());
            claim(&name, text(&name, entry.value()), &place, TOOL)
        })
        .collect();
    claims.extend(position(exif));
    claims.extend(satellite_time(exif));
    claims.extend(size(exif));
    claims
}

/// Such as `EXIF/IFD0/0x010f`.
fn place(ifd: IfdIndex, kind: IfdKind, tag: TagOrCode) -> String {
    let directory = match kind {
        IfdKind::Exif => "Exif".to_owned(),
        IfdKind::Gps => "GPS".to_owned(),
        IfdKind::Interop => "Interop".to_owned(),
        _ => format!("IFD{}", ifd.as_usize()),
    };
    format!("EXIF/{directory}/0x{:04x}", tag.code())
}

fn name(tag: TagOrCode) -> String {
    let known = NAMES.iter().find(|known| known.0 == tag.code());
    match (tag.tag(), known) {
        (Some(tag), _) => format!("{tag:?}"),
        (None, Some((_, name))) => (*name).to_owned(),
        (None, None) => format!("0x{:04x}", tag.code()),
    }
}

fn text(name: &str, value: &EntryValue) -> String {
    match value {
        EntryValue::Text(text) => text.trim_matches(['\0', ' ']).to_owned(),
        EntryValue::NaiveDateTime(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        // How large it is; what stands in it only its maker knows.
        EntryValue::Undefined(bytes) if name == "MakerNote" => bytes.len().to_string(),
        EntryValue::Undefined(bytes) if name == "UserComment" => {
            claims::text(bytes.get(8..).unwrap_or_default())
        }
        EntryValue::U8Array(bytes) if name.starts_with("XP") => utf_16(bytes),
        EntryValue::Undefined(bytes) | EntryValue::U8Array(bytes) => claims::text(bytes),
        EntryValue::URationalArray(parts) => fractions(parts),
        EntryValue::IRationalArray(parts) => fractions(parts),
        EntryValue::URational(_)
        | EntryValue::IRational(_)
        | EntryValue::F32(_)
        | EntryValue::F64(_) => {
            let number = value.try_as_float().filter(|number| number.is_finite());
            number.map_or_else(|| "no number".to_owned(), |number| number.to_string())
        }
        other => other.to_string(),
    }
}

/// As they stand: a denominator of zero is no number.
fn fractions<T: Copy + std::fmt::Display>(parts: &[nom_exif::Rational<T>]) -> String {
    let parts = parts
        .iter()
        .map(|part| format!("{}/{}", part.numerator(), part.denominator()));
    parts.collect::<Vec<_>>().join(" ")
}

/// Windows writes its own tags in little-endian UTF-16.
fn utf_16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<_> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

fn position(exif: &Exif) -> Option<MetadataClaim> {
    let gps = exif.gps_info()?;
    let (lat, lon) = (gps.latitude_decimal()?, gps.longitude_decimal()?);
    Some(claims::place(lat, lon, "EXIF/GPS", TOOL))
}

/// Date and time by the satellites, always in UTC (EXIF 2.32, 4.6.6).
fn satellite_time(exif: &Exif) -> Option<MetadataClaim> {
    let date = exif
        .get(ExifTag::GPSDateStamp)?
        .as_str()?
        .trim_matches(['\0', ' ']);
    let clock = exif.get(ExifTag::GPSTimeStamp)?.as_urational_slice()?;
    let [hour, minute, second] = clock else {
        return None;
    };
    let whole = |part: &nom_exif::URational| {
        let number = part.to_f64()?.floor();
        (0.0..60.0).contains(&number).then_some(number)
    };
    let (hour, minute, second) = (whole(hour)?, whole(minute)?, whole(second)?);
    let raw = format!("{date} {hour:02}:{minute:02}:{second:02}Z");
    Some(claim("GPSDateTime", raw, "EXIF/GPS/0x001d", TOOL))
}

fn size(exif: &Exif) -> Option<MetadataClaim> {
    let side = |tag| exif.get(tag)?.try_as_integer();
    let width = side(ExifTag::ExifImageWidth)?;
    let height = side(ExifTag::ExifImageHeight)?;
    let raw = format!("{width}x{height}");
    Some(claim("ImageSize", raw, "EXIF/Exif/0xa002", TOOL))
}
