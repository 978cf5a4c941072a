//! How far apart two people placed an item, in words.

use cairn_app::review::{Distance, Dossier};
use cairn_domain::UserId;
use cairn_place::distance::Agreement;

use super::findings::metres;
use crate::i18n::Translator;

/// One pair of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DistanceCard {
    /// Code of what the distance means.
    pub(crate) agreement: &'static str,
    /// Class of the notice.
    pub(crate) tone: &'static str,
    /// Who, how far, within what.
    pub(crate) words: String,
    /// What that means.
    pub(crate) meaning: String,
}

/// Every pair that the viewer may see.
pub(crate) fn distance_cards(t: &Translator, dossier: &Dossier) -> Vec<DistanceCard> {
    let card = |one: &Distance| distance_card(t, dossier, one);
    dossier.distances.iter().map(card).collect()
}

fn distance_card(t: &Translator, dossier: &Dossier, one: &Distance) -> DistanceCard {
    let name = |user: UserId| {
        let known = dossier.names.get(&user).cloned();
        known.unwrap_or_else(|| t.get("someone"))
    };
    let agreement = one.compared.agreement;
    let known = [
        ("first", name(one.first.1)),
        ("second", name(one.second.1)),
        ("metres", metres(one.compared.distance_m)),
        ("one", metres(one.radii_m.0)),
        ("other", metres(one.radii_m.1)),
    ];
    DistanceCard {
        agreement: agreement.code(),
        tone: match agreement {
            Agreement::Agrees => "",
            Agreement::Near => " notice--needs",
            Agreement::Disagrees => " notice--refused",
        },
        words: t.with("distance-words", &known),
        meaning: t.vocab("agreement", agreement),
    }
}
