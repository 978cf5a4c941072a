//! Recordings: one look by ffprobe, one pass for frames, one encoding, all in the child's cage.

use std::path::Path;

use cairn_domain::{
    DerivativeKind::{ContactSheet, Proxy},
    FrameTable, MetadataClaim,
};

use cairn_matching::{Fingerprint, footage::Viewer};

use crate::{
    boxes,
    container::{self, Container, PictureTrack},
    examination::{Examination, Made, cannot_preview},
    ffmpeg::{self, Ffmpeg},
    frames::{self, Pass},
    picture::{self, Origin, TOOL},
    sheet, timing, transcode, waveform,
    wire::Tools,
};

/// Examines a recording, with or without a picture.
pub(crate) fn examine(input: &Path, mime: &str, tools: &Tools) -> Examination {
    let (ffmpeg, demuxer, container) = match open(input, mime, tools) {
        Ok(open) => open,
        Err(reason) => return Examination::failed(reason),
    };
    let mut seen = Examination {
        duration_s: container.duration_s,
        claims: claims(input, demuxer, &container),
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

/// What a recording looks like.
pub(crate) fn describe(input: &Path, mime: &str, tools: &Tools) -> Examination {
    let (ffmpeg, _, container) = match open(input, mime, tools) {
        Ok(open) => open,
        Err(reason) => return Examination::failed(reason),
    };
    let Some(track) = &container.picture else {
        return Examination::failed("there is no picture in it");
    };
    let pass = frames::pass(&ffmpeg, track, container.duration_s).unwrap_or_default();
    let fingerprint = fingerprint(&ffmpeg, &container, pass.viewer);
    Examination {
        width: Some(track.width),
        height: Some(track.height),
        duration_s: container.duration_s,
        fingerprint,
        frames: pass.hashes,
        ..Examination::default()
    }
}

/// What was seen, with what is heard; none where nothing was to be seen.
fn fingerprint(
    ffmpeg: &Ffmpeg<'_>,
    container: &Container,
    mut viewer: Viewer,
) -> Option<Fingerprint> {
    let samples = container.sound.and_then(|it| waveform::samples(ffmpeg, it));
    if let Some(samples) = samples {
        viewer.listen(&samples);
    }
    let footage = viewer.into_footage();
    (!footage.frames.is_empty()).then_some(Fingerprint::Footage(footage))
}

fn open<'t>(
    input: &'t Path,
    mime: &str,
    tools: &'t Tools,
) -> Result<(Ffmpeg<'t>, &'static str, Container), String> {
    let demuxer = ffmpeg::demuxer(mime).ok_or("no decoder for this kind of recording")?;
    let ffmpeg = Ffmpeg::new(tools, input, demuxer);
    let ffmpeg = ffmpeg.ok_or("ffmpeg is not installed on this machine")?;
    let container = container::read(&ffmpeg)?;
    Ok((ffmpeg, demuxer, container))
}

/// The boxes say where they stand; what they do not say, ffprobe may.
fn claims(input: &Path, demuxer: &str, container: &Container) -> Vec<MetadataClaim> {
    let boxes = || std::panic::catch_unwind(|| boxes::of_file(input)).unwrap_or_default();
    let mut claims = if demuxer == "mov" {
        boxes()
    } else {
        Vec::new()
    };
    let by_path: Vec<_> = claims.iter().map(|claim| claim.tag.clone()).collect();
    let probed = container.claims.iter();
    claims.extend(
        probed
            .filter(|claim| !by_path.contains(&claim.tag))
            .cloned(),
    );
    claims
}

fn look_at(
    ffmpeg: &Ffmpeg<'_>,
    container: &Container,
    track: &PictureTrack,
    seen: &mut Examination,
) {
    (seen.width, seen.height) = (Some(track.width), Some(track.height));
    let (pass, playable) = std::thread::scope(|scope| {
        let playable = scope.spawn(|| Playable::make(ffmpeg, container, track));
        let pass = frames::pass(ffmpeg, track, container.duration_s).unwrap_or_default();
        if let Err(reason) = stills(ffmpeg, track, &pass, seen) {
            seen.problem = Some(cannot_preview(reason));
        }
        (pass, playable.join().unwrap_or_default())
    });
    if pass.frames.is_empty() {
        return;
    }
    if playable.made.is_empty() && seen.problem.is_none() {
        seen.problem = Some("a playable copy could not be made".to_owned());
    }
    if seen.problem.is_none() {
        seen.problem = pass.breaks_off(container.duration_s);
    }
    seen.fingerprint = fingerprint(ffmpeg, container, pass.viewer);
    seen.frames = pass.hashes;
    seen.frame_table = playable.table;
    seen.derivatives.extend(playable.made);
}

/// The copies that a browser plays, when each of their frames is on screen, and what the sound
/// looks like.
#[derive(Default)]
struct Playable {
    made: Vec<Made>,
    table: Option<FrameTable>,
}

impl Playable {
    fn make(ffmpeg: &Ffmpeg<'_>, container: &Container, track: &PictureTrack) -> Self {
        let mut made = transcode::copies(ffmpeg, container, track);
        let proxy = made.iter().find(|made| made.kind == Proxy);
        let times = proxy.and_then(|proxy| timing::CopyTimes::of(ffmpeg, &proxy.bytes));
        let table = times
            .as_ref()
            .and_then(|times| timing::table(ffmpeg, track.index, times));
        let waveform = proxy
            .zip(times.and_then(|times| times.length_s()))
            .filter(|_| container.sound.is_some())
            .and_then(|(proxy, length_s)| waveform::of_copy(ffmpeg, &proxy.bytes, length_s));
        made.extend(waveform);
        Self { made, table }
    }
}

/// The frame that stands for the recording, in all its steps, and the contact sheet.
fn stills(
    ffmpeg: &Ffmpeg<'_>,
    track: &PictureTrack,
    pass: &Pass,
    seen: &mut Examination,
) -> Result<(), String> {
    let t_s = pass.poster_s().ok_or("no frame of it could be decoded")?;
    let (poster, steps) =
        frames::poster(ffmpeg, track, t_s).ok_or("its frames could not be decoded in colour")?;
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
        Some(copy) => {
            let length_s = timing::sound_length_s(ffmpeg, &copy.bytes);
            let waveform =
                length_s.and_then(|length_s| waveform::of_copy(ffmpeg, &copy.bytes, length_s));
            seen.derivatives.push(copy);
            seen.derivatives.extend(waveform);
        }
        None => seen.problem = Some(cannot_preview("its sound could not be decoded")),
    }
    if mime.starts_with("video/") && seen.problem.is_none() {
        seen.problem = Some("there is sound in it and no picture".to_owned());
    }
}
