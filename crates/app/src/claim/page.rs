//! One claim with what is known of it, and the incidents it may speak of.

use std::collections::HashMap;

use cairn_domain::{
    Action, Attributes, Claim, ClaimLink, Incident, IncidentId, ShortId, UserId,
    claim::{Suggestion, compare, suggest},
};

use super::record::find;
use crate::{App, AppError, Visit};

/// More suggestions than a person compares.
const MOST_SUGGESTIONS: usize = 6;

/// An answer with the incident it is about.
#[derive(Debug, Clone)]
pub struct LinkView {
    /// The answer.
    pub link: ClaimLink,
    /// The incident.
    pub incident: Incident,
    /// Whether the person who asks may sign it.
    pub may_sign: bool,
}

/// An incident that nobody has compared with the claim yet.
#[derive(Debug, Clone)]
pub struct SuggestionView {
    /// The incident.
    pub incident: Incident,
    /// Its score and why.
    pub suggestion: Suggestion,
    /// What the two say of the same things, before a person looked.
    pub attributes: Attributes,
}

/// One claim.
#[derive(Debug, Clone)]
pub struct ClaimPage {
    /// The claim.
    pub claim: Claim,
    /// The earlier claim that it repeats.
    pub earlier: Option<Claim>,
    /// Later claims that repeat it.
    pub later: Vec<Claim>,
    /// Answers, matches first.
    pub links: Vec<LinkView>,
    /// What nobody has answered, best first.
    pub suggestions: Vec<SuggestionView>,
    /// Names of the people on record.
    pub names: HashMap<UserId, String>,
}

/// One claim of the project.
pub async fn claim_page(app: &App, visit: &Visit, short: &ShortId) -> Result<ClaimPage, AppError> {
    visit.permit(Action::ViewItems)?;
    let claim = find(app, visit, short).await?;
    let reads = app.store.read();
    let all = reads.claims_of_project(visit.project.id).await?;
    let answers = reads.links_of_claim(claim.id).await?;
    let incidents = reads
        .incidents(visit.project.id, None, u64::from(u32::MAX))
        .await?;
    let answered: Vec<IncidentId> = answers.iter().map(|link| link.incident).collect();
    let suggestions = suggestions(&claim, &incidents, &answered);
    let may_edit = visit.may(Action::EditClaims);
    let mut links: Vec<LinkView> = answers
        .into_iter()
        .filter_map(|link| {
            let incident = incidents.iter().find(|one| one.id == link.incident)?;
            Some(LinkView {
                may_sign: may_edit
                    && super::list::waits(&link)
                    && link.decided_by != Some(visit.user),
                incident: incident.clone(),
                link,
            })
        })
        .collect();
    links.sort_by_key(|view| view.link.relation);
    let people = links
        .iter()
        .flat_map(|view| [view.link.decided_by, view.link.signed_by])
        .chain([claim.assessed_by]);
    let people: Vec<UserId> = people.flatten().collect();
    let names = reads.account_names(&people).await?;
    Ok(ClaimPage {
        earlier: all
            .iter()
            .find(|other| Some(other.id) == claim.same_as)
            .cloned(),
        later: all
            .into_iter()
            .filter(|other| other.same_as == Some(claim.id))
            .collect(),
        links,
        suggestions,
        names: names.into_iter().collect(),
        claim,
    })
}

fn suggestions(
    claim: &Claim,
    incidents: &[Incident],
    answered: &[IncidentId],
) -> Vec<SuggestionView> {
    let open = incidents.iter().filter(|one| !answered.contains(&one.id));
    let mut found: Vec<SuggestionView> = open
        .filter_map(|incident| {
            Some(SuggestionView {
                suggestion: suggest(claim, incident)?,
                attributes: compare(claim, incident),
                incident: incident.clone(),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let key = |view: &SuggestionView| (u32::MAX - view.suggestion.score, view.incident.id);
        key(a).cmp(&key(b))
    });
    found.truncate(MOST_SUGGESTIONS);
    found
}
