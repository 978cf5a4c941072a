//! Copies of a recording that a browser plays: for looking inside the team, and for the public.

use std::process::Command;

use cairn_domain::DerivativeKind::{self, PublicCopy};

use crate::{
    container::{Container, PictureTrack},
    examination::Made,
    ffmpeg::{Ffmpeg, SEEKABLE_OUTPUT, Wiring, run},
    user_data,
};

/// The copy fits a box of this size in pixels, lying or standing.
const BOX: (u32, u32) = (1280, 720);
/// What no copy carries over from the original.
pub(crate) const CLEAN: &[&str] = &[
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
pub(crate) const PICTURE: &[&str] = &[
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
    "12",
    // Shown in the order in which they are stored: nothing to reorder when stepping backwards.
    "-bf",
    "0",
    "-pix_fmt",
    "yuv420p",
];
/// Every frame of the original, at its own time on its own clock: none dropped, none repeated.
const EVERY_FRAME: &[&str] = &["-fps_mode", "passthrough", "-enc_time_base", "-1"];
pub(crate) const SOUND: &[&str] = &["-c:a", "aac", "-b:a", "96k", "-ac", "2"];

/// The proxy with sound, if there is any, and the public copy without.
pub(crate) fn copies(ffmpeg: &Ffmpeg<'_>, film: &Container, track: &PictureTrack) -> Vec<Made> {
    let picture = Picture {
        track: track.index,
        size: fit(track.square_size()),
        pace: EVERY_FRAME,
    };
    let with_sound = film
        .sound
        .and_then(|sound| proxy(ffmpeg, &picture, Some(sound)));
    // Sound that cannot be decoded must not cost the picture, nor must a clock so odd that no
    // encoder takes it.
    let at_even_pace = Picture {
        pace: &[],
        ..picture
    };
    let proxy = with_sound
        .or_else(|| proxy(ffmpeg, &picture, None))
        .or_else(|| proxy(ffmpeg, &at_even_pace, None));
    let public = proxy
        .as_ref()
        .and_then(|copy| without_traces(ffmpeg, copy, false))
        .map(|copy| Made {
            kind: PublicCopy,
            ..copy
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

/// Which picture is copied, and how.
#[derive(Clone, Copy)]
struct Picture {
    track: u32,
    size: (u32, u32),
    /// [`EVERY_FRAME`], or what ffmpeg thinks best.
    pace: &'static [&'static str],
}

fn proxy(ffmpeg: &Ffmpeg<'_>, picture: &Picture, sound: Option<u32>) -> Option<Made> {
    let Picture { track, size, pace } = picture;
    let mut command = ffmpeg.command(&[]);
    command.args(["-map", &format!("0:{track}")]);
    match sound {
        Some(sound) => command.args(["-map", &format!("0:{sound}")]).args(SOUND),
        None => command.arg("-an"),
    };
    command
        .args([
            "-vf",
            &format!("scale={}:{}:interl=-1,setsar=1", size.0, size.1),
        ])
        .args(PICTURE)
        .args(*pace);
    command.args(CLEAN).args(BOUNDS);
    command.args(["-movflags", "+faststart", "-f", "mp4", SEEKABLE_OUTPUT]);
    finish(ffmpeg, &mut command, "video/mp4", Some(*size))
}

/// The same encoded tracks in a new container, with or without the sound, that does not say what
/// encoded them: no settings in the picture's stream, no names of handlers, no user data.
pub(crate) fn without_traces(ffmpeg: &Ffmpeg<'_>, copy: &Made, with_sound: bool) -> Option<Made> {
    let mut command = ffmpeg.own().command(&[]);
    let mut steps = Vec::new();
    match copy.mime.starts_with("video/") {
        true => steps.extend(["-map", "0:v:0", "-bsf:v", "filter_units=remove_types=6"]),
        false => steps.push("-vn"),
    }
    match with_sound {
        true => steps.extend(["-map", "0:a:0"]),
        false => steps.push("-an"),
    }
    steps.extend(["-c", "copy", "-empty_hdlr_name", "1"]);
    command.args(&steps).args(CLEAN);
    let muxer = if copy.mime.starts_with("video/") {
        "mp4"
    } else {
        "ipod"
    };
    command.args(["-movflags", "+faststart", "-f", muxer, SEEKABLE_OUTPUT]);
    let mut bytes = run(&mut command, Wiring::over(&copy.bytes).ok()?).ok()?;
    user_data::clear(&mut bytes);
    let arguments = format!("{}; then {}", copy.arguments, steps.join(" "));
    Some(Made {
        bytes,
        arguments,
        ..copy.clone()
    })
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
pub(crate) fn fit((width, height): (u32, u32)) -> (u32, u32) {
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
        assert_eq!(fit((640, 360)), (640, 360));
        assert_eq!(fit((1920, 1080)), (1280, 720));
        assert_eq!(fit((1080, 1920)), (720, 1280));
        assert_eq!(fit((641, 361)), (640, 360));
        assert_eq!(fit((1, 100_000)), (2, 1280));
    }
}
