//! What can be done next, in words. Whether it can be done was decided by the review machine; here
//! it only gets a name, a place on the page and an order.

use std::fmt::Display;

use cairn_app::review::Dossier;
use cairn_domain::{FindingKind, UserId};
use cairn_review::{Asks, MoveKey, Offer, OfferAction, Outcome, Refusals, StageKind};
use chrono::{DateTime, Utc};

use super::{Reason, reasons};
use crate::i18n::Translator;

/// A stage by its name. A project's own stage shows the name it was given.
pub(crate) fn stage_words(t: &Translator, stage: &impl Display) -> String {
    known_or_plain(t, "vocab-stage", &stage.to_string())
}

/// A move, phrased as what will happen. A project's own move shows the name it was given.
pub(crate) fn move_words(t: &Translator, key: &MoveKey) -> String {
    known_or_plain(t, "move", &key.0)
}

fn known_or_plain(t: &Translator, prefix: &str, name: &str) -> String {
    let key = format!("{prefix}-{}", name.replace('_', "-"));
    if t.knows(&key) {
        t.get(key)
    } else {
        sentence(&name.replace('_', " "))
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Which chip a stage wears.
pub(crate) fn chip_kind(kind: StageKind, outcome: Option<Outcome>) -> &'static str {
    if outcome == Some(Outcome::Published) {
        "published"
    } else {
        kind.code()
    }
}

/// The item whose offers are shown, and to whom.
pub(crate) struct Audience<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) viewer: UserId,
    pub(crate) now: DateTime<Utc>,
    /// Address of the item's page.
    pub(crate) item_href: String,
    /// Address of its dossier at the sign-off desk.
    pub(crate) dossier_href: String,
}

/// Everything the bar at the top of an item says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Next {
    /// The one thing this page is about.
    pub(crate) primary: Option<NextStep>,
    /// Up to two more.
    pub(crate) others: Vec<NextStep>,
    /// The rest of what is open.
    pub(crate) more: Vec<NextStep>,
    /// What is closed, with every reason.
    pub(crate) closed: Vec<ClosedStep>,
}

/// Something that can be done: by following a link to its form, or by one press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NextStep {
    pub(crate) words: String,
    /// Where its form is; empty if one press is enough.
    pub(crate) href: String,
    /// Where the press goes; empty if there is a form.
    pub(crate) post: String,
    /// Key of the move, if it is one.
    pub(crate) to: String,
}

/// Something that cannot be done yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClosedStep {
    pub(crate) words: String,
    pub(crate) reasons: Vec<Reason>,
}

/// The bar at the top of an item.
pub(crate) fn next(t: &Translator, audience: &Audience<'_>) -> Next {
    let shown = || {
        audience
            .dossier
            .offers
            .iter()
            .filter(|offer| is_shown(audience, offer))
    };
    let mut open: Vec<_> = shown().filter(|offer| offer.is_open()).collect();
    open.sort_by_key(|offer| rank(audience, offer));
    // Leaving an item, ending it or objecting to it is never what its page is about.
    let leads = open
        .first()
        .is_some_and(|first| rank(audience, first) <= LAST_THAT_LEADS);
    let mut steps = open.into_iter().map(|offer| step(t, audience, offer));
    Next {
        primary: if leads { steps.next() } else { None },
        others: steps.by_ref().take(2).collect(),
        more: steps.collect(),
        closed: shown()
            .filter(|offer| !offer.is_open())
            .map(|o| closed(t, audience, o))
            .collect(),
    }
}

/// Rating, incident and duplicate share one form and, as a rule, one answer: they are named once.
/// What a submitter does is done with the receipt, not here.
fn is_shown(audience: &Audience<'_>, offer: &Offer) -> bool {
    let rate = audience
        .dossier
        .offers
        .iter()
        .find(|other| other.action == OfferAction::Rate);
    match offer.action {
        OfferAction::Link | OfferAction::NameDuplicate => {
            rate.is_none_or(|rate| rate.blocked_by != offer.blocked_by)
        }
        OfferAction::ChangeConsent
        | OfferAction::Reply(_)
        | OfferAction::AddNote
        | OfferAction::AddEvidence => false,
        _ => true,
    }
}

/// The last rank that may stand as the one thing a page is about.
const LAST_THAT_LEADS: u8 = 4;

/// The order of what is open: what this stage is for comes first, leaving comes last.
fn rank(audience: &Audience<'_>, offer: &Offer) -> u8 {
    let state = &audience.dossier.item.state;
    let is_held = state.holder(audience.now).is_some();
    let has_own = |kind| state.findings_on(kind).any(|f| f.author == audience.viewer);
    match &offer.action {
        OfferAction::SignOff | OfferAction::Settle(_) => 0,
        OfferAction::Claim if !is_held && state.kind == StageKind::Work => 1,
        OfferAction::Record(kind) if !has_own(*kind) => 2,
        OfferAction::Rate if state.rating.is_none() => 2,
        OfferAction::Answer(_) | OfferAction::ConfirmRedaction(_) => 3,
        OfferAction::Move(_) if outcome(audience, offer).is_some() => 8,
        OfferAction::Move(_) if offer.asks.is_empty() => 4,
        OfferAction::Move(_) => 5,
        OfferAction::Record(_) | OfferAction::Rate | OfferAction::Redact => 6,
        OfferAction::Release => 7,
        _ => 9,
    }
}

/// What the end means that a move leads to; none if it leads on.
pub(crate) fn outcome(audience: &Audience<'_>, offer: &Offer) -> Option<Outcome> {
    offer
        .to
        .as_ref()
        .and_then(|to| audience.dossier.workflow.stage(to))
        .and_then(|s| s.outcome)
}

fn closed(t: &Translator, audience: &Audience<'_>, offer: &Offer) -> ClosedStep {
    ClosedStep {
        words: offer_words(t, audience, offer),
        reasons: offer_reasons(t, audience, offer),
    }
}

/// Every reason why an offer is closed, in words.
pub(crate) fn offer_reasons(t: &Translator, audience: &Audience<'_>, offer: &Offer) -> Vec<Reason> {
    reasons(
        t,
        &Refusals(offer.blocked_by.clone()),
        &audience.dossier.names,
    )
}

fn step(t: &Translator, audience: &Audience<'_>, offer: &Offer) -> NextStep {
    let item = &audience.item_href;
    let link = |part: &str| (format!("{item}#{part}"), String::new(), String::new());
    let press = |part: &str| (String::new(), format!("{item}/{part}"), String::new());
    let (href, post, to) = match &offer.action {
        OfferAction::Claim => press("claim"),
        OfferAction::Release if offer.asks.is_empty() => press("release"),
        OfferAction::Release => link("release"),
        OfferAction::Rate | OfferAction::Link | OfferAction::NameDuplicate => link("sensitivity"),
        OfferAction::Record(kind) => link(kind.code()),
        OfferAction::Redact | OfferAction::ConfirmRedaction(_) => link("redactions"),
        OfferAction::Settle(kind) => link(&format!("settle-{kind}")),
        OfferAction::Object => link("words-object"),
        OfferAction::Answer(objection) => link(&format!("objection-{objection}")),
        OfferAction::SignOff => (audience.dossier_href.clone(), String::new(), String::new()),
        OfferAction::Move(key) if offer.asks.is_empty() && outcome(audience, offer).is_none() => {
            (String::new(), format!("{item}/move"), key.to_string())
        }
        // To the field itself, so that what is folded around it opens.
        OfferAction::Move(key) if offer.asks.contains(&Asks::Reason) => {
            link(&format!("words-{key}"))
        }
        OfferAction::Move(key) => link(&format!("move-{key}")),
        OfferAction::AskSubmitter => link("question"),
        OfferAction::ChangeConsent
        | OfferAction::Reply(_)
        | OfferAction::AddNote
        | OfferAction::AddEvidence => link("claims"),
    };
    NextStep {
        words: offer_words(t, audience, offer),
        href,
        post,
        to,
    }
}

fn offer_words(t: &Translator, audience: &Audience<'_>, offer: &Offer) -> String {
    let holder = audience
        .dossier
        .item
        .state
        .holder(audience.now)
        .map(|lease| lease.by);
    let holds = holder == Some(audience.viewer);
    let of_kind = |name: &str, kind: &FindingKind| t.get(format!("offer-{name}-{kind}"));
    match &offer.action {
        OfferAction::Claim if holds => t.get("offer-claim-longer"),
        OfferAction::Claim => t.get("offer-claim"),
        OfferAction::Release if holds => t.get("offer-release"),
        OfferAction::Release => t.get("offer-release-other"),
        OfferAction::Rate if audience.dossier.item.state.rating.is_none() => t.get("offer-rate"),
        OfferAction::Rate => t.get("offer-rate-again"),
        OfferAction::Link => t.get("offer-link"),
        OfferAction::NameDuplicate => t.get("offer-name-duplicate"),
        OfferAction::Record(kind) => of_kind("record", kind),
        OfferAction::Redact => t.get("offer-redact"),
        OfferAction::ConfirmRedaction(_) => t.get("offer-confirm-redaction"),
        OfferAction::Settle(kind) => of_kind("settle", kind),
        OfferAction::Object => t.get("offer-object"),
        OfferAction::Answer(_) => t.get("offer-answer"),
        OfferAction::SignOff => t.get("offer-sign-off"),
        OfferAction::Move(key) => move_words(t, key),
        OfferAction::ChangeConsent => t.get("offer-change-consent"),
        OfferAction::AskSubmitter => t.get("offer-ask-submitter"),
        OfferAction::Reply(_) => t.get("offer-reply"),
        OfferAction::AddNote => t.get("offer-add-note"),
        OfferAction::AddEvidence => t.get("offer-add-evidence"),
    }
}

#[cfg(test)]
mod tests {
    use cairn_review::{StageKey, workflow};

    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn every_stage_and_move_of_the_built_in_workflows_has_words() {
        let t = Locales::load().get(None);
        for name in workflow::TEMPLATES {
            let draft = workflow::template(name).expect("is built in");
            for stage in &draft.stages {
                let key = format!("vocab-stage-{}", stage.key.0.replace('_', "-"));
                assert!(t.knows(&key), "{name}: {key}");
            }
            for mv in &draft.moves {
                let key = format!("move-{}", mv.key.0.replace('_', "-"));
                assert!(t.knows(&key), "{name}: {key}");
            }
        }
    }

    #[test]
    fn a_projects_own_stage_shows_the_name_it_was_given() {
        let t = Locales::load().get(None);
        assert_eq!(
            stage_words(&t, &StageKey::from("weather_check")),
            "Weather check"
        );
        assert_eq!(
            move_words(&t, &MoveKey::from("ask_meteorologist")),
            "Ask meteorologist"
        );
    }
}
