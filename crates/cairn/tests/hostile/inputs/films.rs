//! Recordings made by the machine's ffmpeg: one of each container, and odd ones that are whole.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{Expect, Input};

/// Ordinary recordings, with the extension of each.
pub struct Films {
    pub valid: Vec<(&'static str, Vec<u8>)>,
    /// One picture in an unusual colour: what no other submission may ever show.
    pub canary: Vec<u8>,
}

const PICTURE: [&str; 4] = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1"];
const SOUND: [&str; 4] = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"];
const H264: [&str; 6] = [
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
];

pub fn films(folder: &Path) -> Films {
    let both = |more: &[&'static str]| [&PICTURE[..], &SOUND, &["-shortest"], more].concat();
    let h264 = |more: &[&'static str]| both(&[&H264[..], &["-c:a", "aac"], more].concat());
    let recipes = [
        ("mp4", h264(&["-f", "mp4"])),
        ("mov", h264(&["-f", "mov"])),
        (
            "3gp",
            both(&["-c:v", "mpeg4", "-s", "176x144", "-c:a", "aac", "-f", "3gp"]),
        ),
        ("mkv", h264(&["-f", "matroska"])),
        (
            "webm",
            both(&[
                "-c:v", "libvpx", "-b:v", "100k", "-c:a", "libopus", "-f", "webm",
            ]),
        ),
        ("avi", both(&["-c:v", "mpeg4", "-c:a", "mp3", "-f", "avi"])),
        ("m4a", [&SOUND[..], &["-c:a", "aac", "-f", "ipod"]].concat()),
        ("mp3", [&SOUND[..], &["-f", "mp3"]].concat()),
        (
            "ogg",
            [&SOUND[..], &["-c:a", "libopus", "-f", "ogg"]].concat(),
        ),
        ("wav", [&SOUND[..], &["-f", "wav"]].concat()),
    ];
    let valid = recipes.map(|(kind, recipe)| (kind, make(folder, &recipe)));
    let mut canary = vec!["-f", "lavfi", "-i", "color=0xe010c0:s=96x64:r=10:d=1"];
    canary.extend(H264);
    canary.extend(["-f", "mp4"]);
    Films {
        valid: valid.to_vec(),
        canary: make(folder, &canary),
    }
}

/// Whole, and still not what anybody expects.
#[rustfmt::skip]
pub fn odd_films(folder: &Path) -> Vec<Input> {
    let input = |name: &str, recipe: &[&str], expect| {
        Input::new(format!("film: {name}"), "a.mp4", make(folder, recipe), expect)
    };
    let picture = |more: &[&'static str]| [&PICTURE[..], &H264, more].concat();
    let day = ["-f", "lavfi", "-i", "color=gray:s=64x64:r=1/60:d=86400"];
    let black = ["-f", "lavfi", "-i", "color=black:s=96x64:r=10:d=1"];
    let key = "76a6c65c5ea762046bd749a2e632ccbb";
    let cenc = [
        "-encryption_scheme",
        "cenc-aes-ctr",
        "-encryption_key",
        key,
        "-encryption_kid",
        key,
    ];
    let rotate = ["-metadata:s:v:0", "rotate=90"];
    let mut inputs = vec![
        input("a day long", &[&day[..], &H264, &["-f", "mp4"]].concat(), Expect::Store),
        input("black, one", &[&black[..], &H264, &["-f", "mp4"]].concat(), Expect::Store),
        input("black, two", &[&black[..], &H264, &["-f", "matroska"]].concat(), Expect::Store),
        input("created in 2040", &picture(&["-metadata", "creation_time=2040-01-01T00:00:00Z", "-f", "mp4"]), Expect::Store),
        input("created in 1904", &picture(&["-metadata", "creation_time=1904-01-01T00:00:00Z", "-f", "mp4"]), Expect::Store),
        input("encrypted", &[&picture(&cenc)[..], &["-f", "mp4"]].concat(), Expect::Stored),
        input("turned", &picture(&[&rotate[..], &["-f", "mp4"]].concat()), Expect::Store),
        input("in fragments", &picture(&["-movflags", "frag_keyframe+empty_moov", "-f", "mp4"]), Expect::Store),
        input("sound alone", &[&SOUND[..], &["-c:a", "aac", "-f", "mp4"]].concat(), Expect::Store),
        input("one pixel wide", &["-f", "lavfi", "-i", "color=red:s=2x2000:d=1", "-c:v", "mpeg4", "-f", "mp4"], Expect::Stored),
    ];
    let title = "title=<script>alert(1)</script>";
    inputs.push(input(
        "script as title",
        &picture(&["-metadata", title, "-f", "mp4"]),
        Expect::Store,
    ));
    inputs
}

fn make(folder: &Path, recipe: &[&str]) -> Vec<u8> {
    let path = folder.join("made");
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y"])
        .args(recipe)
        .arg(&path)
        .stdin(Stdio::null())
        .status();
    assert!(made.expect("ffmpeg is installed").success(), "{recipe:?}");
    fs::read(path).expect("made")
}
