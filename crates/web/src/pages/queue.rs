//! The queue of a project by stage.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use cairn_app::{
    care,
    review::{self, Queue},
    stored::{QueueFilter, QueueRow},
};
use cairn_domain::{Action, Sensitivity};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::{
    Web,
    extract::Member,
    present::{Moment, age, moment, offers::stage_words},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page},
};

const ROWS: u64 = 50;

/// What the address says about the list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    mine: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    shell: Shell,
    tabs: Vec<StageTab>,
    all_href: String,
    all_current: bool,
    all_count: u64,
    mine: bool,
    mine_href: String,
    q: String,
    stage: String,
    rows: Vec<Row>,
    /// Whether this person may take an item.
    may_claim: bool,
    /// Whether they have looked for half an hour without a break; nobody else is told.
    is_break_due: bool,
    /// How many rows there are, in words.
    count: String,
    next: String,
}

/// One stage with its count.
struct StageTab {
    words: String,
    count: u64,
    href: String,
    current: bool,
}

/// One line of the list.
struct Row {
    id: String,
    href: String,
    title: String,
    stage: String,
    kind: &'static str,
    waiting: String,
    entered: Moment,
    files: u32,
    matches: u32,
    incident: String,
    /// The reason the item is in this list, at the end of the line.
    why: String,
    needs: bool,
    rating: String,
}

/// `GET /projects/{code}/queue`
pub(crate) async fn show(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let filter = filter(&wanted, visit.user);
    let queue = review::queue(&web.app, &visit, &filter).await?;
    let exposure = care::exposure(&web.app, visit.user).await?;
    page(&QueuePage {
        is_break_due: exposure.is_break_due,
        ..present(&visitor, &visit, &wanted, queue, web.app.clock.now())
    })
}

fn filter(wanted: &Wanted, user: cairn_domain::UserId) -> QueueFilter {
    let set = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    QueueFilter {
        stage: set(&wanted.stage),
        held_by: (!wanted.mine.is_empty()).then_some(user),
        text: set(&wanted.q),
        after: wanted.after.parse().ok(),
        limit: ROWS,
        ..QueueFilter::default()
    }
}

fn present(
    visitor: &Visitor,
    visit: &cairn_app::Visit,
    wanted: &Wanted,
    queue: Queue,
    now: DateTime<Utc>,
) -> QueuePage {
    let base = format!("/projects/{}/queue", visit.project.code);
    let tab = |(stage, count): &(cairn_review::Stage, u64)| StageTab {
        words: stage_words(&visitor.t, &stage.key),
        count: *count,
        href: format!("{base}?stage={}", stage.key),
        current: wanted.stage == stage.key.0,
    };
    let next = queue.page.next.as_ref().map(|cursor| {
        let (stage, mine) = (&wanted.stage, &wanted.mine);
        format!("{base}?stage={stage}&mine={mine}&after={cursor}")
    });
    let count = if queue.page.is_cut {
        "queue-count-cut"
    } else {
        "queue-count"
    };
    QueuePage {
        shell: visitor.shell_in(visit, Some(Tab::Queue), visitor.t.get("queue-title")),
        tabs: queue.stages.iter().map(tab).collect(),
        all_current: wanted.stage.is_empty() && wanted.mine.is_empty(),
        all_count: queue.stages.iter().map(|(_, count)| count).sum(),
        mine: !wanted.mine.is_empty(),
        mine_href: format!("{base}?mine=1"),
        all_href: base,
        q: wanted.q.clone(),
        stage: wanted.stage.clone(),
        rows: queue
            .page
            .rows
            .iter()
            .map(|row| line(visitor, visit, row, &queue, now))
            .collect(),
        may_claim: visit.may(Action::Claim),
        is_break_due: false,
        count: visitor.t.get1(count, "count", queue.page.rows.len()),
        next: next.unwrap_or_default(),
    }
}

fn line(
    visitor: &Visitor,
    visit: &cairn_app::Visit,
    row: &QueueRow,
    queue: &Queue,
    now: DateTime<Utc>,
) -> Row {
    let (t, code) = (&visitor.t, &visit.project.code);
    let (why, needs) = why(visitor, visit, row, queue, now);
    Row {
        id: format!("{code}-{}", row.short),
        href: format!("/projects/{code}/items/{}", row.short),
        title: if row.title.is_empty() {
            t.get("item-untitled")
        } else {
            row.title.clone()
        },
        stage: stage_words(t, &row.stage),
        kind: row.kind.code(),
        waiting: age(t, now, row.entered_at),
        entered: moment(row.entered_at, &visit.project.zone),
        files: row.files,
        matches: row.open_matches,
        incident: row
            .incident_short
            .as_ref()
            .map(|short| format!("{code}-{short}"))
            .unwrap_or_default(),
        rating: row.sensitivity.map_or_else(
            || t.get("item-unrated"),
            |rating: Sensitivity| t.vocab("sensitivity", rating),
        ),
        why,
        needs,
    }
}

/// Who holds it, or what it waits for.
fn why(
    visitor: &Visitor,
    visit: &cairn_app::Visit,
    row: &QueueRow,
    queue: &Queue,
    now: DateTime<Utc>,
) -> (String, bool) {
    let t = &visitor.t;
    match row.lease.filter(|lease| lease.until > now) {
        Some(lease) if lease.by == visit.user => (
            t.get1(
                "queue-yours-until",
                "until",
                moment(lease.until, &visit.project.zone).local,
            ),
            true,
        ),
        Some(lease) => {
            let name = queue.names.get(&lease.by).cloned().unwrap_or_default();
            (t.get1("queue-held-by", "name", name), false)
        }
        None => (t.get(format!("queue-waits-{}", row.kind.code())), false),
    }
}
