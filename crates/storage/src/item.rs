//! Items. A row is what was handed in plus a cache of the fold of the item's events; only
//! `event.rs` writes that cache.

use cairn_domain::{Digest, ItemId, ProjectId, ShortId, UserId};
use cairn_review::ReviewState;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::item,
    error::Settle,
    row::{Row, big, each, folded, micros, to_json},
};

/// An item as handed in, before anything happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// The row.
    pub id: ItemId,
    /// Its project.
    pub project: ProjectId,
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// One line.
    pub title: String,
    /// Digest of the receipt code.
    pub receipt: Option<Digest>,
    /// What it shows, as the submitter believes.
    pub claimed_what: String,
    /// Where, as the submitter believes.
    pub claimed_where: String,
    /// When, as the submitter believes.
    pub claimed_when: String,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// Invented for a demonstration.
    pub is_synthetic: bool,
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRecord {
    /// The row.
    pub id: ItemId,
    /// Its project.
    pub project: ProjectId,
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// One line.
    pub title: String,
    /// The fold of its events.
    pub state: ReviewState,
    /// Digest of its present content.
    pub revision: Digest,
    /// Digest of the receipt code.
    pub receipt: Option<Digest>,
    /// What it shows, as the submitter believes.
    pub claimed_what: String,
    /// Where, as the submitter believes.
    pub claimed_where: String,
    /// When, as the submitter believes.
    pub claimed_when: String,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// Invented for a demonstration.
    pub is_synthetic: bool,
    /// Whether the machine has finished with every file.
    pub intake_done: bool,
}

const MISSING: StorageError = StorageError::Missing { what: "item" };

impl Reads<'_> {
    /// An item by its short id.
    pub async fn find_item(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<ItemRecord>, StorageError> {
        let rows = in_project(project).filter(item::Column::Short.eq(short.as_str()));
        self.one_item(rows).await
    }

    /// An item that must be there.
    pub async fn load_item(&self, id: ItemId) -> Result<ItemRecord, StorageError> {
        let found = self.one_item(item::Entity::find_by_id(id.0)).await?;
        found.ok_or(MISSING)
    }

    /// Items of a list, in the order of the list; one that is not there is left out.
    pub async fn items(&self, ids: &[ItemId]) -> Result<Vec<ItemRecord>, StorageError> {
        let rows = item::Entity::find()
            .filter(item::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .all(&self.db)
            .await
            .settle()?;
        let mut items = each(rows, record)?;
        let place = |item: &ItemRecord| ids.iter().position(|id| *id == item.id);
        items.sort_by_key(place);
        Ok(items)
    }

    /// An item by the digest of its receipt code.
    pub async fn find_item_by_receipt(
        &self,
        receipt: &Digest,
    ) -> Result<Option<ItemRecord>, StorageError> {
        let rows = item::Entity::find().filter(item::Column::Receipt.eq(receipt.to_string()));
        self.one_item(rows).await
    }

    /// What a member handed in, newest first.
    pub async fn items_of_submitter(
        &self,
        project: ProjectId,
        user: UserId,
    ) -> Result<Vec<ItemRecord>, StorageError> {
        let rows = in_project(project)
            .filter(item::Column::Submitter.eq(user.0))
            .order_by_desc(item::Column::ReceivedAt)
            .order_by_desc(item::Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// Every item at a stage, longest there first. For lists that a person reads, use the queue.
    pub async fn items_at(
        &self,
        project: ProjectId,
        stage: &str,
    ) -> Result<Vec<ItemRecord>, StorageError> {
        let rows = in_project(project)
            .filter(item::Column::Stage.eq(stage))
            .order_by_asc(item::Column::EnteredAt)
            .order_by_asc(item::Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    async fn one_item(
        &self,
        rows: Select<item::Entity>,
    ) -> Result<Option<ItemRecord>, StorageError> {
        let row = rows.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }
}

impl WriteTx {
    /// Renames an item.
    pub async fn set_title(&self, id: ItemId, title: &str) -> Result<(), StorageError> {
        let row = item::ActiveModel {
            title: Set(title.to_owned()),
            title_folded: Set(folded(title)),
            ..Default::default()
        };
        self.update_item(id, row).await
    }

    /// Notes that the machine has finished with every file, and what the content is now.
    pub async fn mark_intake_done(
        &self,
        id: ItemId,
        revision: &Digest,
    ) -> Result<(), StorageError> {
        let row = item::ActiveModel {
            intake_done: Set(true),
            revision: Set(revision.to_string()),
            ..Default::default()
        };
        self.update_item(id, row).await
    }

    /// Notes that files came in later and wait for the machine, and what the content is now.
    pub async fn reopen_intake(&self, id: ItemId, revision: &Digest) -> Result<(), StorageError> {
        let row = item::ActiveModel {
            intake_done: Set(false),
            revision: Set(revision.to_string()),
            ..Default::default()
        };
        self.update_item(id, row).await
    }

    async fn update_item(&self, id: ItemId, row: item::ActiveModel) -> Result<(), StorageError> {
        let update = item::Entity::update_many()
            .set(row)
            .filter(item::Column::Id.eq(id.0));
        let done = update.exec(&self.db).await.settle()?;
        if done.rows_affected == 0 {
            return Err(MISSING);
        }
        Ok(())
    }

    /// Adds to a counter of some items, in the order of their ids so that writers do not deadlock.
    pub(crate) async fn add_to_items(
        &self,
        mut ids: Vec<ItemId>,
        counter: item::Column,
        change: i64,
    ) -> Result<(), StorageError> {
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            item::Entity::update_many()
                .col_expr(counter, Expr::col(counter).add(change))
                .filter(item::Column::Id.eq(id.0))
                .exec(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }
}

fn in_project(project: ProjectId) -> Select<item::Entity> {
    item::Entity::find().filter(item::Column::Project.eq(project.0))
}

/// The columns that cache the fold.
pub(crate) fn fold(
    state: &ReviewState,
    revision: &Digest,
) -> Result<item::ActiveModel, StorageError> {
    let rated = state.rating.as_ref().map(|rating| rating.sensitivity);
    Ok(item::ActiveModel {
        revision: Set(revision.to_string()),
        seq: Set(big(state.seq)?),
        state: Set(to_json(state)?),
        workflow: Set(state.workflow.into()),
        stage: Set(state.stage.to_string()),
        kind: Set(state.kind.to_string()),
        outcome: Set(state.outcome.map(|outcome| outcome.to_string())),
        entered_at: Set(micros(state.entered_at)),
        submitter: Set(state.submitter.map(|user| user.0)),
        consent: Set(state.consent.to_string()),
        lease_by: Set(state.lease.map(|lease| lease.by.0)),
        lease_until: Set(state.lease.map(|lease| micros(lease.until))),
        sensitivity: Set(rated.map(|sensitivity| sensitivity.to_string())),
        incident: Set(state.incident.map(|incident| incident.0)),
        duplicate_of: Set(state.duplicate_of.map(|item| item.0)),
        ..Default::default()
    })
}

/// A whole new row.
pub(crate) fn new_row(
    new: &NewItem,
    state: &ReviewState,
) -> Result<item::ActiveModel, StorageError> {
    Ok(item::ActiveModel {
        id: Set(new.id.0),
        project: Set(new.project.0),
        short: Set(new.short.to_string()),
        title: Set(new.title.clone()),
        title_folded: Set(folded(&new.title)),
        receipt: Set(new.receipt.map(|receipt| receipt.to_string())),
        claimed_what: Set(new.claimed_what.clone()),
        claimed_where: Set(new.claimed_where.clone()),
        claimed_when: Set(new.claimed_when.clone()),
        received_at: Set(micros(new.received_at)),
        is_synthetic: Set(new.is_synthetic),
        intake_done: Set(false),
        files: Set(0),
        open_matches: Set(0),
        // Nothing has been read of it yet; intake sets the revision of its content.
        ..fold(state, &Digest::of_json(state))?
    })
}

pub(crate) fn record(row: item::Model) -> Result<ItemRecord, StorageError> {
    let at = Row::of("item", row.id);
    Ok(ItemRecord {
        id: ItemId(row.id),
        project: ProjectId(row.project),
        short: at.parse("short", &row.short)?,
        state: at.json("state", &row.state)?,
        revision: at.parse("revision", &row.revision)?,
        receipt: at.parse_some("receipt", row.receipt.as_deref())?,
        title: row.title,
        claimed_what: row.claimed_what,
        claimed_where: row.claimed_where,
        claimed_when: row.claimed_when,
        received_at: row.received_at,
        is_synthetic: row.is_synthetic,
        intake_done: row.intake_done,
    })
}
