//! Fetching tiles of map layers for members, so that the provider learns the server's address and
//! not theirs. Only the operator's templates are asked, nothing is followed, kept or passed on.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use cairn_app::{place, stored::MapLayerRecord};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{HttpConnector, dns::Name},
    },
    rt::{TokioExecutor, TokioTimer},
};
use tokio::sync::Semaphore;
use tower::Service;

/// A tile that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(15);
/// A tile of 512 × 512 pixels without loss has some 1 MiB.
const MOST_BYTES: usize = 4 << 20;
/// Requests under way at once, of all members.
const AT_ONCE: usize = 16;
/// Who asks; providers want to know.
const AGENT: &str = concat!(
    "Cairn/",
    env!("CARGO_PKG_VERSION"),
    " (map layer, self-hosted)"
);
/// What a tile may be: pictures that run nothing.
const PICTURES: [&str; 5] = [
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/avif",
    "image/gif",
];

type Asker = Client<HttpsConnector<HttpConnector<Resolver>>, Body>;

/// The two ways to ask: among public addresses alone, and anywhere.
pub(crate) struct Tiles {
    public: Asker,
    anywhere: Asker,
    turns: Semaphore,
}

/// Why there is no tile.
#[derive(Debug, thiserror::Error)]
enum NoTile {
    #[error("the provider has none there")]
    NotThere,
    #[error("the layer's address cannot be asked")]
    Address,
    #[error("it took longer than {} s", PATIENCE.as_secs())]
    Slow,
    #[error("the provider answered {0}")]
    Status(StatusCode),
    #[error("it is no picture but `{0}`")]
    Kind(String),
    #[error("it is larger than {} MiB", MOST_BYTES >> 20)]
    Large,
    #[error("asking failed: {0}")]
    Failed(#[from] hyper_util::client::legacy::Error),
}

impl Default for Tiles {
    fn default() -> Self {
        Self {
            public: asker(false),
            anywhere: asker(true),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

fn asker(allow_private: bool) -> Asker {
    let mut http = HttpConnector::new_with_resolver(Resolver { allow_private });
    http.enforce_http(false);
    http.set_connect_timeout(Some(PATIENCE));
    let https = HttpsConnectorBuilder::new()
        .with_webpki_roots()
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(Duration::from_secs(30))
        .build(https)
}

impl Tiles {
    /// The answer for a member. What went wrong is logged without the place.
    pub(crate) async fn fetch(&self, layer: &MapLayerRecord, z: u8, x: u32, y: u32) -> Response {
        let asked = tokio::time::timeout(PATIENCE, self.ask(layer, z, x, y)).await;
        match asked.unwrap_or(Err(NoTile::Slow)) {
            Ok((kind, bytes)) => {
                let headers = [
                    (header::CONTENT_TYPE, kind),
                    (header::CACHE_CONTROL, no_store()),
                ];
                (headers, bytes).into_response()
            }
            Err(NoTile::NotThere) => StatusCode::NOT_FOUND.into_response(),
            Err(why) => {
                tracing::warn!(layer = layer.id, %why, "no tile");
                StatusCode::BAD_GATEWAY.into_response()
            }
        }
    }

    async fn ask(
        &self,
        layer: &MapLayerRecord,
        z: u8,
        x: u32,
        y: u32,
    ) -> Result<(HeaderValue, Bytes), NoTile> {
        let template = place::Template::parse(layer.kind, &layer.address);
        let template = template.map_err(|_| NoTile::Address)?;
        // A host that is written as an address is never resolved, so it is looked at here.
        if (template.is_private() || template.is_plain()) && !layer.allow_private {
            return Err(NoTile::Address);
        }
        let request = Request::get(template.tile(z, x, y))
            .header(header::USER_AGENT, AGENT)
            .header(header::ACCEPT, PICTURES.join(", "))
            .body(Body::empty())
            .map_err(|_| NoTile::Address)?;
        let _turn = self.turns.acquire().await;
        let asker = match layer.allow_private {
            true => &self.anywhere,
            false => &self.public,
        };
        let response = asker.request(request).await?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::NO_CONTENT => return Err(NoTile::NotThere),
            other => return Err(NoTile::Status(other)),
        }
        let kind = picture(response.headers().get(header::CONTENT_TYPE))?;
        let body = to_bytes(Body::new(response.into_body()), MOST_BYTES).await;
        Ok((kind, body.map_err(|_| NoTile::Large)?))
    }
}

/// The kind of picture it says it is.
fn picture(kind: Option<&HeaderValue>) -> Result<HeaderValue, NoTile> {
    let said = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let bare = said.split(';').next().unwrap_or_default().trim();
    let known = PICTURES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(bare));
    known
        .map(HeaderValue::from_static)
        .ok_or_else(|| NoTile::Kind(bare.chars().take(60).collect()))
}

fn no_store() -> HeaderValue {
    HeaderValue::from_static("no-store")
}

/// Looks names up and gives back only addresses that may be asked: the check and the connection use
/// the same answer, so a name that changes in between changes nothing.
#[derive(Clone)]
struct Resolver {
    allow_private: bool,
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let may = |address: &SocketAddr| allow_private || place::is_public(address.ip());
            let all: Vec<_> = found.filter(may).collect();
            if all.is_empty() {
                let words = "the name has no public address";
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
            }
            Ok(all.into_iter())
        })
    }
}
