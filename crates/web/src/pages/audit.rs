//! `/audit`: what was done on the whole instance beside the history of items, for whoever runs it.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use cairn_app::{
    audit::{self, ActsPage, account_of},
    stored::{ActFilter, ActRecord},
};
use cairn_domain::{AuditAct, AuditKind};

use crate::{
    Web,
    i18n::Translator,
    present::{
        Choice, Moment, choices,
        filters::{number_in, text_in},
        moment,
    },
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page},
};

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    shell: Shell,
    kinds: Vec<Choice>,
    person: String,
    /// Why the person was not found; empty if they were.
    person_error: String,
    rows: Vec<Line>,
    /// The address of older acts; empty on the last page.
    older: String,
}

/// One act.
struct Line {
    number: u64,
    at: Moment,
    who: String,
    what: String,
    about: String,
}

/// `GET /audit`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let (account, t) = (visitor.signed_in()?, &visitor.t);
    let query = query.as_deref();
    let (kind, person) = (text_in(query, "kind"), text_in(query, "person"));
    let person = person.trim().to_owned();
    let found = audit::find_person(&web.app, account, &person).await?;
    let is_unknown = !person.is_empty() && found.is_none();
    let wanted = ActFilter {
        kind: kind.parse().ok(),
        actor: found,
        before: number_in(query, "before"),
    };
    let acts = audit::acts(&web.app, account, &wanted).await?;
    let rows = acts.acts.iter().filter(|_| !is_unknown);
    let person_error = is_unknown.then(|| t.get("audit-person-unknown"));
    page(&AuditPage {
        shell: visitor.shell(t.get("audit-title")),
        kinds: choices(t, "audit-kind", AuditKind::ALL, &[&kind]),
        rows: rows.map(|act| line(t, act, &acts)).collect(),
        older: older(&kind, &person, acts.next.filter(|_| !is_unknown)),
        person_error: person_error.unwrap_or_default(),
        person,
    })
}

fn older(kind: &str, person: &str, next: Option<u64>) -> String {
    let Some(next) = next else {
        return String::new();
    };
    let before = next.to_string();
    let pairs = [("kind", kind), ("person", person), ("before", &before)];
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("/audit?{query}")
}

fn line(t: &Translator, act: &ActRecord, known: &ActsPage) -> Line {
    let new = &act.new;
    let who = new.actor.and_then(|user| known.people.get(&user).cloned());
    let project = new.project.and_then(|id| known.projects.get(&id));
    let item = new
        .item
        .and_then(|id| known.items.get(&id))
        .map(|(short, _)| short);
    let place = match (project, item) {
        (Some(code), Some(short)) => Some(format!("{code}-{short}")),
        (Some(code), None) => Some(code.to_string()),
        (None, short) => short.map(ToString::to_string),
    };
    let account = account_of(&new.act).and_then(|user| known.people.get(&user).cloned());
    let about = [place, account, detail(t, &new.act)];
    let about: Vec<_> = about.into_iter().flatten().collect();
    Line {
        number: act.number,
        at: moment(new.at, "UTC"),
        who: who.unwrap_or_else(|| t.get("audit-nobody")),
        what: t.vocab("audit-kind", new.act.kind()),
        about: about.join(" · "),
    }
}

/// What a reader needs to know beyond kind, place and person.
fn detail(t: &Translator, act: &AuditAct) -> Option<String> {
    match act {
        AuditAct::MemberFound { role, .. }
        | AuditAct::MemberAdded { role, .. }
        | AuditAct::RoleChanged { role, .. }
        | AuditAct::InvitationMade { role, .. } => Some(t.vocab("role", role)),
        AuditAct::SealingChanged { reader, .. } => Some(t.vocab("role", reader)),
        AuditAct::Exported { what } => Some(t.vocab("export", what)),
        AuditAct::SettingChanged { what } => Some(t.vocab("setting", what)),
        AuditAct::ModeChanged { mode } => Some(t.vocab("mode", mode)),
        AuditAct::ReleaseBuilt { version, .. } | AuditAct::ReleaseSigned { version, .. } => {
            Some(version.to_string())
        }
        _ => None,
    }
}
