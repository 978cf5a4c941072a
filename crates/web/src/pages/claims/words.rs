//! Small words that the pages of the register share.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use cairn_app::AppError;
use cairn_domain::{Claim, ClaimStatus, StatedCount};

use crate::{i18n::Translator, present::filters::code_words, problem::WebError};

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
fn count(t: &Translator, said: StatedCount) -> String {
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

/// What the claim says, field by field; what it does not say is left out or said to be so.
pub(super) fn facts(t: &Translator, claim: &Claim) -> Vec<(String, String)> {
    let day = |day: chrono::NaiveDate| day.format("%-d %b %Y").to_string();
    let date = format!(
        "{} ({})",
        day(claim.date),
        t.vocab("claim-precision", claim.date_precision)
    );
    let stated = match claim.stated_date.as_str() {
        "" => String::new(),
        stated => format!("{stated} ({})", t.vocab("claim-calendar", claim.calendar)),
    };
    let code = |vocabulary, code: &str| match code {
        "" => t.get("claim-not-said"),
        code => code_words(t, vocabulary, code),
    };
    let point = claim
        .point
        .map(|point| format!("{}, {}", point.lat(), point.lon()));
    let archive = match (claim.archive_url.as_str(), claim.archive_public) {
        ("", _) => String::new(),
        (url, true) => t.get1("claim-archive-public", "url", url),
        (url, false) => t.get1("claim-archive-private", "url", url),
    };
    [
        ("claimant", claim.claimant.clone()),
        ("outlet", source(t, claim)),
        ("published", claim.published_on.map(day).unwrap_or_default()),
        ("date", date),
        ("stated", stated),
        ("place", place(claim)),
        ("pcode", claim.pcode.clone()),
        ("point", point.unwrap_or_default()),
        ("target", code("target", &claim.target)),
        ("method", code("event-type", &claim.method)),
        ("killed", count(t, claim.killed)),
        ("injured", count(t, claim.injured)),
        ("archive", archive),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(key, words)| (t.get(format!("claim-{key}")), words))
    .collect()
}

/// A table to keep under a name.
pub(crate) fn csv_answer(table: impl Into<Body>, name: &str) -> Result<Response, WebError> {
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
    Ok((headers, table.into()).into_response())
}
