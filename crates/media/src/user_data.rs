//! The user data of an MP4, taken out in place: ffmpeg writes an empty one into every file.

/// Makes every `udta` box of the movie and its tracks free space of the same length, so that no
/// offset in the file changes (ISO/IEC 14496-12, sections 8.1.2 and 8.10.1).
pub(crate) fn clear(mp4: &mut [u8]) {
    walk(mp4, 0);
}

fn walk(boxes: &mut [u8], depth: u8) {
    let mut at = 0;
    while let Some(head) = boxes.get(at..at + 8) {
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let kind = [head[4], head[5], head[6], head[7]];
        let Some(inside) = boxes.get_mut(at + 8..at + size.max(8)) else {
            return;
        };
        match &kind {
            b"udta" | b"meta" => {
                inside.fill(0);
                boxes[at + 4..at + 8].copy_from_slice(b"free");
            }
            b"moov" | b"trak" if depth < 2 => walk(inside, depth + 1),
            _ => {}
        }
        // Sizes 0 and 1 mean "to the end" and "64 bits": only the media itself is that long.
        if size < 8 {
            return;
        }
        at += size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let size = (inside.len() as u32 + 8).to_be_bytes();
        [&size[..], kind, inside].concat()
    }

    #[test]
    fn user_data_becomes_free_space_and_nothing_moves() {
        let track = boxed(b"trak", &boxed(b"udta", b"name"));
        let moov = boxed(b"moov", &[track, boxed(b"udta", b"where")].concat());
        let mut file = [moov, boxed(b"mdat", b"udta")].concat();
        let before = file.len();
        clear(&mut file);
        let text = String::from_utf8_lossy(&file).into_owned();
        assert_eq!((file.len(), text.matches("free").count()), (before, 2));
        assert!(!text.contains("name") && !text.contains("where"));
        assert!(text.ends_with("mdatudta"), "the media itself is left alone");
    }

    #[test]
    fn what_is_not_a_box_is_left_alone() {
        for bytes in [
            &b""[..],
            b"\0\0",
            b"\0\0\0\x01moov",
            b"\xff\xff\xff\xffmoov....",
        ] {
            let mut same = bytes.to_vec();
            clear(&mut same);
            assert_eq!(same, bytes);
        }
    }
}
