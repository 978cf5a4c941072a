//! What is claimed about an item: by whoever handed it in. Shown as claimed, never as known.

use cairn_app::review::Dossier;
use cairn_domain::Actor;

use crate::{
    i18n::Translator,
    present::{Moment, moment},
};

/// The submitter's side of an item.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Claims {
    pub(in crate::pages) what: String,
    pub(in crate::pages) place: String,
    pub(in crate::pages) time: String,
    pub(in crate::pages) links: Vec<String>,
    /// Who handed it in: a member by name, or someone without an account.
    pub(in crate::pages) submitter: String,
    pub(in crate::pages) received: Moment,
    pub(in crate::pages) consent: String,
    pub(in crate::pages) consent_meaning: String,
}

impl Claims {
    /// Reads them from a dossier.
    pub(in crate::pages) fn new(t: &Translator, dossier: &Dossier, zone: &str) -> Self {
        let state = &dossier.item.state;
        let consent = format!("vocab-consent-{}", state.consent.code().replace('_', "-"));
        Self {
            what: dossier.claimed.what.clone(),
            place: dossier.claimed.place.clone(),
            time: dossier.claimed.time.clone(),
            links: dossier
                .sources
                .iter()
                .map(|source| source.url.clone())
                .collect(),
            submitter: submitter(t, dossier),
            received: moment(dossier.item.received_at, zone),
            consent_meaning: t.get(format!("{consent}-meaning")),
            consent: t.get(consent),
        }
    }
}

fn submitter(t: &Translator, dossier: &Dossier) -> String {
    let member = dossier.item.state.submitter;
    let name = member.and_then(|user| dossier.names.get(&user).cloned());
    let by_machine = dossier
        .history
        .first()
        .is_some_and(|l| l.recorded.actor == Actor::Machine);
    match (member, name) {
        (_, Some(name)) => name,
        (Some(_), None) => t.get("someone"),
        (None, None) if by_machine => t.get("who-machine"),
        (None, None) => t.get("who-without-account"),
    }
}
