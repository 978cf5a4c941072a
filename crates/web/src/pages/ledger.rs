//! `/ledger`: the public log as C2SP tlog-tiles has it, and a page that says in plain words what it
//! is for and how to check it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    ledger::{LedgerFile, LogDirectory, TreeHead, public_keys},
};

use crate::{
    Web,
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page},
};

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage {
    shell: Shell,
    /// Nothing before the first checkpoint.
    head: Option<Head>,
}

/// The head of the log, as it is shown.
struct Head {
    origin: String,
    size: u64,
    root: String,
    keys: Vec<String>,
}

/// `GET /ledger`
pub(crate) async fn about(State(web): State<Web>, visitor: Visitor) -> Result<Response, WebError> {
    let settings = &web.app.settings.ledger;
    let checkpoint = LogDirectory::at(&settings.directory).checkpoint();
    let checkpoint = checkpoint.map_err(AppError::from)?;
    let keys = public_keys(settings).unwrap_or_default();
    let head = checkpoint.map(|checkpoint| Head::of(checkpoint.head(), &keys));
    page(&LedgerPage {
        shell: visitor.shell(visitor.t.get("ledger-title")),
        head,
    })
}

impl Head {
    fn of(head: &TreeHead, keys: &str) -> Self {
        Self {
            origin: head.origin.clone(),
            size: head.size,
            root: head.root.to_string(),
            keys: keys.lines().map(str::to_owned).collect(),
        }
    }
}

/// `GET /ledger/checkpoint`: changes at every signing.
pub(crate) async fn checkpoint(State(web): State<Web>) -> Result<Response, WebError> {
    let bytes = read(&web, LedgerFile::Checkpoint).await?;
    Ok(public(
        "text/plain; charset=utf-8",
        "public, max-age=60",
        bytes,
    ))
}

/// `GET /ledger/key`: what verifies the checkpoints.
pub(crate) async fn key(State(web): State<Web>) -> Result<Response, WebError> {
    let keys = public_keys(&web.app.settings.ledger)?;
    Ok(public(
        "text/plain; charset=utf-8",
        "public, max-age=3600",
        keys.into_bytes(),
    ))
}

/// `GET /ledger/tile/{*path}`: tiles of hashes and bundles of entries, which never change.
pub(crate) async fn tile(
    State(web): State<Web>,
    Path(path): Path<String>,
) -> Result<Response, WebError> {
    let file = LedgerFile::parse(&format!("tile/{path}")).ok_or(AppError::NotFound)?;
    let bytes = read(&web, file).await?;
    let forever = "public, max-age=604800, immutable";
    Ok(public("application/octet-stream", forever, bytes))
}

async fn read(web: &Web, file: LedgerFile) -> Result<Vec<u8>, WebError> {
    let path = web.app.settings.ledger.directory.join(file.path());
    let read = tokio::fs::read(path).await;
    Ok(read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => AppError::NotFound,
        _ => AppError::internal(error),
    })?)
}

/// Anybody may fetch it, from any site.
fn public(mime: &'static str, cache: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, mime),
        (header::CACHE_CONTROL, cache),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    (headers, bytes).into_response()
}
