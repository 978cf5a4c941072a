//! Recordings made of hashes, and what people do to recordings.

use cairn_matching::{Footage, Frame, Hashed, Pdq, footage::FRAMES_PER_SECOND};

/// Frames on the regular schedule, before thinning.
#[derive(Debug, Clone)]
pub struct Tape(pub Vec<Pdq>);

impl Tape {
    /// A moving camera: each quarter of a second changes about `drift` bits.
    pub fn moving(seed: u64, seconds: f64, drift: u64) -> Self {
        let mut dice = Dice(seed);
        let mut hash = dice.hash();
        let frames = (seconds * FRAMES_PER_SECOND) as usize;
        Self(
            (0..frames)
                .map(|_| {
                    hash = dice.changed(&hash, drift);
                    hash
                })
                .collect(),
        )
    }

    /// A fixed camera: every frame is one picture and some noise, which `seed` decides.
    pub fn fixed(picture: &Pdq, seed: u64, seconds: f64) -> Self {
        let mut dice = Dice(seed);
        let frames = (seconds * FRAMES_PER_SECOND) as usize;
        Self((0..frames).map(|_| dice.changed(picture, 12)).collect())
    }

    /// The frames between two moments.
    pub fn cut(&self, from_s: f64, to_s: f64) -> Self {
        let at = |t_s: f64| ((t_s * FRAMES_PER_SECOND) as usize).min(self.0.len());
        Self(self.0[at(from_s)..at(to_s)].to_vec())
    }

    pub fn then(mut self, next: &Self) -> Self {
        self.0.extend(&next.0);
        self
    }

    /// Re-encoded: `bits` of each frame change.
    pub fn noisy(&self, seed: u64, bits: u64) -> Self {
        let mut dice = Dice(seed);
        Self(self.0.iter().map(|hash| dice.changed(hash, bits)).collect())
    }

    /// Played faster: `pace` 1.05 leaves out every twentieth frame or so.
    pub fn paced(&self, pace: f64) -> Self {
        let count = (self.0.len() as f64 / pace) as usize;
        Self(
            (0..count)
                .map(|at| self.0[(at as f64 * pace) as usize])
                .collect(),
        )
    }

    /// Left and right exchanged.
    pub fn mirrored(&self) -> Self {
        Self(self.0.iter().map(|hash| dihedral(hash)[5]).collect())
    }

    pub fn footage(&self) -> Footage {
        self.with_quality(100)
    }

    pub fn with_quality(&self, quality: u8) -> Footage {
        let frames = self.0.iter().enumerate().map(|(at, hash)| Frame {
            t_s: at as f64 / FRAMES_PER_SECOND,
            probes: vec![Hashed {
                pdq: *hash,
                quality,
                dihedral: dihedral(hash),
            }],
        });
        Footage::kept(self.0.len() as f64 / FRAMES_PER_SECOND, frames)
    }
}

/// The eight hashes a picture would have if its median stayed in place.
pub fn dihedral(hash: &Pdq) -> [Pdq; 8] {
    // As in `Transform::ALL`: whether axes are swapped, then rows and columns mirrored.
    let turns = [
        (false, false, false),
        (true, true, false),
        (false, true, true),
        (true, false, true),
        (false, true, false),
        (false, false, true),
        (true, false, false),
        (true, true, true),
    ];
    turns.map(|(swap, rows, columns)| {
        let mut bits = [0; 4];
        for at in 0..256 {
            let (row, column) = (at / 16, at % 16);
            let from = if swap { 16 * column + row } else { at };
            let inverted = (rows && row % 2 == 0) != (columns && column % 2 == 0);
            let bit = hash.bits[from / 64] >> (from % 64) & 1;
            bits[at / 64] |= (bit ^ u64::from(inverted)) << (at % 64);
        }
        Pdq { bits }
    })
}

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn hash(&mut self) -> Pdq {
        Pdq {
            bits: std::array::from_fn(|_| self.next()),
        }
    }

    pub fn changed(&mut self, hash: &Pdq, bits: u64) -> Pdq {
        let mut hash = *hash;
        for _ in 0..bits {
            let at = self.next() % 256;
            hash.bits[at as usize / 64] ^= 1 << (at % 64);
        }
        hash
    }
}
