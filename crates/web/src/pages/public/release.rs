//! `/releases/{version}`: one release for good: its files, and what it changed field by field.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    public::{self, Dataset, ReleaseChanges},
    stored::PublicRelease,
};

use super::{
    AsOf,
    dataset::{FileLine, files},
    downloads::newest,
    frame, public_page,
};
use crate::{
    Web, i18n::Translator, present::record_changes::ChangeList, problem::WebError, shell::Shell,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "public/release.html")]
struct ReleasePage {
    shell: Shell,
    as_of: AsOf,
    is_newest: bool,
    incidents: u32,
    evidence: u32,
    /// The release before; none before the first.
    from: Option<u32>,
    /// The release after, if there is one.
    next: Option<u32>,
    /// Tables and columns that only one of the two has.
    columns: Vec<String>,
    /// Nothing where it is too long for a page.
    changes: Option<ChangeList>,
    files: Vec<FileLine>,
}

/// `GET /releases/{version}`; `latest` leads to the newest.
pub(crate) async fn release(
    State(web): State<Web>,
    visitor: Visitor,
    Path(version): Path<String>,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    if version == "latest" {
        return Ok(newest(&dataset, "")?);
    }
    let version: u32 = version.parse().map_err(|_| AppError::NotFound)?;
    let release = dataset.releases.iter().find(|one| one.version == version);
    let release = release.ok_or(AppError::NotFound)?;
    let changes = public::release_changes(&web.app, &dataset, version).await?;
    let files = files(&web.app, &visitor.t, &dataset, release).await?;
    let title = visitor.t.get1("dataset-release", "version", version);
    let shell = frame(&visitor, &dataset, title);
    public_page(
        StatusCode::OK,
        &ReleasePage::new(shell, &dataset, release, changes, files),
    )
}

impl ReleasePage {
    fn new(
        shell: Shell,
        dataset: &Dataset,
        release: &PublicRelease,
        read: Option<ReleaseChanges>,
        files: Vec<FileLine>,
    ) -> Self {
        let next = |one: &&PublicRelease| one.version == release.version + 1;
        let newest = dataset.releases.first().map(|one| one.version);
        let columns = read.as_ref().map(|read| columns(&shell.t, read));
        Self {
            as_of: AsOf::of(release, &dataset.project.zone),
            is_newest: newest == Some(release.version),
            incidents: release.incidents,
            evidence: release.evidence,
            from: release.version.checked_sub(1).filter(|from| *from > 0),
            next: dataset.releases.iter().find(next).map(|one| one.version),
            columns: columns.unwrap_or_default(),
            changes: read.map(|read| ChangeList::new(&shell.t, &read.changes, page)),
            files,
            shell,
        }
    }
}

/// Only an incident has a page.
fn page(table: &str, id: &str) -> String {
    match table {
        "incidents" => format!("/incidents/{id}"),
        _ => String::new(),
    }
}

fn columns(t: &Translator, read: &ReleaseChanges) -> Vec<String> {
    let columns = read.changes.columns.iter();
    let words = |one: &cairn_app::release::ColumnChange| {
        let name = format!("{}.{}", one.table, one.column);
        match one.change.as_ref() {
            "added" => t.get1("public-release-column-added", "name", name),
            _ => t.get1("public-release-column-removed", "name", name),
        }
    };
    columns.map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    #[test]
    fn what_was_withdrawn_since_is_not_told_again() {
        let dataset = sample::dataset();
        let gone = [sample::retraction()];
        let written = serde_json::json!({
            "format": "cairn-changes/1", "project": "AFG", "from": 1, "to": 2,
            "columns": [{ "table": "incidents", "column": "tags", "change": "added" }],
            "added": [
                { "table": "sources", "id": "{\"incident\":\"AFG-7K3QXM\",\"title\":\"Told once\"}" },
                { "table": "incidents", "id": "AFG-9Z8Y7X" },
            ],
            "changed": [
                { "table": "incidents", "id": "AFG-7K3QXM", "fields": { "title": { "old": "Told once", "new": "Told twice" } } },
                { "table": "incidents", "id": "AFG-2A3B4C", "fields": { "fatalities_low": { "old": null, "new": 3 } } },
            ],
            "removed": [{ "table": "incidents", "id": "AFG-7K3QXM" }],
        });
        let read: ReleaseChanges = serde_json::from_value(written).expect("reads");
        let read = read.without(&dataset, &gone);
        let page = ReleasePage::new(
            sample::shell(),
            &dataset,
            &dataset.releases[0],
            Some(read),
            Vec::new(),
        );
        let html = page.render().expect("renders");
        assert!(!html.contains("Told"), "{html}");
        for words in [
            "href=\"/incidents/AFG-9Z8Y7X\"",
            "<code>fatalities_low</code>",
            "<ins>3</ins>",
            "incidents.tags",
            "AFG-7K3QXM",
            "href=\"/releases/1\"",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}
