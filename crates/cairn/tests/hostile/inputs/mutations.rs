//! Ordinary files, damaged at random in ways that repeat themselves.

use super::{Dice, Expect, Input};

/// As many damaged files, over all kinds in turn.
pub fn mutations(valid: &[(&'static str, Vec<u8>)], count: usize, seed: u64) -> Vec<Input> {
    let mut dice = Dice::seeded(seed);
    let damaged = |number: usize| {
        let (kind, bytes) = &valid[number % valid.len()];
        let mut bytes = bytes.clone();
        for _ in 0..=dice.below(6) {
            damage(&mut bytes, &mut dice);
        }
        let name = format!("mutation {seed}-{number} of {kind}");
        Input::new(name, &format!("a.{kind}"), bytes, Expect::Anything)
    };
    (0..count).map(damaged).collect()
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let end = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(8) {
        0 | 1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes[at..end].fill(0xff),
        3 => bytes[at..end].fill(0),
        4 => bytes.truncate(at.max(16)),
        5 => drop(bytes.drain(at..end)),
        6 => {
            let piece = bytes[at..end].to_vec();
            let to = dice.below(bytes.len());
            bytes.splice(to..to, piece);
        }
        // A length, perhaps: a large or odd number where four bytes stood.
        _ => {
            let number = [0_u32, 1, 7, 0x7fff_ffff, 0xffff_ffff, 0x8000_0000][dice.below(6)];
            let four = bytes.get_mut(at..at + 4);
            if let Some(four) = four {
                four.copy_from_slice(&number.to_be_bytes());
            }
        }
    }
}
