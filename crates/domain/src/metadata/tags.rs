//! The closed list of tags that the team may read, and how each is understood.

use super::{ClaimGroup as G, Parsed, moment, software::SoftwareClass};
use crate::Point;

/// What kind of value a tag holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Moment,
    /// Decimal degrees, latitude first.
    Place,
    Words,
    Software,
    Count,
    /// `640x480`
    Pixels,
    Seconds,
    Degrees,
    /// Made by the reader of Content Credentials; text cannot say it.
    Credential,
}

/// Tag, group, shape.
const LIST: &[(&str, G, Shape)] = &[
    ("DateTimeOriginal", G::Time, Shape::Moment),
    ("CreateDate", G::Time, Shape::Moment),
    ("ModifyDate", G::Time, Shape::Moment),
    ("CreationDate", G::Time, Shape::Moment),
    ("GPSDateTime", G::Time, Shape::Moment),
    ("MediaCreateDate", G::Time, Shape::Moment),
    ("IPTC:DateCreated", G::Time, Shape::Moment),
    ("xmp:CreateDate", G::Time, Shape::Moment),
    ("xmp:ModifyDate", G::Time, Shape::Moment),
    ("xmp:MetadataDate", G::Time, Shape::Moment),
    ("exif:DateTimeOriginal", G::Time, Shape::Moment),
    ("photoshop:DateCreated", G::Time, Shape::Moment),
    ("GPSPosition", G::Place, Shape::Place),
    ("GPSImgDirection", G::Place, Shape::Degrees),
    ("Make", G::Device, Shape::Words),
    ("Model", G::Device, Shape::Words),
    ("LensModel", G::Device, Shape::Words),
    ("tiff:Make", G::Device, Shape::Words),
    ("tiff:Model", G::Device, Shape::Words),
    ("FocalLengthIn35mmFilm", G::Device, Shape::Count),
    ("MakerNote", G::Device, Shape::Count),
    ("Software", G::Software, Shape::Software),
    ("Encoder", G::Software, Shape::Software),
    ("xmp:CreatorTool", G::Software, Shape::Software),
    ("xmpMM:softwareAgent", G::Software, Shape::Software),
    ("ContentCredential", G::Rights, Shape::Credential),
    ("Orientation", G::Other, Shape::Count),
    ("ImageSize", G::Other, Shape::Pixels),
    ("Duration", G::Other, Shape::Seconds),
    ("TrackDuration", G::Other, Shape::Seconds),
    ("MotionPhoto", G::Other, Shape::Count),
    ("MultiPicture", G::Other, Shape::Count),
    ("GainMap", G::Other, Shape::Count),
    ("ThumbnailDistance", G::Other, Shape::Count),
];

/// Longest name of a maker or model.
const LONGEST_NAME: usize = 64;

/// Every tag that the team may read.
pub fn open() -> impl Iterator<Item = &'static str> {
    LIST.iter().map(|(tag, _, _)| *tag)
}

/// What a tag is listed under; what is not on the list is listed under other.
pub fn group(tag: &str) -> G {
    find(tag).map_or(G::Other, |(_, group, _)| *group)
}

/// Whether a tag names the device: the project may keep these sealed.
pub(super) fn is_name_of_device(tag: &str) -> bool {
    matches!(find(tag), Some((_, G::Device, Shape::Words)))
}

fn find(tag: &str) -> Option<&'static (&'static str, G, Shape)> {
    LIST.iter().find(|known| known.0 == tag)
}

/// The value of a tag's text, if the tag is on the list and its text is sound.
pub fn read(tag: &str, raw: &str) -> Option<Parsed> {
    let (_, _, shape) = find(tag)?;
    let text = raw.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    match shape {
        Shape::Moment => Some(moment::read(text)),
        Shape::Place => Some(place(text)),
        Shape::Words => words(text),
        Shape::Software => (!text.is_empty()).then(|| Parsed::Software {
            class: SoftwareClass::of(text),
        }),
        Shape::Count => Some(Parsed::Count {
            count: text.parse().ok()?,
        }),
        Shape::Pixels => {
            let (width, height) = text.split_once('x')?;
            Some(Parsed::Pixels {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
            })
        }
        Shape::Seconds => Some(Parsed::Seconds {
            seconds: finite(text).filter(|seconds| *seconds >= 0.0)?,
        }),
        Shape::Degrees => Some(Parsed::Degrees {
            degrees: finite(text).filter(|degrees| (0.0..=360.0).contains(degrees))?,
        }),
        Shape::Credential => None,
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn place(text: &str) -> Parsed {
    let point = text.split_once(',').and_then(|(lat, lon)| {
        let (lat, lon) = (finite(lat.trim())?, finite(lon.trim())?);
        // Both zero: no fix was written.
        let is_fix = lat != 0.0 || lon != 0.0;
        is_fix.then(|| Point::try_new(lat, lon).ok()).flatten()
    });
    point.map_or(Parsed::NoPlace, |point| Parsed::Place {
        point,
        cell_m: 0.0,
    })
}

/// A maker's or model's name: short and plain, or it stays sealed.
fn words(text: &str) -> Option<Parsed> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " .,-_+/()&".contains(c);
    let fits = !text.is_empty() && text.len() <= LONGEST_NAME && text.chars().all(is_plain);
    fits.then(|| Parsed::Words {
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_list_or_not_sound_stays_sealed() {
        assert_eq!(read("BodySerialNumber", "A1234"), None);
        assert_eq!(read("Make", "=cmd|' /C calc'!A0"), None);
        assert_eq!(read("Make", &"x".repeat(65)), None);
        assert_eq!(read("GPSImgDirection", "NaN"), None);
        assert_eq!(read("Duration", "inf"), None);
        assert_eq!(read("ImageSize", "99999999999x1"), None);
    }

    #[test]
    fn a_place_is_on_the_globe_or_no_place() {
        assert_eq!(read("GPSPosition", "999, 0"), Some(Parsed::NoPlace));
        assert_eq!(read("GPSPosition", "0.0, 0.0"), Some(Parsed::NoPlace));
        assert_eq!(read("GPSPosition", "NaN, 1"), Some(Parsed::NoPlace));
        assert!(matches!(
            read("GPSPosition", "34.5, 69.2"),
            Some(Parsed::Place { .. })
        ));
    }
}
