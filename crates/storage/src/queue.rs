//! The queue: items of a project by stage and by how long they have been there, page by page.
//! Every filter is served by an index (held by a test), and so is the order.

use cairn_domain::{ItemId, ProjectId, Sensitivity, ShortId, UserId};
use cairn_review::{Lease, Outcome, StageKind};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    QueueCursor, Reads, StorageError,
    entity::{incident, item, item::Column},
    error::Settle,
    row::{Row, folded, micros},
};

/// Which items, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// At this stage.
    pub stage: Option<String>,
    /// At a stage of this kind.
    pub kind: Option<StageKind>,
    /// Held by this person, even if the lease has run out.
    pub held_by: Option<UserId>,
    /// That nobody holds at this moment.
    pub free_at: Option<DateTime<Utc>>,
    /// Whose short id or title begins like this. Such a list has one page: whoever searches types
    /// more letters rather than turning pages, and the cost stays that of a page.
    pub text: Option<String>,
    /// After the last row of another page.
    pub after: Option<QueueCursor>,
    /// Rows on a page; at least one is read.
    pub limit: u64,
}

impl QueueFilter {
    fn rows(&self) -> u64 {
        self.limit.clamp(1, 10_000)
    }
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueuePage {
    /// The rows, by stage and then longest waiting first.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<QueueCursor>,
    /// Whether a search found more than is shown.
    pub is_cut: bool,
}

/// One item in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRow {
    /// The row.
    pub id: ItemId,
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// One line.
    pub title: String,
    /// Where it is.
    pub stage: String,
    /// Kind of that stage.
    pub kind: StageKind,
    /// What a settled stage means.
    pub outcome: Option<Outcome>,
    /// Since when it is there.
    pub entered_at: DateTime<Utc>,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// Who works on it; may have run out.
    pub lease: Option<Lease>,
    /// How hard it is to look at, once rated.
    pub sensitivity: Option<Sensitivity>,
    /// Matches nobody has answered.
    pub open_matches: u32,
    /// Files.
    pub files: u32,
    /// The incident it evidences.
    pub incident_short: Option<ShortId>,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    short: String,
    title: String,
    stage: String,
    kind: String,
    outcome: Option<String>,
    entered_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    lease_by: Option<Uuid>,
    lease_until: Option<DateTime<Utc>>,
    sensitivity: Option<String>,
    open_matches: i64,
    files: i64,
    incident_short: Option<String>,
}

impl Reads<'_> {
    /// A page of the queue.
    pub async fn queue(
        &self,
        project: ProjectId,
        filter: &QueueFilter,
    ) -> Result<QueuePage, StorageError> {
        let limit = filter.rows();
        // One row more than asked tells whether there is another page.
        let rows = page(project, filter).limit(limit + 1).into_model::<Found>();
        let mut rows = rows.all(&self.db).await.settle()?;
        let has_more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let is_cut = has_more && filter.text.is_some();
        let last = rows.last().filter(|_| has_more && !is_cut);
        let next = last.map(|row| QueueCursor {
            stage: row.stage.clone(),
            entered_at: row.entered_at,
            id: ItemId(row.id),
        });
        let rows = rows.into_iter().map(record).collect::<Result<_, _>>()?;
        Ok(QueuePage { rows, next, is_cut })
    }
}

fn page(project: ProjectId, filter: &QueueFilter) -> Select<item::Entity> {
    let incident: RelationDef = item::Entity::belongs_to(incident::Entity)
        .from(Column::Incident)
        .to(incident::Column::Id)
        .into();
    item::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Short,
            Column::Title,
            Column::Stage,
            Column::Kind,
        ])
        .columns([
            Column::Outcome,
            Column::EnteredAt,
            Column::ReceivedAt,
            Column::LeaseBy,
        ])
        .columns([
            Column::LeaseUntil,
            Column::Sensitivity,
            Column::OpenMatches,
            Column::Files,
        ])
        .column_as(incident::Column::Short, "incident_short")
        .join(JoinType::LeftJoin, incident)
        .filter(condition(project, filter))
        .order_by_asc(Column::Stage)
        .order_by_asc(Column::EnteredAt)
        .order_by_asc(Column::Id)
}

fn condition(project: ProjectId, filter: &QueueFilter) -> Condition {
    let after = filter.after.as_ref();
    let text = filter.text.as_deref().map(str::trim);
    match text.filter(|text| !text.is_empty()) {
        Some(text) => found(project, filter, text),
        None => chosen(project, filter)
            .add_option(after.map(|cursor| self::after(cursor, filter.stage.is_some()))),
    }
}

/// Everything asked for but the text and the page.
fn chosen(project: ProjectId, filter: &QueueFilter) -> Condition {
    let stage = filter.stage.as_ref();
    Condition::all()
        .add(Column::Project.eq(project.0))
        .add_option(stage.map(|stage| Column::Stage.eq(stage)))
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option(filter.held_by.map(|user| Column::LeaseBy.eq(user.0)))
        .add_option(filter.free_at.map(|now| {
            let is_over = Column::LeaseUntil.lte(micros(now));
            Column::LeaseUntil.is_null().or(is_over)
        }))
}

/// Rows after the cursor in the queue's order. With the stage fixed it is left out, so that the
/// rest can be found in the index.
fn after(cursor: &QueueCursor, is_stage_fixed: bool) -> Expr {
    let mut columns = vec![Column::Stage, Column::EnteredAt, Column::Id];
    let mut values: Vec<Expr> = vec![
        cursor.stage.clone().into(),
        micros(cursor.entered_at).into(),
        cursor.id.0.into(),
    ];
    if is_stage_fixed {
        columns.remove(0);
        values.remove(0);
    }
    let columns = columns
        .into_iter()
        .map(|column| Expr::col((item::Entity, column)));
    Expr::tuple(columns).gt(Expr::tuple(values))
}

/// The first items whose short id or title begins with a text. Each half walks an index in that
/// index's own order and stops after a page; the few that come of it are put in the queue's order.
fn found(project: ProjectId, filter: &QueueFilter, text: &str) -> Condition {
    // People paste `AFG-7K3QXM`; the code in front is the project's.
    let short = text.rsplit('-').next().unwrap_or(text).to_ascii_uppercase();
    let first = |column: Column, prefix: String| {
        let ids = item::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(chosen(project, filter))
            .filter(begins_with(column, prefix))
            .order_by_asc(column)
            .limit(filter.rows() + 1);
        Column::Id.in_subquery(ids.into_query())
    };
    Condition::any()
        .add(first(Column::Short, short))
        .add(first(Column::TitleFolded, folded(text)))
}

/// As a range of keys rather than a pattern, so that an index serves it on both databases.
fn begins_with(column: Column, prefix: String) -> Condition {
    let end = format!("{prefix}\u{10ffff}");
    Condition::all().add(column.gte(prefix)).add(column.lt(end))
}

fn record(row: Found) -> Result<QueueRow, StorageError> {
    let at = Row::of("item", row.id);
    let lease = row.lease_by.zip(row.lease_until);
    Ok(QueueRow {
        id: ItemId(row.id),
        short: at.parse("short", &row.short)?,
        kind: at.parse("kind", &row.kind)?,
        outcome: at.parse_some("outcome", row.outcome.as_deref())?,
        lease: lease.map(|(by, until)| Lease {
            by: UserId(by),
            until,
        }),
        sensitivity: at.parse_some("sensitivity", row.sensitivity.as_deref())?,
        open_matches: at.number("open_matches", row.open_matches)?,
        files: at.number("files", row.files)?,
        incident_short: at.parse_some("incident", row.incident_short.as_deref())?,
        title: row.title,
        stage: row.stage,
        entered_at: row.entered_at,
        received_at: row.received_at,
    })
}
