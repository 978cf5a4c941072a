//! The form in which the frames of a recording are stored.
//!
//! Version byte, duration (ms, u32), number of frames (u32); for each frame its time (ms, u32), its
//! number of probes (u8) and for each probe the quality (u8) and four hashes of 32 bytes: as it is,
//! mirrored about either axis, and both. The other four turns follow from these. Numbers have their
//! highest byte first.

use super::{Footage, Frame, transposed};
use crate::{Hashed, Pdq};

/// Of this layout.
/// Of the stored form.
pub const VERSION: u8 = 1;

/// Places in [`crate::Transform::ALL`] of the hashes that are stored, and of their transposes.
const STORED: [(usize, usize); 4] = [(0, 6), (4, 3), (5, 1), (2, 7)];

/// Stored bytes that are no footage, or of a later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not the frames of a recording in version {VERSION}")]
pub struct BadFootage;

impl Footage {
    /// The stored form: 134 bytes for each frame of one probe. Times are rounded to milliseconds;
    /// a recording of over 49 days is cut.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(milliseconds(self.duration_s).to_be_bytes());
        bytes.extend((self.frames.len() as u32).to_be_bytes());
        for frame in &self.frames {
            let probes = &frame.probes[..frame.probes.len().min(usize::from(u8::MAX))];
            bytes.extend(milliseconds(frame.t_s).to_be_bytes());
            bytes.push(probes.len() as u8);
            for probe in probes {
                bytes.push(probe.quality);
                STORED
                    .iter()
                    .for_each(|(at, _)| bytes.extend(probe.dihedral[*at].to_bytes()));
            }
        }
        bytes
    }

    /// The reverse of [`Footage::to_bytes`]; refuses anything cut short, too long or not in order.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadFootage> {
        let mut rest = bytes;
        if take::<1>(&mut rest)? != [VERSION] {
            return Err(BadFootage);
        }
        let duration_s = seconds(&mut rest)?;
        let count = u32::from_be_bytes(take(&mut rest)?);
        let frames: Vec<Frame> = (0..count)
            .map(|_| frame(&mut rest))
            .collect::<Result<_, _>>()?;
        let in_order = frames.is_sorted_by(|a, b| a.t_s <= b.t_s);
        if rest.is_empty() && in_order {
            Ok(Self { duration_s, frames })
        } else {
            Err(BadFootage)
        }
    }
}

fn frame(rest: &mut &[u8]) -> Result<Frame, BadFootage> {
    let t_s = seconds(rest)?;
    let [probes] = take(rest)?;
    let probes = (0..probes).map(|_| probe(rest)).collect::<Result<_, _>>()?;
    Ok(Frame { t_s, probes })
}

fn probe(rest: &mut &[u8]) -> Result<Hashed, BadFootage> {
    let [quality] = take(rest)?;
    let mut dihedral = [Pdq { bits: [0; 4] }; 8];
    for (at, turned) in STORED {
        dihedral[at] = Pdq::from_bytes(take(rest)?);
        dihedral[turned] = transposed(&dihedral[at]);
    }
    Ok(Hashed {
        pdq: dihedral[0],
        quality,
        dihedral,
    })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], BadFootage> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(BadFootage)?;
    *rest = tail;
    Ok(*head)
}

fn seconds(rest: &mut &[u8]) -> Result<f64, BadFootage> {
    Ok(f64::from(u32::from_be_bytes(take(rest)?)) / 1e3)
}

/// Rounded; what is negative, not a number or too large ends at the nearest end.
fn milliseconds(seconds: f64) -> u32 {
    (seconds * 1e3).round() as u32
}
