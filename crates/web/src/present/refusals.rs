//! Reasons and field errors in words. Every refusal has a key `refusal-<code>`, every field error
//! a key `error-<code>`.

use std::collections::HashMap;

use cairn_app::FieldError;
use cairn_domain::{FindingKind, Role, UserId};
use cairn_review::{Refusal, Refusals};
use serde::Serialize;

use crate::i18n::Translator;

/// One reason to say no, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Reason {
    /// Stable code.
    pub(crate) code: &'static str,
    /// A sentence that says what is missing and who can supply it.
    pub(crate) words: String,
}

/// A field error ready to be read; what the form macros take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormError {
    /// The field's name, which is also the control's id.
    pub(crate) field: &'static str,
    /// A sentence.
    pub(crate) message: String,
}

/// Every reason in words. `names` gives the people who appear; unknown ones are "someone".
pub(crate) fn reasons(
    t: &Translator,
    refusals: &Refusals,
    names: &HashMap<UserId, String>,
) -> Vec<Reason> {
    refusals
        .0
        .iter()
        .map(|refusal| reason(t, refusal, names))
        .collect()
}

fn reason(t: &Translator, refusal: &Refusal, names: &HashMap<UserId, String>) -> Reason {
    let code = refusal.code();
    let key = format!("refusal-{}", code.replace('_', "-"));
    let kind = |kind: &FindingKind| t.vocab("finding-kind", kind);
    let words = match refusal {
        Refusal::Stale { seen, now } => t.get2(key, "seen", seen, "now", now),
        Refusal::HeldByAnother { by, until } => {
            let name = names.get(by).cloned().unwrap_or_else(|| t.get("someone"));
            t.get2(key, "name", name, "until", until.format("%H:%M UTC"))
        }
        Refusal::NeedsRole { any_of } => t.get1(key, "roles", roles(t, any_of)),
        Refusal::NeedsFinding { kind: asked }
        | Refusal::FindingsDisagree { kind: asked }
        | Refusal::NotConcludedImpossible { kind: asked }
        | Refusal::OwnFinding { kind: asked } => {
            t.get2(key, "kind", asked.code(), "kindwords", kind(asked))
        }
        Refusal::NeedsAnotherFinding {
            kind: asked,
            have,
            need,
        } => t.with(
            key,
            &[
                ("kind", asked.code().to_owned()),
                ("kindwords", kind(asked)),
                ("have", have.to_string()),
                ("need", need.to_string()),
            ],
        ),
        Refusal::NeedsSignOff { have, need } => t.get2(key, "have", have, "need", need),
        Refusal::OpenObjection { count } | Refusal::RedactionNotConfirmed { count } => {
            t.get1(key, "count", count)
        }
        _ => t.get(key),
    };
    Reason { code, words }
}

fn roles(t: &Translator, roles: &[Role]) -> String {
    let words: Vec<_> = roles.iter().map(|role| t.vocab("role", role)).collect();
    words.join(&t.get("list-or"))
}

/// Field errors in words.
pub(crate) fn form_errors(t: &Translator, errors: &[FieldError]) -> Vec<FormError> {
    let message = |error: &FieldError| field_message(t, error);
    errors
        .iter()
        .map(|error| FormError {
            field: error.field,
            message: message(error),
        })
        .collect()
}

/// One field error in words.
pub(crate) fn field_message(t: &Translator, error: &FieldError) -> String {
    t.get1(format!("error-{}", error.code), "detail", &error.detail)
}

/// The message of one field, or nothing: what the form macros take as `error`.
pub(crate) fn error_of<'a>(errors: &'a [FormError], field: &str) -> &'a str {
    errors
        .iter()
        .find(|error| error.field == field)
        .map_or("", |error| &error.message)
}
