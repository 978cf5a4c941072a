//! Small words that the pages of the register share.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use cairn_app::AppError;
use cairn_domain::{Claim, ClaimStatus, StatedCount};

use crate::{i18n::Translator, problem::WebError};

/// `Kaj, Kabul`
pub(super) fn place(claim: &Claim) -> String {
    match claim.place_name.as_str() {
        "" => claim.province.clone(),
        name if name == claim.province => name.to_owned(),
        name => format!("{name}, {}", claim.province),
    }
}

/// `Newsletter, issue 352`
pub(super) fn source(t: &Translator, claim: &Claim) -> String {
    match (claim.outlet.as_str(), claim.issue.as_str()) {
        (outlet, "") => outlet.to_owned(),
        (outlet, issue) => t.get2("claim-outlet-issue", "outlet", outlet, "issue", issue),
    }
}

/// A count, or that it was not said.
pub(super) fn count(t: &Translator, said: StatedCount) -> String {
    said.words().unwrap_or_else(|| t.get("claim-not-said"))
}

/// Which meaning a status has on screen.
pub(super) fn badge(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Corroborated => "settled",
        ClaimStatus::Contradicted => "refused",
        ClaimStatus::NotAssessed => "needs",
        _ => "",
    }
}

/// A table to keep under a name.
pub(crate) fn csv_answer(bytes: Vec<u8>, name: &str) -> Result<Response, WebError> {
    let kept = format!("attachment; filename=\"{name}\"");
    let kept = HeaderValue::from_str(&kept).map_err(AppError::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
        ),
        (header::CONTENT_DISPOSITION, kept),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}
