//! What somebody does not want to be given to look at, and what they looked at lately. Nobody reads
//! another person's rows.

use std::collections::{BTreeSet, HashSet};

use cairn_domain::{AuditKind, ContentNote, FileId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{audit_event, opt_out},
    error::Settle,
    row::{Row, micros},
};

impl Reads<'_> {
    /// What somebody does not want to be given.
    pub async fn opt_outs_of(&self, user: UserId) -> Result<BTreeSet<ContentNote>, StorageError> {
        let rows = opt_out::Entity::find().filter(opt_out::Column::Account.eq(user.0));
        let rows = rows.all(&self.db).await.settle()?;
        let note = |row: &opt_out::Model| Row::of("opt_out", row.account).parse("note", &row.note);
        rows.iter().map(note).collect()
    }

    /// Every file that somebody has uncovered, ever.
    pub async fn files_uncovered_by(&self, user: UserId) -> Result<HashSet<FileId>, StorageError> {
        let subjects: Vec<Option<Uuid>> = uncovered(user)
            .select_only()
            .column(audit_event::Column::Subject)
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(subjects.into_iter().flatten().map(FileId).collect())
    }

    /// When somebody uncovered which file since a moment, oldest first.
    pub async fn uncovered_since(
        &self,
        user: UserId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(DateTime<Utc>, FileId)>, StorageError> {
        let rows: Vec<(DateTime<Utc>, Option<Uuid>)> = uncovered(user)
            .select_only()
            .columns([audit_event::Column::At, audit_event::Column::Subject])
            .filter(audit_event::Column::At.gte(micros(since)))
            .order_by_asc(audit_event::Column::Number)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        let looked = |(at, file): (DateTime<Utc>, Option<Uuid>)| Some((at, FileId(file?)));
        Ok(rows.into_iter().filter_map(looked).collect())
    }
}

fn uncovered(user: UserId) -> sea_orm::Select<audit_event::Entity> {
    audit_event::Entity::find()
        .filter(audit_event::Column::Actor.eq(user.0))
        .filter(audit_event::Column::Kind.eq(AuditKind::Uncovered.code()))
}

impl WriteTx {
    /// Says what somebody does not want to be given, in the place of what they said before.
    pub async fn set_opt_outs(
        &self,
        user: UserId,
        notes: &BTreeSet<ContentNote>,
    ) -> Result<(), StorageError> {
        let rows = opt_out::Entity::delete_many().filter(opt_out::Column::Account.eq(user.0));
        rows.exec(&self.db).await.settle()?;
        for note in notes {
            let row = opt_out::Model {
                account: user.0,
                note: note.to_string(),
            };
            opt_out::Entity::insert(row.into_active_model())
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }
}
