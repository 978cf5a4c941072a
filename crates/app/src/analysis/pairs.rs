//! Casualties, claimed beside documented, pair by pair. Totals are never set against totals: the
//! two count different attacks.

use std::collections::HashMap;

use cairn_domain::StatedCount;

use super::{Attack, Known, Material};

/// A claim and the incident it was tied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The claim.
    pub claim: String,
    /// The incident.
    pub incident: String,
    /// The incident in a line.
    pub title: String,
    /// Killed, as claimed.
    pub claimed_killed: StatedCount,
    /// Killed, as documented.
    pub killed: Known,
    /// Injured, as claimed.
    pub claimed_injured: StatedCount,
    /// Injured, as documented.
    pub injured: Known,
}

/// Pairs by the day of the incident. A repeated claim is one pair, in its newest telling.
pub fn pairs(material: &Material) -> Vec<Pair> {
    let attacks: HashMap<&str, &Attack> = material
        .verified()
        .map(|attack| (attack.short.as_str(), attack))
        .collect();
    let mut found: Vec<(&Attack, Pair)> = Vec::new();
    for claim in material.counted() {
        for (incident, relation) in &claim.ties {
            let Some(attack) = attacks.get(incident.as_str()) else {
                continue;
            };
            if relation.is_match() {
                found.push((
                    attack,
                    Pair {
                        claim: claim.short.clone(),
                        incident: incident.clone(),
                        title: attack.title.clone(),
                        claimed_killed: claim.killed,
                        killed: attack.killed,
                        claimed_injured: claim.injured,
                        injured: attack.injured,
                    },
                ));
            }
        }
    }
    found.sort_by(|(a, one), (b, other)| {
        (a.date, &a.short, &one.claim).cmp(&(b.date, &b.short, &other.claim))
    });
    found.into_iter().map(|(_, pair)| pair).collect()
}
