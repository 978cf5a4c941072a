//! Claims: what a file says about itself, whole and typed. Never a fact.

use cairn_domain::{MetadataClaim, metadata::tags};

/// Longest text of a claim in characters; the original has the rest.
const LONGEST: usize = 1000;

/// A claim as read, with its typed value if its tag is on the list and its text is sound.
pub(crate) fn claim(tag: &str, raw: impl Into<String>, place: &str, tool: &str) -> MetadataClaim {
    let raw: String = raw.into();
    MetadataClaim {
        parsed: tags::read(tag, &raw),
        tag: tag.to_owned(),
        raw: raw.chars().take(LONGEST).collect(),
        place: place.to_owned(),
        tool: tool.to_owned(),
    }
}

/// A position in decimal degrees.
pub(crate) fn place(lat: f64, lon: f64, place: &str, tool: &str) -> MetadataClaim {
    claim("GPSPosition", format!("{lat:.6}, {lon:.6}"), place, tool)
}

/// Text in bytes, for people: as UTF-8 if it is, else in hexadecimal.
pub(crate) fn text(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(4 * LONGEST)];
    let trimmed = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(&bytes[..0], |last| &bytes[..=last]);
    let is_text = |text: &&str| !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    match std::str::from_utf8(trimmed).ok().filter(is_text) {
        Some(text) => text.trim().to_owned(),
        None => hex(trimmed),
    }
}

fn hex(bytes: &[u8]) -> String {
    let shown = bytes.iter().take(64).map(|byte| format!("{byte:02x}"));
    let more = if bytes.len() > 64 { " …" } else { "" };
    format!("0x{}{more}", shown.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_text_or_hexadecimal() {
        assert_eq!(text(b"Ana\0\0"), "Ana");
        assert_eq!(text(b"\x01\x02\xff"), "0x0102ff");
        assert!(text(&[0xff; 100]).ends_with(" …"));
        assert_eq!(text(b""), "");
    }
}
