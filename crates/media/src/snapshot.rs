//! One exact frame of an original, lossless. The frame is named by its time stamp, which no two
//! frames share, and decoding begins at a key frame well before it.

use std::path::Path;

use cairn_domain::{DerivativeKind, FrameTable};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use serde::{Deserialize, Serialize};

use crate::{
    container::{self, PictureTrack},
    examination::{Examination, Made},
    ffmpeg::{self, Ffmpeg, Wiring, run},
    frames::read_netpbm,
    picture::TOOL,
    wire::Tools,
};

/// Longest side in pixels of a frame that is kept.
const LONGEST: u32 = 8_192;

/// Which frame is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// Its number, from nought, in the order in which frames are shown.
    index: usize,
    /// Its time stamp in ticks.
    pts: i64,
    /// Where decoding can begin, in seconds of the file's own clock; nothing for its start.
    from_s: Option<f64>,
}

impl Wanted {
    /// A frame of a table; `None` if it has no such frame.
    pub(crate) fn of(table: &FrameTable, index: usize) -> Option<Self> {
        let pts = table.frames.get(index)?.pts;
        let before = table.frames[..=index].iter().rev();
        // The key frame before the last one: seeking in some containers lands a little late.
        let key = before.filter(|frame| frame.is_key).nth(1);
        Some(Self {
            index,
            pts,
            from_s: key.map(|frame| table.seconds(frame.pts)),
        })
    }
}

/// The frame of a recording, as the only derivative of an examination.
pub(crate) fn take(input: &Path, mime: &str, tools: &Tools, wanted: &Wanted) -> Examination {
    let taken = || {
        let demuxer = ffmpeg::demuxer(mime).ok_or("no decoder for this kind of recording")?;
        let ffmpeg =
            Ffmpeg::new(tools, input, demuxer).ok_or("ffmpeg is not installed on this machine")?;
        let track = container::read(&ffmpeg)?
            .picture
            .ok_or("there is no picture in it")?;
        from_key_frame(&ffmpeg, &track, wanted)
            .or_else(|| from_the_start(&ffmpeg, &track, wanted))
            .ok_or_else(|| "this frame could not be decoded".to_owned())
    };
    match taken() {
        Ok(made) => Examination {
            derivatives: vec![made],
            ..Examination::default()
        },
        Err(reason) => Examination::failed(reason),
    }
}

fn from_key_frame(ffmpeg: &Ffmpeg<'_>, track: &PictureTrack, wanted: &Wanted) -> Option<Made> {
    let from = wanted.from_s.map(|from_s| format!("{from_s:.6}"))?;
    let before = [
        "-copyts",
        "-seek_timestamp",
        "1",
        "-noaccurate_seek",
        "-ss",
        &from,
    ];
    decode(
        ffmpeg,
        track,
        &before,
        &format!("select=eq(pts\\,{})", wanted.pts),
    )
}

/// Counts from the first frame, as the playable copy was made; slow and never wrong.
fn from_the_start(ffmpeg: &Ffmpeg<'_>, track: &PictureTrack, wanted: &Wanted) -> Option<Made> {
    decode(
        ffmpeg,
        track,
        &[],
        &format!("select=eq(n\\,{})", wanted.index),
    )
}

fn decode(
    ffmpeg: &Ffmpeg<'_>,
    track: &PictureTrack,
    before: &[&str],
    select: &str,
) -> Option<Made> {
    let mut command = ffmpeg.command(before);
    command.args(["-map", &format!("0:{}", track.index), "-an", "-sn", "-dn"]);
    command.args(["-vf", &format!("{select},{}null", track.squaring())]);
    command.args(["-fps_mode", "passthrough", "-frames:v", "1"]);
    command.args([
        "-f",
        "image2pipe",
        "-c:v",
        "ppm",
        "-pix_fmt",
        "rgb24",
        "pipe:1",
    ]);
    let bytes = run(&mut command, Wiring::OutputAtOne).ok()?;
    let picture = read_netpbm(&mut bytes.as_slice(), b"P6", 3, LONGEST)?;
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(
            &picture.bytes,
            picture.width,
            picture.height,
            ExtendedColorType::Rgb8,
        )
        .ok()?;
    Some(Made {
        kind: DerivativeKind::Snapshot,
        mime: "image/png".to_owned(),
        width: Some(picture.width),
        height: Some(picture.height),
        tool: format!("{}; {TOOL}", ffmpeg.version),
        arguments: format!("{}; png", ffmpeg.arguments(&command)),
        bytes: png,
    })
}

#[cfg(test)]
mod tests {
    use cairn_domain::FrameTime;

    use super::*;

    #[test]
    fn decoding_begins_at_the_key_frame_before_the_last() {
        let frames = (0..10).map(|n| FrameTime {
            pts: n * 3,
            is_key: n % 4 == 0,
        });
        let table = FrameTable {
            tick: (1, 30),
            origin: 0,
            end: 30,
            is_interlaced: false,
            frames: frames.collect(),
        };
        let from = |index| Wanted::of(&table, index).expect("a frame").from_s;
        assert_eq!(from(3), None, "there is none before the first");
        assert_eq!(from(4), Some(0.0));
        assert_eq!(from(9), Some(0.4));
        assert_eq!(Wanted::of(&table, 10), None);
    }
}
