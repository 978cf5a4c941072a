//! The list of what waits for a lead.

use askama::Template;
use cairn_app::{review::SignOffDesk, stored::QueueRow};
use cairn_domain::Role;
use chrono::{DateTime, Utc};

use crate::{
    extract::Member,
    present::{Moment, age, moment, offers::stage_words},
    shell::{Shell, Tab},
};

/// The desk.
#[derive(Template)]
#[template(path = "sign_off.html", whitespace = "minimize")]
pub(super) struct DeskPage {
    pub(super) shell: Shell,
    pub(super) code: String,
    pub(super) rows: Vec<Row>,
    /// Whoever is not a lead may look and not sign.
    pub(super) is_lead: bool,
}

/// One item that waits.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) stage: String,
    pub(super) kind: &'static str,
    pub(super) incident: String,
    pub(super) waiting: String,
    pub(super) since: Moment,
    pub(super) files: u32,
    pub(super) matches: u32,
    pub(super) why: String,
    /// Whether something has to be answered before it can be signed with a clear mind.
    pub(super) needs: bool,
}

/// Puts the list together.
pub(super) fn present(member: &Member, desk: &SignOffDesk, now: DateTime<Utc>) -> DeskPage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    DeskPage {
        shell: visitor.shell_in(visit, Some(Tab::SignOff), visitor.t.get("signoff-title")),
        code: visit.project.code.to_string(),
        rows: desk
            .waiting
            .iter()
            .map(|row| line(member, desk, row, now))
            .collect(),
        is_lead: visit.role == Role::Lead,
    }
}

fn line(member: &Member, desk: &SignOffDesk, row: &QueueRow, now: DateTime<Utc>) -> Row {
    let (t, project) = (&member.visitor.t, &member.visit.project);
    let code = &project.code;
    let (why, needs) = why(member, desk, row, now);
    Row {
        id: format!("{code}-{}", row.short),
        href: format!("/projects/{code}/sign-off/{}", row.short),
        title: if row.title.is_empty() {
            t.get("item-untitled")
        } else {
            row.title.clone()
        },
        stage: stage_words(t, &row.stage),
        kind: row.kind.code(),
        incident: row
            .incident_short
            .as_ref()
            .map(|s| format!("{code}-{s}"))
            .unwrap_or_default(),
        waiting: age(t, now, row.entered_at),
        since: moment(row.entered_at, &project.zone),
        files: row.files,
        matches: row.open_matches,
        why,
        needs,
    }
}

/// Why the item is in this list, and whether something in it still has to be answered.
fn why(member: &Member, desk: &SignOffDesk, row: &QueueRow, now: DateTime<Utc>) -> (String, bool) {
    let t = &member.visitor.t;
    if row.incident_short.is_none() {
        return (t.get("signoff-why-incident"), true);
    }
    if row.open_matches > 0 {
        return (
            t.get1("signoff-why-matches", "count", row.open_matches),
            true,
        );
    }
    match row.lease.filter(|lease| lease.until > now) {
        Some(lease) if lease.by == member.visit.user => (t.get("signoff-why-yours"), false),
        Some(lease) => {
            let name = desk
                .names
                .get(&lease.by)
                .cloned()
                .unwrap_or_else(|| t.get("someone"));
            (t.get1("queue-held-by", "name", name), false)
        }
        None => (t.get("signoff-why-waits"), false),
    }
}
