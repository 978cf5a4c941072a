//! Moves with their forms.

use cairn_domain::RetractionReason;
use cairn_review::{Asks, MoveKey, Offer, OfferAction, Outcome};

use super::{
    Reason,
    offers::{Audience, move_words, offer_reasons, outcome},
};
use crate::i18n::Translator;

/// A move with the form that takes it, or the reasons that stand in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MoveForm {
    pub(crate) key: String,
    pub(crate) words: String,
    /// Where it is sent.
    pub(crate) action: String,
    pub(crate) asks_reason: bool,
    /// Who will read the reason.
    pub(crate) reason_hint: String,
    /// Kinds of reason to choose from, code and words; empty for moves that take nothing back.
    pub(crate) kinds: Vec<(&'static str, String)>,
    /// Whether this is the form that came back.
    pub(crate) came_back: bool,
    /// What was typed before.
    pub(crate) typed: String,
    /// Whether it ends the item other than by publication.
    pub(crate) ends: bool,
    /// Closed because of these; open if there are none.
    pub(crate) reasons: Vec<Reason>,
}

/// Every move with its form. `typed` is the move that came back refused, with its reason.
pub(crate) fn move_forms(
    t: &Translator,
    audience: &Audience<'_>,
    typed: Option<(&str, &str)>,
) -> Vec<MoveForm> {
    let offers = audience.dossier.offers.iter();
    let form = |offer: &Offer| match &offer.action {
        OfferAction::Move(key) => Some(move_form(
            t,
            audience,
            offer,
            key,
            typed.filter(|(typed, _)| *typed == key.0),
        )),
        _ => None,
    };
    offers.filter_map(form).collect()
}

fn kind_words(t: &Translator, kind: RetractionReason) -> String {
    t.get(format!("retraction-{}", kind.code()))
}

fn move_form(
    t: &Translator,
    audience: &Audience<'_>,
    offer: &Offer,
    key: &MoveKey,
    typed: Option<(&str, &str)>,
) -> MoveForm {
    let outcome = outcome(audience, offer);
    // Taking back what is public also changes the public site: it has a door of its own.
    let door = if outcome == Some(Outcome::Retracted) {
        "retract"
    } else {
        "move"
    };
    MoveForm {
        key: key.to_string(),
        words: move_words(t, key),
        action: format!("{}/{door}", audience.item_href),
        asks_reason: offer.asks.contains(&Asks::Reason),
        reason_hint: t.get(if door == "retract" {
            "move-reason-public"
        } else {
            "move-reason-hint"
        }),
        kinds: match door {
            "retract" => RetractionReason::ALL
                .iter()
                .map(|kind| (kind.code(), kind_words(t, *kind)))
                .collect(),
            _ => Vec::new(),
        },
        came_back: typed.is_some(),
        typed: typed.map(|(_, words)| words.to_owned()).unwrap_or_default(),
        ends: outcome.is_some_and(|outcome| outcome != Outcome::Published),
        reasons: offer_reasons(t, audience, offer),
    }
}
