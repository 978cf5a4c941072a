//! Repeated claims: a chain of "same as" is one claim, counted where it was made last.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Claim, ClaimStatus};
use crate::ClaimId;

/// One claim with all its repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    /// The newest, which stands for all: its place in the list that was asked about.
    pub newest: usize,
    /// How often the claim was made, at least 1.
    pub times: usize,
}

/// For every claim of a list, the chain it belongs to. Chains follow `same_as` in whatever order
/// and form it was written; a claim that repeats one outside the list starts a chain of its own.
///
/// The newest is the one published last, then the one that names the latest day, then the last id;
/// one that a person called a duplicate stands for the others only when all are called so.
pub fn chains(claims: &[Claim]) -> Vec<Chain> {
    let places: HashMap<ClaimId, usize> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| (claim.id, at))
        .collect();
    let mut parents: Vec<usize> = (0..claims.len()).collect();
    for (at, claim) in claims.iter().enumerate() {
        if let Some(earlier) = claim.same_as.and_then(|id| places.get(&id)) {
            let (one, other) = (root(&mut parents, at), root(&mut parents, *earlier));
            parents[one] = other;
        }
    }
    let roots: Vec<usize> = (0..claims.len()).map(|at| root(&mut parents, at)).collect();
    let mut found: HashMap<usize, Chain> = HashMap::new();
    for (at, root) in roots.iter().enumerate() {
        let chain = found.entry(*root).or_insert(Chain {
            newest: at,
            times: 0,
        });
        chain.times += 1;
        if age(&claims[at]) > age(&claims[chain.newest]) {
            chain.newest = at;
        }
    }
    roots.iter().map(|root| found[root]).collect()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn age(claim: &Claim) -> (bool, NaiveDate, NaiveDate, ClaimId) {
    (
        claim.status != ClaimStatus::DuplicateClaim,
        claim.published_on.unwrap_or(claim.date),
        claim.date,
        claim.id,
    )
}
