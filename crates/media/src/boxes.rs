//! Boxes of ISO base media and QuickTime files that say who, when, where and with what; with the
//! path of each. Only heads and small boxes are read, so the size of a file does not matter.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use cairn_domain::MetadataClaim;
use chrono::{DateTime, TimeDelta};

use crate::{
    claims::{claim, text},
    container::read_tag,
    jumbf, xmp,
};

const TOOL: &str = "cairn-media boxes 1";
/// Most boxes that are looked at; 20,000 nested ones are a known trick.
const MOST: usize = 2_000;
const DEEPEST: usize = 10;
/// Largest box whose content is read, in bytes: text, and packets of XMP or C2PA.
const LARGEST_TEXT: u64 = 64 << 10;
const LARGEST_PACKET: u64 = 2 << 20;
/// Boxes that hold boxes which are of interest here.
const CONTAINERS: &[&[u8; 4]] = &[b"moov", b"trak", b"mdia", b"udta", b"meta", b"ilst"];
const XMP_ID: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
const C2PA_ID: [u8; 16] = *b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";
/// Text boxes of 3GPP (TS 26.244, 8), by what they are called elsewhere.
const THREE_GPP: &[(&[u8; 4], &str)] = &[
    (b"titl", "Title"),
    (b"auth", "Author"),
    (b"perf", "Performer"),
    (b"dscp", "Description"),
    (b"cprt", "Copyright"),
];

/// What the boxes of a file claim.
pub(crate) fn of_file(path: &Path) -> Vec<MetadataClaim> {
    let Ok(file) = File::open(path) else {
        return Vec::new();
    };
    let end = file.metadata().map_or(0, |about| about.len());
    read(file, end)
}

/// What the boxes of so many bytes claim.
pub(crate) fn read(source: impl Read + Seek, end: u64) -> Vec<MetadataClaim> {
    let mut walk = Walk {
        source,
        left: MOST,
        keys: Vec::new(),
        claims: Vec::new(),
    };
    // A file that cannot be read to its end says what it said until then.
    let _ = walk.boxes(0, end, "", 0);
    walk.claims
}

struct Walk<S> {
    source: S,
    left: usize,
    /// Names of the items of a QuickTime list, by number from 1.
    keys: Vec<String>,
    claims: Vec<MetadataClaim>,
}

/// One box: its type, where its content is.
struct Head {
    kind: [u8; 4],
    start: u64,
    end: u64,
}

impl<S: Read + Seek> Walk<S> {
    fn boxes(&mut self, from: u64, to: u64, path: &str, depth: usize) -> Option<()> {
        let mut at = from;
        while at + 8 <= to && self.left > 0 && depth < DEEPEST {
            self.left -= 1;
            let it = self.head(at, to)?;
            at = it.end;
            let path = join(path, it.kind);
            if CONTAINERS.contains(&&it.kind) {
                let start = it.start + self.full_head(&it)?;
                self.boxes(start, it.end, &path, depth + 1)?;
            } else if path.contains("/ilst/") {
                self.list_item(&it, &path);
            } else {
                self.leaf(&it, &path);
            }
        }
        Some(())
    }

    fn head(&mut self, at: u64, to: u64) -> Option<Head> {
        let head = self.bytes(at, 8)?;
        let kind = *head.get(4..)?.first_chunk()?;
        let short = u64::from(u32::from_be_bytes(*head.first_chunk()?));
        let (start, length) = match short {
            0 => (at + 8, to - at),
            1 => (
                at + 16,
                u64::from_be_bytes(*self.bytes(at + 8, 8)?.first_chunk()?),
            ),
            short => (at + 8, short),
        };
        let end = at
            .checked_add(length)
            .filter(|end| *end >= start && *end <= to)?;
        Some(Head { kind, start, end })
    }

    /// `meta` begins with four bytes of version in MP4 and at once with a box in QuickTime.
    fn full_head(&mut self, it: &Head) -> Option<u64> {
        if &it.kind != b"meta" {
            return Some(0);
        }
        let first = self.bytes(it.start, 8.min(it.end - it.start))?;
        Some(if first.get(4..8) == Some(b"hdlr") {
            0
        } else {
            4
        })
    }

    fn bytes(&mut self, at: u64, length: u64) -> Option<Vec<u8>> {
        self.source.seek(SeekFrom::Start(at)).ok()?;
        let mut bytes = Vec::new();
        (&mut self.source)
            .take(length)
            .read_to_end(&mut bytes)
            .ok()?;
        (bytes.len() as u64 == length).then_some(bytes)
    }

    /// The content of a box, if it is not larger than this.
    fn content(&mut self, it: &Head, largest: u64) -> Option<Vec<u8>> {
        let length = it.end - it.start;
        (length <= largest)
            .then(|| self.bytes(it.start, length))
            .flatten()
    }

    fn leaf(&mut self, it: &Head, path: &str) -> Option<()> {
        match &it.kind {
            b"uuid" => {
                let id: [u8; 16] = self.bytes(it.start, 16)?.try_into().ok()?;
                let content = self.content(it, LARGEST_PACKET)?;
                match id {
                    XMP_ID => self.claims.extend(xmp::read(&content[16..], path)),
                    // Four bytes of version, a word of purpose, eight bytes of offset.
                    C2PA_ID => {
                        let rest = content.get(20..)?;
                        let end = rest.iter().position(|byte| *byte == 0)?;
                        self.claims.extend(jumbf::read(rest.get(end + 9..)?, path));
                    }
                    _ => {}
                }
            }
            b"XMP_" => {
                let content = self.content(it, LARGEST_PACKET)?;
                self.claims.extend(xmp::read(&content, path));
            }
            b"mvhd" => self.dates(it, path, "CreateDate", "ModifyDate")?,
            b"mdhd" => self.dates(it, path, "MediaCreateDate", "MediaModifyDate")?,
            b"keys" => self.keys = key_names(&self.content(it, LARGEST_TEXT)?),
            b"loci" => {
                let content = self.content(it, LARGEST_TEXT)?;
                self.claims.push(located(&content, path)?);
            }
            // QuickTime's own: two bytes of length, two of language, text.
            [0xa9, _, _, _] => {
                let content = self.content(it, LARGEST_TEXT)?;
                let length = usize::from(u16::from_be_bytes(*content.first_chunk()?));
                self.say(&it.kind, content.get(4..4 + length)?, path);
            }
            kind if path.contains("/udta/") => {
                let content = self.content(it, LARGEST_TEXT)?;
                let known = THREE_GPP.iter().find(|known| known.0 == kind);
                let said = match known {
                    Some((_, name)) => claim(name, text(content.get(6..)?), path, TOOL),
                    None => claim(&spell(kind), text(&content), path, TOOL),
                };
                self.claims.push(said);
            }
            _ => {}
        }
        Some(())
    }

    /// `data` in an item of a list: four bytes of type, four of language, the value.
    fn list_item(&mut self, it: &Head, path: &str) -> Option<()> {
        let content = self.content(it, LARGEST_TEXT)?;
        let length = usize::try_from(u32::from_be_bytes(*content.first_chunk()?)).ok()?;
        let value = content.get(16..length)?;
        let number = usize::try_from(u32::from_be_bytes(it.kind)).ok()?;
        let name = number
            .checked_sub(1)
            .and_then(|at| self.keys.get(at))
            .cloned();
        match name {
            Some(name) => self
                .claims
                .extend(read_tag(&name, &text(value), path, TOOL)),
            None => self.say(&it.kind, value, path),
        }
        Some(())
    }

    fn say(&mut self, kind: &[u8; 4], value: &[u8], path: &str) {
        let name = match kind {
            b"\xa9xyz" => "location",
            b"\xa9day" => "date",
            b"\xa9mak" => "make",
            b"\xa9mod" => "model",
            b"\xa9swr" => "software",
            b"\xa9too" | b"\xa9enc" => "encoder",
            _ => "",
        };
        if name.is_empty() {
            self.claims
                .push(claim(&spell(kind), text(value), path, TOOL));
        } else {
            self.claims.extend(read_tag(name, &text(value), path, TOOL));
        }
    }

    /// Creation and modification in seconds since 1904, in 32 or 64 bits by the version.
    fn dates(&mut self, it: &Head, path: &str, created: &str, modified: &str) -> Option<()> {
        let content = self.content(it, LARGEST_TEXT)?;
        let wide = content.first()? == &1;
        let read = |at: usize| {
            let bytes = content.get(4 + at * if wide { 8 } else { 4 }..)?;
            Some(if wide {
                u64::from_be_bytes(*bytes.first_chunk()?)
            } else {
                u32::from_be_bytes(*bytes.first_chunk()?).into()
            })
        };
        for (tag, seconds) in [(created, read(0)?), (modified, read(1)?)] {
            self.claims
                .push(claim(tag, since_1904(seconds), path, TOOL));
        }
        Some(())
    }
}

fn join(path: &str, kind: [u8; 4]) -> String {
    let name = spell(&kind);
    if path.is_empty() {
        name
    } else {
        format!("{path}/{name}")
    }
}

/// A type in letters; what is no letter is written as a number.
fn spell(kind: &[u8; 4]) -> String {
    let letter = |byte: &u8| match byte {
        0xa9 => "©".to_owned(),
        byte if byte.is_ascii_alphanumeric() || b"_- ".contains(byte) => {
            (*byte as char).to_string()
        }
        byte => format!("\\x{byte:02x}"),
    };
    kind.iter().map(letter).collect()
}

fn since_1904(seconds: u64) -> String {
    let zero = DateTime::from_timestamp(-2_082_844_800, 0);
    let gap = i64::try_from(seconds).ok().and_then(TimeDelta::try_seconds);
    let at = zero
        .zip(gap)
        .and_then(|(zero, gap)| zero.checked_add_signed(gap));
    at.map_or_else(
        || format!("{seconds} s after 1904"),
        |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}

/// Four bytes of version, four of count, then entries of length, namespace, name.
fn key_names(content: &[u8]) -> Vec<String> {
    let (mut names, mut rest) = (Vec::new(), content.get(8..).unwrap_or_default());
    while names.len() < MOST {
        let Some(length) = rest
            .first_chunk()
            .map(|bytes| u32::from_be_bytes(*bytes) as usize)
        else {
            break;
        };
        let Some(name) = rest.get(8..length) else {
            break;
        };
        names.push(text(name));
        rest = &rest[length..];
    }
    names
}

/// A place as 3GPP writes it (TS 26.244, 8.10): version, language, a name, a role, then longitude
/// and latitude as 16.16 fixed point.
fn located(content: &[u8], path: &str) -> Option<MetadataClaim> {
    let rest = content.get(6..)?;
    let name = rest.iter().position(|byte| *byte == 0)?;
    let numbers = rest.get(name + 2..)?;
    let fixed = |at: usize| {
        let bytes = numbers.get(at..)?.first_chunk()?;
        Some(f64::from(i32::from_be_bytes(*bytes)) / 65_536.0)
    };
    Some(crate::claims::place(fixed(4)?, fixed(0)?, path, TOOL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_from_1904() {
        assert_eq!(since_1904(0), "1904-01-01T00:00:00Z");
        assert_eq!(since_1904(2_082_844_800), "1970-01-01T00:00:00Z");
        assert!(since_1904(u64::MAX).ends_with("after 1904"));
    }

    #[test]
    fn a_place_of_3gpp_has_longitude_first() {
        let mut content = vec![0, 0, 0, 0, 0x15, 0xc7];
        content.extend(b"Yard\0\0");
        for degrees in [69.5_f64, 34.25] {
            content.extend(((degrees * 65_536.0) as i32).to_be_bytes());
        }
        let claim = located(&content, "moov/udta/loci").expect("a place");
        assert_eq!(claim.raw, "34.250000, 69.500000");
    }
}
