//! Acts that are no event of an item: each is a row and a leaf of the log, in the transaction of
//! the change.

use cairn_domain::{AuditAct, AuditKind, Digest, ItemId, ProjectId, UserId};
use cairn_ledger::{Leaf, canonical};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{
        audit_event::{self, Column},
        audit_salt, comment, finding, incident_event,
    },
    error::Settle,
    row::{Row, big, each, micros, to_json},
};

/// An act to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAct {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody, if the operator acts from the command line or the machine by itself.
    pub actor: Option<UserId>,
    /// In which project, if in one.
    pub project: Option<ProjectId>,
    /// On which item, if on one.
    pub item: Option<ItemId>,
    /// What.
    pub act: AuditAct,
}

/// An act on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRecord {
    /// Its place in the log, from 0.
    pub number: u64,
    /// What was done.
    pub new: NewAct,
    /// Salted digest of the row that the act wrote, words included.
    pub sealed: Option<Digest>,
}

/// Which acts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActFilter {
    /// Of one kind.
    pub kind: Option<AuditKind>,
    /// By one person.
    pub actor: Option<UserId>,
    /// With smaller numbers than this.
    pub before: Option<u64>,
}

impl Reads<'_> {
    /// Acts, newest first.
    pub async fn acts(
        &self,
        wanted: &ActFilter,
        limit: u64,
    ) -> Result<Vec<ActRecord>, StorageError> {
        let mut rows = audit_event::Entity::find()
            .order_by_desc(Column::Number)
            .limit(limit);
        if let Some(kind) = wanted.kind {
            rows = rows.filter(Column::Kind.eq(kind.code()));
        }
        if let Some(actor) = wanted.actor {
            rows = rows.filter(Column::Actor.eq(actor.0));
        }
        if let Some(before) = wanted.before {
            rows = rows.filter(Column::Number.lt(big(before)?));
        }
        each(rows.all(&self.db).await.settle()?, |row| record(&row))
    }

    /// When somebody last did an act of this kind to the thing it is about.
    pub async fn last_act_at(
        &self,
        actor: UserId,
        act: &AuditAct,
    ) -> Result<Option<DateTime<Utc>>, StorageError> {
        let row = audit_event::Entity::find()
            .filter(Column::Subject.eq(act.subject()))
            .filter(Column::Actor.eq(actor.0))
            .filter(Column::Kind.eq(act.kind().code()))
            .order_by_desc(Column::Number)
            .limit(1);
        let row = row.one(&self.db).await.settle()?;
        Ok(row.map(|row| row.at))
    }

    /// The bytes that the leaf with a number commits to and its salt, if it is an act's; no salt if
    /// it was destroyed.
    pub async fn act_to_prove(
        &self,
        number: u64,
    ) -> Result<Option<(Vec<u8>, Option<[u8; 32]>)>, StorageError> {
        let row = audit_event::Entity::find_by_id(big(number)?);
        let Some(row) = row.one(&self.db).await.settle()? else {
            return Ok(None);
        };
        let salt = audit_salt::Entity::find_by_id(row.number);
        let salt = salt.one(&self.db).await.settle()?;
        let salt = salt.map(|row| salt_bytes(&row)).transpose()?;
        Ok(Some((canonical_act(&row)?, salt)))
    }

    /// The row that an act wrote, as it is sealed; nothing for an act whose row is not sealed.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if the row is not there.
    pub(crate) async fn row_to_seal(&self, act: &AuditAct) -> Result<Option<Value>, StorageError> {
        match act {
            AuditAct::FindingRecorded { finding } | AuditAct::FindingFound { finding } => {
                let row = finding::Entity::find_by_id(finding.0);
                let row = there(row.one(&self.db).await.settle()?, "finding")?;
                Ok(Some(json!({
                    "finding": row.id, "item": row.item, "author": row.author,
                    "recorded_at": micros(row.recorded_at), "kind": row.kind, "body": row.body,
                    "confidence": row.confidence, "reasoning": row.reasoning,
                })))
            }
            AuditAct::CommentWritten { comment } | AuditAct::CommentFound { comment } => {
                let row = comment::Entity::find_by_id(*comment);
                let row = there(row.one(&self.db).await.settle()?, "comment")?;
                Ok(Some(json!({
                    "comment": row.id, "item": row.item, "author": row.author,
                    "at": micros(row.at), "body": row.body,
                })))
            }
            AuditAct::IncidentChanged { event, .. } => {
                let row = incident_event::Entity::find_by_id(*event);
                let row = there(row.one(&self.db).await.settle()?, "incident_event")?;
                Ok(Some(json!({
                    "event": row.id, "incident": row.incident, "at": micros(row.at),
                    "actor": row.actor, "kind": row.kind, "reason": row.reason,
                    "changes": row.changes, "other": row.other,
                })))
            }
            _ => Ok(None),
        }
    }
}

fn there<T>(row: Option<T>, what: &'static str) -> Result<T, StorageError> {
    row.ok_or(StorageError::Missing { what })
}

impl WriteTx {
    /// Records an act and its leaf, and gives its number. `salt` is 32 random bytes.
    ///
    /// Last in its transaction: on PostgreSQL everybody who writes the log waits from here on.
    pub async fn record_act(&self, new: &NewAct, salt: &[u8; 32]) -> Result<u64, StorageError> {
        if !self.seals {
            return Ok(0);
        }
        let words = self.read().row_to_seal(&new.act).await?;
        let number = self.next_leaf().await?;
        let row = audit_event::Model {
            number: big(number)?,
            at: micros(new.at),
            actor: new.actor.map(|user| user.0),
            project: new.project.map(|project| project.0),
            item: new.item.map(|item| item.0),
            kind: new.act.kind().to_string(),
            subject: new.act.subject(),
            act: to_json(&new.act)?,
            sealed: words.map(|words| seal(salt, &words).to_string()),
        };
        let leaf = Leaf::commit(salt, &canonical_act(&row)?);
        self.insert_act_leaf(row.number, &leaf).await?;
        let salt = audit_salt::Model {
            number: row.number,
            salt: salt.to_vec(),
        };
        audit_event::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        audit_salt::Entity::insert(salt.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(number)
    }

    /// Destroys the salt of an act's leaf: nobody can open it again, nor try out what words it
    /// sealed; the log still verifies.
    pub async fn destroy_act_salt(&self, number: u64) -> Result<(), StorageError> {
        let row = audit_salt::Entity::delete_by_id(big(number)?);
        row.exec(&self.db).await.settle()?;
        Ok(())
    }
}

/// Salted digest of a row.
pub(crate) fn seal(salt: &[u8; 32], row: &Value) -> Digest {
    Leaf::commit(salt, &canonical(row)).commitment()
}

/// The bytes an act's leaf commits to: every column, the act from its text as it lies there.
pub(crate) fn canonical_act(row: &audit_event::Model) -> Result<Vec<u8>, StorageError> {
    let act: Value = Row::of("audit_event", row.number).json("act", &row.act)?;
    Ok(canonical(&json!({
        "number": row.number, "at": micros(row.at), "actor": row.actor, "project": row.project,
        "item": row.item, "kind": row.kind, "subject": row.subject, "act": act,
        "sealed": row.sealed,
    })))
}

pub(crate) fn salt_bytes(row: &audit_salt::Model) -> Result<[u8; 32], StorageError> {
    let at = Row::of("audit_salt", row.number);
    let bytes = row.salt.as_slice().try_into();
    bytes.map_err(|_| at.corrupt("salt"))
}

pub(crate) fn record(row: &audit_event::Model) -> Result<ActRecord, StorageError> {
    let at = Row::of("audit_event", row.number);
    let act: AuditAct = at.json("act", &row.act)?;
    if act.kind().code() != row.kind || act.subject() != row.subject {
        return Err(at.corrupt("act"));
    }
    Ok(ActRecord {
        number: at.number("number", row.number)?,
        new: NewAct {
            at: row.at,
            actor: row.actor.map(UserId),
            project: row.project.map(ProjectId),
            item: row.item.map(ItemId),
            act,
        },
        sealed: at.parse_some("sealed", row.sealed.as_deref())?,
    })
}
