//! Leaves of the ledger, written in the transaction of their event or act, numbered without gaps.

use cairn_domain::{Digest, ItemId};
use cairn_ledger::{Leaf, canonical};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Func, InsertStatement, Query},
};
use serde_json::json;

use crate::{
    Reads, RecordedEvent, StorageError, WriteTx,
    entity::{
        event_salt,
        ledger_leaf::{self, Column},
    },
    error::Settle,
    row::{Row, big, each, micros},
};

/// A leaf and what it commits to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRecord {
    /// Its place in the log, from 0.
    pub number: u64,
    /// The item of its event and the event's number there; none for an act, which has the leaf's
    /// own number.
    pub event: Option<(ItemId, u64)>,
    /// The commitment.
    pub leaf: Leaf,
}

/// Held on PostgreSQL from the first leaf of a transaction to its end, so that numbers have no
/// gaps and follow the order of commits. "CAIRN" in ASCII.
const LEDGER_LOCK: &str = "SELECT pg_advisory_xact_lock(288637080142)";

/// The bytes a leaf commits to: item, number, time, actor and event, without anybody's words.
pub fn canonical_event(item: ItemId, event: &RecordedEvent) -> Vec<u8> {
    canonical(&json!({
        "item": item,
        "seq": event.seq,
        "at": micros(event.at),
        "actor": event.actor,
        "event": event.event,
    }))
}

impl Reads<'_> {
    /// How many leaves there are.
    pub async fn leaf_count(&self) -> Result<u64, StorageError> {
        let last: Option<i64> = ledger_leaf::Entity::find()
            .select_only()
            .column(Column::Number)
            .order_by_desc(Column::Number)
            .limit(1)
            .into_tuple()
            .one(&self.db)
            .await
            .settle()?;
        let next = last.map_or(0, |number| number + 1);
        Row::of("ledger_leaf", next).number("number", next)
    }

    /// Leaves in order, beginning with number `from`.
    pub async fn leaves(&self, from: u64, limit: u64) -> Result<Vec<LeafRecord>, StorageError> {
        let rows = ledger_leaf::Entity::find()
            .filter(Column::Number.gte(big(from)?))
            .order_by_asc(Column::Number)
            .limit(limit);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// Commitments in order, beginning with number `from`; what the public log is made of.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] if a number is missing.
    pub async fn commitments(&self, from: u64, limit: u64) -> Result<Vec<Leaf>, StorageError> {
        let leaves = self.leaves(from, limit).await?;
        for (expected, leaf) in (from..).zip(&leaves) {
            if leaf.number != expected {
                return Err(Row::of("ledger_leaf", expected).corrupt("number"));
            }
        }
        Ok(leaves.into_iter().map(|record| record.leaf).collect())
    }

    /// The leaves of an item's events, in the order of its history.
    pub async fn leaves_of(&self, item: ItemId) -> Result<Vec<LeafRecord>, StorageError> {
        let rows = ledger_leaf::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::Seq);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// The leaf of one event.
    pub async fn find_leaf(
        &self,
        item: ItemId,
        seq: u64,
    ) -> Result<Option<LeafRecord>, StorageError> {
        let row = ledger_leaf::Entity::find()
            .filter(Column::Item.eq(item.0))
            .filter(Column::Seq.eq(big(seq)?));
        let row = row.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }

    /// The salt of one event's leaf, unless it was destroyed.
    pub async fn salt_of(&self, item: ItemId, seq: u64) -> Result<Option<[u8; 32]>, StorageError> {
        let row = event_salt::Entity::find_by_id((item.0, big(seq)?));
        let row = row.one(&self.db).await.settle()?;
        row.map(|row| {
            let at = Row::of("event_salt", format!("{item} {seq}"));
            row.salt.try_into().map_err(|_| at.corrupt("salt"))
        })
        .transpose()
    }
}

impl WriteTx {
    /// Waits for everybody who writes leaves; for nobody on SQLite, where there is one writer.
    pub(crate) async fn lock_ledger(&self) -> Result<(), StorageError> {
        if self.is_postgres() {
            self.db.execute_unprepared(LEDGER_LOCK).await.settle()?;
        }
        Ok(())
    }

    /// The number of the next leaf, which nobody else can take before this transaction ends.
    pub(crate) async fn next_leaf(&self) -> Result<u64, StorageError> {
        self.lock_ledger().await?;
        self.read().leaf_count().await
    }

    /// Adds the leaf of an act under the number that [`Self::next_leaf`] gave.
    pub(crate) async fn insert_act_leaf(
        &self,
        number: i64,
        leaf: &Leaf,
    ) -> Result<(), StorageError> {
        let row = ledger_leaf::Model {
            number,
            item: None,
            seq: None,
            commitment: leaf.commitment().to_string(),
        };
        ledger_leaf::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Destroys the salt of an event's leaf: nobody can open the leaf again, the log still verifies.
    pub async fn destroy_salt(&self, item: ItemId, seq: u64) -> Result<(), StorageError> {
        let row = event_salt::Entity::delete_by_id((item.0, big(seq)?));
        row.exec(&self.db).await.settle()?;
        Ok(())
    }
}

/// The leaf of an event and its salt, to be added under [`WriteTx::lock_ledger`].
pub(crate) fn leaf(
    item: ItemId,
    event: &RecordedEvent,
    salt: &[u8; 32],
) -> Result<[InsertStatement; 2], StorageError> {
    let leaf = Leaf::commit(salt, &canonical_event(item, event));
    let seq = big(event.seq)?;
    let commitment = leaf.commitment().to_string();
    let row = [item.0.into(), seq.into(), commitment.into()];
    let row = std::iter::once(next_number()).chain(row);
    let insert = Query::insert()
        .into_table(ledger_leaf::Entity)
        .columns([
            Column::Number,
            Column::Item,
            Column::Seq,
            Column::Commitment,
        ])
        .values(row)
        .map_err(StorageError::broken)?
        .to_owned();
    let salt = event_salt::Model {
        item: item.0,
        seq,
        salt: salt.to_vec(),
    };
    let salt = event_salt::Entity::insert(salt.into_active_model());
    Ok([insert, salt.into_query()])
}

/// One more than the last number, or 0 for the first leaf; found at the end of the key.
fn next_number() -> Expr {
    let last = Query::select()
        .expr(Expr::col(Column::Number).max())
        .from(ledger_leaf::Entity)
        .to_owned();
    let last = Expr::SubQuery(None, Box::new(last.into()));
    Expr::from(Func::coalesce([last, Expr::val(-1_i64)])).add(1_i64)
}

fn record(row: ledger_leaf::Model) -> Result<LeafRecord, StorageError> {
    let at = Row::of("ledger_leaf", row.number);
    let commitment: Digest = at.parse("commitment", &row.commitment)?;
    let event = match (row.item, row.seq) {
        (Some(item), Some(seq)) => Some((ItemId(item), at.number("seq", seq)?)),
        (None, None) => None,
        _ => return Err(at.corrupt("item")),
    };
    Ok(LeafRecord {
        number: at.number("number", row.number)?,
        event,
        leaf: Leaf::from_commitment(commitment),
    })
}
