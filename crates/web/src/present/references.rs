//! References in words: whose imagery, from when, under what terms.

use cairn_app::review::ReferenceView;
use cairn_domain::Reference;

use super::findings::Fact;
use crate::i18n::Translator;

/// One reference, ready to be read.
#[derive(Debug, Clone)]
pub(crate) struct ReferenceCard {
    pub(crate) number: usize,
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
    /// Address of its picture; empty if none is kept.
    pub(crate) src: String,
}

/// Every reference of an item for its page.
pub(crate) fn reference_cards(
    t: &Translator,
    views: &[ReferenceView],
    item_href: &str,
) -> Vec<ReferenceCard> {
    let card = |view: &ReferenceView| ReferenceCard {
        number: view.number,
        title: reference_title(t, view),
        facts: facts(t, view),
        src: match view.reference.picture {
            Some(_) => format!("{item_href}/references/{}", view.number),
            None => String::new(),
        },
    };
    views.iter().map(card).collect()
}

/// `1: Example Imagery, 2022-09-12`.
pub(crate) fn reference_title(t: &Translator, view: &ReferenceView) -> String {
    let known = [
        ("number", view.number.to_string()),
        ("source", provided(&view.reference)),
    ];
    t.with("reference-title", &known)
}

/// Provider and date.
pub(crate) fn provided(reference: &Reference) -> String {
    match reference.imagery_date.as_str() {
        "" => reference.provider.clone(),
        date => format!("{}, {date}", reference.provider),
    }
}

fn facts(t: &Translator, view: &ReferenceView) -> Vec<Fact> {
    let reference = &view.reference;
    let undated = || t.get("reference-undated");
    let dated = match reference.imagery_date.as_str() {
        "" => undated(),
        date => date.to_owned(),
    };
    let rows = [
        ("reference-kind", t.vocab("reference-kind", reference.kind)),
        ("reference-date", dated),
        ("reference-licence", reference.licence.clone()),
        ("reference-source", reference.source.clone()),
        ("reference-added-by", view.author.clone()),
    ];
    let fact = |(key, value): (&str, String)| Fact {
        label: t.get(key),
        value,
        mono: false,
    };
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(fact).collect()
}
