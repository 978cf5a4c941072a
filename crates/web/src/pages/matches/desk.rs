//! Every pair that waits for an answer.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, Visit,
    matching::{self, DeskPair, Stakes},
};
use cairn_domain::{Action, MatchId};
use serde::Deserialize;

use crate::{
    extract::Member,
    forms::Fields,
    i18n::Translator,
    present::{FormError, form_errors, likeness, refusals::error_of},
    problem::{WebError, invalid_status},
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "matches/desk.html", whitespace = "minimize")]
struct DeskPage {
    shell: Shell,
    href: String,
    ask_href: String,
    lists_href: String,
    queue_href: String,
    by_stakes: bool,
    rows: Vec<Row>,
    /// Whether any row can be confirmed with others by the viewer.
    can_confirm: bool,
    may_confirm: bool,
    /// As typed or stored, in per cent; may be empty.
    confirm_from: String,
    errors: Vec<FormError>,
}

struct Row {
    match_id: String,
    compare_href: String,
    newer_id: String,
    newer_title: String,
    older_id: String,
    older_title: String,
    relation: String,
    percent: u32,
    stakes: String,
    is_costly: bool,
    can_confirm: bool,
}

/// In which order.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Order {
    #[serde(default)]
    by: String,
}

/// `GET /projects/{code}/duplicates`
pub(crate) async fn desk(member: Member, Query(order): Query<Order>) -> Result<Response, WebError> {
    draw(
        &member,
        order.by == "stakes",
        None,
        Vec::new(),
        StatusCode::OK,
    )
    .await
}

/// `POST /projects/{code}/duplicates`: confirms what is ticked.
pub(crate) async fn confirm(member: Member, fields: Fields) -> Result<Response, WebError> {
    member.visit.permit(Action::ConfirmMatches)?;
    let ids: Vec<Option<MatchId>> = fields
        .all("pair")
        .iter()
        .map(|id| id.parse().ok())
        .collect();
    let ids: Vec<MatchId> = ids.into_iter().flatten().collect();
    let outcome = if ids.is_empty() {
        Err(AppError::invalid("pairs", "pairs-none"))
    } else {
        matching::confirm_together(member.visitor.app(), &member.visit, &ids).await
    };
    landed(&member, outcome, "pairs-confirmed", None).await
}

/// `POST /projects/{code}/duplicates/threshold`
pub(crate) async fn set_threshold(member: Member, fields: Fields) -> Result<Response, WebError> {
    let typed = fields.text("confirm_from");
    let app = member.visitor.app();
    let outcome = matching::set_confirm_from(app, &member.visit, &typed).await;
    landed(&member, outcome, "threshold-saved", Some(typed)).await
}

async fn landed(
    member: &Member,
    outcome: Result<(), AppError>,
    done: &str,
    typed: Option<String>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(()) => {
            let href = href(&member.visit);
            Ok(Redirect::to(&format!("{href}?done={done}")).into_response())
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let status = invalid_status(&errors);
            let errors = form_errors(&member.visitor.t, &errors);
            draw(member, false, typed, errors, status).await
        }
        Err(other) => Err(other.into()),
    }
}

fn href(visit: &Visit) -> String {
    format!("/projects/{}/duplicates", visit.project.code)
}

async fn draw(
    member: &Member,
    by_stakes: bool,
    typed: Option<String>,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let desk = matching::desk(visitor.app(), visit, by_stakes).await?;
    let stored = desk
        .confirm_from
        .map(|from| likeness::percent(from).to_string());
    let rows: Vec<Row> = desk
        .pairs
        .iter()
        .map(|pair| row(&visitor.t, visit, pair, desk.may_confirm))
        .collect();
    let template = DeskPage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), visitor.t.get("desk-title")),
        href: href(visit),
        ask_href: format!("/projects/{}/seen-before", visit.project.code),
        lists_href: format!("/projects/{}/hash-lists", visit.project.code),
        queue_href: format!("/projects/{}/queue", visit.project.code),
        by_stakes,
        can_confirm: rows.iter().any(|row| row.can_confirm),
        rows,
        may_confirm: desk.may_confirm,
        confirm_from: typed.or(stored).unwrap_or_default(),
        errors,
    };
    page_with(status, &template)
}

fn row(t: &Translator, visit: &Visit, pair: &DeskPair, may_confirm: bool) -> Row {
    let code = &visit.project.code;
    Row {
        match_id: pair.row.id.to_string(),
        compare_href: format!("/projects/{code}/matches/{}", pair.row.id),
        newer_id: format!("{code}-{}", pair.item.short),
        newer_title: pair.item.title.clone(),
        older_id: format!("{code}-{}", pair.row.other_short),
        older_title: pair.row.other_title.clone(),
        relation: t.vocab("match-relation", pair.row.relation),
        percent: likeness::percent(pair.row.score),
        stakes: t.get(match pair.stakes {
            Stakes::Work => "desk-stakes-work",
            Stakes::Published => "desk-stakes-published",
            Stakes::TwoIncidents => "desk-stakes-two-incidents",
        }),
        is_costly: pair.stakes > Stakes::Work,
        can_confirm: may_confirm && pair.can_confirm,
    }
}

impl DeskPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
