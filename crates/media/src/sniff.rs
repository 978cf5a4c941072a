//! What kind of file the first bytes say it is. Cairn's own short list; everything else is refused.
//!
//! The client's file name and MIME type play no part. Nothing here follows, parses or trusts the
//! content further than its first 4096 bytes.

use cairn_domain::MediaKind::{self, Audio, Photo, Video};

/// How many bytes [`sniff`] looks at.
const WINDOW: usize = 4096;

/// A kind of file that Cairn takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The MIME type, one of the fixed list in this module.
    pub mime: &'static str,
    /// Photo, video or audio.
    pub kind: MediaKind,
}

/// The MIME types Cairn takes.
const KNOWN: &[(&str, MediaKind)] = &[
    ("image/jpeg", Photo),
    ("image/png", Photo),
    ("image/webp", Photo),
    ("image/gif", Photo),
    ("image/heic", Photo),
    ("image/avif", Photo),
    ("video/mp4", Video),
    ("video/quicktime", Video),
    ("video/3gpp", Video),
    ("video/x-matroska", Video),
    ("video/webm", Video),
    ("video/x-msvideo", Video),
    ("audio/mpeg", Audio),
    ("audio/mp4", Audio),
    ("audio/ogg", Audio),
    ("audio/wav", Audio),
];

impl Sniffed {
    /// The entry of the fixed list with this MIME type, for files that were sniffed earlier and
    /// whose type was stored.
    pub fn of_mime(mime: &str) -> Option<Self> {
        KNOWN
            .iter()
            .find(|known| known.0 == mime)
            .map(|&(mime, kind)| Self { mime, kind })
    }
}

/// What the first bytes say, looking at no more than 4096 of them. `None`: not a kind of file
/// Cairn takes (among them SVG, HTML, PDF, archives and every kind of playlist, which are text or
/// have other first bytes).
pub fn sniff(first: &[u8]) -> Option<Sniffed> {
    let first = &first[..first.len().min(WINDOW)];
    let mime = still(first)
        .or_else(|| riff(first))
        .or_else(|| iso_media(first))
        .or_else(|| matroska(first))
        .or_else(|| ogg(first))
        .or_else(|| mp3(first))?;
    Sniffed::of_mime(mime)
}

fn still(first: &[u8]) -> Option<&'static str> {
    match first {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        _ => None,
    }
}

fn riff(first: &[u8]) -> Option<&'static str> {
    if !first.starts_with(b"RIFF") {
        return None;
    }
    match first.get(8..12)? {
        b"WEBP" => Some("image/webp"),
        b"AVI " => Some("video/x-msvideo"),
        b"WAVE" => Some("audio/wav"),
        _ => None,
    }
}

/// ISO base media files begin with a box: 4 bytes of length, 4 of type. `ftyp` names brands;
/// QuickTime files from before 2001 begin with their content.
fn iso_media(first: &[u8]) -> Option<&'static str> {
    let length = u32::from_be_bytes(first.get(..4)?.try_into().ok()?);
    match first.get(4..8)? {
        b"ftyp" if length >= 16 => {
            let end = usize::try_from(length).ok()?.min(first.len());
            brands(first.get(8..12)?, first.get(16..end).unwrap_or_default())
        }
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" => Some("video/quicktime"),
        _ => None,
    }
}

/// The major brand decides if we know it, else the first compatible one that we know.
fn brands(major: &[u8], compatible: &[u8]) -> Option<&'static str> {
    // `mif1` and `msf1` only say "pictures in HEIF"; which codec is among the compatible brands.
    let all = std::iter::once(major)
        .chain(compatible.chunks_exact(4))
        .take(64);
    all.clone().find_map(brand).or_else(|| {
        all.clone()
            .any(|brand| matches!(brand, b"mif1" | b"msf1"))
            .then_some("image/heic")
    })
}

fn brand(brand: &[u8]) -> Option<&'static str> {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some("image/heic"),
        b"avif" | b"avis" => Some("image/avif"),
        b"qt  " => Some("video/quicktime"),
        b"M4A " | b"M4B " => Some("audio/mp4"),
        b"isom" | b"mp41" | b"mp42" | b"avc1" | b"dash" | b"M4V " | b"mmp4" | b"MSNV" | b"f4v " => {
            Some("video/mp4")
        }
        [b'i', b's', b'o', b'2'..=b'9'] => Some("video/mp4"),
        [b'3', b'g', b'p' | b'2' | b'g' | b'e' | b's', _] => Some("video/3gpp"),
        _ => None,
    }
}

/// EBML: the document type (element 0x4282) stands in the header, well within the window.
fn matroska(first: &[u8]) -> Option<&'static str> {
    let header = first.strip_prefix(&[0x1a, 0x45, 0xdf, 0xa3])?;
    let at = header.windows(2).position(|id| id == [0x42, 0x82])?;
    let name = header.get(at + 3..)?;
    if name.starts_with(b"webm") {
        Some("video/webm")
    } else if name.starts_with(b"matroska") {
        Some("video/x-matroska")
    } else {
        None
    }
}

/// Only Ogg that opens with a sound stream; the page header is 27 bytes and a segment table.
fn ogg(first: &[u8]) -> Option<&'static str> {
    if !first.starts_with(b"OggS") {
        return None;
    }
    let packet = first.get(27 + usize::from(*first.get(26)?)..)?;
    let sound: [&[u8]; 4] = [b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   "];
    sound
        .iter()
        .any(|start| packet.starts_with(start))
        .then_some("audio/ogg")
}

fn mp3(first: &[u8]) -> Option<&'static str> {
    let tagged = matches!(first, [b'I', b'D', b'3', 2..=4, minor, _, a, b, c, d, ..]
        if *minor < 0xff && (a | b | c | d) & 0x80 == 0);
    // Two frames in a row: a lone frame header is only eleven set bits, which other files have too.
    let bare = || {
        mp3_frame(first)
            .and_then(|length| first.get(length..))
            .and_then(mp3_frame)
            .is_some()
    };
    (tagged || bare()).then_some("audio/mpeg")
}

/// Length in bytes of the MPEG layer III frame that starts here (ISO 11172-3, 2.4.2.3).
fn mp3_frame(bytes: &[u8]) -> Option<usize> {
    const KBIT_V1: [usize; 15] = [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
    ];
    const KBIT_V2: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    const HERTZ_V1: [usize; 3] = [44_100, 48_000, 32_000];
    let &[0xff, second, third, ..] = bytes else {
        return None;
    };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second < 0xe0 || layer != 1 || version == 1 {
        return None;
    }
    let (kbit, halvings, samples) = match version {
        3 => (KBIT_V1, 0, 144_000),
        2 => (KBIT_V2, 1, 72_000),
        _ => (KBIT_V2, 2, 72_000),
    };
    let kbit = *kbit
        .get(usize::from(third >> 4))
        .filter(|kbit| **kbit > 0)?;
    let hertz = HERTZ_V1.get(usize::from(third >> 2 & 3))? >> halvings;
    Some(samples * kbit / hertz + usize::from(third >> 1 & 1))
}
