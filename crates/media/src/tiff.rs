//! TIFF directories read as they stand, without following more than one link: dates that are none
//! (EXIF 2.3, 4.6.2), the thumbnail, the index of a file with several pictures.

/// How far into a file the block is looked for; in a JPEG it comes first.
const WINDOW: usize = 256 << 10;
/// The directory that holds the dates of recording.
const SUB_DIRECTORY: u16 = 0x8769;
const DATES: [(u16, &str); 3] = [
    (0x9003, "DateTimeOriginal"),
    (0x9004, "CreateDate"),
    (0x0132, "ModifyDate"),
];
/// Most entries that are read of one directory.
const MOST: usize = 256;

/// Tag and text of each date field, in the order of the block.
pub(crate) fn of_bytes(file: &[u8]) -> Vec<(&'static str, String)> {
    block(file).map(in_block).unwrap_or_default()
}

/// The TIFF structure behind the mark of an EXIF block.
fn block(bytes: &[u8]) -> Option<&[u8]> {
    let header = b"Exif\0\0";
    let mut windows = bytes[..bytes.len().min(WINDOW)].windows(header.len());
    let at = windows.position(|window| window == header)?;
    Some(&bytes[at + header.len()..])
}

/// The small picture in the second directory of an EXIF block (EXIF 2.3, 4.5.8).
pub(crate) fn thumbnail(bytes: &[u8]) -> Option<&[u8]> {
    let tiff = block(bytes)?;
    let block = Block {
        tiff,
        is_little: tiff.starts_with(b"II"),
    };
    let main = block.long(4)?;
    let count = usize::from(block.short(main)?);
    let second = block.long(main.checked_add(2 + 12 * count)?)?;
    let entries = block.entries(second);
    let value = |tag| {
        entries
            .iter()
            .find(|entry| entry.tag == tag)
            .map(|entry| entry.value)
    };
    let (at, length) = (value(0x0201)?, value(0x0202)?);
    tiff.get(at..at.checked_add(length)?)
}

/// How many pictures the index of a file says it holds (CIPA DC-007, 5.2.3.2).
pub(crate) fn pictures(index: &[u8]) -> Option<usize> {
    let tiff = index.strip_prefix(b"MPF\0")?;
    let block = Block {
        tiff,
        is_little: tiff.starts_with(b"II"),
    };
    let entries = block.entries(block.long(4)?);
    entries
        .iter()
        .find(|entry| entry.tag == 0xb001)
        .map(|entry| entry.value)
}

fn in_block(tiff: &[u8]) -> Vec<(&'static str, String)> {
    let block = Block {
        tiff,
        is_little: tiff.starts_with(b"II"),
    };
    let Some(main) = block.long(4) else {
        return Vec::new();
    };
    let main = block.entries(main);
    let sub = main
        .iter()
        .find(|entry| entry.tag == SUB_DIRECTORY)
        .map(|entry| entry.value);
    let sub = sub.map(|at| block.entries(at)).unwrap_or_default();
    let named = |entry: &Entry| {
        let name = DATES.iter().find(|date| date.0 == entry.tag)?.1;
        let text = tiff.get(entry.value..entry.value.checked_add(entry.count.min(32))?)?;
        let text = String::from_utf8_lossy(text);
        Some((name, text.trim_end_matches(['\0', ' ']).to_owned()))
    };
    main.iter()
        .chain(&sub)
        .filter_map(named)
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

struct Block<'a> {
    tiff: &'a [u8],
    is_little: bool,
}

struct Entry {
    tag: u16,
    count: usize,
    /// Where the value stands, for those of more than four bytes.
    value: usize,
}

impl Block<'_> {
    fn entries(&self, at: usize) -> Vec<Entry> {
        let count = self.short(at).map_or(0, usize::from).min(MOST);
        (0..count)
            .filter_map(|index| self.entry(at.checked_add(2 + 12 * index)?))
            .collect()
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, count, value) = (self.short(at)?, self.long(at + 4)?, self.long(at + 8)?);
        Some(Entry { tag, count, value })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.tiff.get(at..)?.first_chunk()?;
        Some(if self.is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = *self.tiff.get(at..)?.first_chunk()?;
        let long = if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(long).ok()
    }
}
