//! Asking for one kind of page over several connections, for a bounded number of times.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{client::Client, requests::Kind, server::Server};
use crate::{
    Problem,
    measure::{Samples, Stretch, Watch, now},
};

/// No stretch goes on for longer.
const LONGEST: Duration = Duration::from_secs(20);

/// What came of it.
pub(super) struct Loaded {
    pub(super) stretch: Stretch,
    /// Mean size of an answer.
    pub(super) body_bytes: usize,
}

/// Asks `requests` times in all.
pub(super) async fn load(
    server: &Server,
    kind: &Arc<Kind>,
    connections: usize,
    requests: usize,
) -> Result<Loaded, Problem> {
    if kind.paths.is_empty() {
        return Err(format!("no address for {}: seed more", kind.name).into());
    }
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(server.client().await?);
    }
    let next = Arc::new(AtomicUsize::new(0));
    let watch = Watch::start();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|client| tokio::spawn(ask(client, Arc::clone(kind), Arc::clone(&next), requests)))
        .collect();
    let (mut samples, mut bytes) = (Samples::default(), 0);
    for task in tasks {
        let (some, read) = task.await??;
        samples.append(some);
        bytes += read;
    }
    let body_bytes = bytes / samples.len().max(1);
    Ok(Loaded {
        stretch: watch.stop(samples),
        body_bytes,
    })
}

async fn ask(
    mut client: Client,
    kind: Arc<Kind>,
    next: Arc<AtomicUsize>,
    requests: usize,
) -> Result<(Samples, usize), Problem> {
    let (mut samples, mut bytes) = (Samples::default(), 0);
    let until = now() + LONGEST;
    loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        if number >= requests || now() >= until {
            return Ok((samples, bytes));
        }
        let began = now();
        bytes += client
            .get(&kind.paths[number % kind.paths.len()])
            .await?
            .len();
        samples.push(began.elapsed());
    }
}
