//! What ffprobe says about a recording: length, tracks, and what the container claims.

use std::collections::BTreeMap;

use cairn_domain::MetadataClaim;
use serde::Deserialize;

use crate::{
    claims::{self, claim},
    ffmpeg::{Ffmpeg, Wiring, run},
};

/// Longer recordings are taken for a damaged or forged length.
const MAX_DURATION_S: f64 = 7.0 * 86_400.0;
const PLACE: &str = "container";
/// Tags that describe the file format, not the recording.
const DULL: &[&str] = &[
    "major_brand",
    "minor_version",
    "compatible_brands",
    "language",
    "vendor_id",
];

/// A recording as described by its container.
pub(crate) struct Container {
    /// Length in seconds, if it is plausible.
    pub duration_s: Option<f64>,
    /// The moving picture, if there is one.
    pub picture: Option<PictureTrack>,
    /// Index of the first sound stream.
    pub sound: Option<u32>,
    /// What the tags say.
    pub claims: Vec<MetadataClaim>,
}

/// The stream that is shown.
pub(crate) struct PictureTrack {
    pub index: u32,
    /// Upright, in pixels, at least 1.
    pub width: u32,
    pub height: u32,
    /// How much wider than high a pixel is, upright; 1 for nearly all.
    pub pixel_aspect: f64,
}

impl PictureTrack {
    /// The size in square pixels, as it is meant to be seen; the height stays.
    pub(crate) fn square_size(&self) -> (u32, u32) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded"
        )]
        let width = (f64::from(self.width) * self.pixel_aspect).round() as u32;
        (width.max(1), self.height)
    }

    /// The step of a filter chain that makes pixels square; nothing where they are.
    pub(crate) fn squaring(&self) -> String {
        let (width, height) = self.square_size();
        if width == self.width {
            String::new()
        } else {
            format!("scale={width}:{height},setsar=1,")
        }
    }
}

#[derive(Deserialize)]
struct Probed {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Format>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Stream {
    index: u32,
    codec_type: String,
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<String>,
    sample_aspect_ratio: String,
    disposition: BTreeMap<String, u8>,
    side_data_list: Vec<SideData>,
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Format {
    duration: Option<String>,
    tags: BTreeMap<String, String>,
}

/// Reads the container. The error says why it cannot be read, in words.
pub(crate) fn read(ffmpeg: &Ffmpeg<'_>) -> Result<Container, String> {
    let json = run(&mut ffmpeg.probe(), Wiring::OutputAtOne).map_err(|complaint| {
        if complaint.contains("moov atom not found") {
            "its index is missing, as when a recording is cut off".to_owned()
        } else {
            "the recording is damaged or not what its first bytes say".to_owned()
        }
    })?;
    let probed: Probed = serde_json::from_slice(&json)
        .map_err(|_| "its description could not be understood".to_owned())?;
    Ok(describe(&probed, &format!("ffprobe of {}", ffmpeg.version)))
}

fn describe(probed: &Probed, tool: &str) -> Container {
    let picture = probed
        .streams
        .iter()
        .find(|stream| stream.is_moving_picture());
    let sound = probed
        .streams
        .iter()
        .find(|stream| stream.codec_type == "audio");
    let format = probed.format.as_ref();
    let told = format
        .and_then(|format| seconds(format.duration.as_deref()))
        .or_else(|| {
            picture
                .or(sound)
                .and_then(|stream| seconds(stream.duration.as_deref()))
        });
    let tags = format.map(|format| &format.tags).into_iter();
    let mut claims = Vec::new();
    for tags in tags.chain(picture.map(|stream| &stream.tags)) {
        claims.extend(
            tags.iter()
                .filter_map(|(tag, value)| read_tag(tag, value, PLACE, tool)),
        );
    }
    claims.sort_by(|a, b| (&a.tag, &a.raw).cmp(&(&b.tag, &b.raw)));
    claims.dedup();
    claims.extend(told.map(|told| claim("Duration", told.to_string(), PLACE, tool)));
    let tracks = [picture, sound].into_iter().flatten();
    claims.extend(tracks.filter_map(|stream| {
        let told = seconds(stream.duration.as_deref())?;
        let place = format!("stream {}", stream.index);
        Some(claim("TrackDuration", told.to_string(), &place, tool))
    }));
    Container {
        duration_s: told.filter(|told| *told <= MAX_DURATION_S),
        picture: picture.and_then(Stream::track),
        sound: sound.map(|stream| stream.index),
        claims,
    }
}

impl Stream {
    /// Cover art in a music file is a video stream too, and not what was recorded.
    fn is_moving_picture(&self) -> bool {
        let cover_art = self
            .disposition
            .get("attached_pic")
            .is_some_and(|flag| *flag == 1);
        self.codec_type == "video" && !cover_art
    }

    fn track(&self) -> Option<PictureTrack> {
        let (width, height) = (
            self.width.filter(|w| *w > 0)?,
            self.height.filter(|h| *h > 0)?,
        );
        let turn = self
            .side_data_list
            .iter()
            .find_map(|data| data.rotation)
            .unwrap_or(0.0);
        let lies = (turn.rem_euclid(180.0) - 90.0).abs() < 45.0;
        let aspect = aspect(&self.sample_aspect_ratio);
        let (width, height, pixel_aspect) = if lies {
            (height, width, 1.0 / aspect)
        } else {
            (width, height, aspect)
        };
        Some(PictureTrack {
            index: self.index,
            width,
            height,
            pixel_aspect,
        })
    }
}

/// `16:15` as a number; what is unknown, missing or absurd is square.
fn aspect(text: &str) -> f64 {
    let sides = text.split_once(':');
    let numbers = sides.and_then(|(w, h)| Some((w.parse::<f64>().ok()?, h.parse::<f64>().ok()?)));
    let aspect = numbers.map_or(1.0, |(w, h)| w / h);
    if (0.1..=10.0).contains(&aspect) {
        aspect
    } else {
        1.0
    }
}

fn seconds(text: Option<&str>) -> Option<f64> {
    text?
        .parse::<f64>()
        .ok()
        .filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
}

/// A container tag under its usual name.
pub(crate) fn read_tag(tag: &str, value: &str, place: &str, tool: &str) -> Option<MetadataClaim> {
    let bare = tag
        .strip_prefix("com.apple.quicktime.")
        .unwrap_or(tag)
        .to_ascii_lowercase();
    if DULL.contains(&bare.as_str()) || value.trim().is_empty() {
        return None;
    }
    if bare.starts_with("location")
        && let Some((lat, lon)) = iso_6709(value)
    {
        return Some(claims::place(lat, lon, place, tool));
    }
    let name = match bare.as_str() {
        "creation_time" => "CreateDate",
        "creationdate" | "date" => "CreationDate",
        "make" | "com.android.manufacturer" => "Make",
        "model" | "com.android.model" => "Model",
        "software" => "Software",
        "encoder" => "Encoder",
        _ => tag,
    };
    Some(claim(name, value, place, tool))
}

/// Decimal degrees of `+34.5553+069.2075+1790.000/` (ISO 6709, annex H).
fn iso_6709(text: &str) -> Option<(f64, f64)> {
    let mut starts = text.match_indices(['+', '-']).map(|(at, _)| at);
    let (first, second) = (starts.next()?, starts.next()?);
    let end = starts
        .next()
        .or_else(|| text.find('/'))
        .unwrap_or(text.len());
    let lat: f64 = text.get(first..second)?.parse().ok()?;
    let lon: f64 = text.get(second..end)?.parse().ok()?;
    (lat.is_finite() && lon.is_finite()).then_some((lat, lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_places_as_phones_write_them() {
        assert_eq!(
            iso_6709("+34.5553+069.2075+1790.000/"),
            Some((34.5553, 69.2075))
        );
        assert_eq!(iso_6709("-33.0000-070.5000/"), Some((-33.0, -70.5)));
        assert_eq!(iso_6709("Kabul"), None);
    }

    #[test]
    fn a_turned_stream_is_upright_and_cover_art_is_no_picture() {
        let json = r#"{"streams": [
            {"index": 0, "codec_type": "video", "width": 9, "height": 9, "disposition": {"attached_pic": 1}},
            {"index": 1, "codec_type": "video", "width": 640, "height": 360, "side_data_list": [{"rotation": -90}]}],
            "format": {"duration": "99999999999.0", "tags": {"creation_time": "1904-01-01T00:00:00.000000Z"}}}"#;
        let container = describe(&serde_json::from_str(json).expect("json"), "test");
        let track = container.picture.expect("the second stream");
        assert_eq!((track.index, track.width, track.height), (1, 360, 640));
        assert_eq!(container.duration_s, None);
        let said: Vec<_> = container.claims.iter().map(|c| c.tag.as_str()).collect();
        assert_eq!(said, ["CreateDate", "Duration"]);
    }
}
