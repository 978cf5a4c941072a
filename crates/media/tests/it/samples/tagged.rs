//! Photographs that say as much about their maker as files can, in every place where it
//! can be said. Each text holds [`CANARY`], so that any of it is found again by its bytes.

use std::{io::Cursor, path::PathBuf};

use image::{ImageFormat, RgbImage, codecs::webp::WebPEncoder};
use tempfile::TempDir;

use super::{directory, jpeg, street, write};

/// What every planted text holds.
pub const CANARY: &str = "CANARY";

/// A sample and what was put into it.
pub struct Tagged {
    pub path: PathBuf,
    pub what: String,
}

pub fn said(place: &str) -> String {
    format!("{CANARY} {place} Ana Maria Safi +93 70 000 0000")
}

/// A TIFF with a camera's name, its serial number, a maker note, a place and a thumbnail.
fn tiff(thumbnail: &[u8]) -> Vec<u8> {
    let text = |place: &str| [said(place).as_bytes(), b"\0"].concat();
    let degrees = [34_u32, 1, 30, 1, 0, 1].map(u32::to_be_bytes).concat();
    let (main, sub, gps, second) = (8_u32, 600_u32, 1_400_u32, 1_700_u32);
    let mut out = b"MM\0\x2a\0\0\0\x08".to_vec();
    let offset = |at: u32| at.to_be_bytes().to_vec();
    let ascii = |tag: u16, place: &str| (tag, 2, text(place));
    let entries = [
        ascii(0x010e, "description"),
        ascii(0x010f, "make"),
        ascii(0x0110, "model"),
        ascii(0x0131, "software"),
        ascii(0x013b, "artist"),
        ascii(0x8298, "copyright"),
        (0x8769, 4, offset(sub)),
        (0x8825, 4, offset(gps)),
    ];
    directory(&mut out, main, &entries);
    // The link to the second directory, which describes the thumbnail.
    let link = main as usize + 2 + 12 * entries.len();
    out[link..link + 4].copy_from_slice(&second.to_be_bytes());
    directory(
        &mut out,
        sub,
        &[
            ascii(0x9003, "2022:09:30 07:31:02"),
            (0x927c, 7, text("maker note")),
            (
                0x9286,
                7,
                [b"ASCII\0\0\0", said("comment").as_bytes()].concat(),
            ),
            ascii(0xa430, "owner"),
            ascii(0xa431, "serial"),
            ascii(0xa435, "lens serial"),
        ],
    );
    let compass = |tag: u16, letter: &[u8]| (tag, 2, letter.to_vec());
    let place = [
        compass(1, b"N\0"),
        (2, 5, degrees.clone()),
        compass(3, b"E\0"),
        (4, 5, degrees),
        ascii(29, "date"),
    ];
    directory(&mut out, gps, &place);
    let at = second + 100;
    let length = thumbnail.len() as u32;
    directory(
        &mut out,
        second,
        &[(0x0201, 4, offset(at)), (0x0202, 4, offset(length))],
    );
    out.resize(at as usize, 0);
    out.extend(thumbnail);
    out
}

fn xmp() -> Vec<u8> {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' \
         xmlns:exif='http://ns.adobe.com/exif/1.0/' dc:creator='{0}' xmpMM:DocumentID='{0}' exif:GPSLatitude='34,30N'/>\
         </rdf:RDF></x:xmpmeta>",
        said("xmp")
    )
    .into_bytes()
}

/// IPTC-IIM in a Photoshop resource: title, by-line, city, caption.
fn iptc() -> Vec<u8> {
    let mut records = Vec::new();
    for dataset in [5_u8, 80, 90, 120] {
        let words = said("iptc");
        records.extend([0x1c, 2, dataset, 0, words.len() as u8]);
        records.extend(words.as_bytes());
    }
    let mut out = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    out.extend((records.len() as u32).to_be_bytes());
    out.extend(records);
    out
}

/// A colour profile whose description and copyright talk (ICC.1:2010, sections 7.2 and 10.24).
fn icc() -> Vec<u8> {
    let text = [b"text\0\0\0\0", said("icc").as_bytes(), b"\0"].concat();
    let mut out = vec![0; 128];
    out[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    out[12..24].copy_from_slice(b"mntrRGB XYZ ");
    out[36..40].copy_from_slice(b"acsp");
    out.extend(2_u32.to_be_bytes());
    for name in [b"cprt", b"desc"] {
        out.extend(name);
        out.extend(152_u32.to_be_bytes());
        out.extend((text.len() as u32).to_be_bytes());
    }
    out.extend(text);
    let size = (out.len() as u32).to_be_bytes();
    out[..4].copy_from_slice(&size);
    out
}

/// The parts a photograph is tagged with, one bit each.
const PARTS: [&str; 7] = [
    "exif",
    "xmp",
    "iptc",
    "icc",
    "comment",
    "application",
    "tail",
];

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker][..], &length, body].concat()
}

pub fn tagged_jpeg(picture: &RgbImage, parts: usize) -> Vec<u8> {
    let plain = jpeg(picture);
    let thumbnail = jpeg(&street(32, 24));
    let mut out = plain[..2].to_vec();
    let has = |part: usize| parts >> part & 1 == 1;
    let all: [(usize, u8, Vec<u8>); 6] = [
        (0, 0xe1, [b"Exif\0\0".to_vec(), tiff(&thumbnail)].concat()),
        (
            1,
            0xe1,
            [b"http://ns.adobe.com/xap/1.0/\0".to_vec(), xmp()].concat(),
        ),
        (2, 0xed, iptc()),
        (3, 0xe2, [b"ICC_PROFILE\0\x01\x01".to_vec(), icc()].concat()),
        (4, 0xfe, said("comment").into_bytes()),
        (
            5,
            0xec,
            [b"PictureInfo\0", said("application").as_bytes()].concat(),
        ),
    ];
    for (_, marker, body) in all.iter().filter(|(part, ..)| has(*part)) {
        out.extend(segment(*marker, body));
    }
    out.extend(&plain[2..]);
    if has(6) {
        out.extend(said("tail").as_bytes());
    }
    out
}

fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [&kind[..], body].concat();
    let size = (body.len() as u32).to_be_bytes();
    [&size[..], &checked, &crc(&checked).to_be_bytes()].concat()
}

/// CRC-32 as PNG has it (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| match crc & 1 {
            1 => crc >> 1 ^ 0xedb8_8320,
            _ => crc >> 1,
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

fn tagged_png(picture: &RgbImage, parts: usize) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Png);
    let (head, rest) = plain.split_at(33);
    let has = |part: usize| parts >> part & 1 == 1;
    let text = |key: &str| [key.as_bytes(), b"\0", said(key).as_bytes()].concat();
    let mut out = head.to_vec();
    let all: [(usize, [u8; 4], Vec<u8>); 6] = [
        (0, *b"eXIf", tiff(&[])),
        (
            1,
            *b"iTXt",
            [b"XML:com.adobe.xmp\0\0\0\0\0".to_vec(), xmp()].concat(),
        ),
        (2, *b"tEXt", text("Author")),
        (3, *b"tIME", vec![0x07, 0xe6, 9, 30, 7, 31, 2]),
        (4, *b"tEXt", text("Comment")),
        (5, *b"tEXt", text("Software")),
    ];
    for (_, kind, body) in all.iter().filter(|(part, ..)| has(*part)) {
        out.extend(png_chunk(kind, body));
    }
    out.extend(rest);
    if has(6) {
        out.extend(said("tail").as_bytes());
    }
    out
}

/// A WebP in its extended form (RFC 9649, section 2.7) with its metadata chunks.
fn tagged_webp(picture: &RgbImage, parts: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    WebPEncoder::new_lossless(&mut plain)
        .encode(
            picture,
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgb8,
        )
        .expect("encodes");
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let size = (body.len() as u32).to_le_bytes();
        let pad: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
        [&kind[..], &size, body, pad].concat()
    };
    let has = |part: usize| parts >> part & 1 == 1;
    let flags =
        if has(0) { 8 } else { 0 } | if has(1) { 4 } else { 0 } | if has(3) { 32 } else { 0 };
    let measure = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    let head = [
        vec![flags, 0, 0, 0],
        measure(picture.width()),
        measure(picture.height()),
    ]
    .concat();
    let mut body = chunk(b"VP8X", &head);
    if has(3) {
        body.extend(chunk(b"ICCP", &icc()));
    }
    body.extend(&plain[12..]);
    if has(0) {
        body.extend(chunk(b"EXIF", &tiff(&[])));
    }
    if has(1) {
        body.extend(chunk(b"XMP ", &xmp()));
    }
    let size = (body.len() as u32 + 4).to_le_bytes();
    [b"RIFF".to_vec(), size.to_vec(), b"WEBP".to_vec(), body].concat()
}

fn tagged_gif(picture: &RgbImage) -> Vec<u8> {
    let mut out = encoded(picture, ImageFormat::Gif);
    let trailer = out.pop();
    let words = said("comment");
    out.extend([0x21, 0xfe, words.len() as u8]);
    out.extend(words.as_bytes());
    out.push(0);
    out.extend(trailer);
    out
}

/// 240 photographs: every mixture of parts for JPEG, and many of the others.
pub fn photographs(folder: &TempDir) -> Vec<Tagged> {
    let picture = street(96, 64);
    let words = |format: &str, parts: usize| {
        let named = PARTS
            .iter()
            .enumerate()
            .filter(|(part, _)| parts >> part & 1 == 1);
        let named: Vec<_> = named.map(|(_, name)| *name).collect();
        format!("{format} with {}", named.join(", "))
    };
    let mut all = Vec::new();
    let mut keep = |name: String, what: String, bytes: &[u8]| {
        all.push(Tagged {
            path: write(folder, &name, bytes),
            what,
        });
    };
    for parts in 1..128 {
        keep(
            format!("{parts}.jpg"),
            words("JPEG", parts),
            &tagged_jpeg(&picture, parts),
        );
    }
    for parts in 1..97 {
        keep(
            format!("{parts}.png"),
            words("PNG", parts),
            &tagged_png(&picture, parts),
        );
    }
    for parts in [1, 2, 3, 8, 9, 10, 11] {
        keep(
            format!("{parts}.webp"),
            words("WebP", parts),
            &tagged_webp(&picture, parts),
        );
    }
    for turn in 1..=10 {
        let picture = street(40 + turn, 30);
        keep(
            format!("{turn}.gif"),
            "GIF with comment".into(),
            &tagged_gif(&picture),
        );
    }
    all
}
