//! Saying what has been found of a claim where no incident says it.

use cairn_domain::{Action, Claim, ClaimId, ClaimStatus, ShortId, claim::status_from};

use super::record::{find, update};
use crate::{App, AppError, FieldError, Visit};

/// An assessment as typed.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// Code of the status.
    pub status: String,
    /// Where was looked for evidence and how hard.
    pub searched: String,
    /// Short id of the earlier claim that this one repeats; may be empty.
    pub same_as: String,
}

/// Saves an assessment of a claim as the person saw it at revision `seen`.
///
/// # Errors
/// `Invalid` when links to incidents say otherwise, when nothing was found but nobody says where
/// they looked, or when the claim would repeat itself.
pub async fn assess(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    seen: u32,
    typed: &Assessment,
) -> Result<(), AppError> {
    visit.permit(Action::EditClaims)?;
    let claim = find(app, visit, short).await?;
    let links = app.store.read().links_of_claim(claim.id).await?;
    let mut errors = Vec::new();
    let status = status(typed, status_from(&links), &mut errors);
    let same_as = same_as(app, visit, &claim, &typed.same_as, &mut errors).await?;
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let assessed = Claim {
        status: status.unwrap_or(claim.status),
        searched: typed.searched.trim().to_owned(),
        same_as,
        assessed_by: Some(visit.user),
        assessed_at: Some(app.clock.now()),
        ..claim
    };
    update(app, visit, &assessed, seen).await
}

fn status(
    typed: &Assessment,
    linked: Option<ClaimStatus>,
    errors: &mut Vec<FieldError>,
) -> Option<ClaimStatus> {
    use ClaimStatus as S;
    let status = typed.status.trim().parse::<S>().ok();
    let has_searched = !typed.searched.trim().is_empty();
    match (status, linked) {
        (None, _) => errors.push(FieldError::new("status", "choice-missing")),
        (Some(S::NotAssessed | S::Unverified), Some(_)) => {
            errors.push(FieldError::new("status", "claim-status-linked"));
        }
        (Some(S::Corroborated | S::PartiallyCorroborated), None) => {
            errors.push(FieldError::new("status", "claim-status-unlinked"));
        }
        (Some(S::Unverified | S::Contradicted), _) if !has_searched => {
            errors.push(FieldError::new("searched", "claim-searched-missing"));
        }
        _ => {}
    }
    status
}

async fn same_as(
    app: &App,
    visit: &Visit,
    claim: &Claim,
    typed: &str,
    errors: &mut Vec<FieldError>,
) -> Result<Option<ClaimId>, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let bare = typed.rsplit('-').next().unwrap_or(typed);
    let all = app.store.read().claims_of_project(visit.project.id).await?;
    let found = all
        .iter()
        .position(|other| other.short.as_str() == bare.to_uppercase());
    let Some(at) = found else {
        errors.push(FieldError::with("same_as", "claim-unknown", typed));
        return Ok(None);
    };
    if leads_to(&all, at, claim.id) {
        errors.push(FieldError::with("same_as", "claim-repeats-itself", typed));
    }
    Ok(Some(all[at].id))
}

/// Whether following "same as" from one claim arrives at another.
fn leads_to(all: &[Claim], from: usize, to: ClaimId) -> bool {
    let mut at = Some(all[from].id);
    for _ in 0..all.len() {
        let Some(id) = at else { return false };
        if id == to {
            return true;
        }
        let claim = all.iter().find(|claim| claim.id == id);
        at = claim.and_then(|claim| claim.same_as);
    }
    false
}
