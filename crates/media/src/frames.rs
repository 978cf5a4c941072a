//! Frames of a recording: small grey ones for hashes and the contact sheet, one in colour.

use std::{
    io::{self, BufReader, Read},
    process::{Command, Stdio},
};

use cairn_matching::footage::{FRAMES_PER_SECOND, Viewer};
use image::{GrayImage, RgbImage, imageops};

use crate::{
    container::PictureTrack,
    examination::FrameHash,
    ffmpeg::{Ffmpeg, Wiring, run},
    hashing,
    memory::memory_file,
};

/// Longest side in pixels of the frames that are hashed.
const HASHED: u32 = 512;
/// Longest side of the frames that are kept for the contact sheet.
pub(crate) const KEPT: u32 = 240;
/// Longest side of the frame in colour.
const COLOUR: u32 = 1280;
/// Most frames that are looked at: twenty minutes of four a second, then further apart.
const MAX_FRAMES: u32 = 4800;
/// Longest recording in seconds that is decoded whole; of longer ones key frames alone.
pub(crate) const WHOLE_S: f64 = 1200.0;
/// Frames that a contact sheet wants; of a short recording it takes more than one a second.
const WANTED: f64 = 12.0;
/// Mean brightness, of 255, under which a frame counts as black.
const BLACK: f64 = 20.0;

/// One frame that was looked at.
pub(crate) struct Frame {
    /// Seconds from the start.
    pub t_s: f64,
    /// Mean brightness, 0-255.
    mean: f64,
    /// At most [`KEPT`] pixels on its longest side.
    pub small: GrayImage,
}

/// What one pass over a recording yields.
#[derive(Default)]
pub(crate) struct Pass {
    pub frames: Vec<Frame>,
    pub hashes: Vec<FrameHash>,
    /// What the recording looks like, frame by frame.
    pub viewer: Viewer,
    looked_at: usize,
}

/// How often a recording is looked at.
struct Pace {
    /// Frames per second.
    fps: f64,
    /// Every how many frames one is kept for the contact sheet.
    keep_every: usize,
    /// Every how many frames one is listed with its hash.
    hash_every: usize,
    /// Key frames alone, for what would take minutes to decode.
    key_frames_only: bool,
}

fn pace(duration_s: Option<f64>) -> Pace {
    let duration_s = duration_s.unwrap_or(WANTED).max(0.1);
    if duration_s > WHOLE_S {
        return Pace {
            fps: WHOLE_S / duration_s,
            keep_every: 1,
            hash_every: 1,
            key_frames_only: true,
        };
    }
    let times = (WANTED / duration_s).ceil().clamp(1.0, FRAMES_PER_SECOND);
    Pace {
        fps: FRAMES_PER_SECOND,
        keep_every: (FRAMES_PER_SECOND / times) as usize,
        hash_every: FRAMES_PER_SECOND as usize,
        key_frames_only: false,
    }
}

/// Looks at a recording once, from start to end. What was decoded before an error counts.
pub(crate) fn pass(
    ffmpeg: &Ffmpeg<'_>,
    track: &PictureTrack,
    duration_s: Option<f64>,
) -> io::Result<Pass> {
    let pace = pace(duration_s);
    let before: &[&str] = if pace.key_frames_only {
        &["-skip_frame", "nokey"]
    } else {
        &[]
    };
    let mut command = ffmpeg.command(before);
    // `round=up` gives for second n the frame that is on screen at second n. Seconds count from the
    // first frame, so that sound which begins a moment earlier does not shift them.
    let filter = format!(
        "setpts=PTS-STARTPTS,fps={:.6}:round=up,{}{}",
        pace.fps,
        track.squaring(),
        fit(HASHED)
    );
    command.args([
        "-map",
        &format!("0:{}", track.index),
        "-an",
        "-sn",
        "-dn",
        "-vf",
        &filter,
    ]);
    command.args(["-frames:v", &MAX_FRAMES.to_string()]);
    command.args([
        "-f",
        "image2pipe",
        "-c:v",
        "pgm",
        "-pix_fmt",
        "gray",
        "pipe:1",
    ]);
    let complaints = memory_file()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(complaints.try_clone()?)
        .spawn()?;
    let mut pass = Pass::default();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::with_capacity(1 << 18, out);
        while let Some(picture) = read_netpbm(&mut out, b"P5", 1, HASHED) {
            let Some(grey) = GrayImage::from_raw(picture.width, picture.height, picture.bytes)
            else {
                break;
            };
            pass.add(&grey, &pace);
        }
    }
    child.wait()?;
    Ok(pass)
}

impl Pass {
    fn add(&mut self, grey: &GrayImage, pace: &Pace) {
        let index = self.looked_at;
        self.looked_at += 1;
        let t_s = index as f64 / pace.fps;
        let hashed = hashing::of_frame(&mut self.viewer, t_s, grey);
        if let Some(hashed) = hashed.filter(|_| index.is_multiple_of(pace.hash_every)) {
            let hash = hashing::written(&hashed);
            self.hashes.push(FrameHash { t_s, hash });
        }
        if !index.is_multiple_of(pace.keep_every) {
            return;
        }
        let sum: u64 = grey.as_raw().iter().map(|value| u64::from(*value)).sum();
        let mean = sum as f64 / grey.as_raw().len().max(1) as f64;
        self.frames.push(Frame {
            t_s,
            mean,
            small: shrink(grey),
        });
    }

    /// Says so if the picture ends well before the recording is said to: it is damaged, or took too
    /// long to decode.
    pub(crate) fn breaks_off(&self, duration_s: Option<f64>) -> Option<String> {
        let (last, told) = (self.frames.last()?.t_s, duration_s?);
        let missing = told - last;
        (missing > 1.5 && missing > told / 10.0)
            .then(|| format!("no picture could be decoded after {last:.0} of {told:.0} seconds"))
    }

    /// The second whose frame stands for the recording: a tenth in, or the first after that which
    /// is not black, or the brightest of all.
    pub(crate) fn poster_s(&self) -> Option<f64> {
        let tenth = self.frames.len() / 10;
        let later = self
            .frames
            .iter()
            .skip(tenth)
            .find(|frame| frame.mean > BLACK);
        let brightest = || self.frames.iter().max_by(|a, b| a.mean.total_cmp(&b.mean));
        later.or_else(brightest).map(|frame| frame.t_s)
    }
}

fn shrink(grey: &GrayImage) -> GrayImage {
    let side = grey.width().max(grey.height()).max(1);
    let scaled = |length: u32| (length * KEPT.min(side) / side).max(1);
    imageops::thumbnail(grey, scaled(grey.width()), scaled(grey.height()))
}

/// The frame at one second in colour, with the arguments it was made with.
pub(crate) fn poster(
    ffmpeg: &Ffmpeg<'_>,
    track: &PictureTrack,
    t_s: f64,
) -> Option<(RgbImage, String)> {
    let command = ffmpeg.command(&["-ss", &format!("{t_s:.3}")]);
    let filter = format!("{}{}", track.squaring(), fit(COLOUR));
    still(ffmpeg, command, (track.index, &filter), Wiring::OutputAtOne)
}

/// The frame at one second of an MP4 of our own making.
pub(crate) fn of_own(ffmpeg: &Ffmpeg<'_>, copy: &[u8], t_s: f64) -> Option<(RgbImage, String)> {
    let command = ffmpeg.own().command(&["-ss", &format!("{t_s:.3}")]);
    still(ffmpeg, command, (0, &fit(COLOUR)), Wiring::over(copy).ok()?)
}

fn still(
    ffmpeg: &Ffmpeg<'_>,
    mut command: Command,
    (track, filter): (u32, &str),
    wiring: Wiring,
) -> Option<(RgbImage, String)> {
    command.args([
        "-map",
        &format!("0:{track}"),
        "-an",
        "-sn",
        "-dn",
        "-vf",
        filter,
    ]);
    command.args([
        "-frames:v",
        "1",
        "-f",
        "image2pipe",
        "-c:v",
        "ppm",
        "-pix_fmt",
        "rgb24",
    ]);
    command.arg("pipe:1");
    let arguments = ffmpeg.arguments(&command);
    let bytes = run(&mut command, wiring).ok()?;
    let picture = read_netpbm(&mut bytes.as_slice(), b"P6", 3, COLOUR)?;
    Some((
        RgbImage::from_raw(picture.width, picture.height, picture.bytes)?,
        arguments,
    ))
}

/// Scales down, never up, to fit a square.
fn fit(side: u32) -> String {
    format!("scale=w='min({side},iw)':h='min({side},ih)':force_original_aspect_ratio=decrease")
}

pub(crate) struct Netpbm {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

/// One picture of a stream of binary PGM (`P5`) or PPM (`P6`) pictures, as ffmpeg writes them, with
/// no side longer than `longest`.
pub(crate) fn read_netpbm(
    from: &mut impl Read,
    magic: &[u8; 2],
    channels: u32,
    longest: u32,
) -> Option<Netpbm> {
    let mut word = || -> Option<Vec<u8>> {
        let mut word = Vec::new();
        let mut byte = [0];
        loop {
            from.read_exact(&mut byte).ok()?;
            if byte[0].is_ascii_whitespace() {
                return Some(word);
            }
            word.push(byte[0]);
            if word.len() > 8 {
                return None;
            }
        }
    };
    let is_magic = word()? == magic;
    let mut number = || String::from_utf8(word()?).ok()?.parse::<u32>().ok();
    let (width, height, deepest) = (number()?, number()?, number()?);
    if !is_magic || deepest != 255 || width.max(height) > longest || width.min(height) == 0 {
        return None;
    }
    let mut bytes = vec![0; (width * height * channels) as usize];
    from.read_exact(&mut bytes).ok()?;
    Some(Netpbm {
        width,
        height,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_pictures_one_after_the_other() {
        let mut stream: &[u8] = b"P5\n2 1\n255\nabP5\n1 1\n255\nc";
        let sizes = std::iter::from_fn(|| read_netpbm(&mut stream, b"P5", 1, 9));
        assert_eq!(
            sizes.map(|p| p.bytes).collect::<Vec<_>>(),
            [b"ab".to_vec(), b"c".to_vec()]
        );
        assert!(read_netpbm(&mut b"P5\n10 1\n255\n0123456789".as_slice(), b"P5", 1, 9).is_none());
    }

    #[test]
    fn looks_often_at_short_recordings_and_seldom_at_long_ones() {
        assert_eq!(pace(Some(3.0)).keep_every, 1);
        assert_eq!(pace(Some(60.0)).keep_every, 4);
        let day = pace(Some(86_400.0));
        assert!(day.key_frames_only && day.fps < 0.02);
    }
}
