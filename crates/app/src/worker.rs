//! Work that follows from what people do: taken from the job table, retried twice, then labelled.

use std::panic::AssertUnwindSafe;

use cairn_domain::{FileId, HashListId, ItemId, RedactionId};
use cairn_storage::{JobRecord, Store};
use chrono::TimeDelta;
use futures::FutureExt;
use serde::Deserialize;

use crate::{App, AppError, intake, matching, redaction};

/// A job whose worker died is taken again after this long.
const LEASE: TimeDelta = TimeDelta::minutes(15);
/// Attempts before a job is given up: one, and two more.
const ATTEMPTS: u32 = 3;
const RETRY_AFTER: TimeDelta = TimeDelta::seconds(30);

/// Kinds of jobs there are.
const KINDS: &[&str] = &[
    intake::EXAMINE,
    intake::SCAN,
    redaction::MAKE,
    matching::LOOK,
    matching::DESCRIBE,
];

/// Whose files are looked at, by ourselves or by a scanner.
#[derive(Deserialize)]
struct ItemPayload {
    item: ItemId,
}

#[derive(Deserialize)]
struct MakePayload {
    item: ItemId,
    redaction: RedactionId,
}

#[derive(Deserialize)]
struct LookPayload {
    list: HashListId,
}

#[derive(Deserialize)]
struct DescribePayload {
    item: ItemId,
    file: FileId,
}

/// Workers beyond the children that run side by side: while some wait for the disk, the others keep
/// every child busy.
const MORE_THAN_CHILDREN: usize = 2;

/// How many workers suit this machine.
pub fn count(app: &App) -> usize {
    app.workshop.parallel() + MORE_THAN_CHILDREN
}

/// Works until the task is dropped. Several may run side by side.
pub async fn run(app: App) {
    loop {
        let woken = app.shared.jobs.notified();
        match run_one(&app).await {
            Ok(true) => {}
            Ok(false) => {
                // A job may be waiting for its time, or have been written by another process.
                let _ = tokio::time::timeout(std::time::Duration::from_secs(5), woken).await;
            }
            Err(error) => {
                tracing::error!(%error, "worker");
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            }
        }
    }
}

/// Takes and does one job. `false` when there is none.
pub async fn run_one(app: &App) -> Result<bool, AppError> {
    let Some(job) = take(app).await? else {
        return Ok(false);
    };
    let outcome = if job.attempts > ATTEMPTS {
        Err("whoever took it never came back".into())
    } else {
        attempt(app, &job).await.map_err(|error| error.to_string())
    };
    settle(app, job, outcome).await?;
    Ok(true)
}

/// At the start of a server that nobody shares the data with: whoever held a job is gone, so that
/// nothing waits for the end of a lease.
pub async fn take_back(app: &App) -> Result<(), AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        if store.is_alone() {
            let tx = store.begin().await?;
            tx.free_jobs(now).await?;
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}

/// Does every job there is; for the demo, the command line and tests.
pub async fn run_until_idle(app: &App) -> Result<u32, AppError> {
    let mut done = 0;
    while run_one(app).await? {
        done += 1;
    }
    Ok(done)
}

async fn take(app: &App) -> Result<Option<JobRecord>, AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        let job = tx.take_job(now, LEASE, KINDS).await?;
        tx.commit().await?;
        Ok(job)
    })
    .await
}

async fn perform(app: &App, job: &JobRecord) -> Result<(), AppError> {
    match job.kind.as_str() {
        redaction::MAKE => {
            let MakePayload { item, redaction } = payload(job)?;
            redaction::make(app, item, redaction).await
        }
        matching::LOOK => {
            let LookPayload { list } = payload(job)?;
            matching::look_for_listed(app, list).await
        }
        matching::DESCRIBE => {
            let DescribePayload { item, file } = payload(job)?;
            matching::describe(app, item, file).await
        }
        intake::SCAN => {
            let ItemPayload { item } = payload(job)?;
            intake::scan(app, item, job.attempts >= ATTEMPTS).await
        }
        _ => {
            let ItemPayload { item } = payload(job)?;
            intake::examine(app, item).await
        }
    }
}

/// Does a job. A panic is a failure like others: the worker lives on.
async fn attempt(app: &App, job: &JobRecord) -> Result<(), AppError> {
    let done = AssertUnwindSafe(perform(app, job)).catch_unwind().await;
    done.unwrap_or_else(|_| Err(AppError::Internal("a worker panicked".into())))
}

async fn settle(app: &App, job: JobRecord, outcome: Result<(), String>) -> Result<(), AppError> {
    if let Err(error) = &outcome {
        tracing::warn!(job = %job.id, attempts = job.attempts, error, "job failed");
        if job.attempts >= ATTEMPTS && job.kind == intake::EXAMINE {
            give_up(app, &job).await;
        }
    }
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        match outcome {
            Ok(()) => tx.finish_job(job.id).await?,
            Err(error) => {
                let again = (job.attempts < ATTEMPTS).then(|| now + RETRY_AFTER);
                tx.fail_job(job.id, &error, again).await?;
            }
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// What a machine could not read, people still get: labelled, out of intake.
async fn give_up(app: &App, job: &JobRecord) {
    let let_out = async {
        let ItemPayload { item } = payload(job)?;
        intake::let_out(app, item).await
    };
    if let Err(error) = let_out.await {
        tracing::error!(job = %job.id, %error, "an item stays in intake");
    }
}

fn payload<T: serde::de::DeserializeOwned>(job: &JobRecord) -> Result<T, AppError> {
    serde_json::from_value(job.payload.clone()).map_err(AppError::internal)
}
