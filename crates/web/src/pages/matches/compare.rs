//! Two files side by side, why they are there, and what a person says of them.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, Visit,
    matching::{self, AnswerLine, ClusterFile, PairView, Side, Stretch},
};
use cairn_domain::{Action, MatchId, MatchVerdict};
use serde::Serialize;

use crate::{
    extract::Member,
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, FormError, Moment, choices, form_errors, likeness,
        media::{MediaCard, Viewing, media_cards},
        moment,
    },
    problem::{WebError, invalid_status},
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "matches/compare.html", whitespace = "minimize")]
struct ComparePage {
    shell: Shell,
    href: String,
    newer: SideCard,
    older: SideCard,
    headline: String,
    reasons: Vec<String>,
    /// How one lies in the other, for the island.
    alignment: String,
    verdicts: Vec<Choice>,
    /// Whether the viewer may answer, and whether there is something to answer.
    may_answer: bool,
    is_exact: bool,
    is_answered: bool,
    answers: Vec<(String, Moment)>,
    cluster: Vec<Known>,
    /// What the cluster was found to hold; may be empty.
    warning: String,
    errors: Vec<FormError>,
}

struct SideCard {
    id: String,
    href: String,
    title: String,
    received: Moment,
    card: MediaCard,
}

/// One file of a cluster.
struct Known {
    id: String,
    href: String,
    title: String,
    received: Moment,
    is_keeper: bool,
    is_seen: bool,
}

/// What the island needs to lay one over the other.
#[derive(Serialize)]
struct Alignment<'a> {
    /// Row by row: where a point of the newer picture lies in the older, in fractions.
    homography: Option<[[f64; 3]; 3]>,
    stretches: &'a [Stretch],
    /// When the recording shows the photo, in seconds, if that is what they are.
    still_s: Option<f64>,
}

/// `GET /projects/{code}/matches/{id}`
pub(crate) async fn compare(
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, WebError> {
    Ok(draw(&member, parse(&id)?, Vec::new()).await?)
}

/// `POST /projects/{code}/matches/{id}`: a verdict, or `back` to take the last one back.
pub(crate) async fn answer(
    member: Member,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, WebError> {
    member.visit.permit(Action::AnswerMatch)?;
    let (app, id) = (member.visitor.app(), parse(&id)?);
    let (outcome, done) = match fields.text("verdict").as_str() {
        "back" => (
            matching::take_back(app, &member.visit, id).await,
            "match-taken-back",
        ),
        verdict => match verdict.parse::<MatchVerdict>() {
            Ok(verdict) => {
                let said = matching::answer_match(app, &member.visit, id, verdict);
                (said.await, "match-answered")
            }
            Err(_) => (Err(AppError::invalid("match", "choice-missing-match")), ""),
        },
    };
    match outcome {
        Ok(()) => {
            let href = href(&member.visit, id);
            Ok(Redirect::to(&format!("{href}?done={done}")).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let status = invalid_status(&errors);
            let mut again = draw(&member, id, form_errors(&member.visitor.t, &errors)).await?;
            *again.status_mut() = status;
            Ok(again)
        }
        Err(other) => Err(other.into()),
    }
}

fn parse(id: &str) -> Result<MatchId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

fn href(visit: &Visit, id: MatchId) -> String {
    format!("/projects/{}/matches/{id}", visit.project.code)
}

async fn draw(member: &Member, id: MatchId, errors: Vec<FormError>) -> Result<Response, AppError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let pair = matching::pair(visitor.app(), visit, id).await?;
    let t = &visitor.t;
    let page = format!("matches/{id}");
    let newer = side(t, visit, &pair.newer, &page, "newer");
    let older = side(t, visit, &pair.older, &page, "older");
    let title = t.get2("compare-title", "newer", &newer.id, "older", &older.id);
    let template = ComparePage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), title),
        href: href(visit, id),
        headline: likeness::headline(t, pair.row.relation, pair.row.score),
        reasons: if pair.row.exact {
            Vec::new()
        } else {
            likeness::reasons(t, pair.row.distance, &pair.how)
        },
        alignment: alignment(&pair),
        verdicts: verdicts(t, &pair),
        may_answer: visit.may(Action::AnswerMatch) && !pair.row.exact,
        is_exact: pair.row.exact,
        is_answered: pair.row.verdict.is_some(),
        answers: pair.answers.iter().map(|one| said(t, visit, one)).collect(),
        cluster: cluster(visit, &pair.cluster.files),
        warning: warning(t, &pair),
        newer,
        older,
        errors,
    };
    page_with(axum::http::StatusCode::OK, &template).map_err(|error| error.0)
}

/// The machine alone says that bytes are the same.
fn verdicts(t: &Translator, pair: &PairView) -> Vec<Choice> {
    let chosen = pair.row.verdict.map_or("", MatchVerdict::code);
    let mut verdicts = choices(t, "match-verdict", MatchVerdict::ALL, &[chosen]);
    verdicts.retain(|choice| choice.code != MatchVerdict::SameFile.code());
    verdicts
}

fn alignment(pair: &PairView) -> String {
    let alignment = Alignment {
        homography: pair.how.homography.map(|map| map.0),
        stretches: &pair.how.stretches,
        still_s: pair.how.still_s,
    };
    serde_json::to_string(&alignment).unwrap_or_default()
}

fn side(t: &Translator, visit: &Visit, side: &Side, page: &str, anchor: &str) -> SideCard {
    let code = &visit.project.code;
    let href = format!("/projects/{code}/items/{}", side.item.short);
    let viewing = Viewing {
        t,
        code: code.as_str(),
        item_href: &href,
        zone: &visit.project.zone,
        rating: side.item.state.rating.as_ref(),
        page,
        may_download: false,
        sealed_reader: (visit.project.sealing.reader, false),
        may_annotate: false,
        may_keep: false,
        may_redact: false,
    };
    let mut card = media_cards(&viewing, std::slice::from_ref(&side.file)).remove(0);
    card.id = anchor.to_owned();
    card.player = None;
    SideCard {
        id: format!("{code}-{}", side.item.short),
        title: side.item.title.clone(),
        received: moment(side.item.received_at, &visit.project.zone),
        card,
        href,
    }
}

fn said(t: &Translator, visit: &Visit, one: &AnswerLine) -> (String, Moment) {
    let what = one.verdict.map_or_else(
        || t.get("compare-taken-back"),
        |verdict| t.vocab("match-verdict", verdict),
    );
    let who = one.who.clone();
    let who = who.unwrap_or_else(|| t.get("compare-by-machine"));
    let words = t.get2("compare-answered", "who", who, "what", what);
    (words, moment(one.at, &visit.project.zone))
}

fn cluster(visit: &Visit, files: &[ClusterFile]) -> Vec<Known> {
    let code = &visit.project.code;
    let line = |(at, file): (usize, &ClusterFile)| Known {
        id: format!("{code}-{}", file.item),
        href: format!("/projects/{code}/items/{}", file.item),
        title: file.title.clone(),
        received: moment(file.received_at, &visit.project.zone),
        is_keeper: at == 0,
        is_seen: file.is_seen,
    };
    files.iter().enumerate().map(line).collect()
}

fn warning(t: &Translator, pair: &PairView) -> String {
    let notes = pair.cluster.notes.iter();
    let notes: Vec<_> = notes.map(|note| t.vocab("content-note", note)).collect();
    if notes.is_empty() {
        return String::new();
    }
    t.get1("compare-cluster-warning", "notes", notes.join(", "))
}
