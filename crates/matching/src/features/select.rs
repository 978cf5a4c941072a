//! Which of the many places to keep: strong ones, spread over the picture and over the levels.

use std::collections::HashMap;

use super::{detect::Keypoint, level::Level};

/// Features taken of a photograph.
pub(crate) const TAKEN: usize = 900;

/// Columns and rows of cells that a level is divided into along its longest side.
const CELLS: f32 = 8.0;

/// Each further place in a cell counts this much less.
const CROWDED: f32 = 0.8;

/// How much a strong response counts: little, or the text of a screenshot takes all the room.
const CONTRAST_EXPONENT: f32 = 0.3;

/// How a level's share falls with its scale; 2 would be by area.
const SHARE_EXPONENT: f32 = 1.0;

/// A place with the level it was found on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selected {
    pub(crate) keypoint: Keypoint,
    pub(crate) level: u8,
}

/// The best places of all levels, interleaved so that any prefix covers picture and scales alike.
pub(crate) fn select(levels: &[Level], found: Vec<Vec<Keypoint>>) -> Vec<Selected> {
    let shares: Vec<f32> = levels
        .iter()
        .map(|level| level.scale.powf(-SHARE_EXPONENT))
        .collect();
    let total: f32 = shares.iter().sum();
    let mut ranked = Vec::new();
    for (index, (level, found)) in levels.iter().zip(found).enumerate() {
        let share = shares[index] / total;
        let spread = spread(level, found);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
        ranked.extend(spread.into_iter().enumerate().map(|(rank, keypoint)| {
            let level = u8::try_from(index).expect("ten levels");
            ((rank as f32 + 0.5) / share, Selected { keypoint, level })
        }));
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked
        .into_iter()
        .take(TAKEN)
        .map(|(_, selected)| selected)
        .collect()
}

/// Strongest first, with those in crowded cells held back.
fn spread(level: &Level, mut found: Vec<Keypoint>) -> Vec<Keypoint> {
    found.sort_by(|a, b| b.response.total_cmp(&a.response));
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
    let cell = level.width.max(level.height) as f32 / CELLS;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "eight cells at most"
    )]
    let cell_of = |keypoint: &Keypoint| ((keypoint.x / cell) as u8, (keypoint.y / cell) as u8);
    let mut crowd: HashMap<(u8, u8), i32> = HashMap::new();
    let mut weighed: Vec<(f32, Keypoint)> = Vec::with_capacity(found.len());
    for keypoint in found {
        let before = crowd.entry(cell_of(&keypoint)).or_default();
        weighed.push((
            keypoint.response.powf(CONTRAST_EXPONENT) * CROWDED.powi(*before),
            keypoint,
        ));
        *before += 1;
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    weighed.into_iter().map(|(_, keypoint)| keypoint).collect()
}
