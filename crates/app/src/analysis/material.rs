//! What an analysis looks at, wherever it came from.

use cairn_domain::{ClaimKind, ClaimRelation, ClaimStatus, StatedCount};
use chrono::NaiveDate;

/// A documented count: lowest, best, highest. Unknown is not none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Lowest credible count.
    pub low: Option<u32>,
    /// The one held most likely.
    pub best: Option<u32>,
    /// Highest credible count.
    pub high: Option<u32>,
}

/// An incident as an analysis sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack {
    /// Six characters, without the project's code.
    pub short: String,
    /// One line.
    pub title: String,
    /// The day.
    pub date: NaiveDate,
    /// Province by name.
    pub province: String,
    /// Codes of who was hit, the main one first.
    pub targets: Vec<String>,
    /// Codes of the kinds of place, the main one first.
    pub locations: Vec<String>,
    /// Whether it hit a crowd gathered in public.
    pub is_crowd: bool,
    /// `urban`, `peri_urban` or `rural`, where somebody has said so.
    pub setting: Option<String>,
    /// Killed.
    pub killed: Known,
    /// Injured.
    pub injured: Known,
    /// Published items that evidence it. With none it is known of, and not verified.
    pub evidence: usize,
}

impl Attack {
    /// Whether published evidence shows it.
    pub fn is_verified(&self) -> bool {
        self.evidence > 0
    }
}

/// A claim as an analysis sees it; of a repeated one every telling is here.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Six characters, without the project's code.
    pub short: String,
    /// The day named.
    pub date: NaiveDate,
    /// The province named.
    pub province: String,
    /// The place named; may be empty.
    pub place: String,
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// What was found.
    pub status: ClaimStatus,
    /// Whether a later telling stands for it.
    pub is_repeated: bool,
    /// Whether anybody wrote down where was looked.
    pub is_searched: bool,
    /// Killed, as claimed.
    pub killed: StatedCount,
    /// Injured, as claimed.
    pub injured: StatedCount,
    /// Incidents two people tied it to, by their short ids.
    pub ties: Vec<(String, ClaimRelation)>,
}

impl Said {
    /// Whether it stands for one claimed attack.
    pub fn is_counted(&self) -> bool {
        let is_left_out = matches!(
            self.status,
            ClaimStatus::OutOfScope | ClaimStatus::DuplicateClaim
        );
        self.kind == ClaimKind::Itemised && !self.is_repeated && !is_left_out
    }
}

/// Everything an analysis looks at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Material {
    /// Incidents.
    pub attacks: Vec<Attack>,
    /// Claims.
    pub claims: Vec<Said>,
    /// Provinces from which little footage comes, whatever happens there.
    pub low_visibility: Vec<String>,
    /// Days from being handed in to the sign-off, an item each; the team's alone.
    pub waits_days: Vec<u32>,
}

impl Material {
    /// Claims that stand for one attack each.
    pub fn counted(&self) -> impl Iterator<Item = &Said> {
        self.claims.iter().filter(|claim| claim.is_counted())
    }

    /// Incidents with published evidence.
    pub fn verified(&self) -> impl Iterator<Item = &Attack> {
        self.attacks.iter().filter(|attack| attack.is_verified())
    }
}
