//! Answering on a socket until told to stop. Heads that do not come and answers that are not read
//! end their connection; slow bodies are the business of `slow_body.rs`.

use std::{io, net::SocketAddr, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

use crate::{
    Web,
    pace::{Patience, Patient},
    router,
};

/// How long requests under way may take once the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How long to wait when the system has no socket to give.
const OUT_OF_SOCKETS: Duration = Duration::from_secs(1);

/// Serves until `stop` is ready, then lets requests under way finish, for ten seconds at most.
pub async fn serve(
    listener: TcpListener,
    web: Web,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (patience, tls) = (web.settings.patience, web.settings.tls.clone());
    let (site, open) = (router(web), GracefulShutdown::new());
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            (stream, peer) = next_connection(&listener) => {
                let (site, watcher) = (site.clone(), open.watcher());
                match tls.clone() {
                    None => drop(tokio::spawn(answer(stream, peer, site, patience, watcher))),
                    Some(tls) => drop(tokio::spawn(async move {
                        let shaken = tokio::time::timeout(patience.head, tls.accept(stream)).await;
                        if let Ok(Ok(stream)) = shaken {
                            answer(stream, peer, site, patience, watcher).await;
                        }
                    })),
                }
            }
            () = &mut stop => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

/// The next connection; what went wrong with one says nothing about the next.
async fn next_connection(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(connection) => return connection,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "accepting connections");
                tokio::time::sleep(OUT_OF_SOCKETS).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(
        error.kind(),
        K::ConnectionRefused | K::ConnectionAborted | K::ConnectionReset
    )
}

/// Answers one connection to its end. How it ends is the client's affair, and is not logged: it would
/// say who was there.
async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    site: Router,
    patience: Patience,
    watcher: Watcher,
) {
    let service = site.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let stream = TokioIo::new(Patient::new(stream, patience.answer));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(stream, TowerToHyperService::new(service));
    // A client that hangs up is no fault of ours.
    let _ended = watcher.watch(connection).await;
}
