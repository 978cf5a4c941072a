//! Recordings through the caged child: described, hashed, shown in steps, copied clean, or labelled.

use std::path::Path;

use cairn_domain::DerivativeKind::{
    ContactSheet, Cover, LargeGrey, Preview, Proxy, PublicCopy, SmallGrey, Thumbnail,
};
use cairn_media::{Examination, Made};

use crate::samples::{self, clip, contains, examine, folder, made, picture, write};

/// What ffprobe says of a derivative, as JSON.
fn probe(folder: &tempfile::TempDir, made: &Made) -> serde_json::Value {
    let path = write(folder, "derivative", &made.bytes);
    let out = std::process::Command::new("ffprobe")
        .args([
            "-v",
            "error",
            "-print_format",
            "json",
            "-show_format",
            "-show_streams",
        ])
        .args(["-count_frames"])
        .arg(path)
        .output()
        .expect("ffprobe is installed");
    serde_json::from_slice(&out.stdout).expect("JSON")
}

fn streams(probed: &serde_json::Value) -> Vec<&str> {
    let streams = probed["streams"].as_array().expect("streams");
    streams
        .iter()
        .filter_map(|stream| stream["codec_name"].as_str())
        .collect()
}

#[tokio::test]
async fn a_clip_is_described_hashed_and_copied() {
    let folder = folder();
    let tags = [
        "-metadata",
        "creation_time=2022-09-30T03:01:00Z",
        "-metadata",
        "location=+34.5+069.2/",
    ];
    let more = [&tags[..], &["-metadata", "artist=CanaryArtist"]].concat();
    let seen = examine(&clip(&folder, "a.mp4", &more)).await;

    assert_eq!(seen.problem, None);
    assert_eq!((seen.width, seen.height), (Some(640), Some(360)));
    assert!(
        seen.duration_s
            .is_some_and(|duration| (3.9..4.2).contains(&duration))
    );
    let seconds: Vec<f64> = seen.frames.iter().map(|frame| frame.t_s).collect();
    assert!(
        seconds.starts_with(&[0.0, 1.0, 2.0, 3.0]) && seconds.len() <= 5,
        "{seconds:?}"
    );
    let claim = |tag: &str| {
        seen.claims
            .iter()
            .find(|claim| claim.tag == tag)
            .expect("claimed")
    };
    assert_eq!(claim("CreateDate").raw, "2022-09-30T03:01:00Z");
    // The box holds 65536ths of a degree.
    assert_eq!(claim("GPSPosition").raw, "34.500000, 69.199997");

    assert_eq!(picture(made(&seen, Preview)).dimensions(), (640, 360));
    assert_eq!(picture(made(&seen, LargeGrey)).dimensions(), (640, 360));
    assert_eq!(picture(made(&seen, SmallGrey)).dimensions(), (320, 180));
    assert_eq!(picture(made(&seen, Thumbnail)).dimensions(), (320, 180));
    assert_eq!(picture(made(&seen, Cover)).dimensions(), (32, 18));
    let sheet = picture(made(&seen, ContactSheet));
    assert_eq!(sheet.width(), 4 * (240 + 4) + 4, "four columns");
    assert_eq!(sheet.height(), 3 * (135 + 4) + 4, "twelve frames");
    copies_are_clean(&folder, &seen);
}

fn copies_are_clean(folder: &tempfile::TempDir, seen: &Examination) {
    let proxy = made(seen, Proxy);
    let public = made(seen, PublicCopy);
    let probed = probe(folder, proxy);
    assert_eq!(
        streams(&probed),
        ["h264", "aac"],
        "the proxy keeps its sound"
    );
    assert_eq!(
        probed["streams"][0]["nb_read_frames"], "100",
        "and every frame"
    );
    assert!(
        contains(&proxy.bytes[..64], b"moov"),
        "its index comes first"
    );
    assert_eq!(
        streams(&probe(folder, public)),
        ["h264"],
        "the public copy is silent"
    );
    for copy in [proxy, public] {
        assert_eq!(copy.mime, "video/mp4");
        assert!(copy.arguments.contains("-map_metadata -1") && copy.arguments.contains("INPUT"));
        assert!(
            !copy.arguments.contains("/tmp"),
            "no path of ours: {}",
            copy.arguments
        );
        for canary in [&b"CanaryArtist"[..], b"2022-09-30", b"+34.5"] {
            assert!(
                !contains(&copy.bytes, canary),
                "{} carries {canary:?}",
                copy.kind
            );
        }
        assert_eq!(
            probe(folder, copy)["format"]["tags"]["creation_time"],
            serde_json::Value::Null
        );
    }
}

#[tokio::test]
async fn a_re_encoded_smaller_copy_has_nearly_the_same_frames() {
    let folder = folder();
    let original = clip(&folder, "a.mp4", &[]);
    let path = original.to_str().expect("text");
    let copy = samples::ffmpeg(
        &folder,
        "b.webm",
        &[
            "-i",
            path,
            "-vf",
            "scale=426:-2",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-b:v",
            "500k",
        ],
    );
    let (one, other) = (examine(&original).await, examine(&copy).await);
    assert_eq!(other.problem, None);
    for (a, b) in one.frames.iter().zip(&other.frames) {
        let (a, b): (cairn_matching::Pdq, cairn_matching::Pdq) = (
            a.hash.pdq.parse().expect("hex"),
            b.hash.pdq.parse().expect("hex"),
        );
        let distance = a.distance(&b);
        assert!(distance <= 31, "{distance} bits");
    }
}

#[tokio::test]
async fn a_turned_clip_is_upright_everywhere() {
    let folder = folder();
    let lying = clip(&folder, "a.mp4", &["-an"]);
    let path = lying.to_str().expect("text");
    let turned = samples::ffmpeg(
        &folder,
        "b.mp4",
        &["-i", path, "-c", "copy", "-metadata:s:v:0", "rotate=90"],
    );
    let seen = examine(&turned).await;
    assert_eq!((seen.width, seen.height), (Some(360), Some(640)));
    assert_eq!(picture(made(&seen, Preview)).dimensions(), (360, 640));
    let probed = probe(&folder, made(&seen, PublicCopy));
    assert_eq!(
        (
            &probed["streams"][0]["width"],
            &probed["streams"][0]["height"]
        ),
        (&360.into(), &640.into())
    );
    assert_eq!(
        streams(&probe(&folder, made(&seen, Proxy))),
        ["h264"],
        "there was no sound"
    );
}

#[tokio::test]
async fn other_containers_are_read_too() {
    let folder = folder();
    for (name, codec) in [
        ("a.mov", "libx264"),
        ("a.mkv", "libx264"),
        ("a.avi", "mpeg4"),
        ("a.3gp", "mpeg4"),
    ] {
        let path = clip(&folder, name, &["-c:v", codec, "-an", "-t", "1"]);
        let seen = examine(&path).await;
        assert_eq!(seen.problem, None, "{name}");
        assert_eq!(seen.width, Some(640), "{name}");
        made(&seen, Proxy);
    }
}

#[tokio::test]
async fn sound_alone_gets_a_playable_copy() {
    let folder = folder();
    for name in ["a.mp3", "a.m4a", "a.ogg", "a.wav"] {
        let path = samples::ffmpeg(&folder, name, &["-f", "lavfi", "-i", "sine=duration=2"]);
        let seen = examine(&path).await;
        assert_eq!(seen.problem, None, "{name}");
        assert!(
            seen.duration_s.is_some_and(|d| (1.9..2.2).contains(&d)),
            "{name}"
        );
        assert_eq!(made(&seen, Proxy).mime, "audio/mp4", "{name}");
    }
    let path = samples::ffmpeg(&folder, "a.mp4", &["-f", "lavfi", "-i", "sine=duration=2"]);
    let seen = examine(&path).await;
    assert!(
        seen.problem
            .is_some_and(|problem| problem.contains("no picture"))
    );
}

#[tokio::test]
async fn the_poster_is_not_black_when_the_clip_begins_in_the_dark() {
    let folder = folder();
    let path = samples::ffmpeg(
        &folder,
        "a.mp4",
        &[
            "-f",
            "lavfi",
            "-i",
            "color=black:s=320x180:d=2[a];testsrc2=s=320x180:d=2[b];[a][b]concat",
            "-pix_fmt",
            "yuv420p",
        ],
    );
    let seen = examine(&path).await;
    let small = picture(made(&seen, Cover));
    let brightest = small.pixels().map(|pixel| pixel.0[0]).max();
    assert!(brightest > Some(100), "{brightest:?} {:?}", seen.problem);
}

#[tokio::test]
async fn damaged_recordings_are_labelled() {
    let folder = folder();
    let whole = std::fs::read(clip(&folder, "a.mp4", &[])).expect("sample");
    let no_index = write(&folder, "cut", &whole[..whole.len() * 2 / 3]);
    labelled(&no_index, "index is missing").await;
    let nested = [
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
        [0xff; 4000].as_slice(),
    ]
    .concat();
    labelled(&write(&folder, "garbage", &nested), "index is missing").await;
    // Its index comes first and it stops half-way: what is there is shown.
    let fast = clip(&folder, "b.mp4", &["-movflags", "+faststart"]);
    let fast = std::fs::read(fast).expect("sample");
    let seen = examine(&write(&folder, "half", &fast[..fast.len() / 2])).await;
    assert!(
        !seen.frames.is_empty() && seen.frames.len() < 5,
        "{:?}",
        seen.problem
    );
    assert!(
        seen.problem
            .is_some_and(|problem| problem.contains("no picture could be decoded after"))
    );
}

async fn labelled(path: &Path, words: &str) {
    let seen = examine(path).await;
    let problem = seen.problem.expect("a problem");
    assert!(
        problem.starts_with("cannot be previewed: ") && problem.contains(words),
        "{problem}"
    );
    assert!(seen.derivatives.is_empty() && seen.frames.is_empty());
}
