//! In what a claim and an incident agree, in words.

use cairn_domain::{Attribute, Attributes};

use crate::i18n::Translator;

/// The answer for one attribute.
pub(crate) struct Answer {
    pub(crate) attribute: String,
    /// As its mark is named.
    pub(crate) code: String,
    pub(crate) words: String,
}

/// One answer for each attribute.
pub(crate) fn answers(t: &Translator, said: &Attributes) -> Vec<Answer> {
    let answer = |one: &Attribute| {
        let agreement = said.of(*one);
        Answer {
            attribute: t.vocab("claim-attribute", one),
            code: agreement.to_string(),
            words: t.vocab("claim-agreement", agreement),
        }
    };
    Attribute::ALL.iter().map(answer).collect()
}
