//! Words of the project's codes: the project's own in the reader's language, else Cairn's.

use cairn_app::{
    App, AppError,
    vocabulary::{Term, TermList, vocabularies},
};
use cairn_domain::Vocabulary;

use super::{Choice, filters::code_words};
use crate::{extract::Member, i18n::Translator};

/// The vocabularies of a project.
#[derive(Debug, Default)]
pub(crate) struct TermWords(Vec<TermList>);

/// The terms of a vocabulary twice: one to choose as the main one, any number as further ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// Behind "Choose…".
    pub(crate) main: Vec<Choice>,
    /// The others.
    pub(crate) more: Vec<Choice>,
}

impl TermWords {
    /// Reads the vocabularies of the member's project.
    pub(crate) async fn read(app: &App, member: &Member) -> Result<Self, AppError> {
        Ok(Self(vocabularies(app, &member.visit).await?))
    }

    /// Every list.
    pub(crate) fn lists(&self) -> &[TermList] {
        &self.0
    }

    fn list(&self, vocabulary: Vocabulary) -> &[Term] {
        let list = self.0.iter().find(|list| list.vocabulary == vocabulary);
        list.map_or(&[], |list| &list.terms)
    }

    /// A code in words; a code that is nowhere is told as it is.
    pub(crate) fn words(&self, t: &Translator, vocabulary: Vocabulary, code: &str) -> String {
        let term = self.list(vocabulary).iter().find(|term| term.code == code);
        term.map_or_else(
            || code_words(t, fluent_name(vocabulary), code),
            |term| term_words(t, vocabulary, term),
        )
    }

    /// Options of a vocabulary; `chosen` has the main code first. Retired terms are offered only
    /// where a record already has them.
    pub(crate) fn terms(&self, t: &Translator, vocabulary: Vocabulary, chosen: &[String]) -> Terms {
        let main = chosen.first().map_or("", String::as_str);
        let further = chosen.get(1..).unwrap_or_default();
        let offered: Vec<_> = self
            .list(vocabulary)
            .iter()
            .filter(|term| !term.retired || chosen.contains(&term.code))
            .collect();
        let option = |term: &Term, selected: bool| Choice {
            code: term.code.clone(),
            words: format!(
                "{}{}",
                "– ".repeat(term.depth),
                term_words(t, vocabulary, term)
            ),
            meaning: String::new(),
            selected,
        };
        let blank = Choice {
            code: String::new(),
            words: t.get("choose"),
            meaning: String::new(),
            selected: main.is_empty(),
        };
        let mains = offered.iter().map(|term| option(term, term.code == main));
        let more = |term: &&Term| option(term, further.contains(&term.code));
        Terms {
            main: std::iter::once(blank).chain(mains).collect(),
            more: offered.iter().map(more).collect(),
        }
    }
}

/// A term in words: the project's in the reader's language, Cairn's own, the project's English.
pub(crate) fn term_words(t: &Translator, vocabulary: Vocabulary, term: &Term) -> String {
    let own = term.labels.get(t.code()).cloned();
    let english = || term.labels.get("en").cloned();
    own.or_else(english)
        .unwrap_or_else(|| code_words(t, fluent_name(vocabulary), &term.code))
}

/// The middle of the Fluent keys of a vocabulary: `vocab-<name>-<code>`.
pub(crate) const fn fluent_name(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::EventType => "event-type",
        Vocabulary::TargetType => "target",
        Vocabulary::LocationType => "location-type",
    }
}
