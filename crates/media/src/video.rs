//! Recordings: one look by ffprobe, one pass for frames, one encoding, all in the child's cage.

use std::path::Path;

use cairn_domain::DerivativeKind::ContactSheet;

use crate::{
    container::{self, Container, PictureTrack},
    examination::{Examination, cannot_preview},
    ffmpeg::{self, Ffmpeg},
    frames::{self, Pass},
    picture::{self, Origin, TOOL},
    sheet, transcode,
    wire::Tools,
};

/// Examines a recording, with or without a picture.
pub(crate) fn examine(input: &Path, mime: &str, tools: &Tools) -> Examination {
    let Some(demuxer) = ffmpeg::demuxer(mime) else {
        return Examination::failed("no decoder for this kind of recording");
    };
    let Some(ffmpeg) = Ffmpeg::new(tools, input, demuxer) else {
        return Examination::failed("ffmpeg is not installed on this machine");
    };
    let container = match container::read(&ffmpeg) {
        Ok(container) => container,
        Err(reason) => return Examination::failed(reason),
    };
    let mut seen = Examination {
        duration_s: container.duration_s,
        claims: container.claims.clone(),
        ..Examination::default()
    };
    match (&container.picture, container.sound) {
        (Some(track), _) => look_at(&ffmpeg, &container, track, &mut seen),
        (None, Some(sound)) => listen_to(&ffmpeg, sound, mime, &mut seen),
        (None, None) => {
            seen.problem = Some(cannot_preview("there is neither picture nor sound in it"));
        }
    }
    seen
}

fn look_at(
    ffmpeg: &Ffmpeg<'_>,
    container: &Container,
    track: &PictureTrack,
    seen: &mut Examination,
) {
    (seen.width, seen.height) = (Some(track.width), Some(track.height));
    let (pass, copies) = std::thread::scope(|scope| {
        let copies = scope.spawn(|| transcode::copies(ffmpeg, container, track));
        let pass = frames::pass(ffmpeg, track.index, container.duration_s).unwrap_or_default();
        if let Err(reason) = stills(ffmpeg, track, &pass, seen) {
            seen.problem = Some(cannot_preview(reason));
        }
        (pass, copies.join().unwrap_or_default())
    });
    if pass.frames.is_empty() {
        return;
    }
    if copies.is_empty() && seen.problem.is_none() {
        seen.problem = Some("a playable copy could not be made".to_owned());
    }
    if seen.problem.is_none() {
        seen.problem = pass.breaks_off(container.duration_s);
    }
    seen.frames = pass.hashes;
    seen.derivatives.extend(copies);
}

/// The frame that stands for the recording, in all its steps, and the contact sheet.
fn stills(
    ffmpeg: &Ffmpeg<'_>,
    track: &PictureTrack,
    pass: &Pass,
    seen: &mut Examination,
) -> Result<(), String> {
    let t_s = pass.poster_s().ok_or("no frame of it could be decoded")?;
    let (poster, steps) = frames::poster(ffmpeg, track.index, t_s)
        .ok_or("its frames could not be decoded in colour")?;
    let origin = Origin {
        tool: format!("{}; {TOOL}", ffmpeg.version),
        steps,
    };
    seen.derivatives =
        picture::derivatives(&poster, &origin, false).map_err(|error| error.to_string())?;
    if let Some(sheet) = sheet::contact_sheet(&pass.frames) {
        let origin = Origin {
            steps: "frames evenly spread".to_owned(),
            ..origin
        };
        let step = format!("grid of frames, fit {}, grey", frames::KEPT);
        let made = picture::grey_made(ContactSheet, &sheet, &origin, step);
        seen.derivatives
            .push(made.map_err(|error| error.to_string())?);
    }
    Ok(())
}

fn listen_to(ffmpeg: &Ffmpeg<'_>, sound: u32, mime: &str, seen: &mut Examination) {
    match transcode::sound_copy(ffmpeg, sound) {
        Some(copy) => seen.derivatives.push(copy),
        None => seen.problem = Some(cannot_preview("its sound could not be decoded")),
    }
    if mime.starts_with("video/") && seen.problem.is_none() {
        seen.problem = Some("there is sound in it and no picture".to_owned());
    }
}
