//! Work waiting for a worker. A job is enqueued in the transaction that calls for it, taken under
//! a lease, and comes back by itself if its worker dies.

use cairn_domain::JobId;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query, SelectStatement},
};
use serde_json::Value;

use crate::{
    Reads, StorageError, WriteTx,
    entity::job::{self, Column},
    error::Settle,
    row::{Row, micros, to_json},
};

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// The row.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know.
    pub payload: Value,
    /// Not before this.
    pub not_before: DateTime<Utc>,
}

/// Work a worker has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRecord {
    /// The row.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know.
    pub payload: Value,
    /// How often it was taken, this time included.
    pub attempts: u32,
}

impl Reads<'_> {
    /// Jobs that are waiting or being worked on.
    pub async fn jobs_waiting(&self) -> Result<u64, StorageError> {
        let rows = job::Entity::find().filter(Column::DueAt.is_not_null());
        rows.count(&self.db).await.settle()
    }

    /// Jobs that were given up.
    pub async fn jobs_given_up(&self) -> Result<u64, StorageError> {
        let rows = job::Entity::find().filter(Column::DueAt.is_null());
        rows.count(&self.db).await.settle()
    }
}

impl WriteTx {
    /// Adds a job.
    pub async fn enqueue(&self, new: &NewJob) -> Result<(), StorageError> {
        let row = job::Model {
            id: new.id.0,
            kind: new.kind.clone(),
            payload: to_json(&new.payload)?,
            attempts: 0,
            due_at: Some(micros(new.not_before)),
            last_error: None,
        };
        job::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("job")?;
        Ok(())
    }

    /// Takes the job that has been due longest, if there is one. Nobody else gets it until
    /// `lease_for` has passed.
    pub async fn take_job(
        &self,
        now: DateTime<Utc>,
        lease_for: TimeDelta,
        kinds: &[&str],
    ) -> Result<Option<JobRecord>, StorageError> {
        let taken = job::Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(now + lease_for)))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(longest_due(now, kinds)))
            .exec_with_returning(&self.db)
            .await
            .settle()?;
        taken.into_iter().next().map(record).transpose()
    }

    /// Makes every job due that somebody holds or that waits to be tried again.
    pub async fn free_jobs(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        job::Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(now)))
            .filter(Column::DueAt.gt(micros(now)))
            .filter(Column::Attempts.gt(0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Removes a job that is done.
    pub async fn finish_job(&self, id: JobId) -> Result<(), StorageError> {
        job::Entity::delete_by_id(id.0)
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Notes why a job failed: to be tried again, or given up if `retry_at` is none.
    pub async fn fail_job(
        &self,
        id: JobId,
        error: &str,
        retry_at: Option<DateTime<Utc>>,
    ) -> Result<(), StorageError> {
        job::Entity::update_many()
            .col_expr(Column::LastError, Expr::value(error))
            .col_expr(Column::DueAt, Expr::value(retry_at.map(micros)))
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

/// On PostgreSQL several workers look at once: each skips what another is about to take.
fn longest_due(now: DateTime<Utc>, kinds: &[&str]) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(job::Entity)
        .and_where(Expr::col(Column::DueAt).lte(micros(now)))
        .and_where(Expr::col(Column::Kind).is_in(kinds.iter().copied()))
        .order_by(Column::DueAt, Order::Asc)
        .order_by(Column::Id, Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned()
}

fn record(row: job::Model) -> Result<JobRecord, StorageError> {
    let at = Row::of("job", row.id);
    Ok(JobRecord {
        id: JobId(row.id),
        payload: at.json("payload", &row.payload)?,
        attempts: at.number("attempts", row.attempts)?,
        kind: row.kind,
    })
}
