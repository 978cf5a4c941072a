//! `/audit`: what was done on the whole instance beside the history of items, for whoever runs it.

use askama::Template;
use axum::{
    body::Body,
    extract::{RawQuery, State},
    response::Response,
};
use cairn_app::{
    AppError,
    audit::{self, ActsPage, account_of},
    stored::{ActFilter, ActRecord},
};
use cairn_domain::{AuditAct, AuditKind};
use futures::TryStreamExt;

use crate::{
    Web,
    i18n::Translator,
    pages::claims::csv_answer,
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
    /// The address of all of them as a table.
    csv: String,
}

/// One act.
struct Line {
    number: u64,
    at: Moment,
    who: String,
    what: String,
    about: String,
}

/// What is asked for, as the address says.
struct Asked {
    kind: String,
    person: String,
    /// A person was asked for whom nobody knows, who has done nothing.
    is_unknown: bool,
    wanted: ActFilter,
}

impl Asked {
    async fn read(web: &Web, visitor: &Visitor, query: Option<&str>) -> Result<Self, WebError> {
        let (kind, person) = (text_in(query, "kind"), text_in(query, "person"));
        let person = person.trim().to_owned();
        let found = audit::find_person(&web.app, visitor.signed_in()?, &person).await?;
        Ok(Self {
            is_unknown: !person.is_empty() && found.is_none(),
            wanted: ActFilter {
                kind: kind.parse().ok(),
                actor: found,
                before: number_in(query, "before"),
            },
            kind,
            person,
        })
    }

    /// The same filter at another address.
    fn at(&self, path: &str, before: Option<u64>) -> String {
        let before = before.map(|before| before.to_string());
        let own = [("kind", &self.kind), ("person", &self.person)];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = own.chain(before.iter().map(|it| ("before", it))).collect();
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("{path}?{query}").trim_end_matches('?').to_owned()
    }
}

/// `GET /audit`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let t = &visitor.t;
    let asked = Asked::read(&web, &visitor, query.as_deref()).await?;
    let acts = audit::acts(&web.app, visitor.signed_in()?, &asked.wanted).await?;
    let is_known = !asked.is_unknown;
    let rows = acts.acts.iter().filter(|_| is_known);
    let older = acts.next.filter(|_| is_known);
    let person_error = asked.is_unknown.then(|| t.get("audit-person-unknown"));
    page(&AuditPage {
        shell: visitor.shell(t.get("audit-title")),
        kinds: choices(t, "audit-kind", AuditKind::ALL, &[&asked.kind]),
        rows: rows.map(|act| line(t, act, &acts)).collect(),
        older: older.map_or_else(String::new, |next| asked.at("/audit", Some(next))),
        csv: asked.at("/audit.csv", None),
        person_error: person_error.unwrap_or_default(),
        person: asked.person,
    })
}

/// `GET /audit.csv`: every act that the filter of the page finds.
pub(crate) async fn csv(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let asked = Asked::read(&web, &visitor, query.as_deref()).await?;
    if asked.is_unknown {
        return Err(AppError::NotFound.into());
    }
    let table = audit::acts_table(&web.app, visitor.signed_in()?, asked.wanted).await?;
    let table = table.map_err(|error| std::io::Error::other(format!("{error:?}")));
    csv_answer(Body::from_stream(table), "acts.csv")
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
