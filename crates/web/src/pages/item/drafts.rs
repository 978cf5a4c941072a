//! Keeping what is being typed.

use axum::{extract::Path, http::StatusCode};
use cairn_app::review;

use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
};

/// `POST …/drafts/{form}`: everything that stands in a form now; nothing forgets it.
pub(crate) async fn keep_draft(
    member: Member,
    Record(short): Record,
    Path((_, _, form)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<StatusCode, WebError> {
    let app = member.visitor.app();
    review::keep_draft(app, &member.visit, &short, &form, fields.into_pairs()).await?;
    Ok(StatusCode::NO_CONTENT)
}
