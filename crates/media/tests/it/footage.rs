//! Recordings frame by frame: every kind of original gets a copy that has each of its frames at
//! its own time, and any frame can be taken from the original exactly.

use cairn_domain::{
    DerivativeKind::{Preview, Proxy, Snapshot, Waveform},
    FrameTable,
};
use cairn_media::{Examination, Sniffed};

use crate::samples::{self, examine, folder, made, numbered, picture, write};

const H264: &[&str] = &[
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-bf",
    "3",
    "-g",
    "60",
];
const FRAMES: u32 = 45;

fn table(seen: &Examination) -> &FrameTable {
    let table = seen.frame_table.as_ref();
    table.unwrap_or_else(|| panic!("no frame table: {:?}", seen.problem))
}

/// The numbers on the frames of the playable copy.
fn copied(folder: &tempfile::TempDir, seen: &Examination) -> Vec<u32> {
    let proxy = made(seen, Proxy);
    let size = proxy.width.zip(proxy.height).expect("a size");
    numbered::numbers(&write(folder, "proxy.mp4", &proxy.bytes), size.0, size.1)
}

/// Name, size, and how it is made.
type Kind = (&'static str, (u32, u32), &'static str);

const KINDS: [Kind; 12] = [
    (
        "h264.mp4",
        (320, 180),
        "-c:v libx264 -preset ultrafast -bf 3 -g 60",
    ),
    (
        "hevc.mp4",
        (320, 180),
        "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3",
    ),
    (
        "hevc.mov",
        (320, 180),
        "-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1",
    ),
    (
        "vp9.webm",
        (320, 180),
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8",
    ),
    (
        "vp8.webm",
        (320, 180),
        "-c:v libvpx -deadline realtime -auto-alt-ref 1",
    ),
    ("av1.mkv", (320, 180), "-c:v libsvtav1 -preset 12"),
    (
        "h264.mkv",
        (320, 180),
        "-c:v libx264 -preset ultrafast -bf 3 -g 60",
    ),
    ("h263.3gp", (352, 288), "-c:v h263"),
    ("mpeg4.3gp", (320, 180), "-c:v mpeg4 -q:v 3"),
    ("mjpeg.avi", (320, 180), "-c:v mjpeg -pix_fmt yuvj420p"),
    ("mpeg4.avi", (320, 180), "-c:v mpeg4 -bf 2 -q:v 3"),
    (
        "prores.mov",
        (320, 180),
        "-c:v prores_ks -pix_fmt yuv422p10le",
    ),
];

#[tokio::test]
async fn every_kind_of_original_keeps_every_frame() {
    for (name, (width, height), codec) in KINDS {
        let folder = folder();
        let codec: Vec<&str> = codec.split(' ').collect();
        let path = numbered::sized(&folder, name, (FRAMES, width, height), "", &codec);
        let seen = examine(&path).await;
        assert_eq!(seen.problem, None, "{name}");
        let expected: Vec<u32> = (0..FRAMES).collect();
        assert_eq!(copied(&folder, &seen), expected, "{name}");
        assert!(seen.frame_table.is_some(), "{name} has no frame table");
        assert_eq!(table(&seen).frames.len(), FRAMES as usize, "{name}");
        let length_s = table(&seen).ends_s();
        assert!((1.4..1.6).contains(&length_s), "{name}: {length_s} s");
    }
}

/// Clips that a fixed rate cannot describe, and the number of their first frame.
fn difficult(folder: &tempfile::TempDir) -> [(std::path::PathBuf, u32); 4] {
    let even = numbered::clip(folder, "even.mp4", 240, "", H264);
    let uneven = numbered::clip(
        folder,
        "uneven.mp4",
        240,
        &format!(",{}", numbered::UNEVEN),
        H264,
    );
    let text = |path: &std::path::Path| path.to_str().expect("text").to_owned();
    // Cut without decoding: the frames before the cut are still there, hidden by an edit list.
    let cut = ["-ss", "1.37", "-i", &text(&even), "-c", "copy"];
    let cut = samples::ffmpeg(folder, "cut.mp4", &cut);
    let late = [
        "-i",
        &text(&uneven),
        "-c",
        "copy",
        "-output_ts_offset",
        "5.3",
    ];
    let late = samples::ffmpeg(folder, "late.mkv", &late);
    let first_after_cut = 42;
    [(even, 0), (uneven, 0), (cut, first_after_cut), (late, 0)]
}

#[tokio::test]
async fn a_rate_that_varies_a_cut_and_a_late_start_move_no_frame() {
    let folder = folder();
    for (path, first) in difficult(&folder) {
        let seen = examine(&path).await;
        let name = path.display();
        let numbers = copied(&folder, &seen);
        assert_eq!(numbers.len(), table(&seen).frames.len(), "{name}");
        let expected: Vec<u32> = (first..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "{name}");
    }
}

#[tokio::test]
async fn frames_at_even_and_uneven_rates_are_taken_exactly() {
    let folder = folder();
    let (mut right, mut taken) = (0, 0);
    let counts = if samples::all() {
        [60, 60, 10, 10]
    } else {
        [15, 15, 5, 5]
    };
    for ((path, first), count) in difficult(&folder).into_iter().zip(counts) {
        let seen = examine(&path).await;
        let table = table(&seen);
        let sniffed = Sniffed::of_mime(mime(&path)).expect("a type");
        for index in numbered::scattered(count, table.frames.len()) {
            let made = samples::workshop()
                .take_frame(&path, sniffed, table, index)
                .await;
            let made = made.unwrap_or_else(|reason| panic!("{index} of {path:?}: {reason}"));
            assert_eq!((made.kind, made.mime.as_str()), (Snapshot, "image/png"));
            let grey = image::load_from_memory(&made.bytes)
                .expect("a PNG")
                .into_luma8();
            taken += 1;
            right += u32::from(numbered::number(&grey) == first + index as u32);
        }
    }
    println!("{right} of {taken} snapshots carry the number of their frame");
    assert_eq!((right, taken), (taken, counts.iter().sum::<usize>() as u32));
}

fn mime(path: &std::path::Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("mkv") => "video/x-matroska",
        _ => "video/mp4",
    }
}

#[tokio::test]
async fn a_frame_that_is_not_there_is_refused() {
    let folder = folder();
    let path = numbered::clip(&folder, "a.mp4", 10, "", H264);
    let seen = examine(&path).await;
    let sniffed = Sniffed::of_mime("video/mp4").expect("a type");
    let beyond = samples::workshop()
        .take_frame(&path, sniffed, table(&seen), 10)
        .await;
    assert_eq!(beyond, Err("there is no such frame".to_owned()));
    let elsewhere = write(&folder, "b.mp4", b"not a recording at all");
    let refused = samples::workshop()
        .take_frame(&elsewhere, sniffed, table(&seen), 3)
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn all_four_ways_a_phone_is_held_are_upright() {
    let folder = folder();
    let lying = samples::clip(&folder, "a.mp4", &["-an", "-t", "1"]);
    let path = lying.to_str().expect("text");
    for (degrees, size) in [
        ("0", (640, 360)),
        ("90", (360, 640)),
        ("180", (640, 360)),
        ("270", (360, 640)),
    ] {
        let rotate = format!("rotate={degrees}");
        let arguments = ["-i", path, "-c", "copy", "-metadata:s:v:0", &rotate];
        let turned = samples::ffmpeg(&folder, "turned.mp4", &arguments);
        let seen = examine(&turned).await;
        let proxy = made(&seen, Proxy);
        assert_eq!(
            (proxy.width, proxy.height),
            (Some(size.0), Some(size.1)),
            "{degrees}"
        );
        assert_eq!(
            picture(made(&seen, Preview)).dimensions(),
            size,
            "{degrees}"
        );
        let sniffed = Sniffed::of_mime("video/mp4").expect("a type");
        let still = samples::workshop()
            .take_frame(&turned, sniffed, table(&seen), 3)
            .await;
        let still = image::load_from_memory(&still.expect("taken").bytes).expect("a PNG");
        assert_eq!((still.width(), still.height()), size, "{degrees}");
    }
}

#[tokio::test]
async fn oblong_pixels_are_made_square_and_interlacing_is_noted() {
    let folder = folder();
    let path = samples::clip(&folder, "a.mp4", &["-an", "-t", "1", "-vf", "setsar=2/1"]);
    let seen = examine(&path).await;
    assert_eq!(
        (seen.width, seen.height),
        (Some(640), Some(360)),
        "as it is stored"
    );
    let proxy = made(&seen, Proxy);
    assert_eq!(
        (proxy.width, proxy.height),
        (Some(1280), Some(360)),
        "as it is seen"
    );
    assert_eq!(picture(made(&seen, Preview)).dimensions(), (1280, 360));
    assert!(!table(&seen).is_interlaced);

    let codec = [
        "-an",
        "-t",
        "1",
        "-vf",
        "setfield=tff",
        "-flags",
        "+ildct+ilme",
        "-x264opts",
        "tff=1",
    ];
    let seen = examine(&samples::clip(&folder, "b.mp4", &codec)).await;
    assert!(table(&seen).is_interlaced);
}

#[tokio::test]
async fn sound_is_drawn_with_and_without_a_picture() {
    let folder = folder();
    let with_picture = samples::clip(&folder, "a.mp4", &[]);
    // Two seconds of silence, then a tone.
    let late = "sine=frequency=440:duration=2,adelay=2000:all=1";
    let alone = samples::ffmpeg(&folder, "a.m4a", &["-f", "lavfi", "-i", late]);
    for (path, silent) in [(with_picture, false), (alone, true)] {
        let seen = examine(&path).await;
        let drawn = made(&seen, Waveform);
        let picture = image::load_from_memory(&drawn.bytes)
            .expect("a PNG")
            .into_luma_alpha8();
        let is_tall = |x: u32| {
            (0..picture.height())
                .filter(|y| picture.get_pixel(x, *y).0[1] > 0)
                .count()
                > 4
        };
        let width = picture.width();
        assert_eq!(is_tall(width / 4), !silent, "{path:?}");
        assert!(is_tall(width * 3 / 4), "{path:?}");
    }
    let mute = examine(&samples::clip(&folder, "b.mp4", &["-an"])).await;
    assert!(mute.derivatives.iter().all(|made| made.kind != Waveform));
}
