//! The register as a list: filtered, repeated claims collapsed, counts with what they are of.

use std::collections::{BTreeMap, HashMap};

use cairn_domain::{Action, Claim, ClaimId, ClaimLink, claim::chains};

use crate::{App, AppError, Visit};

/// Which claims. Empty texts ask for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Code of the status.
    pub status: String,
    /// Code of the kind.
    pub kind: String,
    /// Who says so.
    pub claimant: String,
    /// The province they name.
    pub province: String,
    /// The month they name, as `2022-09`.
    pub month: String,
    /// The place they name.
    pub place: String,
    /// `yes` for those tied to an incident, `no` for those that are not, `unsigned` for those with
    /// an answer that waits for its second signature.
    pub tied: String,
    /// Part of the statement, place, outlet, issue or id.
    pub text: String,
    /// Whether every repetition is listed.
    pub repeated: bool,
    /// Whether only claims that count are listed.
    pub counted: bool,
}

/// One claim of the list.
#[derive(Debug, Clone)]
pub struct ListedClaim {
    /// The claim; of a repeated one the newest.
    pub claim: Claim,
    /// How often it was made.
    pub times: usize,
    /// Whether a newer one stands for it.
    pub is_repeated: bool,
    /// Whether two people tied it to an incident.
    pub is_tied: bool,
    /// Answers that wait for a second signature.
    pub unsigned: usize,
}

/// Values a filter can take, with how many claims have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimFacets {
    /// By status.
    pub statuses: Vec<(String, u64)>,
    /// By kind.
    pub kinds: Vec<(String, u64)>,
    /// By claimant.
    pub claimants: Vec<(String, u64)>,
    /// By province.
    pub provinces: Vec<(String, u64)>,
    /// By month.
    pub months: Vec<(String, u64)>,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct ClaimList {
    /// What the filter finds, newest day first.
    pub rows: Vec<ListedClaim>,
    /// All claims, repetitions included.
    pub total: usize,
    /// Claims that stand for one claimed event each: itemised, within scope, collapsed.
    pub counted: usize,
    /// Of those, how many somebody has assessed.
    pub assessed: usize,
    /// Of all claims, collapsed.
    pub facets: ClaimFacets,
}

/// Claims that a filter finds.
pub async fn list(app: &App, visit: &Visit, filter: &ClaimFilter) -> Result<ClaimList, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let claims = reads.claims_of_project(visit.project.id).await?;
    let links = reads.claim_links(visit.project.id).await?;
    Ok(listed(claims, &links, filter))
}

fn listed(claims: Vec<Claim>, links: &[ClaimLink], filter: &ClaimFilter) -> ClaimList {
    use cairn_domain::ClaimStatus::NotAssessed;
    let all = collapsed(claims, links);
    let own: Vec<&ListedClaim> = all.iter().filter(|one| !one.is_repeated).collect();
    let counted = |one: &&&ListedClaim| one.claim.is_counted();
    let mut list = ClaimList {
        total: all.len(),
        counted: own.iter().filter(counted).count(),
        assessed: own
            .iter()
            .filter(counted)
            .filter(|one| one.claim.status != NotAssessed)
            .count(),
        facets: facets(&own),
        rows: Vec::new(),
    };
    let found = all.iter().filter(|one| filter.finds(one));
    list.rows = found.cloned().collect();
    list.rows
        .sort_by(|a, b| (b.claim.date, &b.claim.short).cmp(&(a.claim.date, &a.claim.short)));
    list
}

/// Every claim with its chain and its links.
fn collapsed(claims: Vec<Claim>, links: &[ClaimLink]) -> Vec<ListedClaim> {
    let mut by_claim: HashMap<ClaimId, Vec<&ClaimLink>> = HashMap::new();
    for link in links {
        by_claim.entry(link.claim).or_default().push(link);
    }
    let chains = chains(&claims);
    let tied = |id: &ClaimId| {
        let links = by_claim.get(id).map(Vec::as_slice).unwrap_or_default();
        let unsigned = links.iter().filter(|link| waits(link)).count();
        let is_tied = links
            .iter()
            .any(|link| link.is_signed() && link.relation.is_match());
        (is_tied, unsigned)
    };
    // What is said of one telling is said of all.
    let mut tied_chains = vec![false; claims.len()];
    for (at, claim) in claims.iter().enumerate() {
        tied_chains[chains[at].newest] |= tied(&claim.id).0;
    }
    let rows = claims.iter().enumerate().map(|(at, claim)| {
        let (_, unsigned) = tied(&claim.id);
        ListedClaim {
            claim: claim.clone(),
            times: chains[at].times,
            is_repeated: chains[at].newest != at,
            is_tied: tied_chains[chains[at].newest],
            unsigned,
        }
    });
    rows.collect()
}

/// Whether an answer waits for its second signature; "not this one" needs none.
pub(super) fn waits(link: &ClaimLink) -> bool {
    !link.is_signed() && link.relation != cairn_domain::ClaimRelation::Unrelated
}

fn facets(rows: &[&ListedClaim]) -> ClaimFacets {
    let count = |of: &dyn Fn(&Claim) -> String| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows {
            *counts.entry(of(&row.claim)).or_default() += 1;
        }
        counts.into_iter().collect()
    };
    ClaimFacets {
        statuses: count(&|claim| claim.status.to_string()),
        kinds: count(&|claim| claim.kind.to_string()),
        claimants: count(&|claim| claim.claimant.clone()),
        provinces: count(&|claim| claim.province.clone()),
        months: count(&|claim| month(claim)),
    }
}

fn month(claim: &Claim) -> String {
    claim.date.format("%Y-%m").to_string()
}

impl ClaimFilter {
    fn finds(&self, one: &ListedClaim) -> bool {
        let claim = &one.claim;
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted == value;
        let tied = match self.tied.as_str() {
            "yes" => one.is_tied,
            "no" => !one.is_tied,
            "unsigned" => one.unsigned > 0,
            _ => true,
        };
        tied && (self.repeated || !one.is_repeated)
            && (!self.counted || claim.is_counted())
            && is(&self.status, claim.status.code())
            && is(&self.kind, claim.kind.code())
            && is(&self.claimant, &claim.claimant)
            && is(&self.province, &claim.province)
            && is(&self.place, &claim.place_name)
            && is(&self.month, &month(claim))
            && self.finds_text(claim)
    }

    fn finds_text(&self, claim: &Claim) -> bool {
        let wanted = self.text.trim().to_lowercase();
        let fields = [
            &claim.statement,
            &claim.place_name,
            &claim.outlet,
            &claim.issue,
            &claim.quote,
            &claim.translation,
        ];
        wanted.is_empty()
            || claim.short.as_str().to_lowercase().contains(&wanted)
            || fields
                .iter()
                .any(|field| field.to_lowercase().contains(&wanted))
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::{ClaimKind, ClaimStatus, ShortId};
    use uuid::Uuid;

    use super::*;

    fn claim(number: u8, day: &str) -> Claim {
        let id = ClaimId(Uuid::from_u128(number.into()));
        let date = day.parse().expect("a day");
        Claim::about(id, ShortId::from_random([number; 6]), date)
    }

    #[test]
    fn a_repeated_claim_is_one_line_and_aggregates_are_kept_but_not_counted() {
        let first = claim(1, "2022-09-30");
        let again = Claim {
            same_as: Some(first.id),
            status: ClaimStatus::Unverified,
            ..claim(2, "2022-10-01")
        };
        let sum = Claim {
            kind: ClaimKind::Aggregate,
            ..claim(3, "2022-12-31")
        };
        let claims = vec![first.clone(), again.clone(), sum.clone()];
        let list = listed(claims.clone(), &[], &ClaimFilter::default());
        assert_eq!((list.total, list.counted, list.assessed), (3, 1, 1));
        let ids: Vec<_> = list.rows.iter().map(|row| row.claim.id).collect();
        assert_eq!(ids, [sum.id, again.id], "newest day first");
        assert_eq!(list.rows[1].times, 2);
        let every = ClaimFilter {
            repeated: true,
            ..ClaimFilter::default()
        };
        assert_eq!(listed(claims, &[], &every).rows.len(), 3);
    }
}
