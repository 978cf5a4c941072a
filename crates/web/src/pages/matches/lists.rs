//! Partners' lists of hashes: what was taken in, what it found, what is handed out.

use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Path, Query, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    matching::{self, HashListView, HitView, ListDraft, Listing},
};
use cairn_domain::{Action, HashListId};
use serde::Deserialize;

use crate::{
    extract::Member,
    present::{FormError, Moment, form_errors, likeness, moment, refusals::error_of},
    problem::{WebError, invalid_status},
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "matches/lists.html", whitespace = "minimize")]
struct ListsPage {
    shell: Shell,
    href: String,
    desk_href: String,
    rows: Vec<ListRow>,
    may_exchange: bool,
    draft: ListDraft,
    errors: Vec<FormError>,
}

struct ListRow {
    href: String,
    name: String,
    origin: String,
    hashes: u64,
    files: u64,
    added_by: String,
    added: Moment,
}

#[derive(Template)]
#[template(path = "matches/list.html", whitespace = "minimize")]
struct ListPage {
    shell: Shell,
    href: String,
    lists_href: String,
    name: String,
    origin: String,
    hashes: u64,
    hits: Vec<HitRow>,
    may_exchange: bool,
}

struct HitRow {
    id: String,
    href: String,
    title: String,
    label: String,
    how: String,
}

/// Which of the project's own hashes.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    of: String,
}

/// `GET /projects/{code}/hash-lists`
pub(crate) async fn lists(member: Member) -> Result<Response, WebError> {
    draw(&member, ListDraft::default(), Vec::new(), StatusCode::OK).await
}

/// `POST /projects/{code}/hash-lists`
pub(crate) async fn take_list(member: Member, request: Request) -> Result<Response, WebError> {
    // Before the body is looked at.
    member.visit.permit(Action::ExchangeHashes)?;
    let mut draft = ListDraft::default();
    let taken = match receive(&mut draft, request).await {
        Ok(()) => matching::take_list(member.visitor.app(), &member.visit, &draft).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(id) => {
            let to = format!("{}/{id}?done=list-taken", lists_href(&member));
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let words = form_errors(&member.visitor.t, &errors);
            draw(&member, draft, words, invalid_status(&errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Fills in what came before the form broke, so that nothing typed is lost.
async fn receive(draft: &mut ListDraft, request: Request) -> Result<(), AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| AppError::invalid("files", "upload-broken"))?;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "name" => draft.name = text,
            "origin" => draft.origin = text,
            "files" => draft.text = text,
            _ => {}
        }
    }
    Ok(())
}

/// `GET /projects/{code}/hash-lists/{list}`
pub(crate) async fn list(
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let id: HashListId = id.parse().map_err(|_| AppError::NotFound)?;
    let (list, hits) = matching::hash_list(visitor.app(), visit, id).await?;
    let lists_href = lists_href(&member);
    let template = ListPage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), list.name.clone()),
        href: format!("{lists_href}/{id}"),
        lists_href,
        name: list.name,
        origin: list.origin,
        hashes: list.hashes,
        hits: hits.iter().map(|one| hit(&member, one)).collect(),
        may_exchange: visit.may(Action::ExchangeHashes),
    };
    page_with(StatusCode::OK, &template)
}

/// `POST /projects/{code}/hash-lists/{list}`: forgets it.
pub(crate) async fn remove_list(
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, WebError> {
    member.visit.permit(Action::ExchangeHashes)?;
    let id: HashListId = id.parse().map_err(|_| AppError::NotFound)?;
    matching::remove_list(member.visitor.app(), &member.visit, id).await?;
    let to = format!("{}?done=list-removed", lists_href(&member));
    Ok(Redirect::to(&to).into_response())
}

/// `GET /projects/{code}/hashes/pdq.csv`
pub(crate) async fn photo_hashes(
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    hand_out(&member, Listing::Photos, "pdq", &wanted).await
}

/// `GET /projects/{code}/hashes/vpdq.csv`
pub(crate) async fn frame_hashes(
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    hand_out(&member, Listing::Frames, "vpdq", &wanted).await
}

async fn hand_out(
    member: &Member,
    listing: Listing,
    name: &str,
    wanted: &Wanted,
) -> Result<Response, WebError> {
    let (app, visit) = (member.visitor.app(), &member.visit);
    let csv = matching::hand_out(app, visit, listing, wanted.of == "all").await?;
    let name = format!("attachment; filename=\"{}-{name}.csv\"", visit.project.code);
    let name = HeaderValue::from_str(&name).map_err(AppError::internal)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, csv).into_response())
}

fn lists_href(member: &Member) -> String {
    format!("/projects/{}/hash-lists", member.visit.project.code)
}

async fn draw(
    member: &Member,
    draft: ListDraft,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let lists = matching::hash_lists(visitor.app(), visit).await?;
    let template = ListsPage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), visitor.t.get("lists-title")),
        href: lists_href(member),
        desk_href: format!("/projects/{}/duplicates", visit.project.code),
        rows: lists.into_iter().map(|list| row(member, list)).collect(),
        may_exchange: visit.may(Action::ExchangeHashes),
        draft,
        errors,
    };
    page_with(status, &template)
}

fn row(member: &Member, view: HashListView) -> ListRow {
    ListRow {
        href: format!("{}/{}", lists_href(member), view.list.id),
        name: view.list.name,
        origin: view.list.origin,
        hashes: view.list.hashes,
        files: view.files,
        added_by: view.added_by,
        added: moment(view.list.added_at, &member.visit.project.zone),
    }
}

fn hit(member: &Member, view: &HitView) -> HitRow {
    let (t, code) = (&member.visitor.t, &member.visit.project.code);
    HitRow {
        id: format!("{code}-{}", view.short),
        href: format!("/projects/{code}/items/{}", view.short),
        title: view.title.clone(),
        label: view.hit.label.clone(),
        how: likeness::listed(t, &view.hit),
    }
}

impl ListsPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
