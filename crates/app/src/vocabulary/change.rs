//! Changing the codes of a project: adding, renaming, retiring. A code never changes what it means
//! and never goes away.

use std::collections::BTreeMap;

use cairn_domain::{Action, AuditAct, SettingKind, Vocabulary};
use cairn_storage::{Store, TermRecord};

use super::{TermList, all_terms};
use crate::{
    App, AppError, FieldError, Visit,
    audit::{self, By},
    typed,
};

/// The languages that labels are kept in.
pub(super) const LANGUAGES: [&str; 3] = ["en", "prs", "ps"];

/// A term as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermDraft {
    /// Code of the vocabulary.
    pub vocabulary: String,
    /// Its code; lower-case letters, digits and underscores.
    pub code: String,
    /// Code of the wider term; may be empty.
    pub parent: String,
    /// Words by language.
    pub labels: Vec<(String, String)>,
    /// What it means.
    pub note: String,
    /// Kept for older records only.
    pub retired: bool,
}

impl TermDraft {
    fn labels(&self) -> BTreeMap<String, String> {
        let known = |language: &&str| LANGUAGES.contains(language);
        self.labels
            .iter()
            .map(|(language, words)| (language.as_str(), words.trim()))
            .filter(|(language, words)| known(language) && !words.is_empty())
            .map(|(language, words)| (language.to_owned(), words.to_owned()))
            .collect()
    }
}

/// Adds a term to a vocabulary.
///
/// # Errors
/// [`AppError::Invalid`] with everything that is wrong; a code that was ever used is taken.
pub async fn add_term(app: &App, visit: &Visit, draft: &TermDraft) -> Result<(), AppError> {
    visit.permit(Action::EditTerms)?;
    let list = list_of(app, visit, &draft.vocabulary).await?;
    let mut errors = Vec::new();
    let code = FieldError::required("code", &draft.code, &mut errors);
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !code.chars().all(letters) {
        errors.push(FieldError::with("code", "term-code-letters", code.as_str()));
    }
    if list.find(&code).is_some() {
        errors.push(FieldError::with("code", "term-code-taken", code.as_str()));
    }
    let parent = Some(draft.parent.trim()).filter(|parent| !parent.is_empty());
    if parent.is_some_and(|parent| list.find(parent).is_none()) {
        errors.push(FieldError::new("parent", "term-parent-unknown"));
    }
    let labels = draft.labels();
    if !labels.contains_key("en") {
        errors.push(FieldError::new("label_en", "field-missing"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let term = TermRecord {
        vocabulary: list.vocabulary,
        code,
        parent: parent.map(str::to_owned),
        labels,
        note: draft.note.trim().to_owned(),
        retired: false,
    };
    save(app, visit, term).await
}

/// Renames a term, says what it means, retires it or takes it back into use.
///
/// # Errors
/// [`AppError::NotFound`] for a code the project does not have.
pub async fn change_term(app: &App, visit: &Visit, draft: &TermDraft) -> Result<(), AppError> {
    visit.permit(Action::EditTerms)?;
    let list = list_of(app, visit, &draft.vocabulary).await?;
    let known = list.find(draft.code.trim()).ok_or(AppError::NotFound)?;
    let labels = draft.labels();
    if known.is_own && !labels.contains_key("en") {
        return Err(AppError::invalid("label_en", "field-missing"));
    }
    let term = TermRecord {
        vocabulary: list.vocabulary,
        code: known.code.clone(),
        parent: known.parent.clone(),
        labels,
        note: draft.note.trim().to_owned(),
        retired: draft.retired,
    };
    save(app, visit, term).await
}

async fn list_of(app: &App, visit: &Visit, vocabulary: &str) -> Result<TermList, AppError> {
    let unknown = || AppError::invalid("vocabulary", "code-unknown");
    let vocabulary: Vocabulary = vocabulary.trim().parse().map_err(|_| unknown())?;
    let lists = all_terms(&app.store.read(), visit.project.id).await?;
    let found = lists.into_iter().find(|list| list.vocabulary == vocabulary);
    found.ok_or_else(unknown)
}

async fn save(app: &App, visit: &Visit, term: TermRecord) -> Result<(), AppError> {
    let mut errors = Vec::new();
    typed::line("code", &term.code, &mut errors);
    typed::line("note", &term.note, &mut errors);
    for label in term.labels.values() {
        typed::line("label_en", label, &mut errors);
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let (app, by, project) = (app.clone(), By::member(visit), visit.project.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.save_term(project, &term).await?;
        let what = SettingKind::Terms;
        audit::record(&app, &tx, by, AuditAct::SettingChanged { what }).await?;
        tx.commit().await
    })
    .await?;
    Ok(())
}
