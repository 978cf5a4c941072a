//! JPEGs: lies about size, endless segments and scans, rare varieties, tails (ITU-T T.81, annex B).

use super::{Expect, Input, stills};

#[rustfmt::skip]
pub fn jpegs() -> Vec<Input> {
    let ordinary = stills::jpeg(96, 64);
    let sof = ordinary
        .windows(2)
        .position(|it| it == [0xff, 0xc0])
        .expect("a frame header");
    let changed = |name: &str, at: usize, new: &[u8], expect| {
        let mut bytes = ordinary.clone();
        bytes[at..at + new.len()].copy_from_slice(new);
        Input::new(name, "a.jpg", bytes, expect)
    };
    let size = |height: u16, width: u16| [height.to_be_bytes(), width.to_be_bytes()].concat();
    let with = |name: &str, segments: &[u8], expect| {
        Input::new(name, "a.jpg", inserted(&ordinary, segments), expect)
    };
    let tailed = |name: &str, tail: &[u8], expect| {
        Input::new(name, "a.jpg", [&ordinary, tail].concat(), expect)
    };
    let app = |data: &[u8]| segment(0xe5, data);
    vec![
        Input::new("jpeg: magic alone", "a.jpg", vec![0xff, 0xd8, 0xff], Expect::NoPreview),
        changed("jpeg: 65,500 squared", sof + 5, &size(65_500, 65_500), Expect::NoPreview),
        changed("jpeg: no size", sof + 5, &size(0, 0), Expect::NoPreview),
        changed("jpeg: lossless", sof + 1, &[0xc3], Expect::Stored),
        changed("jpeg: arithmetic", sof + 1, &[0xc9], Expect::Stored),
        changed("jpeg: 12 bits", sof + 4, &[12], Expect::Stored),
        changed("jpeg: four colours", sof + 9, &[4], Expect::Stored),
        changed("jpeg: wild sampling", sof + 11, &[0xff], Expect::Stored),
        with("jpeg: 10,000 segments", &app(b"a").repeat(10_000), Expect::Stored),
        with("jpeg: 4 MB of fill bytes", &vec![0xff; 4 << 20], Expect::Stored),
        with("jpeg: 60 MB of comments", &segment(0xfe, &[b'a'; 60_000]).repeat(1_000), Expect::Stored),
        Input::new("jpeg: 20 scans", "a.jpg", progressive(20), Expect::Store),
        Input::new("jpeg: 500 scans", "a.jpg", progressive(500), Expect::Stored),
        Input::new("jpeg: 20,000 scans", "a.jpg", progressive(20_000), Expect::Stored),
        Input::new("jpeg: cut in half", "a.jpg", ordinary[..ordinary.len() / 2].to_vec(), Expect::Stored),
        tailed("jpeg: and a page", b"<html><script>alert(1)</script>", Expect::Store),
        tailed("jpeg: and a film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Expect::Store),
        tailed("jpeg: and a test virus", EICAR_IN_PARTS.concat().as_bytes(), Expect::Store),
        with("jpeg: entities in XMP", &xmp(LAUGHS), Expect::Store),
        with("jpeg: outside entity in XMP", &xmp(OUTSIDE), Expect::Store),
        with("jpeg: segment longer than the file", &[0xff, 0xe5, 0xff, 0xff], Expect::Stored),
    ]
}

/// In parts, so that no scanner takes this source for it.
const EICAR_IN_PARTS: [&str; 3] = [
    "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-",
    "STANDARD-ANTIVIRUS-TEST-",
    "FILE!$H+H*",
];
const LAUGHS: &str = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>";
const OUTSIDE: &str = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";

fn xmp(doctype: &str) -> Vec<u8> {
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let packet = format!(
        "http://ns.adobe.com/xap/1.0/\0<?xml version=\"1.0\"?>{doctype}<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"{rdf}\"><rdf:Description xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         dc:creator=\"&f;\">&f;</rdf:Description></rdf:RDF></x:xmpmeta>"
    );
    segment(0xe1, packet.as_bytes())
}

/// Segments put right behind the start marker.
pub fn inserted(jpeg: &[u8], segments: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segments, &jpeg[2..]].concat()
}

pub fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).expect("fits a segment");
    [&[0xff, marker][..], &length.to_be_bytes(), data].concat()
}

/// A grey picture of 64 blocks whose every coefficient is zero, said again in each scan.
fn progressive(scans: usize) -> Vec<u8> {
    let one_code = |class: u8| {
        // One code of one bit, for the symbol 0.
        let mut table = vec![class, 1];
        table.extend([0; 15]);
        table.push(0);
        segment(0xc4, &table)
    };
    let scan = |from: u8, to: u8| {
        let head = segment(0xda, &[1, 1, 0, from, to, 0]);
        [head, vec![0; 8]].concat()
    };
    let mut quantisers = vec![0];
    quantisers.extend([1; 64]);
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xdb, &quantisers));
    bytes.extend(segment(0xc2, &[8, 0, 64, 0, 64, 1, 1, 0x11, 0]));
    bytes.extend(one_code(0x00));
    bytes.extend(one_code(0x10));
    bytes.extend(scan(0, 0));
    (1..scans).for_each(|_| bytes.extend(scan(1, 63)));
    bytes.extend([0xff, 0xd9]);
    bytes
}
