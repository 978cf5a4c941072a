//! A minimal EXIF segment, written by hand, so that some files make claims about themselves.
//!
//! Little-endian TIFF as in CIPA DC-008 (EXIF 2.32): a main directory, an EXIF directory and a GPS
//! directory, each entry 12 bytes, values over 4 bytes kept behind the directories.

use cairn_domain::Point;
use chrono::NaiveDateTime;

/// What a file says of itself; it need not be true.
#[derive(Debug, Clone, PartialEq)]
pub struct CameraClaim {
    /// Who made the camera.
    pub make: &'static str,
    /// Which one.
    pub model: &'static str,
    /// Wall-clock time in the camera.
    pub taken: NaiveDateTime,
    /// Offset from UTC such as `+04:30`, if the camera wrote one.
    pub offset: Option<&'static str>,
    /// Where the camera thought it was.
    pub gps: Option<Point>,
    /// The program that wrote the file, if one says so.
    pub software: Option<&'static str>,
    /// Number of the camera's body, and whom it was set up for; invented like everything here.
    pub owner: Option<(u32, &'static str)>,
}

const ASCII: u16 = 2;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

/// One entry before its value has found a place.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    value: Vec<u8>,
}

fn ascii(tag: u16, text: &str) -> Entry {
    let mut value = text.as_bytes().to_vec();
    value.push(0);
    Entry {
        tag,
        kind: ASCII,
        count: value.len() as u32,
        value,
    }
}

fn long(tag: u16, value: u32) -> Entry {
    Entry {
        tag,
        kind: LONG,
        count: 1,
        value: value.to_le_bytes().to_vec(),
    }
}

/// Degrees, minutes and hundredths of seconds as three fractions.
fn degrees(tag: u16, degrees: f64) -> Entry {
    let hundredths = (degrees.abs() * 360_000.0).round() as u32;
    let parts = [
        (hundredths / 360_000, 1),
        (hundredths / 6_000 % 60, 1),
        (hundredths % 6_000, 100),
    ];
    let value = parts
        .into_iter()
        .flat_map(|(n, d): (u32, u32)| [n, d])
        .flat_map(u32::to_le_bytes);
    Entry {
        tag,
        kind: RATIONAL,
        count: 3,
        value: value.collect(),
    }
}

/// Writes a directory that starts at `at`, its long values right behind it.
fn directory(at: u32, entries: &[Entry]) -> Vec<u8> {
    let mut head = (entries.len() as u16).to_le_bytes().to_vec();
    let behind = at + 2 + 12 * entries.len() as u32 + 4;
    let mut tail: Vec<u8> = Vec::new();
    for entry in entries {
        head.extend(entry.tag.to_le_bytes());
        head.extend(entry.kind.to_le_bytes());
        head.extend(entry.count.to_le_bytes());
        let mut field = entry.value.clone();
        if field.len() > 4 {
            field = (behind + tail.len() as u32).to_le_bytes().to_vec();
            tail.extend(&entry.value);
            tail.resize(tail.len().next_multiple_of(2), 0);
        }
        field.resize(4, 0);
        head.extend(field);
    }
    head.extend([0; 4]);
    head.extend(tail);
    head
}

impl CameraClaim {
    /// The whole APP1 segment, marker included.
    pub fn segment(&self) -> Vec<u8> {
        let tiff = self.tiff();
        let mut segment = vec![0xff, 0xe1];
        // Length, six bytes of name, and the TIFF: a few hundred bytes, far below the limit.
        segment.extend((tiff.len() as u16 + 8).to_be_bytes());
        segment.extend(b"Exif\0\0");
        segment.extend(tiff);
        segment
    }

    fn tiff(&self) -> Vec<u8> {
        const START: u32 = 8;
        let taken = self.taken.format("%Y:%m:%d %H:%M:%S").to_string();
        // Pointers have a fixed size, so the main directory can be measured before they are known.
        let main = |exif_at: u32, gps_at: u32| {
            let mut entries = vec![ascii(0x010f, self.make), ascii(0x0110, self.model)];
            entries.extend(self.software.map(|name| ascii(0x0131, name)));
            entries.push(ascii(0x0132, &taken));
            entries.extend(self.owner.map(|(_, name)| ascii(0x013b, name)));
            entries.push(long(0x8769, exif_at));
            entries.extend(self.gps.map(|_| long(0x8825, gps_at)));
            directory(START, &entries)
        };
        let exif_at = START + main(0, 0).len() as u32;
        let exif = directory(exif_at, &self.exif_entries(&taken));
        let gps_at = exif_at + exif.len() as u32;
        let gps = self.gps.map(|point| directory(gps_at, &gps_entries(point)));

        let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
        tiff.extend(main(exif_at, gps_at));
        tiff.extend(exif);
        tiff.extend(gps.unwrap_or_default());
        tiff
    }

    fn exif_entries(&self, taken: &str) -> Vec<Entry> {
        let mut entries = vec![ascii(0x9003, taken)];
        entries.extend(self.offset.map(|offset| ascii(0x9011, offset)));
        if let Some((body, name)) = self.owner {
            entries.push(ascii(0xa430, name));
            entries.push(ascii(0xa431, &format!("R{body:08}")));
        }
        entries
    }
}

fn gps_entries(point: Point) -> [Entry; 4] {
    let north = if point.lat() < 0.0 { "S" } else { "N" };
    let east = if point.lon() < 0.0 { "W" } else { "E" };
    [
        ascii(1, north),
        degrees(2, point.lat()),
        ascii(3, east),
        degrees(4, point.lon()),
    ]
}
