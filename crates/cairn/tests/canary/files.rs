//! Photographs and a film full of names, made by hand.

use std::{io::Cursor, process::Command};

use image::{ImageFormat, Rgb, RgbImage};

use super::birds::Birds;

/// The file of this number with its name: mostly photographs, now and then a film, a picture with
/// text chunks, and a photograph that breaks off.
pub fn file(birds: &Birds, number: usize) -> (String, Vec<u8>) {
    let name = |ending: &str| format!("{} {number}.{ending}", birds.of("file name"));
    match number % 25 {
        7 => (name("png"), png(birds, number)),
        13 => (name("mp4"), film(birds)),
        19 => {
            let mut cut = photo(birds, number);
            cut.truncate(cut.len() / 2);
            (name("jpg"), cut)
        }
        _ => (name("jpg"), photo(birds, number)),
    }
}

fn picture(number: usize, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(96, 64, |x, y| {
        let n = number as u32;
        Rgb([
            (x * (n + 3)) as u8,
            (y * (n + 5)) as u8,
            (x ^ (y + n)) as u8,
        ])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short");
    [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
}

fn photo(birds: &Birds, number: usize) -> Vec<u8> {
    let plain = picture(number, ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(0xe1, &[b"Exif\0\0".to_vec(), tiff(birds)].concat()));
    let xmp = [
        b"http://ns.adobe.com/xap/1.0/\0".to_vec(),
        xmp(birds).into_bytes(),
    ]
    .concat();
    bytes.extend(segment(0xe1, &xmp));
    bytes.extend(segment(0xed, &iptc(birds)));
    bytes.extend(segment(0xfe, birds.of("jpeg comment").as_bytes()));
    bytes.extend(&plain[2..]);
    bytes.extend(birds.of("jpeg tail").as_bytes());
    bytes
}

/// Tag, type, value; ASCII is 2, bytes 1, undefined 7.
type Entry = (u16, u16, Vec<u8>);

fn tiff(birds: &Birds) -> Vec<u8> {
    let text = |place: &str| [birds.of(place).as_bytes(), b"\0"].concat();
    let ascii = |tag: u16, place: &str| -> Entry { (tag, 2, text(place)) };
    let comment = [&b"ASCII\0\0\0"[..], birds.of("exif comment").as_bytes()].concat();
    let wide: Vec<u8> = birds
        .of("exif xp author")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let main: Vec<Entry> = vec![
        ascii(0x010e, "exif description"),
        ascii(0x0131, "exif software"),
        ascii(0x013b, "exif artist"),
        ascii(0x013c, "exif host"),
        ascii(0x8298, "exif copyright"),
        (0x9c9d, 1, wide),
        ascii(0xfde9, "exif unknown tag"),
    ];
    let exif: Vec<Entry> = vec![
        ascii(0x9003, "exif date"),
        (0x927c, 7, text("exif maker note")),
        (0x9286, 7, comment),
        ascii(0xa420, "exif image id"),
        ascii(0xa430, "exif owner"),
        ascii(0xa431, "exif body serial"),
        // A name with a letter that no maker uses.
        (
            0xa434,
            2,
            [birds.of("exif lens").as_bytes(), "ü\0".as_bytes()].concat(),
        ),
        ascii(0xa435, "exif lens serial"),
    ];
    let degrees = |whole: u32, rest: u32| {
        let parts = [whole, 1, 0, 1, rest, 10_000];
        parts.map(u32::to_le_bytes).concat()
    };
    let gps: Vec<Entry> = vec![
        (1, 2, b"N\0".to_vec()),
        (2, 5, degrees(34, 19_911_960)),
        (3, 2, b"E\0".to_vec()),
        (4, 5, degrees(69, 7_471_440)),
        (
            0x1b,
            7,
            [&b"ASCII\0\0\0"[..], birds.of("exif gps method").as_bytes()].concat(),
        ),
        (
            0x1c,
            7,
            [&b"ASCII\0\0\0"[..], birds.of("exif gps area").as_bytes()].concat(),
        ),
    ];
    assemble(main, &exif, &gps)
}

fn assemble(mut main: Vec<Entry>, exif: &[Entry], gps: &[Entry]) -> Vec<u8> {
    main.push((0x8769, 4, vec![0; 4]));
    main.push((0x8825, 4, vec![0; 4]));
    main.sort_by_key(|entry| entry.0);
    let exif_at = 8 + directory(8, &main).len() as u32;
    let gps_at = exif_at + directory(exif_at, exif).len() as u32;
    for entry in &mut main {
        match entry.0 {
            0x8769 => entry.2 = exif_at.to_le_bytes().to_vec(),
            0x8825 => entry.2 = gps_at.to_le_bytes().to_vec(),
            _ => {}
        }
    }
    let mut bytes = b"II\x2a\0\x08\0\0\0".to_vec();
    bytes.extend(directory(8, &main));
    bytes.extend(directory(exif_at, exif));
    bytes.extend(directory(gps_at, gps));
    bytes
}

fn directory(at: u32, entries: &[Entry]) -> Vec<u8> {
    let mut head = (entries.len() as u16).to_le_bytes().to_vec();
    let behind = at + 2 + 12 * entries.len() as u32 + 4;
    let mut tail: Vec<u8> = Vec::new();
    for (tag, kind, value) in entries {
        let size = match kind {
            5 => 8,
            4 => 4,
            _ => 1,
        };
        head.extend(tag.to_le_bytes());
        head.extend(kind.to_le_bytes());
        head.extend((value.len() as u32 / size).to_le_bytes());
        let mut field = value.clone();
        if field.len() > 4 {
            field = (behind + tail.len() as u32).to_le_bytes().to_vec();
            tail.extend(value);
        }
        field.resize(4, 0);
        head.extend(field);
    }
    head.extend([0; 4]);
    head.extend(tail);
    head
}

fn xmp(birds: &Birds) -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:own="urn:own"
          xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
          xmp:CreatorTool="{tool}" xmpMM:DocumentID="{id}" own:{own}="{own}">
        <dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
        <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
        <core:CreatorContactInfo core:CiTelWork="{phone}"/>
        </rdf:Description></rdf:RDF></x:xmpmeta>"#,
        tool = birds.of("xmp tool"),
        id = birds.of("xmp document id"),
        own = birds.of("xmp own namespace"),
        creator = birds.of("xmp creator"),
        rights = birds.of("xmp rights"),
        phone = birds.of("xmp phone"),
    )
}

fn iptc(birds: &Birds) -> Vec<u8> {
    let set = |number: u8, place: &str| {
        let text = birds.of(place);
        [&[0x1c, 2, number, 0, text.len() as u8][..], text.as_bytes()].concat()
    };
    let sets = [
        set(80, "iptc byline"),
        set(90, "iptc city"),
        set(118, "iptc contact"),
        set(120, "iptc caption"),
    ]
    .concat();
    let length = u32::try_from(sets.len()).expect("short").to_be_bytes();
    [
        b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec(),
        length.to_vec(),
        sets,
    ]
    .concat()
}

fn png(birds: &Birds, number: usize) -> Vec<u8> {
    let plain = picture(number, ImageFormat::Png);
    let content = [&b"Author\0"[..], birds.of("png text").as_bytes()].concat();
    let mut chunk = u32::try_from(content.len())
        .expect("short")
        .to_be_bytes()
        .to_vec();
    chunk.extend(b"tEXt");
    chunk.extend(&content);
    chunk.extend(crc32(&[&b"tEXt"[..], &content].concat()).to_be_bytes());
    // Right behind the header, which is 8 bytes of name and a chunk of 25.
    [&plain[..33], &chunk, &plain[33..]].concat()
}

/// The checksum of a PNG chunk (ISO 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn film(birds: &Birds) -> Vec<u8> {
    let tag = |name: &str, place: &str| format!("{name}={}", birds.of(place));
    let tags = [
        tag("artist", "mp4 artist"),
        tag("title", "mp4 title"),
        tag("comment", "mp4 comment"),
        "location=+34.553110+069.207540/".to_owned(),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    let status = Command::new("ffmpeg")
        .args([
            "-nostdin",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=5:d=1",
        ])
        .args(tags.iter().flat_map(|tag| ["-metadata", tag]))
        .arg(&path)
        .status()
        .expect("ffmpeg is installed");
    assert!(status.success());
    let mut bytes = std::fs::read(&path).expect("a film");
    // A box that no player knows.
    let text = birds.of("mp4 brand text");
    let length = u32::try_from(text.len() + 8).expect("short");
    bytes.extend([&length.to_be_bytes()[..], b"skip", text.as_bytes()].concat());
    bytes
}
