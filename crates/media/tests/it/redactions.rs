//! Redacted copies, checked pixel by pixel: whatever a region touches is gone in every frame that it
//! says, nothing else is, the sound does what it was told, and the original stays as it was.

use std::{path::Path, process::Command};

use cairn_domain::{
    Digest, FrameBox, Keyframe, RedactionBody, RedactionReason, Region, RegionShape,
    SoundTreatment, Span, Track,
};
use cairn_media::{Made, Redacted, sniff};

use crate::samples::{self, ffmpeg, folder, jpeg, picture, with_exif, workshop, write};

/// White light, and how dark a covered pixel must be after encoding (black is 16).
const WHITE: u8 = 235;
const DARK: u8 = 40;
/// How far from a region the picture must be as it was: the margin, and what encoding smears.
const FAR_PX: f64 = 24.0;
/// Seconds after which nothing of a sample moves any more.
const MOST_S: f64 = 2.0;

fn at(x: f64, y: f64, w: f64, h: f64) -> FrameBox {
    FrameBox { x, y, w, h }
}

fn region(shape: RegionShape, span: Span, keyframes: &[(f64, FrameBox)]) -> Region {
    let keyframes = keyframes.iter().map(|(at_s, place)| Keyframe {
        at_s: *at_s,
        place: *place,
    });
    Region {
        shape,
        reason: RedactionReason::Face,
        words: String::new(),
        span,
        track: Track::try_new(keyframes.collect()).expect("a track"),
    }
}

fn body(regions: Vec<Region>, sound: SoundTreatment) -> RedactionBody {
    RedactionBody::try_new(regions, sound).expect("covers something")
}

/// Makes the copy, and checks that the original is the same afterwards.
async fn redact(path: &Path, body: &RedactionBody) -> Redacted {
    let bytes = std::fs::read(path).expect("the original");
    let sniffed = sniff(&bytes).expect("a kind of file Cairn takes");
    let made = workshop().redact(path, sniffed, body).await.expect("made");
    let after = std::fs::read(path).expect("the original");
    assert_eq!(Digest::of_bytes(&bytes), Digest::of_bytes(&after));
    assert!(made.copy.arguments.contains("filled with black"));
    made
}

/// Whether a shape touches a point, by its equation; `grow_px` widens it.
fn touches(
    shape: RegionShape,
    place: FrameBox,
    size: (u32, u32),
    (x, y): (f64, f64),
    grow_px: f64,
) -> bool {
    let (w, h) = (f64::from(size.0), f64::from(size.1));
    let dx = (x - (place.x + place.w / 2.0) * w).abs() / (place.w * w / 2.0 + grow_px);
    let dy = (y - (place.y + place.h / 2.0) * h).abs() / (place.h * h / 2.0 + grow_px);
    match shape {
        RegionShape::Rectangle => dx <= 1.0 && dy <= 1.0,
        RegionShape::Ellipse => dx * dx + dy * dy <= 1.0,
    }
}

/// The light of every frame of a recording and the second at which it is shown.
fn frames(path: &Path, size: (u32, u32)) -> Vec<(f64, Vec<u8>)> {
    let times = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v:0", "-of", "csv=p=0"])
        .args(["-show_entries", "frame=pts_time"])
        .arg(path)
        .output()
        .expect("ffprobe is installed");
    let times = String::from_utf8(times.stdout).expect("text");
    let times = times
        .lines()
        .filter_map(|line| line.trim_end_matches(',').parse().ok());
    let raw = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-i"])
        .arg(path)
        .args([
            "-map",
            "0:v:0",
            "-fps_mode",
            "passthrough",
            "-pix_fmt",
            "gray",
        ])
        .args([
            "-f",
            "rawvideo",
            "-vf",
            "scale=in_range=tv:out_range=tv",
            "pipe:1",
        ])
        .output()
        .expect("ffmpeg is installed");
    let frames = raw.stdout.chunks_exact((size.0 * size.1) as usize);
    times.zip(frames.map(<[u8]>::to_vec)).collect()
}

/// Checks every pixel of every frame of a white recording against the regions.
fn covered_frame_by_frame(path: &Path, size: (u32, u32), regions: &[Region]) -> usize {
    let frames = frames(path, size);
    for (index, (t_s, light)) in frames.iter().enumerate() {
        let next_s = frames.get(index + 1).map_or(MOST_S, |next| next.0);
        let on = |region: &&Region| region.span.meets(*t_s, next_s);
        let places: Vec<_> = regions.iter().filter(on).collect();
        // The last frame stays on screen while its regions may still move.
        let steps = if index + 1 == frames.len() { 20 } else { 1 };
        let shown = |step: u32| t_s + (next_s - t_s) * f64::from(step) / f64::from(steps);
        let shown: Vec<f64> = (0..=steps).map(shown).collect();
        let mut beyond = 0;
        for (pixel, light) in light.iter().enumerate() {
            let x = f64::from(pixel as u32 % size.0) + 0.5;
            let y = f64::from(pixel as u32 / size.0) + 0.5;
            let at_any = |grow_px: f64, at_s: f64| {
                let mut regions = places.iter();
                regions.any(|r| touches(r.shape, r.track.place_at(at_s), size, (x, y), grow_px))
            };
            if at_any(0.0, *t_s) {
                assert!(*light <= DARK, "{light} at {x} {y} of the frame at {t_s}");
            } else if !shown.iter().any(|at_s| at_any(FAR_PX, *at_s)) {
                beyond += 1;
                assert!(
                    *light >= WHITE - 20,
                    "{light} at {x} {y} of the frame at {t_s}"
                );
            }
        }
        assert!(beyond > 1_000, "and most of the picture is as it was");
    }
    frames.len()
}

/// A white recording of two seconds with a tone, its frames a little irregular.
fn white(
    folder: &tempfile::TempDir,
    name: &str,
    size: (u32, u32),
    more: &[&str],
) -> std::path::PathBuf {
    let source = format!("color=white:s={}x{}:r=25:d=2", size.0, size.1);
    let mut arguments = vec!["-f", "lavfi", "-i", &source];
    arguments.extend(["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]);
    arguments.extend(["-vf", "select=not(eq(mod(n\\,7)\\,3))", "-fps_mode", "vfr"]);
    arguments.extend(["-pix_fmt", "yuv420p", "-c:a", "aac"]);
    arguments.extend(more);
    ffmpeg(folder, name, &arguments)
}

fn saved(folder: &tempfile::TempDir, made: &Made) -> std::path::PathBuf {
    write(folder, "copy.mp4", &made.bytes)
}

#[tokio::test]
async fn moving_regions_are_followed_in_every_frame_and_off_by_none() {
    let folder = folder();
    let size = (640, 360);
    let original = white(&folder, "a.mp4", size, &[]);
    let whole = Span::whole();
    let middle = Span::try_new(0.5, Some(1.25)).expect("in order");
    let regions = vec![
        region(
            RegionShape::Rectangle,
            whole,
            &[
                (0.0, at(0.02, 0.1, 0.1, 0.2)),
                (0.7, at(0.8, 0.1, 0.15, 0.1)),
                (1.9, at(0.3, 0.6, 0.05, 0.3)),
            ],
        ),
        region(
            RegionShape::Ellipse,
            middle,
            &[
                (0.5, at(0.1, 0.5, 0.2, 0.4)),
                (1.2, at(0.5, 0.45, 0.3, 0.2)),
            ],
        ),
        region(
            RegionShape::Ellipse,
            whole,
            &[(0.0, at(0.9, 0.8, 0.1, 0.2))],
        ),
    ];
    let made = redact(&original, &body(regions.clone(), SoundTreatment::Keep)).await;
    let copy = saved(&folder, &made.copy);
    let checked = covered_frame_by_frame(&copy, size, &regions);
    let times = |path: &Path| {
        frames(path, size)
            .iter()
            .map(|frame| frame.0)
            .collect::<Vec<_>>()
    };
    let (before, after) = (times(&original), times(&copy));
    assert_eq!(
        (checked, after.len()),
        (before.len(), before.len()),
        "every frame, once"
    );
    for (before, after) in before.iter().zip(&after) {
        assert!(
            (before - after).abs() < 0.002,
            "{before} is shown at {after}"
        );
    }
}

#[tokio::test]
async fn regions_lie_on_the_upright_picture_at_the_size_of_the_copy() {
    let folder = folder();
    let lying = white(&folder, "l.mp4", (1920, 1088), &["-t", "0.5"]);
    let path = lying.to_str().expect("text");
    let turn = ["-i", path, "-c", "copy", "-metadata:s:v:0", "rotate=90"];
    let turned = ffmpeg(&folder, "t.mp4", &turn);
    let regions = vec![region(
        RegionShape::Ellipse,
        Span::whole(),
        &[(0.0, at(0.1, 0.05, 0.33, 0.2))],
    )];
    let made = redact(&turned, &body(regions.clone(), SoundTreatment::Remove)).await;
    let size = (
        made.copy.width.expect("wide"),
        made.copy.height.expect("high"),
    );
    assert!(size.0 < size.1, "upright: {size:?}");
    assert!(covered_frame_by_frame(&saved(&folder, &made.copy), size, &regions) > 8);
    let cover = picture(&made.cover.expect("a cover"));
    let (x, y) = (cover.width() * 26 / 100, cover.height() * 15 / 100);
    assert!(
        cover.get_pixel(x, y).0[0] < 30,
        "the cover is made from the copy"
    );
    assert!(cover.get_pixel(x, cover.height() - 2).0[0] > 230);
}

#[tokio::test]
async fn what_phones_and_cameras_write_is_covered_alike() {
    let folder = folder();
    let size = (320, 180);
    let path = [(0.0, at(0.0, 0.0, 0.2, 0.3)), (1.5, at(0.7, 0.6, 0.3, 0.4))];
    let regions = vec![region(RegionShape::Rectangle, Span::whole(), &path)];
    let body = body(regions.clone(), SoundTreatment::Keep);
    for (name, more) in [
        (
            "b.mkv",
            &["-c:v", "libvpx-vp9", "-deadline", "realtime", "-t", "1"][..],
        ),
        (
            "b.avi",
            &[
                "-c:v",
                "mpeg4",
                "-c:a",
                "mp3",
                "-fps_mode",
                "cfr",
                "-t",
                "1",
            ],
        ),
        (
            "b.mov",
            &[
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=none",
                "-t",
                "1",
            ],
        ),
        // Sound that begins before the picture moves the clock of both.
        ("late.mp4", &["-output_ts_offset", "1.5", "-t", "1"]),
    ] {
        let made = redact(&white(&folder, name, size, more), &body).await;
        let checked = covered_frame_by_frame(&saved(&folder, &made.copy), size, &regions);
        assert!(checked > 15, "{name}: {checked}");
    }
}

/// The loudest sample in each tenth of a second.
fn loudness(path: &Path) -> Vec<i16> {
    let raw = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-i"])
        .arg(path)
        .args([
            "-map", "0:a:0", "-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1",
        ])
        .output()
        .expect("ffmpeg is installed");
    let tenths = raw.stdout.chunks_exact(1_600);
    let loudest = |tenth: &[u8]| {
        let samples = tenth
            .chunks_exact(2)
            .map(|b| i16::from_le_bytes([b[0], b[1]]).saturating_abs());
        samples.max().unwrap_or_default()
    };
    tenths.map(loudest).collect()
}

#[tokio::test]
async fn sound_stays_goes_or_falls_silent_as_it_was_told() {
    let folder = folder();
    let original = white(&folder, "s.mp4", (160, 120), &[]);
    let copy = |sound| {
        let (body, original) = (body(Vec::new(), sound), original.clone());
        async move { redact(&original, &body).await.copy }
    };
    let removed = saved(&folder, &copy(SoundTreatment::Remove).await);
    assert!(loudness(&removed).is_empty(), "no sound at all");
    let silent = copy(SoundTreatment::Silence { during: Vec::new() }).await;
    let silent = loudness(&saved(&folder, &silent));
    assert!(
        silent.len() > 17 && silent.iter().all(|loud| *loud <= 1),
        "{silent:?}"
    );

    let during = vec![Span::try_new(0.6, Some(1.2)).expect("in order")];
    let part = copy(SoundTreatment::Silence { during }).await;
    let part = loudness(&saved(&folder, &part));
    for (tenth, loud) in part.iter().enumerate().take(19) {
        match tenth {
            6..=11 => assert!(*loud < 60, "tenth {tenth}: {loud}"),
            0..=4 | 13..=18 => assert!(*loud > 1_000, "tenth {tenth}: {loud}"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn sound_alone_can_fall_silent() {
    let folder = folder();
    let original = ffmpeg(&folder, "a.wav", &["-f", "lavfi", "-i", "sine=duration=2"]);
    let during = vec![Span::try_new(1.0, None).expect("in order")];
    let made = redact(
        &original,
        &body(Vec::new(), SoundTreatment::Silence { during }),
    )
    .await;
    assert_eq!((made.copy.mime.as_str(), made.cover), ("audio/mp4", None));
    let loud = loudness(&write(&folder, "copy.m4a", &made.copy.bytes));
    assert!(loud[..9].iter().all(|loud| *loud > 1_000), "{loud:?}");
    assert!(loud[10..].iter().all(|loud| *loud < 60), "{loud:?}");
}

#[tokio::test]
async fn photographs_are_covered_upright_before_they_are_made_small() {
    let folder = folder();
    let white = image::RgbImage::from_pixel(2400, 1800, image::Rgb([255; 3]));
    let exif = samples::Exif {
        orientation: 6,
        make: "Canary",
        taken: "2022:09:30 07:31:00",
        offset: "+04:30",
        place: (34, 69),
    };
    let original = write(&folder, "p.jpg", &with_exif(&jpeg(&white), &exif));
    let regions = vec![
        region(
            RegionShape::Ellipse,
            Span::whole(),
            &[(0.0, at(0.1, 0.1, 0.3, 0.2))],
        ),
        region(
            RegionShape::Rectangle,
            Span::whole(),
            &[(0.0, at(0.6, 0.7, 0.4, 0.3))],
        ),
    ];
    let made = redact(&original, &body(regions.clone(), SoundTreatment::Keep)).await;
    let copy = picture(&made.copy);
    let size = copy.dimensions();
    assert_eq!(size, (1200, 1600));
    for (x, y, pixel) in copy.enumerate_pixels() {
        let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let any = |grow: f64| {
            regions
                .iter()
                .any(|r| touches(r.shape, r.track.place_at(0.0), size, (x, y), grow))
        };
        let light = pixel.0.iter().max().copied().unwrap_or_default();
        if any(0.0) {
            assert!(light < 24, "{light} at {x} {y}");
        } else if !any(FAR_PX) {
            assert!(light > 240, "{light} at {x} {y}");
        }
    }
    assert!(!samples::contains(&made.copy.bytes, b"Canary"));
    let cover = picture(&made.cover.expect("a cover"));
    assert!(cover.get_pixel(6, 6).0[0] < 60 && cover.get_pixel(20, 8).0[0] > 200);
}

#[tokio::test]
async fn what_cannot_be_covered_says_why() {
    let folder = folder();
    let sniffed = cairn_media::Sniffed::of_mime("video/mp4").expect("known");
    let broken = write(&folder, "x.mp4", b"\0\0\0\x18ftypisom not a recording");
    let mute = body(Vec::new(), SoundTreatment::Remove);
    let reason = workshop()
        .redact(&broken, sniffed, &mute)
        .await
        .expect_err("broken");
    assert!(!reason.is_empty() && !reason.contains('/'), "{reason}");
}
