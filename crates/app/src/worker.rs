//! Work that follows from what people do: taken from the job table, retried twice, then labelled.

use cairn_domain::{ItemId, RedactionId};
use cairn_storage::{JobRecord, Store};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::{App, AppError, intake, redaction};

/// A job whose worker died is taken again after this long.
const LEASE: TimeDelta = TimeDelta::minutes(15);
/// Attempts before a job is given up.
const ATTEMPTS: u32 = 3;

/// Kinds of jobs there are.
const KINDS: &[&str] = &[intake::EXAMINE, redaction::MAKE];

#[derive(Deserialize)]
struct ExaminePayload {
    item: ItemId,
}

#[derive(Deserialize)]
struct MakePayload {
    item: ItemId,
    redaction: RedactionId,
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
    let outcome = perform(app, &job).await;
    settle(app, job, outcome).await?;
    Ok(true)
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
        _ => {
            let ExaminePayload { item } = payload(job)?;
            intake::examine(app, item).await
        }
    }
}

fn payload<T: serde::de::DeserializeOwned>(job: &JobRecord) -> Result<T, AppError> {
    serde_json::from_value(job.payload.clone()).map_err(AppError::internal)
}

async fn settle(app: &App, job: JobRecord, outcome: Result<(), AppError>) -> Result<(), AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        match outcome {
            Ok(()) => tx.finish_job(job.id).await?,
            Err(error) => {
                tracing::warn!(job = %job.id, %error, "job failed");
                let again = (job.attempts < ATTEMPTS).then(|| now + TimeDelta::seconds(30));
                tx.fail_job(job.id, &error.to_string(), again).await?;
            }
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
