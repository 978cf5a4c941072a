//! Whether a PNG is pixels and nothing else: no text, no profile, no tail (W3C PNG, 5).

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Width and height of a PNG that consists of a header, data and an end. `None` for any other.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let (kind, header) = chunk(&mut rest)?;
    if kind != b"IHDR" || header.len() != 13 {
        return None;
    }
    let side = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    loop {
        match chunk(&mut rest)? {
            (b"IDAT", _) => {}
            (b"IEND", []) if rest.is_empty() => return side(0).zip(side(4)),
            _ => return None,
        }
    }
}

/// Kind and content of the next chunk. Its checksum is the browser's business.
fn chunk<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (kind, after) = after.split_at_checked(4)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (content, after) = after.split_at_checked(length)?;
    *rest = after.get(4..)?;
    Some((kind, content))
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

    use super::*;

    #[test]
    fn pixels_are_let_through_and_everything_else_is_not() {
        let mut png = Vec::new();
        PngEncoder::new(&mut png)
            .write_image(&[7; 6], 2, 1, ExtendedColorType::Rgb8)
            .expect("encodes");
        assert_eq!(size(&png), Some((2, 1)));
        assert_eq!(size(&[&png[..], b"<script>"].concat()), None, "a tail");
        let end = png.len() - 12;
        let text = b"\0\0\0\x05tEXta\0bcd\0\0\0\0";
        let with_text = [&png[..end], text, &png[end..]].concat();
        assert_eq!(size(&with_text), None, "words in it");
        for length in 0..png.len() {
            assert_eq!(size(&png[..length]), None, "{length} bytes");
        }
    }
}
