//! Pages at scale: the real server on loopback, asked by a verifier over a few kept connections,
//! one request after the other on each. What is measured is what the client waits: the server's
//! time and the way there and back.
//!
//! Before that every page is asked once while an [`Ear`](cairn_storage::Ear) listens, and the plan
//! of each statement is read from SQLite with the statistics it has: a scan fails the run.

mod client;
mod load;
mod plans;
mod requests;
mod server;
mod warehouse;

use std::{path::PathBuf, sync::Arc};

use cairn_app::Clock;

use self::{requests::Kind, server::Server};
use crate::{Problem, instance, table};

/// Connections at once: an idle machine, and a busy team.
const CONNECTIONS: [usize; 2] = [1, 8];

/// How much is to be measured.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Items in the database.
    pub items: usize,
    /// Requests for each page and number of connections.
    pub requests: usize,
    /// Where the database is kept between runs.
    pub directory: PathBuf,
}

/// Measures and prints.
pub async fn run(wanted: &Pages) -> Result<(), Problem> {
    let directory = warehouse::stocked(&wanted.directory, wanted.items).await?;
    println!(
        "{} items, {} MB of database.\n",
        wanted.items,
        std::fs::metadata(instance::database(&directory))?.len() / 1_000_000
    );
    let kinds = {
        let app = instance::open(&directory, Clock::System, None).await?;
        let kinds = requests::kinds(&app, wanted.requests).await?;
        app.store.clone().close().await;
        kinds
    };
    plans::check(&directory, &kinds).await?;
    measure(&directory, kinds, wanted).await
}

async fn measure(
    directory: &std::path::Path,
    kinds: Vec<Kind>,
    wanted: &Pages,
) -> Result<(), Problem> {
    let app = instance::open(directory, Clock::System, None).await?;
    let server = Server::start(&app).await?;
    let mut rows = Vec::new();
    for kind in kinds.into_iter().map(Arc::new) {
        load::load(&server, &kind, 1, wanted.requests.min(50)).await?;
        for connections in CONNECTIONS {
            let loaded = load::load(&server, &kind, connections, wanted.requests).await?;
            let stretch = loaded.stretch;
            rows.push(vec![
                kind.name.into(),
                connections.to_string(),
                stretch.samples.len().to_string(),
                format!("{:.1}", stretch.samples.percentile_ms(50)),
                format!("{:.1}", stretch.samples.percentile_ms(99)),
                format!("{:.0}", stretch.per_second()),
                format!("{:.1}", stretch.cpu_us() / 1e3),
                format!("{:.0}", loaded.body_bytes as f64 / 1e3),
            ]);
        }
    }
    server.stop().await?;
    app.store.clone().close().await;
    let head = [
        "page",
        "connections",
        "requests",
        "p50 ms",
        "p99 ms",
        "pages/s",
        "CPU ms",
        "kB",
    ];
    table::print(&head, &rows);
    Ok(())
}
