//! `/methodology`: how the team says that it works, in its own words, with every earlier version.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    public::{self, Block, Dataset},
    stored::MethodRecord,
};

use super::{frame, not_yet, public_page, words};
use crate::{
    Web,
    present::filters::{number_in, text_in},
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "public/methodology.html")]
struct MethodologyPage {
    shell: Shell,
    /// The version shown; 0 where nobody has written any.
    version: u32,
    date: String,
    is_newest: bool,
    blocks: Vec<Block>,
    /// Every version with its day, newest first.
    versions: Vec<(u32, String)>,
}

/// `GET /methodology?version=…`; the newest unless a version is asked for.
pub(crate) async fn methodology(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let Some(dataset) = public::dataset(&web.app).await? else {
        return not_yet(&visitor, "methodology-title");
    };
    let known = public::methods(&web.app, &dataset).await?;
    let query = query.as_deref();
    let asked = match text_in(query, "version").is_empty() {
        true => known.first(),
        false => {
            let number = number_in(query, "version").ok_or(AppError::NotFound)?;
            let found = known.iter().find(|one| u64::from(one.version) == number);
            Some(found.ok_or(AppError::NotFound)?)
        }
    };
    let shell = frame(&visitor, &dataset, visitor.t.get("methodology-title"));
    let page = MethodologyPage::new(shell, &dataset, asked, &known);
    public_page(StatusCode::OK, &page)
}

impl MethodologyPage {
    fn new(
        shell: Shell,
        dataset: &Dataset,
        shown: Option<&MethodRecord>,
        known: &[MethodRecord],
    ) -> Self {
        let day = |one: &MethodRecord| words::day_in(one.at, &dataset.project.zone);
        let newest = known.first().map(|one| one.version);
        Self {
            version: shown.map_or(0, |one| one.version),
            date: shown.map(day).unwrap_or_default(),
            is_newest: shown.map(|one| one.version) == newest,
            blocks: shown.map_or_else(Vec::new, |one| public::blocks(&one.words)),
            versions: known.iter().map(|one| (one.version, day(one))).collect(),
            shell,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::pages::public::sample;

    #[test]
    fn words_of_the_team_are_words_and_no_markup() {
        let at = Utc.with_ymd_and_hms(2025, 3, 1, 22, 0, 0).single();
        let method = |version: u32, words: &str| MethodRecord {
            version,
            words: words.into(),
            at: at.expect("a moment"),
        };
        let known = [
            method(
                2,
                "# What is included\n\n<script>alert(1)</script>\n\n- one entry",
            ),
            method(1, "Before."),
        ];
        let of = |shown: Option<&MethodRecord>| {
            MethodologyPage::new(sample::shell(), &sample::dataset(), shown, &known)
                .render()
                .expect("renders")
        };
        let html = of(known.first());
        assert!(
            html.contains("<h2 dir=\"auto\">What is included</h2>"),
            "{html}"
        );
        assert!(
            !html.contains("<script>alert") && html.contains("<li dir=\"auto\">one entry</li>")
        );
        assert!(html.contains("href=\"/methodology?version=1\""));
        assert!(html.contains("2 Mar 2025"), "the day in Kabul");
        assert!(of(known.last()).contains("Before."));
        assert!(of(None).contains("has not written"));
    }
}
