//! The whole way: from the first byte sent until the last item is let out of intake.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use cairn_app::{App, Clock, worker};
use cairn_web::{Web, WebSettings};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::upload;
use crate::{Problem, instance, measure::now};

/// People who hand in at once.
const SENDERS: usize = 4;
/// How often it is looked whether everything is done.
const LOOK: Duration = Duration::from_millis(5);

/// Photos per second into a fresh instance.
pub(super) async fn per_second(paths: &[PathBuf], directory: &Path) -> Result<f64, Problem> {
    let folder = TempDir::new_in(directory)?;
    let app = instance::open(folder.path(), Clock::System, None).await?;
    instance::people(&app).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let web = Web::new(app.clone(), WebSettings::default());
    let server = tokio::spawn(cairn_web::serve(listener, web, std::future::pending()));
    let workers: Vec<_> = (0..worker::count(&app))
        .map(|_| tokio::spawn(worker::run(app.clone())))
        .collect();

    let began = now();
    let (paths, next) = (Arc::new(paths.to_vec()), Arc::new(AtomicUsize::new(0)));
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let (paths, next) = (Arc::clone(&paths), Arc::clone(&next));
            tokio::spawn(async move {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    upload::send(address, path).await?;
                }
                Ok::<_, Problem>(())
            })
        })
        .collect();
    for sender in senders {
        sender.await??;
    }
    while app.store.read().jobs_waiting().await? > 0 {
        tokio::time::sleep(LOOK).await;
    }
    let took = began.elapsed();
    workers.iter().for_each(tokio::task::JoinHandle::abort);
    server.abort();
    all_were_shown(&app, paths.len()).await?;
    app.store.clone().close().await;
    Ok(paths.len() as f64 / took.as_secs_f64())
}

/// A photo that could not be read would be quick, and say nothing.
async fn all_were_shown(app: &App, count: usize) -> Result<(), Problem> {
    let given_up = app.store.read().jobs_given_up().await?;
    if given_up > 0 {
        return Err(format!("{given_up} of {count} photos were given up").into());
    }
    Ok(())
}
