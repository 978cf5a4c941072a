//! Raw frames and raw sound on their way from one ffmpeg to another, in the one container that both
//! stream with the time of every frame. Only blocks are looked at; all else passes as it came.
//! (RFC 9559; element ids in its section 5.)

use std::io::{self, Read, Write};

const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1f43_b675;
const BLOCK_GROUP: u32 = 0xa0;
const TIMESTAMP: u32 = 0xe7;
const BLOCK: u32 = 0xa1;
const SIMPLE_BLOCK: u32 = 0xa3;
/// Largest element in bytes; a raw frame of 1280 × 720 has 1.4 million.
const LARGEST: u64 = 64 << 20;

/// A frame, or a piece of sound.
pub(super) struct Block {
    /// Number of the track, from 1.
    pub track: u64,
    /// Second at which it is shown.
    pub at_s: f64,
    payload: usize,
}

/// One element as it came: whole, or only the head of one that holds others.
pub(super) struct Element {
    bytes: Vec<u8>,
    /// What is in it, if it is a block.
    pub block: Option<Block>,
}

impl Element {
    /// The raw frame, or the raw samples.
    pub(super) fn payload(&mut self) -> &mut [u8] {
        let start = self
            .block
            .as_ref()
            .map_or(self.bytes.len(), |block| block.payload);
        &mut self.bytes[start..]
    }

    /// Passes it on.
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.bytes)
    }
}

/// The elements of a stream one after the other.
pub(super) struct Elements<R> {
    from: R,
    cluster_ms: i64,
}

impl<R: Read> Elements<R> {
    pub(super) fn of(from: R) -> Self {
        Self {
            from,
            cluster_ms: 0,
        }
    }

    /// The next element; none at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Element>> {
        let mut bytes = Vec::new();
        let Some(id) = self.number(&mut bytes)? else {
            return Ok(None);
        };
        let size_at = bytes.len();
        self.number(&mut bytes)?
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let id = u32::try_from(id).map_err(|_| odd("an unknown kind of element"))?;
        let body_at = bytes.len();
        if matches!(id, SEGMENT | CLUSTER | BLOCK_GROUP) {
            return Ok(Some(Element { bytes, block: None }));
        }
        let size = value(&bytes[size_at..]);
        if size > LARGEST {
            return Err(odd("an element that is too large"));
        }
        (&mut self.from).take(size).read_to_end(&mut bytes)?;
        if (bytes.len() - body_at) as u64 != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if id == TIMESTAMP {
            let whole = bytes[body_at..]
                .iter()
                .fold(0, |n: u64, b| n << 8 | u64::from(*b));
            self.cluster_ms = i64::try_from(whole).unwrap_or(i64::MAX / 2);
        }
        let block = matches!(id, BLOCK | SIMPLE_BLOCK).then(|| self.block(&bytes, body_at));
        Ok(Some(Element {
            block: block.transpose()?,
            bytes,
        }))
    }

    /// Track number, time relative to the cluster, flags; then the payload.
    fn block(&self, bytes: &[u8], at: usize) -> io::Result<Block> {
        let short = || odd("a block that breaks off");
        let length = length(*bytes.get(at).ok_or_else(short)?)?;
        let rest = bytes.get(at + length..).ok_or_else(short)?;
        let time: [u8; 2] = *rest.first_chunk().ok_or_else(short)?;
        let payload = at + length + 3;
        if payload > bytes.len() {
            return Err(short());
        }
        let at_ms = self.cluster_ms + i64::from(i16::from_be_bytes(time));
        Ok(Block {
            track: value(&bytes[at..at + length]),
            at_s: at_ms as f64 / 1000.0,
            payload,
        })
    }

    /// One variable-length number with its length marker; none at the end of the stream.
    fn number(&mut self, bytes: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let start = bytes.len();
        let mut first = [0];
        if self.from.read(&mut first)? == 0 {
            return Ok(None);
        }
        bytes.resize(start + length(first[0])?, first[0]);
        self.from.read_exact(&mut bytes[start + 1..])?;
        Ok(Some(
            bytes[start..].iter().fold(0, |n, b| n << 8 | u64::from(*b)),
        ))
    }
}

/// How many bytes a number has, told by the zeros that it begins with.
fn length(first: u8) -> io::Result<usize> {
    match first.leading_zeros() as usize + 1 {
        length @ 1..=8 => Ok(length),
        _ => Err(odd("a number that is too long")),
    }
}

/// A number without its length marker.
fn value(bytes: &[u8]) -> u64 {
    let whole = bytes.iter().fold(0, |n: u64, b| n << 8 | u64::from(*b));
    whole & !(u64::MAX << (7 * bytes.len()))
}

fn odd(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("raw frames hold {what}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment of unknown size, a cluster at 300 ms, two blocks, one of them in a group.
    const STREAM: &[u8] = &[
        0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, // segment
        0x1f, 0x43, 0xb6, 0x75, 0x94, 0xe7, 0x82, 0x01, 0x2c, // cluster, 300
        0xa3, 0x86, 0x81, 0x00, 0x05, 0x80, 7, 8, // track 1, +5
        0xa0, 0x87, 0xa1, 0x85, 0x82, 0xff, 0xff, 0x00, 9, // track 2, −1
    ];

    #[test]
    fn blocks_are_found_with_their_time_and_all_else_passes() {
        let (mut elements, mut out, mut seen) = (Elements::of(STREAM), Vec::new(), Vec::new());
        while let Some(mut element) = elements.next().expect("well formed") {
            if let Some(Block { track, at_s, .. }) = element.block {
                seen.push((track, at_s, element.payload().to_vec()));
                element.payload().fill(0);
            }
            element.write(&mut out).expect("writes");
        }
        assert_eq!(seen, [(1, 0.305, vec![7, 8]), (2, 0.299, vec![9])]);
        let changed = STREAM.iter().zip(&out).filter(|(a, b)| a != b).count();
        assert_eq!((out.len(), changed), (STREAM.len(), 3));
    }

    #[test]
    fn what_breaks_off_is_an_error_and_never_a_panic() {
        for end in 0..STREAM.len() {
            let mut elements = Elements::of(&STREAM[..end]);
            while let Ok(Some(_)) = elements.next() {}
        }
        assert!(Elements::of(&[0x00, 0x00][..]).next().is_err());
    }
}
