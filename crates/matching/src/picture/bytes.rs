//! A description as bytes, to be stored beside the file it describes.
//!
//! Little endian. Version, width, height (u32), counts, then probes (kind u8, region 4 × f32,
//! quality u8, eight hashes of 32 bytes), features (x, y u16, level, angle u8, code 32 bytes) and
//! the small copy (width, height u8, grey bytes).

use super::{Picture, Probe, Region, RegionKind, plane::Plane};
use crate::{Feature, Hashed, Pdq, features::level::LEVELS};

/// Raised whenever a description means something else than before: features of different
/// versions do not compare.
pub const VERSION: u8 = 1;

/// Features stored of a picture; a needle, which is described anew, has more to look with.
pub const STORED_FEATURES: usize = 400;

/// Shortest side of the small copy, in pixels.
pub(super) const MIN_THUMBNAIL: usize = 4;

/// Bytes that are no description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Made by another version of the program; describe the picture again.
    #[error("description of version {0}, not {VERSION}")]
    Version(u8),
    /// Too short or too long for what they say they hold.
    #[error("description is cut off or has bytes to spare")]
    Length,
    /// A value that no description holds.
    #[error("description holds an impossible {0}")]
    Value(&'static str),
}

impl Picture {
    /// The description as bytes, with the best 400 features: 10-27 kB for a photograph.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        let features = &self.features[..self.features.len().min(STORED_FEATURES)];
        out.extend(self.width.to_le_bytes());
        out.extend(self.height.to_le_bytes());
        out.push(u8::try_from(self.probes.len()).expect("seven kinds of probes"));
        out.extend(
            u16::try_from(features.len())
                .expect("at most 400 are kept")
                .to_le_bytes(),
        );
        self.probes
            .iter()
            .for_each(|probe| write_probe(probe, &mut out));
        features
            .iter()
            .for_each(|feature| write_feature(feature, &mut out));
        let Plane {
            width,
            height,
            pixels,
        } = &self.thumbnail;
        out.extend([width, height].map(|side| u8::try_from(*side).expect("at most 255")));
        out.extend(pixels);
        out
    }

    /// The reverse of [`Picture::to_bytes`]. Takes any bytes; those that are no description of this
    /// version are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader(bytes);
        let version = reader.byte()?;
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        let (width, height) = (reader.u32()?, reader.u32()?);
        let (probes, features) = (reader.byte()?, reader.u16()?);
        let picture = Self {
            width,
            height,
            probes: (0..probes)
                .map(|_| read_probe(&mut reader))
                .collect::<Result<_, _>>()?,
            features: (0..features)
                .map(|_| read_feature(&mut reader))
                .collect::<Result<_, _>>()?,
            thumbnail: read_thumbnail(&mut reader)?,
        };
        if !reader.0.is_empty() {
            return Err(Unreadable::Length);
        }
        let sides = [picture.thumbnail.width, picture.thumbnail.height];
        let seen = width > 0 && height > 0 && sides.iter().all(|&side| side >= MIN_THUMBNAIL);
        // A picture that matches something has been looked at.
        if seen || picture.probes.is_empty() {
            Ok(picture)
        } else {
            Err(Unreadable::Value("size"))
        }
    }
}

fn write_probe(probe: &Probe, out: &mut Vec<u8>) {
    let Region {
        kind,
        x,
        y,
        width,
        height,
    } = probe.region;
    let kind = RegionKind::ALL
        .iter()
        .position(|&other| other == kind)
        .expect("one of all");
    out.push(u8::try_from(kind).expect("few kinds"));
    for side in [x, y, width, height] {
        out.extend(side.to_le_bytes());
    }
    out.push(probe.hashed.quality);
    probe
        .hashed
        .dihedral
        .iter()
        .for_each(|pdq| out.extend(pdq.to_bytes()));
}

fn read_probe(reader: &mut Reader<'_>) -> Result<Probe, Unreadable> {
    let kind = usize::from(reader.byte()?);
    let kind = *RegionKind::ALL
        .get(kind)
        .ok_or(Unreadable::Value("region"))?;
    let mut side = || {
        let side = f32::from_le_bytes(reader.take()?);
        if (0.0..=1.0).contains(&side) {
            Ok(side)
        } else {
            Err(Unreadable::Value("region"))
        }
    };
    let region = Region {
        kind,
        x: side()?,
        y: side()?,
        width: side()?,
        height: side()?,
    };
    let quality = reader.byte()?;
    let mut dihedral = [Pdq { bits: [0; 4] }; 8];
    for pdq in &mut dihedral {
        *pdq = Pdq::from_bytes(reader.take()?);
    }
    if quality > 100 {
        return Err(Unreadable::Value("quality"));
    }
    let hashed = Hashed {
        pdq: dihedral[0],
        quality,
        dihedral,
    };
    Ok(Probe { region, hashed })
}

fn write_feature(feature: &Feature, out: &mut Vec<u8>) {
    out.extend(feature.x.to_le_bytes());
    out.extend(feature.y.to_le_bytes());
    out.extend([feature.level, feature.angle]);
    feature
        .code
        .iter()
        .for_each(|word| out.extend(word.to_le_bytes()));
}

fn read_feature(reader: &mut Reader<'_>) -> Result<Feature, Unreadable> {
    let (x, y) = (reader.u16()?, reader.u16()?);
    let (level, angle) = (reader.byte()?, reader.byte()?);
    if level >= LEVELS {
        return Err(Unreadable::Value("level"));
    }
    let mut code = [0; 4];
    for word in &mut code {
        *word = u64::from_le_bytes(reader.take()?);
    }
    Ok(Feature {
        x,
        y,
        level,
        angle,
        code,
    })
}

fn read_thumbnail(reader: &mut Reader<'_>) -> Result<Plane, Unreadable> {
    let (width, height) = (usize::from(reader.byte()?), usize::from(reader.byte()?));
    let (pixels, rest) = reader
        .0
        .split_at_checked(width * height)
        .ok_or(Unreadable::Length)?;
    reader.0 = rest;
    Ok(Plane {
        width,
        height,
        pixels: pixels.to_vec(),
    })
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(Unreadable::Length)?;
        self.0 = rest;
        Ok(*first)
    }

    fn byte(&mut self) -> Result<u8, Unreadable> {
        self.take().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, Unreadable> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Unreadable> {
        self.take().map(u32::from_le_bytes)
    }
}
