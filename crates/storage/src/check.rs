//! Comparing what is stored with what it must be: blobs with their names, events with their leaves,
//! cached rows with the history they are a cache of.

use std::{collections::HashMap, fs::File, io::Read};

use cairn_domain::{Digest, ItemId};
use cairn_ledger::{Leaf, canonical};
use cairn_review::{ReviewState, fold as fold_events};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait,
    IdenStatic, Iterable, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    LeafRecord, Reads, StorageError, Store, StoredBlob,
    entity::{event, item, stage_count},
    error::Settle,
    item::fold,
    row::{Row, big, micros},
    sink::blocking,
    unnamed::on_disk,
};

/// Read at a time.
const PIECE_BYTES: usize = 1 << 20;

/// Where moments are checked as text.
const MOMENTS: [(&str, &str); 5] = [
    ("audit_event", "at"),
    ("event", "at"),
    ("item", "received_at"),
    ("item", "entered_at"),
    ("item", "lease_until"),
];
/// A moment in whole seconds, and one with a fraction.
const WHOLE: &str =
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]+00:00";
const PARTS: &str =
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]*+00:00";

impl Store {
    /// Every blob on disk, in the order of their names.
    pub async fn blobs_on_disk(&self) -> Result<Vec<StoredBlob>, StorageError> {
        let directory = self.blobs().directory().to_owned();
        let found = blocking(move || on_disk(&directory)).await?;
        let each = found.into_iter();
        let mut blobs: Vec<_> = each
            .map(|(sha256, size_bytes)| StoredBlob { sha256, size_bytes })
            .collect();
        blobs.sort_by_key(|blob| blob.sha256);
        Ok(blobs)
    }

    /// Whether a blob still is the bytes that its name says.
    pub async fn is_whole(&self, sha256: Digest) -> Result<bool, StorageError> {
        let hex = sha256.to_string();
        let path = self.blobs().directory().join(&hex[..2]).join(&hex[2..]);
        blocking(move || {
            let mut file = File::open(path)?;
            let (mut hasher, mut piece) = (Sha256::new(), vec![0; PIECE_BYTES]);
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok(Digest(hasher.finalize().into()) == sha256),
                    read => hasher.update(&piece[..read]),
                }
            }
        })
        .await
    }
}

impl Reads<'_> {
    /// Every item there is.
    pub async fn item_ids(&self) -> Result<Vec<ItemId>, StorageError> {
        let ids = item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .order_by_asc(item::Column::Id);
        let ids: Vec<uuid::Uuid> = ids.into_tuple().all(&self.db).await.settle()?;
        Ok(ids.into_iter().map(ItemId).collect())
    }

    /// Names of all blobs that rows name, each once.
    pub async fn named_blobs(&self) -> Result<Vec<Digest>, StorageError> {
        let mut named = Vec::new();
        for name in self.blob_names().await? {
            named.push(
                name.parse()
                    .map_err(|_| Row::of("file", name).corrupt("sha256"))?,
            );
        }
        named.sort();
        named.dedup();
        Ok(named)
    }

    /// What the database itself has to say against its pages; nothing on PostgreSQL, which checks
    /// them as it reads.
    pub async fn page_faults(&self) -> Result<Vec<String>, StorageError> {
        if self.db.get_database_backend() != DbBackend::Sqlite {
            return Ok(Vec::new());
        }
        let ask = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
        let mut faults = Vec::new();
        for row in self
            .db
            .query_all_raw(ask("PRAGMA integrity_check"))
            .await
            .settle()?
        {
            let said: String = row.try_get_by_index(0).settle()?;
            if said != "ok" {
                faults.push(said);
            }
        }
        for row in self
            .db
            .query_all_raw(ask("PRAGMA foreign_key_check"))
            .await
            .settle()?
        {
            let table: String = row.try_get_by_index(0).settle()?;
            faults.push(format!("a row of {table} names a row that is not there"));
        }
        Ok(faults)
    }

    /// Columns of the log and of items in which a moment is not written as this program writes it:
    /// table, column, how many rows. Readers of the text may take a time zone that is none for UTC.
    pub async fn odd_moments(
        &self,
    ) -> Result<Vec<(&'static str, &'static str, u64)>, StorageError> {
        let mut odd = Vec::new();
        if self.db.get_database_backend() != DbBackend::Sqlite {
            return Ok(odd);
        }
        for (table, column) in MOMENTS {
            let sql = format!(
                "SELECT COUNT(*) FROM {table} WHERE NOT ({column} GLOB '{WHOLE}' OR {column} GLOB '{PARTS}')"
            );
            let row = self
                .db
                .query_one_raw(Statement::from_string(DbBackend::Sqlite, sql))
                .await
                .settle()?;
            let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0)).settle()?;
            if count > 0 {
                odd.push((table, column, count.unsigned_abs()));
            }
        }
        Ok(odd)
    }

    /// Events of an item whose stored text no longer gives the leaf that was sealed; by number. An
    /// event whose salt was destroyed cannot be compared.
    pub async fn unsealed_events(&self, item: ItemId) -> Result<Vec<u64>, StorageError> {
        let leaves: HashMap<u64, LeafRecord> = self
            .leaves_of(item)
            .await?
            .into_iter()
            .filter_map(|leaf| leaf.event.map(|(_, seq)| (seq, leaf)))
            .collect();
        let events = self.events_of(item).await?;
        let texts = event::Entity::find()
            .filter(event::Column::Item.eq(item.0))
            .order_by_asc(event::Column::Seq);
        let texts = texts.all(&self.db).await.settle()?;
        let mut unsealed: Vec<u64> = leaves
            .keys()
            .filter(|seq| !events.iter().any(|event| event.seq == **seq))
            .copied()
            .collect();
        for (event, row) in events.iter().zip(texts) {
            // From the text as it lies there: a field that was renamed would be skipped by its type.
            let text: Value = Row::of("event", event.seq).json("event", &row.event)?;
            let bytes = canonical(&json!({
                "item": item, "seq": event.seq, "at": micros(event.at), "actor": event.actor, "event": text,
            }));
            let Some(salt) = self.salt_of(item, event.seq).await? else {
                continue;
            };
            let sealed = leaves.get(&event.seq).map(|leaf| leaf.leaf);
            if sealed != Some(Leaf::commit(&salt, &bytes)) {
                unsealed.push(event.seq);
            }
        }
        Ok(unsealed)
    }

    /// Columns of an item's row that are not what its history gives.
    pub async fn stale_columns(
        &self,
        item: ItemId,
        revision: &Digest,
    ) -> Result<Vec<String>, StorageError> {
        let at = Row::of("item", item);
        let events = self.events_of(item).await?;
        let state = fold_events(events.iter().map(|recorded| &recorded.event));
        let state = state.ok_or_else(|| at.corrupt("seq"))?;
        let row = item::Entity::find_by_id(item.0)
            .one(&self.db)
            .await
            .settle()?;
        let row = row.ok_or(StorageError::Missing { what: "item" })?;
        let expected = fold(&state, revision)?;
        let mut stale = Vec::new();
        for column in item::Column::iter() {
            let same = match (column, expected.get(column)) {
                (item::Column::State, _) => same_state(&row.state, &state),
                (_, ActiveValue::Set(value)) => value == row.get(column),
                // Handed in, and not a cache of anything.
                _ => true,
            };
            if !same {
                stale.push(column.as_str().to_owned());
            }
        }
        Ok(stale)
    }

    /// Stages of which the counter is not how many items stand there: stage, counted, there.
    pub async fn wrong_counts(&self) -> Result<Vec<(String, u64, u64)>, StorageError> {
        let mut wrong = Vec::new();
        for row in stage_count::Entity::find().all(&self.db).await.settle()? {
            let there = item::Entity::find()
                .filter(item::Column::Project.eq(row.project))
                .filter(item::Column::Stage.eq(&row.stage));
            let there = sea_orm::PaginatorTrait::count(there, &self.db)
                .await
                .settle()?;
            if big(there)? != row.items {
                let counted = u64::try_from(row.items).unwrap_or(0);
                wrong.push((row.stage, counted, there));
            }
        }
        Ok(wrong)
    }
}

/// Equal as read, with no field that nobody knows: a field added by a later version may be missing.
fn same_state(text: &str, expected: &ReviewState) -> bool {
    let stored: Option<ReviewState> = serde_json::from_str(text).ok();
    let fields: Option<Value> = serde_json::from_str(text).ok();
    let known = serde_json::to_value(expected).unwrap_or_default();
    let all_known = fields.and_then(|fields| {
        let fields = fields.as_object()?.clone();
        Some(fields.keys().all(|name| known.get(name).is_some()))
    });
    stored.as_ref() == Some(expected) && all_known == Some(true)
}
