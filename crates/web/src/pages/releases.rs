//! The release builder.

mod changes;

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, Visit,
    release::{self, Desk},
    stored::{ItemRecord, ReleaseRecord},
};
use cairn_domain::Action;

use self::changes::{HeldLine, Problem, held_lines, problems, would_be};
use crate::{
    Web,
    extract::Member,
    forms::Fields,
    present::{
        FormError, Moment, Reason, form_errors, moment, reasons, record_changes::ChangeList,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "releases.html")]
struct ReleasesPage {
    shell: Shell,
    code: String,
    version: u32,
    ready: Vec<Line>,
    blocked: Vec<Line>,
    incidents: usize,
    retractions: usize,
    changed: usize,
    is_empty: bool,
    changes: ChangeList,
    held: Vec<HeldLine>,
    problems: Vec<Problem>,
    releases: Vec<Past>,
    candidate: Option<Candidate>,
    may_build: bool,
    cell: String,
    errors: Vec<FormError>,
}

/// What waits for a second person.
struct Candidate {
    version: u32,
    content: String,
    built: Moment,
    /// Whether the person who looks may sign it.
    may_sign: bool,
    /// Whether they built it themselves.
    is_own: bool,
}

/// One approved item.
struct Line {
    id: String,
    href: String,
    title: String,
    reasons: Vec<Reason>,
}

/// One release that was built.
struct Past {
    version: u32,
    built: Moment,
    incidents: u32,
    evidence: u32,
    retractions: u32,
}

/// `GET /projects/{code}/releases`
pub(crate) async fn show(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
) -> Result<Response, WebError> {
    let desk = release::desk(&web.app, &visit).await?;
    let page = present(&visitor, &visit, desk, Vec::new());
    page_with(StatusCode::OK, &page)
}

/// `POST /projects/{code}/releases`
pub(crate) async fn build(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
) -> Result<Response, WebError> {
    let done = release::build(&web.app, &visit).await.map(drop);
    answer(&web, visitor, visit, done, "candidate-built").await
}

/// `POST /projects/{code}/releases/sign`
pub(crate) async fn sign(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let content = fields.text("content").parse();
    let done = match content {
        _ if visit.permit(Action::SignRelease).is_err() => {
            visit.permit(Action::SignRelease).map(drop)
        }
        Ok(_) if !fields.ticked("harmless") => {
            Err(AppError::invalid("harmless", "release-not-ticked"))
        }
        Ok(content) => release::sign(&web.app, &visit, &content).await.map(drop),
        Err(_) => Err(AppError::invalid("release", "release-changed")),
    };
    answer(&web, visitor, visit, done, "release-built").await
}

/// `GET /releases/key`: what releases are verified with, as minisign keeps public keys.
pub(crate) async fn key(State(web): State<Web>) -> Result<Response, WebError> {
    let key = release::signing_key(&web.app)?;
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((kind, key.public_file()).into_response())
}

/// Back to the desk, with what was done or what stands in the way.
async fn answer(
    web: &Web,
    visitor: Visitor,
    visit: Visit,
    done: Result<(), AppError>,
    words: &str,
) -> Result<Response, WebError> {
    match done {
        Ok(()) => {
            let to = format!("/projects/{}/releases?done={words}", visit.project.code);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let desk = release::desk(&web.app, &visit).await?;
            let errors = form_errors(&visitor.t, &errors);
            let template = present(&visitor, &visit, desk, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
        }
        Err(other) => Err(other.into()),
    }
}

fn present(visitor: &Visitor, visit: &Visit, desk: Desk, errors: Vec<FormError>) -> ReleasesPage {
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let problems = problems(t, &desk);
    let preview = desk.preview;
    let line = |item: &ItemRecord, reasons| Line {
        id: format!("{}-{}", visit.project.code, item.short),
        href: format!("/projects/{}/items/{}", visit.project.code, item.short),
        title: if item.title.is_empty() {
            t.get("item-untitled")
        } else {
            item.title.clone()
        },
        reasons,
    };
    let past = |release: &ReleaseRecord| Past {
        version: release.version,
        built: moment(release.built_at, &visit.project.zone),
        incidents: release.incidents,
        evidence: release.evidence,
        retractions: release.retractions,
    };
    let is_empty = preview.is_empty();
    let held = held_lines(t, &code, &preview);
    let candidate = preview.candidate.map(|candidate| Candidate {
        version: candidate.version,
        content: candidate.content.to_string(),
        built: moment(candidate.built_at, &visit.project.zone),
        may_sign: visit.may(Action::SignRelease),
        is_own: candidate.built_by == visit.user,
    });
    let names = Default::default();
    ReleasesPage {
        shell: visitor.shell_in(visit, Some(Tab::Releases), t.get("releases-title")),
        changes: ChangeList::new(t, &desk.changes, |table, id| would_be(&code, table, id)),
        held,
        problems,
        changed: preview.changed,
        is_empty,
        code,
        version: preview.version,
        ready: preview
            .ready
            .iter()
            .map(|item| line(item, Vec::new()))
            .collect(),
        blocked: preview
            .blocked
            .iter()
            .map(|blocked| line(&blocked.item, reasons(t, &blocked.refusals, &names)))
            .collect(),
        incidents: preview.incidents,
        retractions: preview.retractions,
        releases: preview.releases.iter().map(past).collect(),
        candidate,
        may_build: visit.may(Action::BuildRelease),
        cell: if visit.project.publish_cell_m > 0.0 {
            t.get1(
                "releases-cell",
                "metres",
                visit.project.publish_cell_m.round(),
            )
        } else {
            t.get("releases-cell-none")
        },
        errors,
    }
}
