//! Clips whose every frame carries its number in ten black and white bars, lowest bit first.

use std::{path::PathBuf, process::Command};

use image::GrayImage;
use tempfile::TempDir;

/// Bits of a number: up to 1,023 frames.
pub const BITS: u32 = 10;

/// ffmpeg's source of `frames` numbered frames at 30 a second.
pub fn source(frames: u32, width: u32, height: u32) -> String {
    let seconds = f64::from(frames) / 30.0;
    format!(
        "nullsrc=s={width}x{height}:r=30:d={seconds:.4},format=gray,\
         geq=lum='if(lt(Y,H*2/3),255*mod(floor(N/pow(2,floor(X*{BITS}/W))),2),128)',format=yuv420p"
    )
}

/// Time stamps such as phones write them: never the same distance twice in a row, with a gap.
pub const UNEVEN: &str = "settb=1/90000,setpts=N*3000+1500*mod(N*N\\,2)+700*mod(floor(N/7)\\,3)\
                          *mod(N\\,2)+40000*floor(N/50)";

/// A numbered clip of 320 × 180; `filters` begin with a comma or are empty.
pub fn clip(folder: &TempDir, name: &str, frames: u32, filters: &str, codec: &[&str]) -> PathBuf {
    sized(folder, name, (frames, 320, 180), filters, codec)
}

/// The same in another size: frames, width, height.
pub fn sized(
    folder: &TempDir,
    name: &str,
    (frames, width, height): (u32, u32, u32),
    filters: &str,
    codec: &[&str],
) -> PathBuf {
    let source = source(frames, width, height) + filters;
    let mut arguments = vec!["-f", "lavfi", "-i", &source];
    arguments.extend(["-fps_mode", "passthrough", "-enc_time_base", "-1"]);
    arguments.extend(codec);
    super::ffmpeg(folder, name, &arguments)
}

/// The number on a picture, upright.
pub fn number(picture: &GrayImage) -> u32 {
    let (width, height) = picture.dimensions();
    let bit = |n: u32| {
        let value = picture
            .get_pixel((2 * n + 1) * width / (2 * BITS), height / 3)
            .0[0];
        u32::from(value > 127) << n
    };
    (0..BITS).map(bit).sum()
}

/// The numbers of all frames of a recording, in the order in which they are shown.
pub fn numbers(recording: &std::path::Path, width: u32, height: u32) -> Vec<u32> {
    let out = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-i"])
        .arg(recording)
        .args([
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            "pipe:1",
        ])
        .output()
        .expect("ffmpeg is installed");
    let frame = (width * height) as usize;
    let frames = out.stdout.chunks_exact(frame);
    let picture = |bytes: &[u8]| GrayImage::from_raw(width, height, bytes.to_vec());
    frames
        .map(|bytes| number(&picture(bytes).expect("a whole frame")))
        .collect()
}

/// Numbers below a limit in no order that matters.
pub fn scattered(count: usize, below: usize) -> Vec<usize> {
    (1..=count).map(|n| n * 7_919 % below).collect()
}
