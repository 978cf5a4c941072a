//! Copies of a recording that a browser plays: for looking inside the team, and for the public.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    process::Command,
};

use cairn_domain::DerivativeKind::{self, Proxy, PublicCopy};

use crate::{
    container::{Container, PictureTrack},
    examination::Made,
    ffmpeg::{Ffmpeg, SEEKABLE_OUTPUT, Wiring, memory_file, run},
};

/// The copy fits a box of this size in pixels, lying or standing.
const BOX: (u32, u32) = (1280, 720);
/// What no copy carries over from the original.
const CLEAN: &[&str] = &[
    "-map_metadata",
    "-1",
    "-map_chapters",
    "-1",
    "-sn",
    "-dn",
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-flags:a",
    "+bitexact",
];
/// Ten minutes and 64 MB: a copy is for looking, the original is kept.
const BOUNDS: &[&str] = &["-t", "600", "-fs", "64M"];
/// Short distances between key frames, so that stepping and seeking are quick.
const PICTURE: &[&str] = &[
    "-c:v",
    "libx264",
    "-preset",
    "superfast",
    "-threads",
    "1",
    "-crf",
    "26",
    "-maxrate",
    "1500k",
    "-bufsize",
    "3000k",
    "-g",
    "15",
    "-pix_fmt",
    "yuv420p",
];
const SOUND: &[&str] = &["-c:a", "aac", "-b:a", "96k", "-ac", "2"];

/// The proxy with sound, if there is any, and the public copy without.
pub(crate) fn copies(ffmpeg: &Ffmpeg<'_>, film: &Container, track: &PictureTrack) -> Vec<Made> {
    let size = fit(track.width, track.height);
    let with_sound = film
        .sound
        .and_then(|sound| proxy(ffmpeg, track.index, size, Some(sound)));
    // Sound that cannot be decoded must not cost the picture.
    let silent = match &with_sound {
        Some(proxy) => without_sound(ffmpeg, proxy),
        None => None,
    };
    let silent = silent.or_else(|| proxy(ffmpeg, track.index, size, None));
    let public = silent.map(|copy| Made {
        kind: PublicCopy,
        ..copy
    });
    let proxy = with_sound.or_else(|| {
        public.clone().map(|copy| Made {
            kind: Proxy,
            ..copy
        })
    });
    proxy.into_iter().chain(public).collect()
}

/// A playable copy of sound alone.
pub(crate) fn sound_copy(ffmpeg: &Ffmpeg<'_>, sound: u32) -> Option<Made> {
    let mut command = ffmpeg.command(&[]);
    command
        .args(["-map", &format!("0:{sound}"), "-vn"])
        .args(SOUND)
        .args(CLEAN)
        .args(BOUNDS);
    command.args(["-movflags", "+faststart", "-f", "ipod", SEEKABLE_OUTPUT]);
    finish(ffmpeg, &mut command, "audio/mp4", None)
}

fn proxy(ffmpeg: &Ffmpeg<'_>, track: u32, size: (u32, u32), sound: Option<u32>) -> Option<Made> {
    let mut command = ffmpeg.command(&[]);
    command.args(["-map", &format!("0:{track}")]);
    match sound {
        Some(sound) => command.args(["-map", &format!("0:{sound}")]).args(SOUND),
        None => command.arg("-an"),
    };
    command
        .args(["-vf", &format!("scale={}:{}", size.0, size.1)])
        .args(PICTURE);
    command.args(CLEAN).args(BOUNDS);
    command.args(["-movflags", "+faststart", "-f", "mp4", SEEKABLE_OUTPUT]);
    finish(ffmpeg, &mut command, "video/mp4", Some(size))
}

/// The same encoded picture in a new container without the sound.
fn without_sound(ffmpeg: &Ffmpeg<'_>, proxy: &Made) -> Option<Made> {
    let input = filled(&proxy.bytes).ok()?;
    let mut command = ffmpeg.over_standard_input();
    command
        .args(["-map", "0:v:0", "-an", "-c:v", "copy"])
        .args(CLEAN);
    command.args(["-movflags", "+faststart", "-f", "mp4", SEEKABLE_OUTPUT]);
    let bytes = run(&mut command, Wiring::From(input)).ok()?;
    let arguments = format!("{}; then -an -c:v copy", proxy.arguments);
    Some(Made {
        bytes,
        arguments,
        ..proxy.clone()
    })
}

fn filled(bytes: &[u8]) -> std::io::Result<File> {
    let mut file = memory_file()?;
    file.write_all(bytes)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn finish(
    ffmpeg: &Ffmpeg<'_>,
    command: &mut Command,
    mime: &str,
    size: Option<(u32, u32)>,
) -> Option<Made> {
    let bytes = run(command, Wiring::OutputAtOne).ok()?;
    Some(Made {
        kind: DerivativeKind::Proxy,
        mime: mime.to_owned(),
        width: size.map(|size| size.0),
        height: size.map(|size| size.1),
        tool: ffmpeg.version.to_owned(),
        arguments: ffmpeg.arguments(command),
        bytes,
    })
}

/// The size that fits the box, never larger than the original, even as H.264 4:2:0 asks.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let (long, short) = (f64::from(width.max(height)), f64::from(width.min(height)));
    let scale = (f64::from(BOX.0) / long)
        .min(f64::from(BOX.1) / short)
        .min(1.0);
    let even = |length: u32| ((f64::from(length) * scale / 2.0).floor() as u32 * 2).max(2);
    (even(width), even(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_fit_the_box_and_are_never_larger() {
        assert_eq!(fit(640, 360), (640, 360));
        assert_eq!(fit(1920, 1080), (1280, 720));
        assert_eq!(fit(1080, 1920), (720, 1280));
        assert_eq!(fit(641, 361), (640, 360));
        assert_eq!(fit(1, 100_000), (2, 1280));
    }
}
