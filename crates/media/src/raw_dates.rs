//! Dates of an EXIF block as they stand there, even if they are none (EXIF 2.3, 4.6.2).

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
    let start = &file[..file.len().min(WINDOW)];
    let header = b"Exif\0\0";
    let at = start
        .windows(header.len())
        .position(|window| window == header);
    at.map(|at| in_block(&start[at + header.len()..]))
        .unwrap_or_default()
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
