//! Whether a JPEG is whole. The decoder is lenient and paints what is missing grey, which is right
//! for looking and wrong to leave unsaid.

/// Whether the first picture's end-of-image marker is there (ITU-T T.81, annex B).
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, after)) = next_marker(rest) {
        rest = match marker {
            0xd9 => return true,
            // Stuffed bytes, restarts and other markers without a length.
            0x00 | 0x01 | 0xd0..=0xd8 | 0xff => after,
            _ => {
                let Some(&[high, low]) = after.first_chunk::<2>() else {
                    return false;
                };
                let length = usize::from(u16::from_be_bytes([high, low]));
                after.get(length..).unwrap_or_default()
            }
        };
    }
    false
}

/// The next byte after an 0xff, and what follows it.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0xff)?;
    let marker = *bytes.get(at + 1)?;
    // Padding: a run of 0xff belongs to the marker at its end.
    let skip = if marker == 0xff { at + 1 } else { at + 2 };
    Some((marker, &bytes[skip..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_marker_of_a_thumbnail_is_not_the_end() {
        // An APP1 segment that holds an end marker, a scan with a stuffed 0xff, no end.
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9];
        bytes.extend([0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 3]);
        assert!(!is_whole(&bytes));
        bytes.extend([0xff, 0xff, 0xd9]);
        assert!(is_whole(&bytes));
    }

    #[test]
    fn never_runs_past_the_end() {
        assert!(!is_whole(&[]));
        assert!(!is_whole(&[0xff, 0xd8, 0xff]));
        assert!(!is_whole(&[0xff, 0xd8, 0xff, 0xe0, 0xff]));
    }
}
