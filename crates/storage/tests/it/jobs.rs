//! Jobs: taken once, back after a lease, given up when asked.

use std::collections::HashSet;

use cairn_domain::JobId;
use cairn_storage::{NewJob, StorageError, Store};
use chrono::TimeDelta;
use serde_json::json;

use crate::{
    backend::Backend,
    world::{at, uuid},
};

const LEASE: TimeDelta = TimeDelta::minutes(15);

fn job(kind: &str, seconds: i64) -> NewJob {
    NewJob {
        id: JobId(uuid()),
        kind: kind.to_owned(),
        payload: json!({"item": seconds}),
        not_before: at(seconds),
    }
}

async fn take(store: &Store, seconds: i64, kinds: &[&str]) -> Option<(JobId, u32)> {
    let tx = store.begin().await.expect("begin");
    let job = tx.take_job(at(seconds), LEASE, kinds).await.expect("asked");
    tx.commit().await.expect("commit");
    job.map(|job| (job.id, job.attempts))
}

#[tokio::test]
async fn a_job_is_taken_when_due_and_comes_back_after_its_lease() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let (late, early, other) = (job("examine", 20), job("examine", 10), job("other", 0));
        let tx = store.begin().await.expect("begin");
        for job in [&late, &early, &other] {
            tx.enqueue(job).await.expect("enqueued");
        }
        tx.commit().await.expect("commit");
        let kinds = ["examine"];
        assert_eq!(store.read().jobs_waiting().await.expect("read"), 3);
        assert_eq!(
            take(store, 5, &kinds).await,
            None,
            "none is due on {}",
            backend.name
        );
        assert_eq!(take(store, 30, &[]).await, None, "no kind, no job");
        assert_eq!(take(store, 30, &kinds).await, Some((early.id, 1)));
        assert_eq!(take(store, 30, &kinds).await, Some((late.id, 1)));
        assert_eq!(take(store, 30, &kinds).await, None);
        assert_eq!(
            take(store, 30 + 900, &kinds)
                .await
                .map(|(_, attempts)| attempts),
            Some(2)
        );

        let tx = store.begin().await.expect("begin");
        tx.finish_job(late.id).await.expect("finished");
        tx.fail_job(early.id, "no such file", Some(at(2_000)))
            .await
            .expect("failed");
        tx.fail_job(other.id, "never again", None)
            .await
            .expect("given up");
        tx.commit().await.expect("commit");
        assert_eq!(take(store, 1_999, &["examine", "other"]).await, None);
        assert_eq!(
            take(store, 2_000, &kinds).await.map(|(id, _)| id),
            Some(early.id)
        );
        assert_eq!(store.read().jobs_waiting().await.expect("read"), 1);
        assert_eq!(store.read().jobs_given_up().await.expect("read"), 1);
    }
}

#[tokio::test]
async fn jobs_of_a_worker_that_is_gone_can_be_freed_at_once() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let (held, later) = (job("examine", 0), job("examine", 100));
        let tx = store.begin().await.expect("begin");
        tx.enqueue(&held).await.expect("enqueued");
        tx.enqueue(&later).await.expect("enqueued");
        tx.commit().await.expect("commit");
        assert_eq!(take(store, 10, &["examine"]).await, Some((held.id, 1)));
        let tx = store.begin().await.expect("begin");
        tx.free_jobs(at(20)).await.expect("freed");
        tx.commit().await.expect("commit");
        assert_eq!(take(store, 20, &["examine"]).await, Some((held.id, 2)));
        let untouched = take(store, 20, &["examine"]).await;
        assert_eq!(untouched, None, "{}: nobody held it", backend.name);
    }
}

#[tokio::test]
async fn workers_never_share_a_job() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let tx = store.begin().await.expect("begin");
        for n in 0..40 {
            tx.enqueue(&job("examine", n)).await.expect("enqueued");
        }
        tx.commit().await.expect("commit");
        let workers: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    loop {
                        let tx = store.begin().await?;
                        let job = tx.take_job(at(100), LEASE, &["examine"]).await?;
                        tx.commit().await?;
                        match job {
                            Some(job) => taken.push(job.id),
                            None => return Ok::<_, StorageError>(taken),
                        }
                    }
                })
            })
            .collect();
        let (mut taken, mut distinct) = (0, HashSet::new());
        for worker in workers {
            let jobs = worker.await.expect("no panic").expect("no error");
            taken += jobs.len();
            distinct.extend(jobs);
        }
        assert_eq!((taken, distinct.len()), (40, 40), "{}", backend.name);
    }
}
