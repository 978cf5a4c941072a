//! Sample files, made when a test runs, and the workshop that looks at them.

pub mod tagged;
pub mod tagged_clips;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use cairn_domain::DerivativeKind;
use cairn_media::{Examination, Made, Sniffed, WorkerProgram, Workshop, sniff};
use image::{ExtendedColorType, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use tempfile::TempDir;

pub mod heif;
pub mod numbered;

/// Whether everything is tried (`make samples`), of which `make test` takes a part.
pub fn all() -> bool {
    std::env::var("CAIRN_SAMPLES").is_ok_and(|which| which == "all")
}

/// A workshop over this crate's own worker.
pub fn workshop() -> Workshop {
    Workshop::find(worker())
}

/// The same on a machine whose operator accepts that Landlock may be missing.
pub fn workshop_that_accepts() -> Workshop {
    Workshop::find_and_accept(worker(), true)
}

/// This crate's own worker.
pub fn worker() -> WorkerProgram {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_cairn-media-worker"));
    WorkerProgram {
        program,
        arguments: Vec::new(),
    }
}

/// A folder for one test.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes a sample.
pub fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a sample is written");
    path
}

/// Sniffs and examines a file.
pub async fn examine(path: &Path) -> Examination {
    let bytes = std::fs::read(path).expect("the sample");
    let sniffed = sniff(&bytes).expect("a kind of file Cairn takes");
    workshop().examine(path, sniffed).await
}

/// Examines bytes as this type, whatever they are.
pub async fn examine_as(path: &Path, mime: &str) -> Examination {
    workshop()
        .examine(path, Sniffed::of_mime(mime).expect("a type Cairn takes"))
        .await
}

/// The one derivative of a kind.
pub fn made(seen: &Examination, kind: DerivativeKind) -> &Made {
    let mut of_kind = seen.derivatives.iter().filter(|made| made.kind == kind);
    let made = of_kind
        .next()
        .unwrap_or_else(|| panic!("no {kind}: {:?}", seen.problem));
    assert!(of_kind.next().is_none(), "two of {kind}");
    made
}

/// A derivative's picture.
pub fn picture(made: &Made) -> RgbImage {
    image::load_from_memory(&made.bytes)
        .expect("a JPEG")
        .into_rgb8()
}

/// A drawn street: sky, a wall with windows, ground; red in the upper left corner.
pub fn street(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x * 97 / width, y * 61 / height);
        match (u, v) {
            (0..24, 0..15) => Rgb([230, 20, 20]),
            (_, 0..20) => Rgb([120, 160 + (v * 3) as u8, 230]),
            (_, 20..45) if u / 9 % 2 == 0 && v / 6 % 2 == 0 => Rgb([30, 30, 40]),
            (_, 20..45) => Rgb([190 - (u / 2) as u8, 170, 140]),
            _ => Rgb([90, (70 + u % 17) as u8, 60]),
        }
    })
}

/// A JPEG of a picture.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .expect("a JPEG");
    bytes
}

/// What goes into an EXIF block.
pub struct Exif<'a> {
    pub orientation: u16,
    pub make: &'a str,
    pub taken: &'a str,
    pub offset: &'a str,
    /// Degrees north and east.
    pub place: (u32, u32),
}

/// The JPEG with an EXIF block put in front.
pub fn with_exif(jpeg: &[u8], exif: &Exif<'_>) -> Vec<u8> {
    let mut block = b"Exif\0\0".to_vec();
    block.extend(tiff(exif));
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend(u16::try_from(block.len() + 2).expect("short").to_be_bytes());
    bytes.extend(block);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A big-endian TIFF with three directories (EXIF 2.3, 4.6).
fn tiff(exif: &Exif<'_>) -> Vec<u8> {
    let text = |text: &str| [text.as_bytes(), b"\0"].concat();
    let degrees = |n: u32| [n, 1, 30, 1, 0, 1].map(u32::to_be_bytes).concat();
    let (main, sub, gps) = (8_u32, 200_u32, 400_u32);
    let mut out = b"MM\0\x2a\0\0\0\x08".to_vec();
    directory(
        &mut out,
        main,
        &[
            (0x010f, 2, text(exif.make)),
            (0x0112, 3, exif.orientation.to_be_bytes().to_vec()),
            (0x8769, 4, sub.to_be_bytes().to_vec()),
            (0x8825, 4, gps.to_be_bytes().to_vec()),
        ],
    );
    directory(
        &mut out,
        sub,
        &[
            (0x9003, 2, text(exif.taken)),
            (0x9011, 2, text(exif.offset)),
        ],
    );
    directory(
        &mut out,
        gps,
        &[
            (1, 2, text("N")),
            (2, 5, degrees(exif.place.0)),
            (3, 2, text("E")),
            (4, 5, degrees(exif.place.1)),
        ],
    );
    out
}

fn directory(out: &mut Vec<u8>, at: u32, entries: &[(u16, u16, Vec<u8>)]) {
    out.resize(at as usize, 0);
    let mut values_at = at + 2 + 12 * entries.len() as u32 + 4;
    let mut values: Vec<u8> = Vec::new();
    out.extend((entries.len() as u16).to_be_bytes());
    for (tag, format, value) in entries {
        let size = match format {
            2 => 1,
            3 => 2,
            5 => 8,
            _ => 4,
        };
        out.extend(tag.to_be_bytes());
        out.extend(format.to_be_bytes());
        out.extend((value.len() as u32 / size).to_be_bytes());
        if value.len() <= 4 {
            let mut inline = value.clone();
            inline.resize(4, 0);
            out.extend(inline);
        } else {
            out.extend(values_at.to_be_bytes());
            values_at += value.len() as u32;
            values.extend(value);
        }
    }
    out.extend([0; 4]);
    out.extend(values);
}

/// Runs the machine's ffmpeg to make a sample; `arguments` end before the output's name.
pub fn ffmpeg(folder: &TempDir, name: &str, arguments: &[&str]) -> PathBuf {
    let path = folder.path().join(name);
    let status = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y"])
        .args(arguments)
        .arg(&path)
        .status()
        .expect("ffmpeg is installed");
    assert!(status.success(), "{name} could not be made");
    path
}

/// A four-second clip of 640×360 at 25 frames a second, with a tone.
pub fn clip(folder: &TempDir, name: &str, more: &[&str]) -> PathBuf {
    let mut arguments = vec!["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=4"];
    arguments.extend([
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:duration=4",
        "-shortest",
    ]);
    arguments.extend(["-pix_fmt", "yuv420p"]);
    arguments.extend(more);
    ffmpeg(folder, name, &arguments)
}

/// Whether the bytes occur in the others.
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
