//! Where metadata stands in a photograph: segments of a JPEG, chunks of PNG and WebP, extensions of
//! a GIF. Nothing is interpreted here; every length is checked and every walk ends.

/// What a part of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An XMP packet.
    Xmp,
    /// Photoshop's resources, IPTC among them.
    Photoshop,
    /// JUMBF boxes (ISO 19566-5), such as Content Credentials.
    Jumbf,
    /// A comment in words.
    Comment,
    /// The index of a file with several pictures (CIPA DC-007).
    MultiPicture,
    /// The marker of a gain map (ISO 21496-1).
    GainMap,
    /// What follows the end of the picture.
    Tail,
}

/// One part.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub kind: Kind,
    /// Such as `APP1` or `iTXt`.
    pub place: &'static str,
    pub bytes: Vec<u8>,
}

/// Most parts that are looked at: a JPEG may be nothing but segments.
const MOST: usize = 4_000;
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const MULTI_PICTURE: &[u8] = b"MPF\0";
const GAIN_MAP: &[u8] = b"urn:iso:std:iso:ts:21496:-1\0";

/// The parts of a photograph of this type.
pub(crate) fn of(bytes: &[u8], mime: &str) -> Vec<Part> {
    match mime {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        "image/webp" => webp(bytes),
        _ => Vec::new(),
    }
}

fn part(kind: Kind, place: &'static str, bytes: &[u8]) -> Part {
    Part {
        kind,
        place,
        bytes: bytes.to_vec(),
    }
}

fn jpeg(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut credentials = Vec::new();
    let mut rest = bytes.get(2..).unwrap_or_default();
    for _ in 0..MOST {
        let Some((marker, content, after)) = segment(rest) else {
            break;
        };
        rest = after;
        match marker {
            // The picture itself begins.
            0xda => break,
            0xe1 => parts.extend(
                content
                    .strip_prefix(XMP)
                    .map(|it| part(Kind::Xmp, "APP1", it)),
            ),
            0xe2 if content.starts_with(MULTI_PICTURE) => {
                parts.push(part(Kind::MultiPicture, "APP2", content));
            }
            0xe2 if content.starts_with(GAIN_MAP) => {
                parts.push(part(Kind::GainMap, "APP2", &[]));
            }
            0xeb => credentials.extend(jumbf_piece(content, credentials.is_empty())),
            0xed => parts.extend(
                content
                    .strip_prefix(PHOTOSHOP)
                    .map(|it| part(Kind::Photoshop, "APP13", it)),
            ),
            0xfe => parts.push(part(Kind::Comment, "COM", content)),
            _ => {}
        }
    }
    if !credentials.is_empty() {
        parts.push(part(Kind::Jumbf, "APP11", &credentials));
    }
    parts.extend(tail(bytes));
    parts
}

/// Marker, content and what follows of one segment.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let bytes = bytes.strip_prefix(&[0xff])?;
    let marker = bytes.iter().position(|byte| *byte != 0xff)?;
    let (code, after) = (bytes[marker], &bytes[marker + 1..]);
    let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
    let content = after.get(2..length)?;
    Some((code, content, &after[length..]))
}

/// A box that is cut over several segments repeats its head in each (ISO 19566-5, D.2): `JP`, two
/// bytes of number, four of sequence, then the box.
fn jumbf_piece(content: &[u8], is_first: bool) -> Vec<u8> {
    let Some(piece) = content.strip_prefix(b"JP").and_then(|rest| rest.get(6..)) else {
        return Vec::new();
    };
    let skip = if is_first { 0 } else { 8 };
    piece.get(skip..).unwrap_or_default().to_vec()
}

/// A film or a second picture behind the end of the first.
fn tail(bytes: &[u8]) -> Option<Part> {
    let mut from = 0;
    while let Some(found) = find(bytes.get(from..)?, b"ftyp") {
        let at = from + found;
        // A box says how long it is, and the first of a film is short.
        let length = at
            .checked_sub(4)
            .and_then(|start| bytes[start..at].first_chunk());
        if length.is_some_and(|length| (8..=256).contains(&u32::from_be_bytes(*length))) {
            return Some(part(Kind::Tail, "after the picture", &[]));
        }
        from = at + 4;
    }
    None
}

/// Where one text first stands in another.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn png(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = bytes.get(8..).unwrap_or_default();
    for _ in 0..MOST {
        let Some((name, content, after)) = chunk(rest, u32::from_be_bytes, true) else {
            break;
        };
        rest = after;
        match &name {
            b"iTXt" => parts.push(international(content)),
            b"tEXt" => parts.push(part(Kind::Comment, "tEXt", content)),
            b"caBX" => parts.push(part(Kind::Jumbf, "caBX", content)),
            _ => {}
        }
    }
    parts
}

/// `keyword \0 compressed method language \0 translated \0 text`; only what is not compressed.
fn international(content: &[u8]) -> Part {
    let packet = content.strip_prefix(b"XML:com.adobe.xmp\0\0\0");
    let text = packet.and_then(|rest| rest.splitn(3, |byte| *byte == 0).nth(2));
    match text {
        Some(text) => part(Kind::Xmp, "iTXt", text),
        None => part(Kind::Comment, "iTXt", content),
    }
}

fn webp(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = bytes.get(12..).unwrap_or_default();
    for _ in 0..MOST {
        let Some((name, content, after)) = chunk(rest, u32::from_le_bytes, false) else {
            break;
        };
        rest = after;
        match &name {
            b"XMP " => parts.push(part(Kind::Xmp, "XMP", content)),
            b"C2PA" => parts.push(part(Kind::Jumbf, "C2PA", content)),
            _ => {}
        }
    }
    parts
}

/// Name, content and what follows. PNG writes the length first and a checksum last; RIFF the name
/// first, and pads to even lengths.
fn chunk(
    bytes: &[u8],
    number: fn([u8; 4]) -> u32,
    is_png: bool,
) -> Option<([u8; 4], &[u8], &[u8])> {
    let (first, second) = (
        *bytes.first_chunk::<4>()?,
        *bytes.get(4..)?.first_chunk::<4>()?,
    );
    let (name, length) = if is_png {
        (second, first)
    } else {
        (first, second)
    };
    let length = usize::try_from(number(length)).ok()?;
    let end = length.checked_add(8)?;
    let content = bytes.get(8..end)?;
    let after = end + if is_png { 4 } else { length % 2 };
    Some((name, content, bytes.get(after..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_lie_end_the_walk() {
        assert!(of(&[0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff], "image/jpeg").is_empty());
        assert!(of(&[0xff, 0xd8, 0xff, 0xe1, 0, 0], "image/jpeg").is_empty());
        assert!(of(&[0x89; 40], "image/png").is_empty());
        assert!(of(&[0xff; 40], "image/webp").is_empty());
    }

    #[test]
    fn a_segment_is_found_behind_thousands_of_others() {
        let mut bytes = vec![0xff, 0xd8];
        for _ in 0..3_000 {
            bytes.extend([0xff, 0xe5, 0, 2]);
        }
        bytes.extend([0xff, 0xfe, 0, 5]);
        bytes.extend(b"hey");
        let parts = of(&bytes, "image/jpeg");
        assert_eq!((parts.len(), parts[0].place), (1, "COM"));
        for _ in 0..3_000 {
            bytes.splice(2..2, [0xff, 0xe5, 0, 2]);
        }
        assert!(of(&bytes, "image/jpeg").is_empty(), "no walk is endless");
    }
}
