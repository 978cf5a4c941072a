//! ISO base media and Matroska, box by box: lies about lengths, counts and sizes, loops and nests,
//! and a film cut off or mended wrongly at each of its boxes (ISO 14496-12, 4.2).

use super::{Expect, Input};

/// Boxes that hold boxes.
const HOLDERS: [&[u8; 4]; 6] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta"];

/// Where a box begins, and its length.
struct Place {
    at: usize,
    length: usize,
    kind: [u8; 4],
}

/// Every box of a film, outer ones first.
fn places(film: &[u8]) -> Vec<Place> {
    let mut found = Vec::new();
    let mut todo = Vec::from([(0, film.len())]);
    while let Some((start, end)) = todo.pop() {
        let mut at = start;
        while at + 8 <= end {
            let length = u32::from_be_bytes([film[at], film[at + 1], film[at + 2], film[at + 3]]);
            let (length, kind) = (
                length as usize,
                [film[at + 4], film[at + 5], film[at + 6], film[at + 7]],
            );
            if length < 8 || at + length > end {
                break;
            }
            if HOLDERS.contains(&&kind) {
                todo.push((at + 8, at + length));
            }
            found.push(Place { at, length, kind });
            at += length;
        }
    }
    found
}

fn title(what: &str, place: &Place) -> String {
    let kind = String::from_utf8_lossy(&place.kind);
    format!("box: {kind} at {} {what}", place.at)
}

/// The film cut off at, within and behind each box.
pub fn truncations(film: &[u8]) -> Vec<Input> {
    let cut = |place: &Place, after: usize, words: &str| {
        let end = (place.at + after).max(20).min(film.len());
        let bytes = film[..end].to_vec();
        Input::new(title(words, place), "a.mp4", bytes, Expect::Anything)
    };
    let all = places(film);
    let cuts = all.iter().skip(1).flat_map(|place| {
        [
            cut(place, 0, "is missing"),
            cut(place, 4, "has a length alone"),
            cut(place, 8, "has a head alone"),
            cut(place, place.length / 2, "breaks off"),
        ]
    });
    cuts.collect()
}

/// The film with a wrong length in each box.
pub fn wrong_lengths(film: &[u8]) -> Vec<Input> {
    let lengths = [0_u32, 1, 7, 9, 0x7fff_ffff, 0xffff_ffff];
    let all = places(film);
    let wrong = all.iter().flat_map(|place| {
        lengths.map(|length| {
            let mut bytes = film.to_vec();
            bytes[place.at..place.at + 4].copy_from_slice(&length.to_be_bytes());
            let words = format!("of length {length}");
            Input::new(title(&words, place), "a.mp4", bytes, Expect::Anything)
        })
    });
    wrong.collect()
}

/// Particular lies.
#[rustfmt::skip]
pub fn boxes(film: &[u8]) -> Vec<Input> {
    let ftyp = b"\0\0\0\x14ftypisom\0\0\0\0mp41".to_vec();
    let with = |name: &str, rest: &[u8], expect| {
        Input::new(format!("box: {name}"), "a.mp4", [&ftyp, rest].concat(), expect)
    };
    let nest = |depth: u32| {
        let head = |level: u32| [&(8 * (depth - level)).to_be_bytes()[..], b"moov"].concat();
        (0..depth).flat_map(head).collect::<Vec<u8>>()
    };
    let changed = |name: &str, kind: &[u8; 4], offset: usize, value: &[u8], expect| {
        let mut bytes = film.to_vec();
        let at = places(film).into_iter().find(|place| &place.kind == kind);
        let at = at.expect("the film has such a box").at + offset;
        bytes[at..at + value.len()].copy_from_slice(value);
        Input::new(format!("box: {name}"), "a.mp4", bytes, expect)
    };
    let most = [0xff; 4];
    let without_index = {
        let place = places(film)
            .into_iter()
            .find(|place| &place.kind == b"moov");
        let place = place.expect("an index");
        [&film[..place.at], &film[place.at + place.length..]].concat()
    };
    let ebml = b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska\x42\x87\x81\x04\x42\x85\x81\x02";
    let matroska = |name: &str, rest: &[u8]| {
        Input::new(format!("matroska: {name}"), "a.mkv", [&ebml[..], rest].concat(), Expect::NoPreview)
    };
    vec![
        with("head alone", b"", Expect::NoPreview),
        with("20,000 nested", &nest(20_000), Expect::NoPreview),
        with("200,000 nested", &nest(200_000), Expect::NoPreview),
        with("without length in a row", &b"\0\0\0\0free".repeat(1_000), Expect::NoPreview),
        with("a million empty ones", &b"\0\0\0\x08free".repeat(1_000_000), Expect::NoPreview),
        with("of 2^63 bytes", b"\0\0\0\x01moov\x80\0\0\0\0\0\0\0", Expect::NoPreview),
        with("of -1 bytes", b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff", Expect::NoPreview),
        with("zeros to the end", &[0; 100_000], Expect::NoPreview),
        Input::new("box: no index, as when the phone dies", "a.mp4", without_index, Expect::NoPreview),
        Input::new("box: two thirds of a film", "a.mp4", film[..film.len() * 2 / 3].to_vec(), Expect::NoPreview),
        changed("4 billion sample sizes", b"stsz", 16, &most, Expect::Stored),
        changed("4 billion chunks", b"stco", 12, &most, Expect::Stored),
        changed("4 billion times", b"stts", 12, &most, Expect::Stored),
        changed("4 billion descriptions", b"stsd", 12, &most, Expect::Stored),
        changed("32,768 squared, it says", b"tkhd", 84, &[0x80, 0, 0, 0, 0x80, 0, 0, 0], Expect::Stored),
        changed("endless, it says", b"mvhd", 24, &most, Expect::Stored),
        changed("no time scale", b"mdhd", 20, &[0; 4], Expect::Stored),
        changed("data in another file", b"dinf", 8, b"\0\0\0\x1cdref", Expect::Stored),
        Input::new("film: twice in one file", "a.mp4", film.repeat(2), Expect::Store),
        Input::new("film: and a zip", "a.mp4", [film, b"PK\x03\x04evil"].concat(), Expect::Store),
        matroska("head alone", b""),
        matroska("unknown sizes", &b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff".repeat(500)),
        matroska("clusters without end", &b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff".repeat(10_000)),
        matroska("a segment of 2^56 bytes", b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xfe"),
    ]
}
