//! What the public may see of claims.

use std::collections::HashMap;

use cairn_dataset::PublicClaim;
use cairn_domain::{
    Claim, ClaimId, ClaimLink, ClaimRelation, Incident, ProjectCode, ShortId, claim::chains,
};
use cairn_storage::{ProjectRecord, PublishedRow, Reads, WriteTx};

use super::projection::public_id;
use crate::AppError;

/// What of other claims a published one speaks of: ids of those it repeats, and whether it is.
struct Register {
    ids: HashMap<ClaimId, ShortId>,
    repeated: HashMap<ClaimId, bool>,
}

impl Register {
    fn of(claims: &[Claim]) -> Self {
        let chains = chains(claims);
        let numbered = || claims.iter().enumerate();
        Self {
            ids: claims
                .iter()
                .map(|claim| (claim.id, claim.short.clone()))
                .collect(),
            repeated: numbered()
                .map(|(at, claim)| (claim.id, chains[at].newest != at))
                .collect(),
        }
    }
}

/// Claims that speak of an incident, as two people signed, with what was compared.
pub(super) async fn of_incident(
    reads: &Reads<'_>,
    project: &ProjectRecord,
    incident: &Incident,
) -> Result<Vec<PublicClaim>, AppError> {
    let claims = reads.claims_of_incident(incident.id).await?;
    if claims.is_empty() {
        return Ok(Vec::new());
    }
    let register = Register::of(&reads.claims_of_project(project.id).await?);
    let links = reads.links_of_incident(incident.id).await?;
    let public = claims.into_iter().map(|claim| {
        let link = links.iter().find(|link| link.claim == claim.id);
        public_claim(&project.code, &register, claim, link)
    });
    Ok(public.collect())
}

/// Claims that no link ties to a published incident: claimed, and not seen.
pub(super) async fn unmatched(
    reads: &Reads<'_>,
    project: &ProjectRecord,
    published: &[PublishedRow],
) -> Result<Vec<PublicClaim>, AppError> {
    let claims = reads.claims_of_project(project.id).await?;
    let register = Register::of(&claims);
    let tied: Vec<String> = published
        .iter()
        .filter_map(|row| row.body.get("claims")?.as_array())
        .flatten()
        .filter_map(|claim| Some(claim.get("short")?.as_str()?.to_owned()))
        .collect();
    let free = claims
        .into_iter()
        .filter(|claim| !tied.contains(&public_id(&project.code, &claim.short)));
    Ok(free
        .map(|claim| public_claim(&project.code, &register, claim, None))
        .collect())
}

/// Publishes the claims that no published incident is tied to, and which provinces show little.
pub(super) async fn publish(
    tx: &WriteTx,
    project: &ProjectRecord,
    claims: &[PublicClaim],
) -> Result<(), AppError> {
    let low_visibility = crate::analysis::marked_provinces(&tx.read(), project.id).await?;
    let mut bodies = Vec::with_capacity(claims.len());
    for claim in claims {
        let short = claim.short.rsplit('-').next().unwrap_or_default();
        let short: ShortId = short.parse().map_err(AppError::internal)?;
        let body = serde_json::to_value(claim).map_err(AppError::internal)?;
        bodies.push((short, body));
    }
    tx.publish_claims(project.id, &bodies, &low_visibility)
        .await?;
    Ok(())
}

fn public_claim(
    code: &ProjectCode,
    register: &Register,
    claim: Claim,
    link: Option<&ClaimLink>,
) -> PublicClaim {
    let link = link.filter(|link| link.is_signed() && link.relation != ClaimRelation::Unrelated);
    // Links to what armed groups publish are withheld unless the team said otherwise.
    let archive = claim.archive_public && !claim.archive_url.is_empty();
    let earlier = claim.same_as.and_then(|id| register.ids.get(&id));
    PublicClaim {
        short: public_id(code, &claim.short),
        same_as: earlier.map(|short| public_id(code, short)),
        is_repeated: register.repeated.get(&claim.id).copied().unwrap_or(false),
        archive_sha256: claim.archive_sha256.filter(|_| archive),
        archive_url: archive.then_some(claim.archive_url),
        kind: claim.kind,
        claimant: claim.claimant,
        outlet: claim.outlet,
        issue: claim.issue,
        published_on: claim.published_on,
        language: claim.language,
        date: claim.date,
        date_precision: claim.date_precision,
        stated_date: claim.stated_date,
        calendar: claim.calendar,
        place_name: claim.place_name,
        province: claim.province,
        pcode: claim.pcode,
        target: claim.target,
        method: claim.method,
        statement: claim.statement,
        quote: claim.quote,
        translation: claim.translation,
        killed: claim.killed,
        injured: claim.injured,
        status: claim.status,
        searched: claim.searched,
        assessed_on: claim.assessed_at.map(|at| at.date_naive()),
        relation: link.map(|link| link.relation),
        agreement: link.map(|link| link.attributes),
        rationale: link.map(|link| link.rationale.clone()).unwrap_or_default(),
    }
}
