//! One incident.

use askama::Template;
use axum::{extract::State, response::Response};
use cairn_app::incident::{self, IncidentPage};
use cairn_domain::{Action, Claim, Incident};

use super::{Row, row};
use crate::{
    Web,
    extract::{Member, Record},
    present::{
        incident_facts::{CountRow, IncidentFact, count_rows, incident_facts},
        offers::stage_words,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page,
};

#[derive(Template)]
#[template(path = "incident.html")]
struct ShowPage {
    shell: Shell,
    code: String,
    row: Row,
    incident: Incident,
    facts: Vec<IncidentFact>,
    counts: Vec<CountRow>,
    basis: String,
    grade: String,
    grade_means: String,
    grade_badge: &'static str,
    items: Vec<ItemRow>,
    claims: Vec<Claim>,
    may_edit: bool,
}

/// An item that evidences it.
struct ItemRow {
    id: String,
    href: String,
    title: String,
    stage: String,
}

/// `GET /projects/{code}/incidents/{short}`
pub(crate) async fn show(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    let IncidentPage {
        incident,
        items,
        claims,
    } = incident::incident_page(&web.app, &visit, &short).await?;
    let code = visit.project.code.to_string();
    let t = &visitor.t;
    let item = |item: &cairn_app::stored::ItemRecord| ItemRow {
        id: format!("{code}-{}", item.short),
        href: format!("/projects/{code}/items/{}", item.short),
        title: item.title.clone(),
        stage: stage_words(t, &item.state.stage),
    };
    let basis = incident.casualty_basis;
    page(&ShowPage {
        shell: visitor.shell_in(&visit, Some(Tab::Incidents), incident.title.clone()),
        row: row(&visitor, &visit, &incident),
        facts: incident_facts(t, &incident),
        counts: count_rows(t, &incident),
        basis: basis
            .map(|basis| t.vocab("casualty-basis", basis))
            .unwrap_or_default(),
        grade: t.vocab("verification", incident.verification),
        grade_means: t.get(format!(
            "vocab-verification-{}-meaning",
            incident.verification
        )),
        grade_badge: grade_badge(&incident),
        items: items.iter().map(item).collect(),
        may_edit: visit.may(Action::EditIncidents),
        incident,
        claims,
        code,
    })
}

/// Which of the four meanings a grade has.
fn grade_badge(incident: &Incident) -> &'static str {
    use cairn_domain::Verification as V;
    match incident.verification {
        V::Verified => "settled",
        V::Contested => "needs",
        V::Refuted => "refused",
        V::Likely | V::Unverified => "quiet",
    }
}
