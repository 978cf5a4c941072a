//! When each frame of a recording is on screen, to the tick of the recording's own clock.
//!
//! Phones record at a rate that varies, so "frame 412 of 30 a second" names nothing; the time stamp
//! does. Frames stand in the order in which they are shown. Kept in a compact form of our own:
//! a second of video takes some sixty bytes.

use serde::{Deserialize, Serialize};

/// Most frames of one table: ten minutes at 240 a second.
pub const MOST_FRAMES: usize = 144_000;
/// First byte of the compact form.
const VERSION: u8 = 1;
/// Bytes before the frames: version, flags, tick, origin, end, first, count.
const HEAD: usize = 2 + 8 + 8 + 8 + 8 + 4;

/// One frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameTime {
    /// When it appears, in ticks of the recording's clock.
    pub pts: i64,
    /// Whether decoding can begin here.
    pub is_key: bool,
}

/// Every frame of a recording as far as its playable copy goes: the n-th frame here is the n-th
/// frame of the original and the n-th of the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameTable {
    /// A tick in seconds: numerator and denominator.
    pub tick: (u32, u32),
    /// Where, in ticks, the clock of the playable copy stands at zero.
    pub origin: i64,
    /// When the last frame goes, in ticks.
    pub end: i64,
    /// Whether a frame is two half-pictures taken one after the other.
    pub is_interlaced: bool,
    /// Frames in the order in which they are shown.
    pub frames: Vec<FrameTime>,
}

impl FrameTable {
    /// Whether it can be used as it is: at least one frame, times that only grow, a real clock.
    pub fn is_sound(&self) -> bool {
        let grows = self.frames.windows(2).all(|two| two[0].pts < two[1].pts);
        let reach = |tick: i64| tick.unsigned_abs() < 1 << 52;
        let (first, last) = match (self.frames.first(), self.frames.last()) {
            (Some(first), Some(last)) => (first.pts, last.pts),
            _ => return false,
        };
        let reaches = [self.origin, first, self.end].into_iter().all(reach);
        let is_few = self.frames.len() <= MOST_FRAMES;
        self.tick.0 > 0 && self.tick.1 > 0 && grows && last < self.end && reaches && is_few
    }

    /// Ticks as seconds.
    pub fn seconds(&self, ticks: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "ticks stay under 2^52")]
        let ticks = ticks as f64;
        ticks * f64::from(self.tick.0) / f64::from(self.tick.1)
    }

    /// When a frame appears in the playable copy, in seconds.
    pub fn at_s(&self, index: usize) -> Option<f64> {
        let frame = self.frames.get(index)?;
        Some(self.seconds(frame.pts - self.origin))
    }

    /// When the playable copy ends, in seconds.
    pub fn ends_s(&self) -> f64 {
        self.seconds(self.end - self.origin)
    }

    /// The compact form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.frames.len() * 3);
        bytes.extend([VERSION, u8::from(self.is_interlaced)]);
        bytes.extend(self.tick.0.to_le_bytes());
        bytes.extend(self.tick.1.to_le_bytes());
        let first = self.frames.first().map_or(0, |frame| frame.pts);
        for ticks in [self.origin, self.end, first] {
            bytes.extend(ticks.to_le_bytes());
        }
        let count = u32::try_from(self.frames.len()).unwrap_or(u32::MAX);
        bytes.extend(count.to_le_bytes());
        let mut before = first;
        for frame in &self.frames {
            let step = frame.pts.abs_diff(before);
            push_varint(&mut bytes, step << 1 | u64::from(frame.is_key));
            before = frame.pts;
        }
        bytes
    }

    /// Reads the compact form; `None` for what is damaged or not sound.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, mut rest) = bytes.split_at_checked(HEAD)?;
        let four = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let eight = |at: usize| Some(i64::from_le_bytes(head.get(at..at + 8)?.try_into().ok()?));
        if head[0] != VERSION || head[1] > 1 {
            return None;
        }
        let count = usize::try_from(four(34)?).ok()?;
        let mut frames = Vec::with_capacity(count.min(MOST_FRAMES));
        let mut pts = eight(26)?;
        for _ in 0..count {
            let word = take_varint(&mut rest)?;
            pts = pts.checked_add(i64::try_from(word >> 1).ok()?)?;
            let is_key = word & 1 == 1;
            frames.push(FrameTime { pts, is_key });
        }
        let table = Self {
            tick: (four(2)?, four(6)?),
            origin: eight(10)?,
            end: eight(18)?,
            is_interlaced: head[1] == 1,
            frames,
        };
        (rest.is_empty() && table.is_sound()).then_some(table)
    }
}

/// Seven bits a byte, the lowest first, the top bit for "more follows" (LEB128).
fn push_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for place in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pts: &[i64]) -> FrameTable {
        let frames = pts.iter().map(|pts| FrameTime {
            pts: *pts,
            is_key: *pts % 2 == 0,
        });
        FrameTable {
            tick: (1001, 30_000),
            origin: -7,
            end: pts.last().map_or(0, |last| last + 1),
            is_interlaced: true,
            frames: frames.collect(),
        }
    }

    #[test]
    fn the_compact_form_gives_back_every_tick() {
        for pts in [&[0][..], &[-5, -4, 300, 1 << 40], &[1, 2, 3, 5, 8, 13]] {
            let table = table(pts);
            assert_eq!(FrameTable::parse(&table.to_bytes()), Some(table));
        }
    }

    #[test]
    fn a_second_of_video_takes_few_bytes() {
        let pts: Vec<i64> = (0..30).map(|n| n * 512).collect();
        assert!(table(&pts).to_bytes().len() < 110);
    }

    #[test]
    fn what_is_damaged_is_no_table() {
        let bytes = table(&[0, 1, 2]).to_bytes();
        for length in 0..bytes.len() {
            assert_eq!(FrameTable::parse(&bytes[..length]), None, "{length} bytes");
        }
        let with_tail = [&bytes[..], &[0]].concat();
        assert_eq!(FrameTable::parse(&with_tail), None);
        assert!(!table(&[]).is_sound());
        assert!(!table(&[1, 1]).is_sound() && !table(&[2, 1]).is_sound());
        let endless = vec![0xff; 4096];
        assert_eq!(FrameTable::parse(&endless), None);
    }

    #[test]
    fn seconds_count_from_where_the_copy_begins() {
        let table = table(&[23, 53]);
        assert_eq!(table.at_s(0), Some(1.001));
        assert_eq!(table.at_s(2), None);
        assert!((table.ends_s() - 61.0 * 1.001 / 30.0).abs() < 1e-9);
    }
}
