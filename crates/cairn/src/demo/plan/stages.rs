//! Which item of which incident gets how far.

use crate::demo::{chance::Chance, facts::IncidentFact};

use super::{CLIP_COUNT, ITEM_COUNT};

/// How far an item gets; the codes are the stage keys of the standard workflow's steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlannedStage {
    /// Just handed in.
    Received,
    /// Looked at for the first time.
    Triage,
    /// Where?
    Geolocation,
    /// When?
    Chronolocation,
    /// Before a lead.
    SignOff,
    /// Signed, and waiting for the next release.
    Approved,
    /// In a release.
    Published,
    /// Out of scope.
    Rejected,
    /// Another item's copy.
    Duplicate,
    /// Neither place nor time could be established.
    Unverifiable,
}

impl PlannedStage {
    /// Whether a rating and an incident have been recorded by then.
    pub fn is_past_triage(self) -> bool {
        !matches!(self, Self::Received | Self::Triage)
    }

    /// Whether the question where has been answered by then.
    pub fn is_located(self) -> bool {
        matches!(self, Self::Chronolocation) || self.is_dated()
    }

    /// Whether the question when has been answered by then.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::SignOff | Self::Approved | Self::Published)
    }
}

/// The place of one item before it is filled in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) incident: usize,
    /// Which item of its incident.
    pub(super) nth: usize,
    pub(super) stage: PlannedStage,
    pub(super) is_clip: bool,
    /// The slot whose file this one's is made from.
    pub(super) original: Option<usize>,
}

/// How many items end where; 202 published of 367.
const SHARES: &[(PlannedStage, usize)] = &[
    (PlannedStage::Published, 202),
    (PlannedStage::Rejected, 10),
    (PlannedStage::Unverifiable, 11),
    (PlannedStage::Approved, 12),
    (PlannedStage::SignOff, 24),
    (PlannedStage::Chronolocation, 26),
    (PlannedStage::Geolocation, 34),
    (PlannedStage::Triage, 27),
    (PlannedStage::Received, 6),
];
/// The rest: copies that were recognised.
const DUPLICATES: usize = 15;
/// Copies among all others: published beside, or still to be compared.
const OTHER_COPIES: usize = 24;
/// The latest incidents have nothing published yet.
const UNPUBLISHED: usize = 4;

/// All slots, incident by incident.
pub(super) fn slots(seed: u64, incidents: &[IncidentFact]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(ITEM_COUNT);
    for (incident, count) in counts(seed, incidents).into_iter().enumerate() {
        for nth in 0..count {
            let index = slots.len();
            // 367 is prime, so the products visit every remainder once: exactly 77 are below 77.
            let is_clip = index * 101 % ITEM_COUNT < CLIP_COUNT;
            let stage = PlannedStage::Published;
            slots.push(Slot {
                incident,
                nth,
                stage,
                is_clip,
                original: None,
            });
        }
    }
    choose_copies(seed, &mut slots);
    choose_stages(seed, &mut slots, incidents.len());
    slots
}

/// One to eight items each, more for the well-known, 367 in all.
fn counts(seed: u64, incidents: &[IncidentFact]) -> Vec<usize> {
    let mut chance = Chance::of(seed, "counts", 0);
    let mut draw = |incident: &IncidentFact| match incident.synthetic {
        false => chance.whole(6, 8) as usize,
        true => chance.whole(2, 7) as usize,
    };
    let mut counts: Vec<usize> = incidents.iter().map(&mut draw).collect();
    let mut index = 0;
    while counts.iter().sum::<usize>() != ITEM_COUNT {
        let (sum, count) = (
            counts.iter().sum::<usize>(),
            &mut counts[index % incidents.len()],
        );
        match sum < ITEM_COUNT {
            true if *count < 8 => *count += 1,
            false if *count > 1 => *count -= 1,
            _ => {}
        }
        index += 1;
    }
    counts
}

/// Marks copies: the same kind of file as an earlier original of the same incident.
fn choose_copies(seed: u64, slots: &mut [Slot]) {
    let mut order: Vec<usize> = (0..slots.len())
        .filter(|&index| slots[index].nth > 1)
        .collect();
    shuffle(&mut order, &mut Chance::of(seed, "copies", 0));
    let mut left = DUPLICATES + OTHER_COPIES;
    for index in order {
        let of = slots[index];
        let original = (index - of.nth..index)
            .find(|&at| slots[at].is_clip == of.is_clip && slots[at].original.is_none());
        let is_original = slots.iter().any(|slot| slot.original == Some(index));
        if left > 0 && original.is_some() && !is_original {
            slots[index].original = original;
            if left > OTHER_COPIES {
                slots[index].stage = PlannedStage::Duplicate;
            }
            left -= 1;
        }
    }
}

/// Older incidents are further; every one but the latest has something published.
fn choose_stages(seed: u64, slots: &mut [Slot], incidents: usize) {
    let mut chance = Chance::of(seed, "stages", 0);
    let settled_first = |slot: &Slot| slot.nth == 0 && slot.incident + UNPUBLISHED < incidents;
    let mut order: Vec<(f32, usize)> = slots
        .iter()
        .enumerate()
        .filter(|(_, slot)| slot.stage != PlannedStage::Duplicate && !settled_first(slot))
        .map(|(index, slot)| (slot.incident as f32 + chance.between(-16.0, 16.0), index))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let published = SHARES[0].1 - slots.iter().filter(|slot| settled_first(slot)).count();
    let stages = SHARES.iter().enumerate().flat_map(|(at, &(stage, count))| {
        std::iter::repeat_n(stage, if at == 0 { published } else { count })
    });
    let mut stages: Vec<PlannedStage> = stages.collect();
    // Rejected and unverifiable items lie among the published, not after them.
    let ended = published + SHARES[1].1 + SHARES[2].1;
    shuffle(&mut stages[..ended], &mut chance);
    for ((_, index), stage) in order.into_iter().zip(stages) {
        slots[index].stage = stage;
    }
}

/// Fisher and Yates.
fn shuffle<T>(things: &mut [T], chance: &mut Chance) {
    for last in (1..things.len()).rev() {
        things.swap(last, chance.whole(0, last as u32) as usize);
    }
}
