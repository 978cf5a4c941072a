//! Writing a claim down, and changing what is written.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, Visit,
    claim::{self, COLUMNS, ClaimDraft},
};
use cairn_domain::{
    Action, Claim, ClaimCalendar, ClaimDatePrecision, ClaimKind, ShortId, Vocabulary, codebook,
};

use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    i18n::Translator,
    present::{Choice, FormError, choices, form_errors, refusals::error_of},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "claims/form.html")]
struct FormPage {
    shell: Shell,
    list_href: String,
    action: String,
    seen: String,
    draft: ClaimDraft,
    kinds: Vec<Choice>,
    precisions: Vec<Choice>,
    calendars: Vec<Choice>,
    targets: Vec<Choice>,
    methods: Vec<Choice>,
    errors: Vec<FormError>,
}

/// `GET /projects/{code}/claims/new`
pub(crate) async fn new_form(Member { visitor, visit }: Member) -> Result<Response, WebError> {
    visit.permit(Action::EditClaims)?;
    let nothing = Typed::default();
    draw(&visitor, &visit, None, nothing, Vec::new(), StatusCode::OK)
}

/// `POST /projects/{code}/claims/new`
pub(crate) async fn open(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let typed = Typed::of(&fields);
    let outcome = claim::new_claim(&web.app, &visit, &typed.draft).await;
    after(&visitor, &visit, None, typed, outcome)
}

/// `GET /projects/{code}/claims/{short}/edit`
pub(crate) async fn edit_form(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    visit.permit(Action::EditClaims)?;
    let known = claim::claim_page(&web.app, &visit, &short).await?.claim;
    let typed = Typed {
        draft: ClaimDraft::of(&known),
        seen: known.revision.to_string(),
    };
    let status = StatusCode::OK;
    draw(&visitor, &visit, Some(&short), typed, Vec::new(), status)
}

/// `POST /projects/{code}/claims/{short}/edit`
pub(crate) async fn edit(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let typed = Typed::of(&fields);
    let seen = fields.number("seen").unwrap_or_default();
    let outcome = claim::edit_claim(&web.app, &visit, &short, seen, &typed.draft).await;
    after(&visitor, &visit, Some(&short), typed, outcome)
}

/// What stands in the form.
#[derive(Default)]
struct Typed {
    draft: ClaimDraft,
    seen: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let mut draft = ClaimDraft::default();
        for name in COLUMNS {
            draft.set(name, fields.text(name));
        }
        Self {
            draft,
            seen: fields.text("seen"),
        }
    }
}

fn after(
    visitor: &Visitor,
    visit: &Visit,
    short: Option<&ShortId>,
    typed: Typed,
    outcome: Result<Claim, AppError>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(saved) => {
            let code = &visit.project.code;
            let to = format!("/projects/{code}/claims/{}?done=claim-saved", saved.short);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let errors = form_errors(&visitor.t, &errors);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(visitor, visit, short, typed, errors, status)
        }
        Err(other) => Err(other.into()),
    }
}

fn draw(
    visitor: &Visitor,
    visit: &Visit,
    short: Option<&ShortId>,
    Typed { draft, seen }: Typed,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let t = &visitor.t;
    let list_href = format!("/projects/{}/claims", visit.project.code);
    let (title, action) = match short {
        Some(short) => ("claim-edit-title", format!("{list_href}/{short}/edit")),
        None => ("claim-new-title", format!("{list_href}/new")),
    };
    let one = |name, vocabulary, chosen: &str| {
        let terms = codebook(vocabulary).iter();
        let codes: Vec<&str> = terms
            .filter(|term| !term.retired)
            .map(|term| term.code)
            .collect();
        with_blank(t, name, &codes, chosen)
    };
    let template = FormPage {
        shell: visitor.shell_in(visit, Some(Tab::Claims), t.get(title)),
        kinds: choices(t, "claim-kind", ClaimKind::ALL, &[&draft.kind]),
        precisions: choices(
            t,
            "claim-precision",
            ClaimDatePrecision::ALL,
            &[&draft.date_precision],
        ),
        calendars: choices(t, "claim-calendar", ClaimCalendar::ALL, &[&draft.calendar]),
        targets: one("target", Vocabulary::TargetType, &draft.target),
        methods: one("event-type", Vocabulary::EventType, &draft.method),
        list_href,
        action,
        seen,
        draft,
        errors,
    };
    page_with(status, &template)
}

/// "Not said", then the codes; one that the project made up stays chosen.
fn with_blank(t: &Translator, name: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |code: &str, words: String| Choice {
        code: code.to_owned(),
        words,
        meaning: String::new(),
        selected: code == chosen,
    };
    let mut all = vec![choice("", t.get("claim-not-said"))];
    all.extend(choices(t, name, codes, &[chosen]));
    if all.iter().all(|option| !option.selected) {
        all.push(choice(chosen, chosen.replace('_', " ")));
    }
    all
}

impl FormPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
