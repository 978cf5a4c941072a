//! HEIC and AVIF samples by `heif-enc`, turned and mirrored by the properties that phones use
//! (`irot` and `imir`, ISO 23008-12, 6.5), which `heif-enc` does not write: put in by hand.

use std::{path::PathBuf, process::Command};

use tempfile::TempDir;

/// A picture as HEIC or AVIF, by the name's extension.
pub fn encode(folder: &TempDir, name: &str, jpeg: &[u8]) -> PathBuf {
    let (from, to) = (
        super::write(folder, "from.jpg", jpeg),
        folder.path().join(name),
    );
    let status = Command::new("heif-enc")
        .args(["-q", "90"])
        .arg(from)
        .arg("-o")
        .arg(&to)
        .status()
        .expect("heif-enc is installed");
    assert!(status.success(), "{name} could not be made");
    to
}

/// The file with its picture shown turned `quarters` times to the left, then mirrored.
pub fn transformed(heif: &[u8], quarters: u8, mirrored: bool) -> Vec<u8> {
    let mut properties = vec![[&b"\0\0\0\x09irot"[..], &[quarters]].concat()];
    if mirrored {
        // Left and right change places.
        properties.push(b"\0\0\0\x09imir\x01".to_vec());
    }
    properties.iter().fold(heif.to_vec(), |file, property| {
        with_property(&file, property)
    })
}

/// Adds one property to the container and one association to its first item.
fn with_property(file: &[u8], property: &[u8]) -> Vec<u8> {
    let path = |names: &[&[u8; 4]]| find(file, names).unwrap_or_else(|| panic!("no {names:?}"));
    let (meta, iprp) = (path(&[b"meta"]), path(&[b"meta", b"iprp"]));
    let ipco = path(&[b"meta", b"iprp", b"ipco"]);
    let ipma = path(&[b"meta", b"iprp", b"ipma"]);
    let count = boxes(file, ipco.0 + 8, ipco.1).len();
    let mut out = file.to_vec();
    // Later bytes first, so that earlier positions hold.
    let associations = ipma.0 + 8 + 4 + 4 + 2;
    let at = associations + 1 + usize::from(file[associations]);
    out.insert(at, 0x80 | u8::try_from(count + 1).expect("few properties"));
    out[associations] += 1;
    out.splice(ipco.1..ipco.1, property.iter().copied());
    let grown = property.len() + 1;
    for (start, by) in [
        (meta.0, grown),
        (iprp.0, grown),
        (ipco.0, property.len()),
        (ipma.0 + property.len(), 1),
    ] {
        add(&mut out, start, by);
    }
    move_items(&mut out, path(&[b"meta", b"iloc"]).0, meta.1, grown);
    out
}

/// Adds to the big-endian number of four bytes that stands here.
fn add(bytes: &mut [u8], at: usize, by: usize) {
    let number = u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let sum = number + u32::try_from(by).expect("small");
    bytes[at..at + 4].copy_from_slice(&sum.to_be_bytes());
}

/// Moves what lies behind the boxes that grew: version 0 with a base and an offset of four bytes
/// each, as `heif-enc` writes it.
fn move_items(out: &mut [u8], iloc: usize, from: usize, by: usize) {
    assert_eq!(out[iloc + 8..iloc + 14], [0, 0, 0, 0, 0x44, 0x40]);
    let four = |out: &[u8], at: usize| {
        u32::from_be_bytes(out[at..at + 4].try_into().expect("four bytes")) as usize
    };
    let two = |out: &[u8], at: usize| usize::from(u16::from_be_bytes([out[at], out[at + 1]]));
    let items = two(out, iloc + 14);
    let mut at = iloc + 16;
    for _ in 0..items {
        let base = four(out, at + 4);
        let extents = two(out, at + 8);
        at += 10;
        for _ in 0..extents {
            if base + four(out, at) >= from {
                add(out, at, by);
            }
            at += 8;
        }
    }
}

/// Start and end of the boxes between two positions, with their kinds.
fn boxes(file: &[u8], mut at: usize, end: usize) -> Vec<([u8; 4], usize, usize)> {
    let mut found = Vec::new();
    while at + 8 <= end {
        let size = u32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes")) as usize;
        let kind = file[at + 4..at + 8].try_into().expect("four bytes");
        found.push((kind, at, at + size));
        at += size.max(8);
    }
    found
}

fn find(file: &[u8], names: &[&[u8; 4]]) -> Option<(usize, usize)> {
    let (mut start, mut end) = (0, file.len());
    for (depth, name) in names.iter().enumerate() {
        let (_, from, to) = boxes(file, start, end)
            .into_iter()
            .find(|(kind, ..)| kind == *name)?;
        if depth + 1 == names.len() {
            return Some((from, to));
        }
        // `meta` is a full box: version and flags come first.
        start = from + 8 + if *name == b"meta" { 4 } else { 0 };
        end = to;
    }
    None
}
