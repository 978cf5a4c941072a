//! The codes of a project: what can happen, who was hit, what kind of place.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    vocabulary::{TermDraft, TermList, add_term, change_term},
};
use cairn_domain::Action;

use crate::{
    Web,
    extract::Member,
    forms::Fields,
    i18n::Translator,
    present::{
        FormError, form_errors,
        incident_terms::{TermWords, fluent_name, term_words},
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{page, page_with},
};

#[derive(Template)]
#[template(path = "vocabularies.html")]
struct VocabulariesPage {
    shell: Shell,
    code: String,
    lists: Vec<List>,
    typed: Fields,
    errors: Vec<FormError>,
    may_edit: bool,
}

/// One vocabulary.
struct List {
    vocabulary: String,
    name: String,
    terms: Vec<Line>,
}

/// One term.
struct Line {
    code: String,
    words: String,
    indent: String,
    english: String,
    dari: String,
    pashto: String,
    note: String,
    retired: bool,
    is_own: bool,
}

/// `GET /projects/{code}/vocabularies`
pub(crate) async fn list(State(web): State<Web>, member: Member) -> Result<Response, WebError> {
    let words = TermWords::read(&web.app, &member).await?;
    page(&vocabularies(
        &member,
        &words,
        Fields::default(),
        Vec::new(),
    ))
}

/// `POST /projects/{code}/vocabularies`: adds a term, or with `change` changes the one it names.
pub(crate) async fn save(
    State(web): State<Web>,
    member: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let draft = draft(&fields);
    let outcome = match fields.ticked("change") {
        true => change_term(&web.app, &member.visit, &draft).await,
        false => add_term(&web.app, &member.visit, &draft).await,
    };
    match outcome {
        Ok(()) => {
            let code = &member.visit.project.code;
            let to = format!("/projects/{code}/vocabularies?done=term-saved");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let words = TermWords::read(&web.app, &member).await?;
            let errors = form_errors(&member.visitor.t, &errors);
            let again = vocabularies(&member, &words, fields, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(other) => Err(other.into()),
    }
}

fn draft(fields: &Fields) -> TermDraft {
    let label = |language: &str| {
        (
            language.to_owned(),
            fields.text(&format!("label_{language}")),
        )
    };
    TermDraft {
        vocabulary: fields.text("vocabulary"),
        code: fields.text("code"),
        parent: fields.text("parent"),
        labels: ["en", "prs", "ps"].map(label).to_vec(),
        note: fields.text("note"),
        retired: fields.ticked("retired"),
    }
}

fn vocabularies(
    Member { visitor, visit }: &Member,
    words: &TermWords,
    typed: Fields,
    errors: Vec<FormError>,
) -> VocabulariesPage {
    let t = &visitor.t;
    VocabulariesPage {
        shell: visitor.shell_in(visit, Some(Tab::Incidents), t.get("vocabularies-title")),
        code: visit.project.code.to_string(),
        lists: words.lists().iter().map(|list| of(t, list)).collect(),
        typed,
        errors,
        may_edit: visit.may(Action::EditTerms),
    }
}

fn of(t: &Translator, list: &TermList) -> List {
    let label = |term: &cairn_app::vocabulary::Term, language: &str| {
        term.labels.get(language).cloned().unwrap_or_default()
    };
    let line = |term: &cairn_app::vocabulary::Term| Line {
        code: term.code.clone(),
        words: term_words(t, list.vocabulary, term),
        indent: "– ".repeat(term.depth),
        english: label(term, "en"),
        dari: label(term, "prs"),
        pashto: label(term, "ps"),
        note: term.note.clone(),
        retired: term.retired,
        is_own: term.is_own,
    };
    List {
        vocabulary: list.vocabulary.to_string(),
        name: t.get(format!("vocabularies-{}", fluent_name(list.vocabulary))),
        terms: list.terms.iter().map(line).collect(),
    }
}

impl VocabulariesPage {
    /// What is wrong with a field of the form that adds to this list.
    fn adding_error(&self, list: &str, field: &str) -> &str {
        match self.is_adding(list) {
            true => error_of(&self.errors, field),
            false => "",
        }
    }

    /// What was typed for adding a term; what was typed for changing one is not put there.
    fn typed(&self, list: &str, field: &str) -> String {
        match self.typed.text("vocabulary") == list && !self.typed.ticked("change") {
            true => self.typed.text(field),
            false => String::new(),
        }
    }

    /// Whether a term was being added to this list.
    fn is_adding(&self, list: &str) -> bool {
        !self.errors.is_empty()
            && self.typed.text("vocabulary") == list
            && !self.typed.ticked("change")
    }
}
