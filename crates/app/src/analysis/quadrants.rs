//! Claimed and verified as a square with its denominators. The share of claims that were found is
//! no rate of truth: some attacks are seen and never claimed, and many were never looked for.

use std::collections::BTreeSet;

use cairn_domain::{ClaimKind, ClaimStatus};

use super::{Label, Material, Row, Table, table::Cell};

/// The numbers of the square and what they are of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quadrants {
    /// All statements, repetitions and sums included.
    pub statements: usize,
    /// Claims that stand for one attack each.
    pub counted: usize,
    /// Of those, how many somebody assessed.
    pub assessed: usize,
    /// Of those for which nothing was found, how many say where was looked.
    pub searched: usize,
    /// Counted claims that evidence corroborates, wholly or in part.
    pub claimed_verified: usize,
    /// Verified incidents that those claims speak of.
    pub verified_claimed: usize,
    /// Counted claims for which nothing was found. Not the same as false.
    pub claimed_not_found: usize,
    /// Counted claims that evidence contradicts.
    pub contradicted: usize,
    /// Counted claims nobody has assessed.
    pub not_assessed: usize,
    /// Incidents with published evidence.
    pub verified: usize,
    /// Of those, how many no counted claim speaks of.
    pub verified_unclaimed: usize,
    /// Statements that deny an attack.
    pub denied: usize,
    /// Statements that add up many attacks: kept, never counted.
    pub aggregates: usize,
    /// Statements by which another party claims an attack.
    pub competing: usize,
    /// Earlier tellings of claims that are counted once.
    pub repeated: usize,
}

/// Counts the square.
pub fn quadrants(material: &Material) -> Quadrants {
    let status = |wanted: &[ClaimStatus]| {
        material
            .counted()
            .filter(|claim| wanted.contains(&claim.status))
            .count()
    };
    let kind = |wanted| {
        let own = material.claims.iter().filter(|claim| !claim.is_repeated);
        own.filter(|claim| claim.kind == wanted).count()
    };
    use ClaimStatus as S;
    let claimed = claimed_incidents(material);
    let verified: Vec<_> = material.verified().collect();
    let verified_claimed = verified
        .iter()
        .filter(|attack| claimed.contains(attack.short.as_str()))
        .count();
    let (counted, not_assessed) = (material.counted().count(), status(&[S::NotAssessed]));
    Quadrants {
        statements: material.claims.len(),
        counted,
        assessed: counted - not_assessed,
        searched: material
            .counted()
            .filter(|claim| claim.status == S::Unverified && claim.is_searched)
            .count(),
        claimed_verified: status(&[S::Corroborated, S::PartiallyCorroborated]),
        verified_claimed,
        claimed_not_found: status(&[S::Unverified]),
        contradicted: status(&[S::Contradicted]),
        not_assessed,
        verified: verified.len(),
        verified_unclaimed: verified.len() - verified_claimed,
        denied: kind(ClaimKind::Denial),
        aggregates: kind(ClaimKind::Aggregate),
        competing: kind(ClaimKind::Competing),
        repeated: material
            .claims
            .iter()
            .filter(|claim| claim.is_repeated)
            .count(),
    }
}

/// Incidents that some telling of an itemised claim is tied to.
fn claimed_incidents(material: &Material) -> BTreeSet<&str> {
    let own = material
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Itemised);
    own.flat_map(|claim| &claim.ties)
        .filter(|(_, relation)| relation.is_match())
        .map(|(incident, _)| incident.as_str())
        .collect()
}

impl Quadrants {
    /// As a table, a line for each number with what it is of.
    pub fn table(&self) -> Table {
        let claims = |key, count, status: &str| Row {
            label: Label::Key(key),
            cells: vec![
                Cell::part(count, self.counted)
                    .behind("list", "claims")
                    .behind("status", status)
                    .behind("counted", "yes"),
            ],
        };
        let kind = |key, count, kind: &str| Row {
            label: Label::Key(key),
            cells: vec![
                Cell::part(count, self.statements)
                    .behind("list", "claims")
                    .behind("kind", kind),
            ],
        };
        let plain = |key, count, of| Row {
            label: Label::Key(key),
            cells: vec![Cell::part(count, of)],
        };
        Table {
            key: "claimed-verified",
            columns: vec!["count"],
            of: self.counted,
            rows: vec![
                plain("claimed-and-verified", self.claimed_verified, self.counted),
                claims("claimed-not-found", self.claimed_not_found, "unverified"),
                claims("claimed-contradicted", self.contradicted, "contradicted"),
                claims("claimed-not-assessed", self.not_assessed, "not_assessed"),
                plain("verified-and-claimed", self.verified_claimed, self.verified),
                plain("verified-unclaimed", self.verified_unclaimed, self.verified),
                kind("denied", self.denied, "denial"),
                kind("aggregates", self.aggregates, "aggregate"),
                kind("competing", self.competing, "competing"),
                plain("repeated", self.repeated, self.statements),
                plain("assessed", self.assessed, self.counted),
                plain("searched", self.searched, self.claimed_not_found),
            ],
        }
    }
}
