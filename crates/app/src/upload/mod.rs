//! Uploads that survive a bad line: begun, gone on with as often as the line breaks, handed in
//! once. The semantics of tus 1.0.0 without its headers, which are in `cairn-web`.
//!
//! A token is a capability: whoever has it may go on with the upload, ask how far it has come, drop
//! it or hand it in, and can read nothing. Only its digest is stored, and no file's name. Where the client brings
//! a key of its own, the token is the name of the upload and that key together, and the name opens nothing.

mod begin;
mod checksum;
mod clean;
mod complete;
mod finished;
mod place;
mod progress;
mod refusal;
mod remove;
mod write;

pub use begin::{NewUpload, begin};
pub use checksum::{Algorithm, Checksum};
pub use clean::clean;
pub(crate) use finished::gone;
pub use finished::{FinishedUpload, finished, settle, take};
pub(crate) use place::Places;
pub use progress::{Progress, progress};
pub use refusal::UploadRefusal;
pub use remove::remove;
pub use write::{Piece, write};

use cairn_domain::Digest;
use cairn_storage::UploadRecord;

use crate::{App, AppError};

/// The token of an upload with this name, for whoever brings this key.
pub fn token(name: &str, key: Option<&str>) -> String {
    match key {
        Some(key) => format!("{name}:{key}"),
        None => name.to_owned(),
    }
}

/// An upload by its token, while it can still be gone on with.
async fn find(app: &App, token: &str) -> Result<Option<UploadRecord>, AppError> {
    let digest = Digest::of_bytes(token.as_bytes());
    let found = app.store.read().find_upload(&digest).await?;
    let now = app.clock.now();
    Ok(found.filter(|upload| upload.expires_at > now))
}

async fn load(app: &App, token: &str) -> Result<UploadRecord, AppError> {
    find(app, token).await?.ok_or(AppError::NotFound)
}
