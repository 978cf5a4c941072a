//! One incident: its facts with what carries them, its sources, its evidence, its history.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::incident::{self, IncidentPage};
use cairn_domain::{Action, Claim, Incident, IncidentSourceKind, ShortId};

use super::{
    Row,
    parts::{FactLine, ItemRow, SourceRow, fact_lines, item_rows, source_rows},
    protect::{PublicPart, public_part},
    row,
};
use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    present::{
        Choice, FormError, choices, form_errors,
        incident_facts::{CountRow, count_rows},
        incident_history::{IncidentLine, incident_history},
        incident_terms::TermWords,
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{page, page_with},
};

#[derive(Template)]
#[template(path = "incident.html")]
pub(super) struct ShowPage {
    shell: Shell,
    code: String,
    row: Row,
    incident: Incident,
    facts: Vec<FactLine>,
    counts: Vec<CountRow>,
    basis: String,
    grade: String,
    grade_means: String,
    grade_badge: &'static str,
    origins: usize,
    items: Vec<ItemRow>,
    sources: Vec<SourceRow>,
    claims: Vec<Claim>,
    history: Vec<IncidentLine>,
    kinds: Vec<Choice>,
    /// What was typed into the forms of the page, where it could not be taken.
    typed: Fields,
    errors: Vec<FormError>,
    may_edit: bool,
    may_split: bool,
    public: Option<PublicPart>,
}

/// `GET /projects/{code}/incidents/{short}`
pub(crate) async fn show(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    let read = incident::incident_page(&web.app, &member.visit, &short).await?;
    if read.incident.short != short {
        // It was merged: its id leads there for ever.
        let code = &member.visit.project.code;
        let to = format!("/projects/{code}/incidents/{}", read.incident.short);
        return Ok(Redirect::permanent(&to).into_response());
    }
    let words = TermWords::read(&web.app, &member).await?;
    let typed = Fields::default();
    let public = public_part(&web, &member, &short, &typed).await?;
    let shown = ShowPage {
        public,
        ..ShowPage::new(&member, read, &words, typed, Vec::new())
    };
    page(&shown)
}

/// The page again with what was typed and everything that is wrong with it.
pub(super) async fn again(
    web: &Web,
    member: &Member,
    short: &ShortId,
    typed: Fields,
    errors: &[cairn_app::FieldError],
) -> Result<Response, WebError> {
    let read = incident::incident_page(&web.app, &member.visit, short).await?;
    let words = TermWords::read(&web.app, member).await?;
    let errors = form_errors(&member.visitor.t, errors);
    let page = ShowPage {
        public: public_part(web, member, short, &typed).await?,
        ..ShowPage::new(member, read, &words, typed, errors)
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

impl ShowPage {
    fn new(
        Member { visitor, visit }: &Member,
        read: IncidentPage,
        words: &TermWords,
        typed: Fields,
        errors: Vec<FormError>,
    ) -> Self {
        let (t, incident) = (&visitor.t, &read.incident);
        let code = visit.project.code.to_string();
        let basis = incident.casualty_basis;
        let kind = typed.text("kind");
        let may_edit = visit.may(Action::EditIncidents);
        Self {
            shell: visitor.shell_in(visit, Some(Tab::Incidents), incident.title.clone()),
            row: row(visitor, visit, incident),
            facts: fact_lines(t, &code, &read, words),
            counts: count_rows(t, incident),
            basis: basis
                .map(|basis| t.vocab("casualty-basis", basis))
                .unwrap_or_default(),
            grade: t.vocab("verification", incident.verification),
            grade_means: t.get(format!(
                "vocab-verification-{}-meaning",
                incident.verification
            )),
            grade_badge: grade_badge(incident),
            origins: read.origins.count(),
            items: item_rows(t, &code, &read),
            sources: source_rows(t, &read),
            history: incident_history(t, &code, &read, &visit.project.zone),
            kinds: choices(t, "incident-source-kind", IncidentSourceKind::ALL, &[&kind]),
            may_edit,
            may_split: may_edit && visit.may(Action::Triage) && read.items.len() > 1,
            public: None,
            incident: read.incident,
            claims: read.claims,
            code,
            typed,
            errors,
        }
    }

    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }

    fn typed(&self, field: &str) -> String {
        self.typed.text(field)
    }

    fn chosen(&self, item: &str) -> bool {
        self.typed.all("items").iter().any(|chosen| chosen == item)
    }

    fn has_error(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| !self.error(field).is_empty())
    }
}

/// Which of the four meanings a grade has.
fn grade_badge(incident: &Incident) -> &'static str {
    use cairn_domain::Verification as V;
    match incident.verification {
        V::Verified => "settled",
        V::Contested => "needs",
        V::Refuted => "refused",
        V::Likely | V::Unverified => "",
    }
}
