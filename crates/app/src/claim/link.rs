//! Saying which incident a claim speaks of: one person decides, a second one signs.

use cairn_domain::{
    Action, Attribute, Attributes, AuditAct, Claim, ClaimLink, ClaimRelation, ClaimStatus,
    Incident, ShortId, claim::status_from,
};
use cairn_storage::Store;
use chrono::{DateTime, Utc};

use super::record::find;
use crate::{
    App, AppError, FieldError, Visit,
    audit::{self, By},
};

/// An answer as typed.
#[derive(Debug, Clone, Default)]
pub struct LinkDraft {
    /// Short id of the incident, alone or behind the project's code.
    pub incident: String,
    /// Code of the relation.
    pub relation: String,
    /// Code of the agreement for each attribute; what is missing is unknown.
    pub attributes: Vec<(Attribute, String)>,
    /// Why.
    pub rationale: String,
}

/// Writes an answer down; an earlier one about the same incident is replaced and its signature
/// falls. The claim's status follows from all answers.
pub async fn answer(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    seen: u32,
    draft: &LinkDraft,
) -> Result<ClaimLink, AppError> {
    let permit = visit.permit(Action::EditClaims)?;
    let claim = find(app, visit, short).await?;
    let incident = incident(app, visit, &draft.incident).await?;
    let link = read(app, visit, &claim, incident.as_ref(), draft)?;
    let (app, saved, project) = (app.clone(), link.clone(), permit.project());
    let by = By::member(visit);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.save_claim_link(project, &saved).await?;
        let links = tx.read().links_of_claim(claim.id).await?;
        let answered = Claim {
            status: status(&claim, &links),
            assessed_by: saved.decided_by,
            assessed_at: saved.decided_at,
            ..claim
        };
        tx.update_claim(&answered, seen).await?;
        let act = AuditAct::ClaimChanged { claim: answered.id };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(link)
}

/// What the links say; where they say nothing, what a person said without them.
fn status(claim: &Claim, links: &[ClaimLink]) -> ClaimStatus {
    use ClaimStatus as S;
    status_from(links).unwrap_or(match claim.status {
        S::Corroborated | S::PartiallyCorroborated => S::NotAssessed,
        other => other,
    })
}

fn read(
    app: &App,
    visit: &Visit,
    claim: &Claim,
    incident: Option<&Incident>,
    draft: &LinkDraft,
) -> Result<ClaimLink, AppError> {
    let mut errors = Vec::new();
    if incident.is_none() {
        let typed = draft.incident.trim();
        errors.push(FieldError::with("incident", "incident-unknown", typed));
    }
    let relation = draft.relation.trim().parse::<ClaimRelation>().ok();
    if relation.is_none() {
        errors.push(FieldError::new("relation", "choice-missing"));
    }
    let rationale = draft.rationale.trim();
    if rationale.is_empty() && relation != Some(ClaimRelation::Unrelated) {
        errors.push(FieldError::new("rationale", "reasoning-missing"));
    }
    let mut attributes = Attributes::default();
    for (attribute, typed) in &draft.attributes {
        if let Ok(agreement) = typed.parse() {
            attributes.set(*attribute, agreement);
        }
    }
    match (incident, relation) {
        (Some(incident), Some(relation)) if errors.is_empty() => Ok(ClaimLink {
            claim: claim.id,
            incident: incident.id,
            relation,
            attributes,
            rationale: rationale.to_owned(),
            decided_by: Some(visit.user),
            decided_at: Some(app.clock.now()),
            signed_by: None,
            signed_at: None,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// The incident somebody named, as `7K3QXM` or `AFG-7K3QXM`.
async fn incident(app: &App, visit: &Visit, typed: &str) -> Result<Option<Incident>, AppError> {
    let typed = typed.trim();
    let bare = typed.rsplit('-').next().unwrap_or(typed);
    let Ok(short) = bare.parse::<ShortId>() else {
        return Ok(None);
    };
    let reads = app.store.read();
    Ok(reads.find_incident(visit.project.id, &short).await?)
}

/// Signs an answer as the second person, as it stood when it was given at `decided_at`.
pub async fn sign(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    typed: &str,
    decided_at: DateTime<Utc>,
) -> Result<(), AppError> {
    visit.permit(Action::EditClaims)?;
    let claim = find(app, visit, short).await?;
    let unknown = || {
        let error = FieldError::with("sign", "incident-unknown", typed.trim());
        AppError::Invalid(vec![error])
    };
    let incident = incident(app, visit, typed).await?.ok_or_else(unknown)?;
    let links = app.store.read().links_of_claim(claim.id).await?;
    let link = links.iter().find(|link| link.incident == incident.id);
    let link = link.ok_or_else(unknown)?;
    if link.decided_by == Some(visit.user) {
        return Err(AppError::invalid("sign", "claim-own-signature"));
    }
    let (app, now, user) = (app.clone(), app.clock.now(), visit.user);
    let by = By::member(visit);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.sign_claim_link(claim.id, incident.id, decided_at, user, now)
            .await?;
        let act = AuditAct::ClaimChanged { claim: claim.id };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
