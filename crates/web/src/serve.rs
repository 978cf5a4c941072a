//! Answering on a socket until told to stop.

use std::{future::IntoFuture, io, net::SocketAddr, time::Duration};

use tokio::net::TcpListener;

use crate::{Web, router};

/// How long requests under way may take once the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` is ready, then lets requests under way finish, for ten seconds at most.
pub async fn serve(
    listener: TcpListener,
    web: Web,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router(web).into_make_service_with_connect_info::<SocketAddr>();
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async {
        stop.await;
        let _ = tell.send(());
    });
    let too_long = async {
        // Without a word the server has ended by itself, and there is nothing to wait for.
        if told.await.is_ok() {
            tokio::time::sleep(DRAIN).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        served = server.into_future() => served?,
        () = too_long => tracing::warn!("some requests did not finish in time"),
    }
    Ok(())
}
