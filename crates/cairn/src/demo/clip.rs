//! Short clips: a camera that pans over a drawn scene while smoke rises, encoded by ffmpeg.
//!
//! ffmpeg runs with one thread and bit-exact flags, so that the same seed gives the same bytes.

use std::{
    env, fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio, id},
    sync::atomic::{AtomicU64, Ordering},
};

use cairn_domain::FrameBox;
use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    Change, DemoError,
    scene::{Feature, Layers, SceneSpec, Smoke, canvas::Canvas, caption, cropped},
};

/// Size of a frame in pixels.
pub const FRAME: (usize, usize) = (640, 360);
/// Frames per second.
pub const RATE: u32 = 15;
/// The scene is drawn wider than the frame, so that the camera can move.
const MARGIN: (usize, usize) = (96, 24);

/// A clip to be made. The size in `scene` is not used.
#[derive(Debug, Clone, PartialEq)]
pub struct ClipSpec {
    /// What it shows; the camera ends on its bearing.
    pub scene: SceneSpec,
    /// Length, 2 to 4 seconds.
    pub seconds: f32,
    /// What the container says about when it was made; it need not be true.
    pub creation_time: Option<DateTime<Utc>>,
}

impl ClipSpec {
    /// The scene at the size it is drawn for the camera to move over.
    fn wide(&self) -> SceneSpec {
        let (width, height) = ((FRAME.0 + MARGIN.0) as u32, (FRAME.1 + MARGIN.1) as u32);
        SceneSpec {
            width,
            height,
            ..self.scene.clone()
        }
    }

    /// Where a feature is on the frame in the middle of the clip.
    pub fn frame_box(&self, feature: &Feature) -> Option<FrameBox> {
        let frame = self.wide().frame_box(feature)?;
        let (width, height) = ((FRAME.0 + MARGIN.0) as f64, (FRAME.1 + MARGIN.1) as f64);
        let (left, top) = pan(0.5);
        let size = (FRAME.0 as f64 / width, FRAME.1 as f64 / height);
        cropped(frame, (left as f64 / width, top as f64 / height), size)
    }
}

/// Draws and encodes a clip as an MP4.
///
/// # Errors
/// When ffmpeg is missing or refuses, or the sun cannot be computed.
pub fn render(spec: &ClipSpec) -> Result<Vec<u8>, DemoError> {
    let (width, height) = FRAME;
    let scene = spec.wide();
    let layers = Layers::of(&scene)?;
    let count = (spec.seconds * RATE as f32) as u32;
    let frames = (0..count).map(|index| frame(&layers, &scene, index as f32 / count as f32));
    let size = format!("{width}x{height}");
    let rate = RATE.to_string();
    let input = [
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", &size, "-r", &rate, "-i", "-",
    ];
    let created = spec
        .creation_time
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let created = created.map(|at| format!("creation_time={at}"));
    let metadata: Vec<&str> = created.iter().flat_map(|at| ["-metadata", at]).collect();
    encode(&input, &metadata, "28", frames)
}

/// A clip as it comes back after it has travelled.
///
/// # Errors
/// When ffmpeg is missing or refuses.
pub fn change(bytes: &[u8], change: Change) -> Result<Vec<u8>, DemoError> {
    let filter: &[&str] = match change {
        Change::Same => return Ok(bytes.to_vec()),
        Change::Reencoded => &["-vf", "scale=480:270"],
        Change::Cropped => &["-vf", "crop=626:352:14:8"],
        Change::Mirrored => &["-vf", "hflip"],
        Change::Trimmed => &["-ss", "0.6", "-t", "1.4"],
    };
    let original = Scratch::new();
    fs::write(&original.0, bytes)?;
    let path = original.0.to_string_lossy().into_owned();
    encode(&["-i", &path], filter, "33", std::iter::empty::<Vec<u8>>())
}

/// One frame: the smoke has risen further, the camera has turned on, the hand is not quite still.
fn frame(layers: &Layers, scene: &SceneSpec, share: f32) -> Vec<u8> {
    let smoke = scene.smoke.map(|smoke| Smoke {
        risen: 0.35 + 0.65 * share,
        ..smoke
    });
    let risen = smoke.map(|smoke| layers.with_smoke(&smoke));
    let wide = risen.as_ref().unwrap_or(layers.clear());
    let mut view = cut(wide, pan(share));
    caption(&mut view);
    view.into_pixels()
}

/// Where the frame lies on the wide picture: left and top, in pixels.
fn pan(share: f32) -> (usize, usize) {
    let ease = share * share * (3.0 - 2.0 * share);
    let tremble = |turns: f32| (share * turns * std::f32::consts::TAU).sin();
    let left = (MARGIN.0 as f32 * (0.1 + 0.75 * ease) + 2.0 * tremble(5.3)).max(0.0) as usize;
    let top = (MARGIN.1 as f32 * 0.5 + 3.0 * tremble(3.1) + 1.5 * tremble(7.9)).max(0.0) as usize;
    (left.min(MARGIN.0), top.min(MARGIN.1))
}

/// The part of a wide picture that the camera sees.
fn cut(wide: &Canvas, (left, top): (usize, usize)) -> Canvas {
    let mut pixels = Vec::with_capacity(FRAME.0 * FRAME.1 * 3);
    for y in top..top + FRAME.1 {
        let start = (y * wide.width + left) * 3;
        pixels.extend_from_slice(&wide.pixels()[start..start + FRAME.0 * 3]);
    }
    Canvas::of_pixels(FRAME.0, FRAME.1, pixels)
}

/// Runs ffmpeg once. An MP4 needs a seekable file, so the output goes through a scratch file.
fn encode(
    input: &[&str],
    output: &[&str],
    crf: &str,
    frames: impl Iterator<Item = Vec<u8>>,
) -> Result<Vec<u8>, DemoError> {
    let scratch = Scratch::new();
    let mut child = Command::new(env::var_os("CAIRN_FFMPEG").unwrap_or_else(|| "ffmpeg".into()))
        .args(["-hide_banner", "-loglevel", "error", "-threads", "1"])
        .args(input)
        .args(["-map_metadata", "-1"])
        .args(output)
        .args([
            "-an",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-crf",
            crf,
        ])
        .args(["-pix_fmt", "yuv420p", "-g", "15", "-threads", "1"])
        .args([
            "-fflags",
            "+bitexact",
            "-flags:v",
            "+bitexact",
            "-movflags",
            "+faststart",
            "-y",
        ])
        .arg(&scratch.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(DemoError::NoFfmpeg)?;
    let mut pipe = child.stdin.take().expect("it was asked for above");
    // A refused frame shows in the exit status, with ffmpeg's own words.
    let fed = frames
        .map(|frame| pipe.write_all(&frame))
        .find(Result::is_err);
    drop(pipe);
    let done = child.wait_with_output()?;
    if !done.status.success() || fed.is_some() {
        return Err(DemoError::Ffmpeg(
            String::from_utf8_lossy(&done.stderr).trim().to_owned(),
        ));
    }
    Ok(fs::read(&scratch.0)?)
}

/// A file in the temporary folder that is gone when it is no longer needed.
struct Scratch(PathBuf);

static COUNT: AtomicU64 = AtomicU64::new(0);

impl Scratch {
    fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(env::temp_dir().join(format!("cairn-demo-{}-{number}.mp4", id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been written; there is nothing to do about a file that will not go.
        let _ = fs::remove_file(&self.0);
    }
}
