//! The form in which the frames of a recording are stored.
//!
//! Version byte, duration (ms, u32), number of frames (u32); for each frame its time (ms, u32), its
//! number of probes (u8) and for each probe the quality (u8) and four hashes of 32 bytes: as it is,
//! mirrored about either axis, and both. The other four turns follow from these. Then the number of
//! glimpses (u32) with their bytes; the number of stills (u8), for each its time (ms, u32), width
//! and height (u16), number of features (u8) and for each of these its place (two u16), level,
//! angle and code (four u64); the number of items of the sound (u32) with them (u32). Numbers have
//! their highest byte first.

use super::{Footage, Frame, GLIMPSE_SIDE, Glimpse, Still, transposed};
use crate::{Feature, Hashed, Pdq, features::level::LEVELS};

/// Of this layout.
pub const VERSION: u8 = 2;

/// Places in [`crate::Transform::ALL`] of the hashes that are stored, and of their transposes.
const STORED: [(usize, usize); 4] = [(0, 6), (4, 3), (5, 1), (2, 7)];

/// Stored bytes that are no footage, or of a later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not the frames of a recording in version {VERSION}")]
pub struct BadFootage;

impl Footage {
    /// The stored form: 134 bytes for each kept frame of one probe, 256 for each glimpse, up to 8 kB
    /// for each still, 32 for each second of sound. Times are rounded to milliseconds; a recording
    /// of over 49 days is cut.
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
        bytes.extend((self.glimpses.len() as u32).to_be_bytes());
        let glimpses = self.glimpses.as_flattened().iter();
        bytes.extend(glimpses.flat_map(|part| part.to_be_bytes()));
        let stills = &self.stills[..self.stills.len().min(usize::from(u8::MAX))];
        bytes.push(stills.len() as u8);
        stills
            .iter()
            .for_each(|still| write_still(still, &mut bytes));
        bytes.extend((self.sound.len() as u32).to_be_bytes());
        let sound = self.sound.iter();
        bytes.extend(sound.flat_map(|item| item.to_be_bytes()));
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
        let frames: Vec<Frame> = many(count, &mut rest, frame)?;
        let glimpses = u32::from_be_bytes(take(&mut rest)?);
        let glimpses = many(glimpses, &mut rest, read_glimpse)?;
        let [stills] = take(&mut rest)?;
        let stills: Vec<Still> = many(u32::from(stills), &mut rest, read_still)?;
        let sound = u32::from_be_bytes(take(&mut rest)?);
        let sound = many(sound, &mut rest, |rest| take(rest).map(u32::from_be_bytes))?;
        let in_order = frames.is_sorted_by(|a, b| a.t_s <= b.t_s)
            && stills.is_sorted_by(|a, b| a.t_s <= b.t_s);
        if rest.is_empty() && in_order {
            Ok(Self {
                duration_s,
                frames,
                glimpses,
                stills,
                sound,
            })
        } else {
            Err(BadFootage)
        }
    }
}

/// So many of something, one after the other.
fn many<T>(
    count: u32,
    rest: &mut &[u8],
    read: impl Fn(&mut &[u8]) -> Result<T, BadFootage>,
) -> Result<Vec<T>, BadFootage> {
    (0..count).map(|_| read(rest)).collect()
}

fn read_glimpse(rest: &mut &[u8]) -> Result<Glimpse, BadFootage> {
    let mut glimpse = [0; GLIMPSE_SIDE * GLIMPSE_SIDE];
    for part in &mut glimpse {
        *part = number(rest)?;
    }
    Ok(glimpse)
}

fn write_still(still: &Still, bytes: &mut Vec<u8>) {
    let features = &still.features[..still.features.len().min(usize::from(u8::MAX))];
    bytes.extend(milliseconds(still.t_s).to_be_bytes());
    bytes.extend(still.width.to_be_bytes());
    bytes.extend(still.height.to_be_bytes());
    bytes.push(features.len() as u8);
    for feature in features {
        bytes.extend(feature.x.to_be_bytes());
        bytes.extend(feature.y.to_be_bytes());
        bytes.extend([feature.level, feature.angle]);
        let words = feature.code.iter();
        bytes.extend(words.flat_map(|word| word.to_be_bytes()));
    }
}

fn read_still(rest: &mut &[u8]) -> Result<Still, BadFootage> {
    let t_s = seconds(rest)?;
    let (width, height) = (number(rest)?, number(rest)?);
    let [features] = take(rest)?;
    Ok(Still {
        t_s,
        width,
        height,
        features: many(u32::from(features), rest, read_feature)?,
    })
}

fn read_feature(rest: &mut &[u8]) -> Result<Feature, BadFootage> {
    let (x, y) = (number(rest)?, number(rest)?);
    let [level, angle] = take(rest)?;
    let mut code = [0; 4];
    for word in &mut code {
        *word = u64::from_be_bytes(take(rest)?);
    }
    let feature = Feature {
        x,
        y,
        level,
        angle,
        code,
    };
    (level < LEVELS).then_some(feature).ok_or(BadFootage)
}

fn number(rest: &mut &[u8]) -> Result<u16, BadFootage> {
    take(rest).map(u16::from_be_bytes)
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
