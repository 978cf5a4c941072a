//! The team's material, and the one setting of the analysis.

use std::collections::HashMap;

use cairn_domain::{
    Action, AuditAct, Claim, ClaimId, ClaimLink, ClaimRelation, Incident, IncidentId, ProjectId,
    SettingKind, claim::chains,
};
use cairn_review::{Outcome, ReviewEvent};
use cairn_storage::{ItemRecord, Reads, Store};

use super::{Attack, Known, Material, Said};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// What the team's rows say as a whole.
pub async fn team_material(app: &App, visit: &Visit) -> Result<Material, AppError> {
    visit.permit(Action::ViewItems)?;
    let (reads, project) = (app.store.read(), visit.project.id);
    let incidents = reads.incidents(project, None, u64::from(u32::MAX)).await?;
    let mut material = Material {
        low_visibility: marked_provinces(&reads, project).await?,
        ..Material::default()
    };
    for incident in &incidents {
        let items = reads.items_of_incident(incident.id).await?;
        let published = items.iter().filter(|item| is_published(item));
        material.attacks.push(attack(incident, published.count()));
        for item in items.iter().filter(|item| !item.state.sign_offs.is_empty()) {
            material.waits_days.extend(wait_days(&reads, item).await?);
        }
    }
    let claims = reads.claims_of_project(project).await?;
    let links = reads.claim_links(project).await?;
    material.claims = said(&claims, &links, &incidents);
    Ok(material)
}

/// The material of records at hand, each incident with how many published items evidence it.
pub fn material_of(
    incidents: &[(Incident, usize)],
    claims: &[Claim],
    links: &[ClaimLink],
) -> Material {
    let known: Vec<Incident> = incidents.iter().map(|(one, _)| one.clone()).collect();
    Material {
        attacks: incidents
            .iter()
            .map(|(incident, evidence)| attack(incident, *evidence))
            .collect(),
        claims: said(claims, links, &known),
        ..Material::default()
    }
}

fn is_published(item: &ItemRecord) -> bool {
    item.state.outcome == Some(Outcome::Published)
}

/// Whole days from being handed in to the last sign-off.
async fn wait_days(reads: &Reads<'_>, item: &ItemRecord) -> Result<Option<u32>, AppError> {
    let events = reads.events_of(item.id).await?;
    let signed = events.iter().rev();
    let signed = signed
        .clone()
        .find(|event| matches!(event.event, ReviewEvent::SignedOff { .. }));
    Ok(signed
        .map(|event| (event.at - item.received_at).num_days())
        .and_then(|days| u32::try_from(days).ok()))
}

/// An incident as the analysis sees it, with how many published items evidence it.
pub(super) fn attack(incident: &Incident, evidence: usize) -> Attack {
    let known = |counts: cairn_domain::Casualties| Known {
        low: counts.low,
        best: counts.best,
        high: counts.high,
    };
    Attack {
        short: incident.short.to_string(),
        title: incident.title.clone(),
        date: incident.date,
        province: incident.province.clone(),
        targets: incident.targets.clone(),
        locations: incident.location_types.clone(),
        is_crowd: incident.crowd_in_public,
        setting: incident.urban_rural.map(|setting| setting.to_string()),
        killed: known(incident.killed),
        injured: known(incident.injured),
        evidence,
    }
}

/// Claims as the analysis sees them, with the incidents that two people tied them to.
pub(super) fn said(claims: &[Claim], links: &[ClaimLink], incidents: &[Incident]) -> Vec<Said> {
    let shorts: HashMap<IncidentId, String> = incidents
        .iter()
        .map(|incident| (incident.id, incident.short.to_string()))
        .collect();
    let chains = chains(claims);
    // What is tied to one telling is tied to the one that stands for all.
    let mut ties: HashMap<usize, Vec<(String, ClaimRelation)>> = HashMap::new();
    let places: HashMap<ClaimId, usize> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| (claim.id, at))
        .collect();
    for link in links.iter().filter(|link| link.is_signed()) {
        if let (Some(at), Some(short)) = (places.get(&link.claim), shorts.get(&link.incident)) {
            let own = ties.entry(chains[*at].newest).or_default();
            own.push((short.clone(), link.relation));
        }
    }
    let row = |(at, claim): (usize, &Claim)| Said {
        short: claim.short.to_string(),
        date: claim.date,
        province: claim.province.clone(),
        place: claim.place_name.clone(),
        kind: claim.kind,
        status: claim.status,
        is_repeated: chains[at].newest != at,
        is_searched: !claim.searched.is_empty(),
        killed: claim.killed,
        injured: claim.injured,
        ties: ties.get(&at).cloned().unwrap_or_default(),
    };
    claims.iter().enumerate().map(row).collect()
}

/// Provinces that the team marks as showing little, whatever happens there.
pub async fn low_visibility(app: &App, visit: &Visit) -> Result<Vec<String>, AppError> {
    visit.permit(Action::ViewItems)?;
    marked_provinces(&app.store.read(), visit.project.id).await
}

pub(crate) async fn marked_provinces(
    reads: &Reads<'_>,
    project: ProjectId,
) -> Result<Vec<String>, AppError> {
    let value = reads.setting(&key(project)).await?;
    let listed = value.map(serde_json::from_value).transpose();
    Ok(listed.map_err(AppError::internal)?.unwrap_or_default())
}

/// Marks the provinces that show little: one a line, or between commas.
pub async fn set_low_visibility(app: &App, visit: &Visit, typed: &str) -> Result<(), AppError> {
    let permit = visit.permit(Action::EditClaims)?;
    let mut named: Vec<String> = typed
        .split(['\n', ',', ';'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    named.sort();
    named.dedup();
    let (app, key, by) = (app.clone(), key(permit.project()), By::member(visit));
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_setting(&key, &serde_json::json!(named)).await?;
        let what = SettingKind::LowVisibility;
        audit::record(&app, &tx, by, AuditAct::SettingChanged { what }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn key(project: ProjectId) -> String {
    format!("low_visibility:{project}")
}
