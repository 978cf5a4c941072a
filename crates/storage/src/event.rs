//! The history of an item, and the one way to change an item: event, words, ledger leaf, cached
//! row and stage counters in one transaction, if the item is still where the decision saw it.

use std::collections::HashMap;

use cairn_domain::{Actor, Digest, ItemId, ProjectId, UserId};
use cairn_review::{ReviewEvent, ReviewState, StageKey};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QueryTrait, sea_query::InsertStatement,
};

use crate::{
    NewItem, Reads, StorageError, WriteTx,
    entity::{event, event_words, item},
    error::Settle,
    item::{fold, new_row},
    leaf::leaf,
    row::{Row, big, each, micros, to_json},
};

/// One line of an item's history with who, when and why.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedEvent {
    /// Its number in the item's log, from 1.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: ReviewEvent,
    /// Why, in the actor's words; kept beside the log. Empty if nothing was said.
    pub words: String,
}

impl Reads<'_> {
    /// Everything that happened to an item, oldest first.
    pub async fn events_of(&self, item: ItemId) -> Result<Vec<RecordedEvent>, StorageError> {
        let rows = event::Entity::find()
            .filter(event::Column::Item.eq(item.0))
            .order_by_asc(event::Column::Seq);
        let rows = rows.all(&self.db).await.settle()?;
        let words = event_words::Entity::find().filter(event_words::Column::Item.eq(item.0));
        let words = words.all(&self.db).await.settle()?;
        let mut words: HashMap<i64, String> =
            words.into_iter().map(|row| (row.seq, row.words)).collect();
        let mut events = each(rows, record)?;
        for event in &mut events {
            let said = words.remove(&big(event.seq)?);
            event.words = said.unwrap_or_default();
        }
        Ok(events)
    }
}

impl WriteTx {
    /// Adds an item with its first event. `state` is the fold of that event.
    ///
    /// # Errors
    /// [`StorageError::Taken`] if the short id or the receipt is.
    pub async fn insert_item(
        &self,
        new: &NewItem,
        first: &RecordedEvent,
        salt: &[u8; 32],
        state: &ReviewState,
    ) -> Result<(), StorageError> {
        item::Entity::insert(new_row(new, state)?)
            .exec_without_returning(&self.db)
            .await
            .or_taken("short id or receipt")?;
        self.insert_events(new.id, std::slice::from_ref(first), &[*salt])
            .await?;
        self.move_count(new.project, None, &state.stage).await
    }

    /// Appends what was decided: events, their words and ledger leaves, the cached fold and the
    /// counters, all or nothing. There is one salt per event, 32 random bytes each.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] if the item is no longer at `expected_seq`.
    pub async fn append(
        &self,
        item: ItemId,
        expected_seq: u64,
        events: &[RecordedEvent],
        salts: &[[u8; 32]],
        state: &ReviewState,
        revision: &Digest,
    ) -> Result<(), StorageError> {
        let project = self.store_fold(item, expected_seq, state, revision).await?;
        self.insert_events(item, events, salts).await?;
        match left(events) {
            Some(stage) if *stage != state.stage => {
                self.move_count(project, Some(stage), &state.stage).await
            }
            _ => Ok(()),
        }
    }

    /// Forgets what a person wrote with an event; the event itself stays.
    pub async fn forget_words(&self, item: ItemId, seq: u64) -> Result<(), StorageError> {
        let row = event_words::Entity::delete_by_id((item.0, big(seq)?));
        row.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Compare-and-swap on the sequence number, and the item's project. On PostgreSQL other writers
    /// of the item wait from here on, and then find that they lost.
    async fn store_fold(
        &self,
        item: ItemId,
        expected_seq: u64,
        state: &ReviewState,
        revision: &Digest,
    ) -> Result<ProjectId, StorageError> {
        let mut update = item::Entity::update_many()
            .set(fold(state, revision)?)
            .filter(item::Column::Id.eq(item.0))
            .filter(item::Column::Seq.eq(big(expected_seq)?))
            .into_query();
        update.returning_col(item::Column::Project);
        match self.db.query_one(&update).await.settle()? {
            Some(row) => Ok(ProjectId(row.try_get("", "project").settle()?)),
            None => Err(self.why_not(item).await?),
        }
    }

    /// Why there was nothing to swap.
    async fn why_not(&self, item: ItemId) -> Result<StorageError, StorageError> {
        let known = item::Entity::find_by_id(item.0).one(&self.db).await;
        Ok(match known.settle()? {
            Some(_) => StorageError::Conflict,
            None => StorageError::Missing { what: "item" },
        })
    }

    async fn insert_events(
        &self,
        item: ItemId,
        events: &[RecordedEvent],
        salts: &[[u8; 32]],
    ) -> Result<(), StorageError> {
        if events.len() != salts.len() {
            return Err(StorageError::broken("one salt per event"));
        }
        self.lock_ledger().await?;
        let mut inserts = Vec::new();
        for (event, salt) in events.iter().zip(salts) {
            let row = row(item, event)?.into_active_model();
            inserts.push(event::Entity::insert(row).into_query());
            inserts.extend(words(item, event)?);
            if self.seals {
                inserts.extend(leaf(item, event, salt)?);
            }
        }
        self.insert_together(&inserts).await
    }
}

/// What was said with an event, if anything was.
fn words(item: ItemId, event: &RecordedEvent) -> Result<Option<InsertStatement>, StorageError> {
    if event.words.is_empty() {
        return Ok(None);
    }
    let row = event_words::Model {
        item: item.0,
        seq: big(event.seq)?,
        words: event.words.clone(),
    };
    let insert = event_words::Entity::insert(row.into_active_model());
    Ok(Some(insert.into_query()))
}

/// The stage that the first move among these events left.
fn left(events: &[RecordedEvent]) -> Option<&StageKey> {
    events.iter().find_map(|recorded| match &recorded.event {
        ReviewEvent::Moved { from, .. } => Some(from),
        _ => None,
    })
}

fn row(item: ItemId, event: &RecordedEvent) -> Result<event::Model, StorageError> {
    let actor_kind = match event.actor {
        Actor::Member { .. } => "member",
        Actor::Submitter => "submitter",
        Actor::Machine => "machine",
    };
    Ok(event::Model {
        item: item.0,
        seq: big(event.seq)?,
        at: micros(event.at),
        actor_kind: actor_kind.to_owned(),
        actor_user: event.actor.user().map(|user| user.0),
        actor_role: event.actor.role().map(|role| role.to_string()),
        event: to_json(&event.event)?,
    })
}

/// Without its words.
fn record(row: event::Model) -> Result<RecordedEvent, StorageError> {
    let at = Row::of("event", format!("{} {}", row.item, row.seq));
    let role = at.parse_some("actor_role", row.actor_role.as_deref())?;
    let actor = match (row.actor_kind.as_str(), row.actor_user, role) {
        ("member", Some(user), Some(role)) => Actor::Member {
            user: UserId(user),
            role,
        },
        ("submitter", None, None) => Actor::Submitter,
        ("machine", None, None) => Actor::Machine,
        _ => return Err(at.corrupt("actor_kind")),
    };
    Ok(RecordedEvent {
        seq: at.number("seq", row.seq)?,
        at: row.at,
        actor,
        event: at.json("event", &row.event)?,
        words: String::new(),
    })
}
