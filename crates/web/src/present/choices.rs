//! Options of selects, cards and checks.

use std::fmt::Display;

use crate::i18n::Translator;

/// One option, as the form macros take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) code: String,
    /// What is read.
    pub(crate) words: String,
    /// A sentence that says what it means; may be empty.
    pub(crate) meaning: String,
    /// Whether it is chosen.
    pub(crate) selected: bool,
}

/// Options from a vocabulary: words from `vocab-<name>-<code>`, the meaning from
/// `vocab-<name>-<code>-meaning` where there is one.
pub(crate) fn choices<T: Copy + Display>(
    t: &Translator,
    name: &str,
    values: &[T],
    selected: &[&str],
) -> Vec<Choice> {
    let choice = |value: &T| {
        let code = value.to_string();
        let meaning = format!("vocab-{name}-{}-meaning", code.replace('_', "-"));
        Choice {
            words: t.vocab(name, &code),
            meaning: if t.knows(&meaning) {
                t.get(meaning)
            } else {
                String::new()
            },
            selected: selected.contains(&code.as_str()),
            code,
        }
    };
    values.iter().map(choice).collect()
}
