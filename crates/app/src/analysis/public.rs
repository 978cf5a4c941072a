//! The public's material: published projections and nothing else (invariant I10).

use cairn_dataset::{PublicClaim, PublicIncident};
use cairn_storage::PublicFilter;

use super::{Attack, Known, Material, Said};
use crate::{App, AppError, public::Dataset};

/// The public's material with the release it stands at.
#[derive(Debug, Clone)]
pub struct PublicAnalysis {
    /// What is looked at.
    pub material: Material,
    /// Every published claim once, for the lists behind the numbers.
    pub claims: Vec<PublicClaim>,
    /// The number of the newest release.
    pub version: u32,
}

/// What the newest release says as a whole.
pub async fn public_material(app: &App, dataset: &Dataset) -> Result<PublicAnalysis, AppError> {
    let incidents = crate::public::filtered(app, dataset, &PublicFilter::default()).await?;
    let reads = app.store.read();
    let unmatched = reads.published_claims(dataset.project.id).await?;
    let mut claims: Vec<PublicClaim> = unmatched
        .into_iter()
        .map(serde_json::from_value)
        .collect::<Result<_, _>>()
        .map_err(AppError::internal)?;
    let mut material = Material {
        low_visibility: reads.published_low_visibility(dataset.project.id).await?,
        claims: claims.iter().map(|claim| said(claim, None)).collect(),
        ..Material::default()
    };
    for incident in incidents {
        material.attacks.push(attack(&incident));
        for claim in incident.claims {
            let known = material
                .claims
                .iter_mut()
                .find(|known| known.short == bare(&claim.short) && !known.short.is_empty());
            match known {
                Some(known) => known.ties.extend(tie(&claim, &incident.short)),
                None => {
                    material.claims.push(said(&claim, Some(&incident.short)));
                    claims.push(claim);
                }
            }
        }
    }
    let version = dataset.releases.first().map_or(0, |newest| newest.version);
    Ok(PublicAnalysis {
        material,
        claims,
        version,
    })
}

/// `7K3QXM` of `AFG-7K3QXM`.
fn bare(id: &str) -> &str {
    id.rsplit('-').next().unwrap_or(id)
}

fn attack(incident: &PublicIncident) -> Attack {
    let known = |low, best, high| Known { low, best, high };
    Attack {
        short: bare(&incident.short).to_owned(),
        title: incident.title.clone(),
        date: incident.date,
        province: incident.province.clone(),
        targets: incident.targets.clone(),
        locations: incident.location_types.clone(),
        is_crowd: incident.crowd_in_public,
        setting: incident.urban_rural.map(|setting| setting.to_string()),
        killed: known(
            incident.killed_low,
            incident.killed_best,
            incident.killed_high,
        ),
        injured: known(
            incident.injured_low,
            incident.injured_best,
            incident.injured_high,
        ),
        evidence: incident.evidence.len(),
    }
}

fn said(claim: &PublicClaim, incident: Option<&str>) -> Said {
    Said {
        short: bare(&claim.short).to_owned(),
        date: claim.date,
        province: claim.province.clone(),
        place: claim.place_name.clone(),
        kind: claim.kind,
        status: claim.status,
        is_repeated: claim.is_repeated,
        is_searched: !claim.searched.is_empty(),
        killed: claim.killed,
        injured: claim.injured,
        ties: incident
            .and_then(|incident| tie(claim, incident))
            .into_iter()
            .collect(),
    }
}

fn tie(claim: &PublicClaim, incident: &str) -> Option<(String, cairn_domain::ClaimRelation)> {
    let relation = claim.relation?;
    Some((bare(incident).to_owned(), relation))
}
