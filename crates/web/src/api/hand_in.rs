//! Handing in evidence as a program: files were uploaded before, under `/uploads`.

use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State},
    http::StatusCode,
};
use cairn_app::{
    AppError,
    intake::{self, Submission},
    upload::{self, FinishedUpload},
};
use cairn_domain::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::bearer::Program;
use crate::{Web, problem::WebError};

/// The largest description of an item, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// What is handed in. Everything but consent may be left out, but not files and links both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandedIn {
    /// What it shows.
    #[serde(default)]
    what: String,
    /// Where, as whoever hands it in believes.
    #[serde(default)]
    place: String,
    /// When, as whoever hands it in believes.
    #[serde(default)]
    time: String,
    /// Links to posts or files.
    #[serde(default)]
    links: Vec<String>,
    /// How it may be used: `internal`, `publish_redacted` or `publish`.
    #[schema(pattern = "^(internal|publish_redacted|publish)$")]
    consent: String,
    /// Finished uploads.
    #[serde(default)]
    uploads: Vec<Uploaded>,
}

/// One finished upload.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Uploaded {
    /// The last part of its address under `/uploads/`; followed by a colon and the `Upload-Key`, if it was begun with one.
    #[schema(pattern = "^[0-9a-f]{64}(:.+)?$")]
    token: String,
    /// What the file was called; sealed with what the file says of itself.
    #[serde(default)]
    name: Option<String>,
    /// SHA-256 of the whole file in hex, to be checked.
    #[schema(pattern = "^([0-9a-f]{64})?$")]
    #[serde(default)]
    sha256: String,
}

/// What comes back, this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    /// Such as `AFG-7K3QXM`.
    id: String,
    /// Seven words to come back with at `/receipt`.
    receipt: String,
}

/// Hands in one item, in the place of the token's owner. Files first go to `/uploads` (tus 1.0.0).
#[utoipa::path(post, path = "/api/v1/projects/{code}/items", params(("code" = String, Path)), request_body = HandedIn,
    responses((status = 201, body = Accepted), (status = 401), (status = 404), (status = 422), (status = 429)), security(("token" = [])))]
pub(crate) async fn hand_in(
    State(web): State<Web>,
    Program(visit): Program,
    request: Request,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    visit.require(Action::Submit)?;
    let sent = read(request).await?;
    let uploads = sent.uploads.into_iter().map(finished).collect();
    let submission = Submission {
        files: upload::finished(&web.app, uploads).await?,
        links: sent.links.join("\n"),
        what: sent.what,
        place: sent.place,
        time: sent.time,
        consent: sent.consent,
        member: Some(visit.user),
        synthetic: false,
    };
    let received = intake::receive(&web.app, &visit.project, submission).await?;
    let accepted = Accepted {
        id: format!("{}-{}", visit.project.code, received.short),
        receipt: received.receipt.words(),
    };
    Ok((StatusCode::CREATED, Json(accepted)))
}

async fn read(request: Request) -> Result<HandedIn, AppError> {
    let unreadable = || AppError::invalid("form", "form-unreadable");
    let bytes = to_bytes(request.into_body(), MOST_BYTES).await;
    let bytes = bytes.map_err(|_| unreadable())?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable())
}

fn finished(sent: Uploaded) -> FinishedUpload {
    FinishedUpload {
        token: sent.token,
        claimed_name: sent.name,
        sha256: sent.sha256,
    }
}
