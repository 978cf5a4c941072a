//! Options of the project's vocabularies: a tree of terms as a list, narrower terms after wider ones.

use cairn_domain::{CodebookTerm, Vocabulary, codebook};

use super::{Choice, filters::code_words};
use crate::i18n::Translator;

/// The terms of a vocabulary twice: one to choose as the main one, any number as further ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// Behind "Choose…".
    pub(crate) main: Vec<Choice>,
    /// The others.
    pub(crate) more: Vec<Choice>,
}

/// Options of a vocabulary; `chosen` has the main code first. Retired terms are offered only where
/// a record already has them.
pub(crate) fn terms(t: &Translator, vocabulary: Vocabulary, chosen: &[String]) -> Terms {
    let main = chosen.first().map_or("", String::as_str);
    let further = chosen.get(1..).unwrap_or_default();
    let has = |term: &CodebookTerm| chosen.iter().any(|code| code == term.code);
    let all = codebook(vocabulary);
    let offered: Vec<_> = all
        .iter()
        .filter(|term| !term.retired || has(term))
        .collect();
    let option = |term: &&CodebookTerm, selected: bool| Choice {
        code: term.code.to_owned(),
        words: format!(
            "{}{}",
            "– ".repeat(depth(all, term)),
            code_words(t, fluent_name(vocabulary), term.code)
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
    let more = |term: &&CodebookTerm| option(term, further.iter().any(|code| code == term.code));
    Terms {
        main: std::iter::once(blank).chain(mains).collect(),
        more: offered.iter().map(more).collect(),
    }
}

/// The middle of the Fluent keys of a vocabulary: `vocab-<name>-<code>`.
pub(crate) const fn fluent_name(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::EventType => "event-type",
        Vocabulary::TargetType => "target",
        Vocabulary::LocationType => "location-type",
    }
}

fn depth(all: &[CodebookTerm], term: &CodebookTerm) -> usize {
    let parent = term
        .parent
        .and_then(|code| all.iter().find(|other| other.code == code));
    parent.map_or(0, |parent| 1 + depth(all, parent))
}
