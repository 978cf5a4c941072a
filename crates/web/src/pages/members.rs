//! Who is in a project and in which role, who is invited, and what of files' metadata is sealed
//! from them.

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    account::{self, InvitationDraft, MemberChange},
    project,
    stored::{AccountRecord, InvitationRecord},
};
use cairn_domain::{Action, Role, Sealing, metadata::OpenPlace};

use crate::{
    extract::Member,
    forms::Fields,
    present::{Choice, FormError, Moment, choices, form_errors, moment},
    problem::{WebError, invalid_status},
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    shell: Shell,
    base: String,
    members: Vec<MemberLine>,
    invitations: Vec<InvitationLine>,
    /// The link of an invitation that was just made.
    link: String,
    roles: Vec<Choice>,
    note: String,
    days: String,
    readers: Vec<Choice>,
    places: Vec<Choice>,
    shows_device: bool,
    errors: Vec<FormError>,
}

impl MembersPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

struct MemberLine {
    id: String,
    name: String,
    email: String,
    role: String,
    roles: Vec<Choice>,
}

struct InvitationLine {
    id: String,
    role: String,
    note: String,
    until: Moment,
}

/// `GET /projects/{code}/members`
pub(crate) async fn list(member: Member) -> Result<Response, WebError> {
    answer(
        &member,
        StatusCode::OK,
        &Fields::default(),
        String::new(),
        Vec::new(),
    )
    .await
}

/// `POST /projects/{code}/members`: another role, or none any more.
pub(crate) async fn change(member: Member, fields: Fields) -> Result<Response, WebError> {
    let Member { visitor, visit } = &member;
    visit.permit(Action::Administer)?;
    let change = match (fields.text("action").as_str(), fields.text("role").parse()) {
        ("remove", _) => Some(MemberChange::Remove),
        (_, Ok(role)) => Some(MemberChange::Role(role)),
        _ => None,
    };
    let outcome = match (fields.text("member").parse(), change) {
        (Ok(user), Some(change)) => {
            account::change_member(visitor.app(), visit, user, change).await
        }
        _ => Err(AppError::invalid("role", "choice-missing")),
    };
    settle(&member, outcome, &fields, "member-changed").await
}

/// `POST /projects/{code}/invitations`
pub(crate) async fn invite(
    member: Member,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let Member { visitor, visit } = &member;
    let draft = InvitationDraft {
        role: fields.text("role"),
        note: fields.text("note"),
        days: fields.text("days"),
    };
    match account::invite(visitor.app(), visit, &draft).await {
        Ok(secret) => {
            let host = headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok());
            let link = link(host.unwrap_or_default(), &secret);
            answer(
                &member,
                StatusCode::OK,
                &Fields::default(),
                link,
                Vec::new(),
            )
            .await
        }
        Err(error) => settle(&member, Err(error), &fields, "").await,
    }
}

/// Browsers reach the server over TLS, except on the machine itself.
fn link(host: &str, secret: &str) -> String {
    let is_local = ["localhost", "127.", "[::1]"]
        .iter()
        .any(|local| host.starts_with(local));
    let scheme = if is_local { "http" } else { "https" };
    format!("{scheme}://{host}/join#{secret}")
}

/// `POST /projects/{code}/invitations/revoke`
pub(crate) async fn revoke_invitation(
    member: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let Member { visitor, visit } = &member;
    visit.permit(Action::Administer)?;
    let outcome = match fields.text("invitation").parse() {
        Ok(id) => account::revoke_invitation(visitor.app(), visit, id).await,
        Err(_) => Err(AppError::invalid("invitations", "choice-missing")),
    };
    settle(&member, outcome, &fields, "invitation-revoked").await
}

/// `POST /projects/{code}/sealing`
pub(crate) async fn change_sealing(
    Member { visitor, visit }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let (reader, place) = (fields.text("reader"), fields.text("place"));
    let device = fields.ticked("device");
    project::change_sealing(visitor.app(), &visit, &reader, &place, device).await?;
    let to = format!(
        "/projects/{}/members?done=sealing-saved",
        visit.project.code
    );
    Ok(Redirect::to(&to).into_response())
}

async fn settle(
    member: &Member,
    outcome: Result<(), AppError>,
    fields: &Fields,
    done: &str,
) -> Result<Response, WebError> {
    let visitor = &member.visitor;
    match outcome {
        Ok(()) => {
            let to = format!(
                "/projects/{}/members?done={done}",
                member.visit.project.code
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            answer(member, status, fields, String::new(), errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn answer(
    member: &Member,
    status: StatusCode,
    typed: &Fields,
    link: String,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let Member { visitor, visit } = member;
    visit.permit(Action::Administer)?;
    let (app, t) = (visitor.app(), &visitor.t);
    let members = app.store.read().members(visit.project.id).await;
    let members = members.map_err(AppError::from)?.into_iter();
    let invitations = account::open_invitations(app, visit).await?.into_iter();
    let sealing = &visit.project.sealing;
    let (reader, place) = (sealing.reader.code(), sealing.place.code());
    let (role, days) = (typed.text("role"), typed.text("days"));
    let role = if role.is_empty() {
        Role::Verifier.code()
    } else {
        &role
    };
    let page = MembersPage {
        members: members
            .map(|member_of| member_line(member, member_of))
            .collect(),
        invitations: invitations
            .map(|open| invitation_line(member, open))
            .collect(),
        link,
        roles: choices(t, "role", Role::ALL, &[role]),
        note: typed.text("note"),
        days: if days.is_empty() {
            "7".to_owned()
        } else {
            days
        },
        base: format!("/projects/{}", visit.project.code),
        readers: choices(t, "role", Sealing::READERS, &[reader]),
        places: choices(t, "open-place", OpenPlace::ALL, &[place]),
        shows_device: sealing.device,
        shell: visitor.shell_in(visit, Some(Tab::Members), t.get("members-title")),
        errors,
    };
    page_with(status, &page)
}

fn member_line(member: &Member, (account, role): (AccountRecord, Role)) -> MemberLine {
    let t = &member.visitor.t;
    MemberLine {
        id: account.id.to_string(),
        name: account.name,
        email: account.email,
        role: t.vocab("role", role),
        roles: choices(t, "role", Role::ALL, &[role.code()]),
    }
}

fn invitation_line(member: &Member, open: InvitationRecord) -> InvitationLine {
    InvitationLine {
        id: open.id.to_string(),
        role: member.visitor.t.vocab("role", open.role),
        note: open.note,
        until: moment(open.expires_at, &member.visit.project.zone),
    }
}
