//! Ordinary stills, and the other kinds of still that lie.

use std::io::Cursor;

use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, codecs::gif::GifEncoder};

use super::{Expect, Input};

/// A drawn gradient with a checkered band, so that it has something to hash.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let draw = |x: u32, y: u32| {
        let check = if (x / 5 + y / 7).is_multiple_of(2) {
            200
        } else {
            20
        };
        Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, check])
    };
    RgbImage::from_fn(width, height, draw).into()
}

pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let written = picture(width, height).write_to(&mut bytes, format);
    written.expect("encodes");
    bytes.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Jpeg)
}

/// One of each kind that is decoded without programs, with its extension.
pub fn valid_stills() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("jpg", jpeg(96, 64)),
        ("png", png(96, 64)),
        ("gif", gif(3)),
        ("webp", encoded(96, 64, ImageFormat::WebP)),
    ]
}

/// Black, white, grey, or a shade that rises evenly; no two with the same bytes.
pub fn picture_of_nothing(number: usize) -> Vec<u8> {
    let (width, height) = (300 + number as u32, 200);
    let shade = |x: u32| match number % 4 {
        0 => 0,
        1 => 255,
        2 => 96,
        _ => (x * 255 / width) as u8,
    };
    let picture = RgbImage::from_fn(width, height, |x, _| Rgb([shade(x); 3]));
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("encodes");
    bytes.into_inner()
}

pub fn stills() -> Vec<Input> {
    let gif_header = |width: u16, height: u16| {
        let [a, b] = width.to_le_bytes();
        let [c, d] = height.to_le_bytes();
        let screen = [b"GIF89a".to_vec(), vec![a, b, c, d, 0, 0, 0]].concat();
        let frame = [
            vec![b',', 0, 0, 0, 0, a, b, c, d, 0],
            vec![2, 1, 0x44, 0, b';'],
        ]
        .concat();
        [screen, frame].concat()
    };
    let webp = |kind: &[u8; 4], data: &[u8]| {
        let chunk = [&kind[..], &(data.len() as u32).to_le_bytes(), data].concat();
        let size = (chunk.len() as u32 + 4).to_le_bytes();
        [&b"RIFF"[..], &size, b"WEBP", &chunk].concat()
    };
    let name = |name: &str, file: &str, bytes, expect| Input::new(name, file, bytes, expect);
    let mut inputs: Vec<_> = valid_stills()
        .into_iter()
        .map(|(kind, bytes)| {
            name(
                &format!("still: ordinary {kind}"),
                kind,
                bytes,
                Expect::Store,
            )
        })
        .collect();
    inputs.extend([
        name(
            "gif: 65,535 squared",
            "a.gif",
            gif_header(65_535, 65_535),
            Expect::NoPreview,
        ),
        name(
            "gif: 0 squared",
            "a.gif",
            gif_header(0, 0),
            Expect::NoPreview,
        ),
        name(
            "gif: 50,000 frames",
            "a.gif",
            gif_of_many(50_000),
            Expect::Store,
        ),
        name(
            "gif: a script",
            "a.gif",
            b"GIF89a=1;alert(1);/*".to_vec(),
            Expect::NoPreview,
        ),
        name(
            "gif: magic alone",
            "a.gif",
            b"GIF89a".to_vec(),
            Expect::NoPreview,
        ),
        name(
            "webp: magic alone",
            "a.webp",
            b"RIFF\x04\0\0\0WEBP".to_vec(),
            Expect::NoPreview,
        ),
        name(
            "webp: 16,384 squared",
            "a.webp",
            webp(b"VP8L", b"\x2f\xff\xff\xff\x0f\0\0"),
            Expect::NoPreview,
        ),
        name(
            "webp: canvas of 2^24",
            "a.webp",
            webp(b"VP8X", &[0, 0, 0, 0, 255, 255, 255, 255, 255, 255]),
            Expect::NoPreview,
        ),
        name("bmp: upside down", "a.bmp", bmp(-1), Expect::Refused),
        name("bmp: 2^31 high", "a.bmp", bmp(i32::MIN), Expect::Refused),
        name(
            "ico: huge",
            "a.ico",
            [
                &b"\0\0\x01\0\x01\0\0\0\0\0\x01\0\x20\0\xff\xff\xff\x7f\x16\0\0\0"[..],
                &png(8, 8),
            ]
            .concat(),
            Expect::Refused,
        ),
        name(
            "tiff: loop",
            "a.tif",
            b"II*\0\x08\0\0\0\0\0\x08\0\0\0".to_vec(),
            Expect::Refused,
        ),
    ]);
    inputs
}

fn bmp(height: i32) -> Vec<u8> {
    let mut bytes = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x10\0\0\0".to_vec();
    bytes.extend(height.to_le_bytes());
    bytes.extend([1, 0, 24, 0]);
    bytes.resize(1_000, 0);
    bytes
}

fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for _ in 0..frames {
        let frame = Frame::new(picture(96, 64).into_rgba8());
        encoder.encode_frame(frame).expect("encodes");
    }
    drop(encoder);
    bytes
}

/// The second frame over and over.
fn gif_of_many(count: usize) -> Vec<u8> {
    let one = b"GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    let frame = b",\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x02\x05\0";
    let frames = frame.iter().copied().cycle().take(frame.len() * count);
    one.into_iter().chain(frames).chain([b';']).collect()
}
