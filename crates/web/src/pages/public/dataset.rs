//! `/dataset`: releases, the files of the newest one, how to cite and how to check them.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use cairn_app::{
    App, AppError,
    public::{self, Dataset, ReleaseChanges},
    stored::{PublicRelease, RetractionRecord},
};

use super::{AsOf, frame, not_yet, origin, public_page, withdrawn, words};
use crate::{
    Web, i18n::Translator, present::size_words, problem::WebError, shell::Shell, visitor::Visitor,
};

#[derive(Template)]
#[template(path = "public/dataset.html")]
struct DatasetPage {
    shell: Shell,
    name: String,
    summary: String,
    as_of: AsOf,
    licence: String,
    inclusion: String,
    /// How many records the newest release changed; nothing where nobody can say.
    changed: Option<String>,
    files: Vec<FileLine>,
    releases: Vec<ReleaseLine>,
    withdrawn: Vec<WithdrawnLine>,
    cite: String,
    check: String,
    json_ld: String,
}

/// A file of the newest release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileLine {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) about: String,
    pub(super) size: String,
    pub(super) sha256: String,
}

/// One release.
struct ReleaseLine {
    as_of: AsOf,
    incidents: u32,
    evidence: u32,
    retractions: u32,
}

/// A record that was taken back.
struct WithdrawnLine {
    id: String,
    date: String,
    reason: String,
    last_release: u32,
}

/// Files that list others and so cannot list themselves.
const BESIDE_THE_MANIFEST: [&str; 2] = ["manifest.json", "SHA256SUMS"];

/// `GET /dataset`
pub(crate) async fn dataset(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?;
    let Some((dataset, newest)) = dataset.and_then(|d| d.releases.first().cloned().map(|r| (d, r)))
    else {
        return not_yet(&visitor, "dataset-title");
    };
    let files = files(&web.app, &visitor.t, &dataset, &newest).await?;
    let withdrawn = withdrawn(&web, &dataset).await?;
    let changes = public::release_changes(&web.app, &dataset, newest.version).await?;
    let changed = changes.map(|read| counted(&visitor.t, &read));
    let shell = frame(&visitor, &dataset, visitor.t.get("dataset-title"));
    let origin = origin(&visitor, &headers);
    public_page(
        StatusCode::OK,
        &DatasetPage {
            changed,
            ..DatasetPage::new(shell, &dataset, files, &withdrawn, &origin)
        },
    )
}

/// The files of a release, with those that list others.
pub(super) async fn files(
    app: &App,
    t: &Translator,
    dataset: &Dataset,
    newest: &PublicRelease,
) -> Result<Vec<FileLine>, AppError> {
    let mut files = listed(t, newest);
    for name in BESIDE_THE_MANIFEST {
        match public::open_release_file(app, dataset, newest.version, name).await {
            Ok(file) => {
                let (size, sha256) = (file.size_bytes, file.sha256.to_string());
                files.push(line(t, newest.version, name, size, sha256));
            }
            Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(files)
}

/// The files that a release's manifest names.
fn listed(t: &Translator, release: &PublicRelease) -> Vec<FileLine> {
    let files = release.manifest["files"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let read = |file: &serde_json::Value| {
        let sha256 = file["sha256"].as_str()?.to_owned();
        Some(line(
            t,
            release.version,
            file["name"].as_str()?,
            file["size_bytes"].as_u64()?,
            sha256,
        ))
    };
    files.iter().filter_map(read).collect()
}

fn line(t: &Translator, version: u32, name: &str, size: u64, sha256: String) -> FileLine {
    let key = format!("dataset-file-{}", name.to_lowercase().replace('.', "-"));
    FileLine {
        href: format!("/releases/{version}/{name}"),
        about: if t.knows(&key) {
            t.get(key)
        } else {
            String::new()
        },
        name: name.to_owned(),
        size: size_words(size),
        sha256,
    }
}

impl DatasetPage {
    fn new(
        shell: Shell,
        dataset: &Dataset,
        files: Vec<FileLine>,
        withdrawn: &[RetractionRecord],
        origin: &str,
    ) -> Self {
        let (project, as_of) = (&dataset.project, AsOf::newest(dataset));
        let manifest = dataset.releases.first().map(|newest| &newest.manifest);
        let text = |name: &str| {
            manifest
                .and_then(|held| held[name].as_str())
                .unwrap_or_default()
        };
        let address = format!("{origin}/releases/{}", as_of.version);
        let releases = dataset.releases.iter().map(|release| ReleaseLine {
            as_of: AsOf::of(release, &project.zone),
            incidents: release.incidents,
            evidence: release.evidence,
            retractions: release.retractions,
        });
        let cite = [
            ("project", project.name.clone()),
            ("code", project.code.to_string()),
            ("version", as_of.version.to_string()),
            ("date", as_of.date.clone()),
            ("address", format!("{address}/README.md")),
        ];
        Self {
            name: project.name.clone(),
            summary: project.summary.clone(),
            licence: text("licence").to_owned(),
            inclusion: text("inclusion").to_owned(),
            changed: None,
            releases: releases.collect(),
            cite: shell.t.with("dataset-cite-words", &cite),
            check: check(&address, &files),
            json_ld: json_ld(dataset, &files, origin),
            withdrawn: withdrawn
                .iter()
                .rev()
                .map(|record| WithdrawnLine::new(dataset, record))
                .collect(),
            as_of,
            files,
            shell,
        }
    }
}

/// `Since release 1: 3 new, 2 changed, none gone.`
fn counted(t: &Translator, read: &ReleaseChanges) -> String {
    let count = |count: usize| count.to_string();
    let counts = [
        ("new", count(read.changes.added.len())),
        ("changed", count(read.changes.changed.len())),
        ("gone", count(read.changes.removed.len())),
        ("from", read.from.unwrap_or_default().to_string()),
    ];
    match read.from {
        Some(_) => t.with("dataset-changed", &counts),
        None => t.with("dataset-changed-first", &counts),
    }
}

impl WithdrawnLine {
    fn new(dataset: &Dataset, record: &RetractionRecord) -> Self {
        Self {
            id: format!("{}-{}", dataset.project.code, record.short),
            date: words::day_in(record.at, &dataset.project.zone),
            reason: record.reason.clone(),
            last_release: record.last_release,
        }
    }
}

/// Commands to copy: fetch everything, then compare.
fn check(address: &str, files: &[FileLine]) -> String {
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    format!(
        "curl --remote-name-all \"{address}/{{{}}}\"\nsha256sum -c SHA256SUMS",
        names.join(",")
    )
}

/// schema.org, for search engines of datasets; nothing for a demonstration.
fn json_ld(dataset: &Dataset, files: &[FileLine], origin: &str) -> String {
    let project = &dataset.project;
    let Some(newest) = dataset.releases.first().filter(|_| !project.is_demo) else {
        return String::new();
    };
    let download = |file: &FileLine| {
        serde_json::json!({
            "@type": "DataDownload", "name": file.name, "sha256": file.sha256,
            "contentUrl": format!("{origin}{}", file.href),
        })
    };
    let value = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": project.name,
        "description": project.summary,
        "identifier": project.code.to_string(),
        "version": newest.version.to_string(),
        "datePublished": newest.built_at.date_naive().to_string(),
        "license": newest.manifest["licence"],
        "url": format!("{origin}/dataset"),
        "distribution": files.iter().map(download).collect::<Vec<_>>(),
    });
    // A text may not end the script element it stands in.
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    fn sample(dataset: &Dataset) -> DatasetPage {
        let shell = sample::shell();
        let files = listed(&shell.t, &dataset.releases[0]);
        let withdrawn = [sample::retraction()];
        DatasetPage::new(shell, dataset, files, &withdrawn, "https://cairn.example")
    }

    #[test]
    fn files_carry_their_size_and_fingerprint() {
        let html = sample(&sample::dataset()).render().expect("renders");
        for words in [
            "/releases/2/incidents.csv",
            "41.2 kB",
            &"ab".repeat(32),
            "CC-BY-4.0",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert!(html.contains("sha256sum -c SHA256SUMS"));
        assert!(html.contains("/incidents/AFG-7K3QXM") && html.contains("A family asked for it."));
    }

    #[test]
    fn what_changed_is_counted_and_the_first_release_is_new() {
        let t = sample::shell().t;
        let read = |from: serde_json::Value| {
            let written = serde_json::json!({
                "from": from, "columns": [], "changed": [], "removed": [],
                "added": [{ "table": "incidents", "id": "AFG-9Z8Y7X" }],
            });
            let read: ReleaseChanges = serde_json::from_value(written).expect("reads");
            counted(&t, &read)
        };
        assert_eq!(
            read(serde_json::json!(1)),
            "Since release 1: 1 record new, 0 changed, 0 gone."
        );
        assert!(read(serde_json::Value::Null).contains("first release"));
    }

    #[test]
    fn a_demonstration_is_not_offered_to_search_engines() {
        let mut dataset = sample::dataset();
        assert_eq!(sample(&dataset).json_ld, "");
        dataset.project.is_demo = false;
        dataset.project.summary = "</script><b>".into();
        let page = sample(&dataset);
        assert!(!page.json_ld.contains('<'));
        assert!(
            page.render()
                .expect("renders")
                .contains("application/ld+json")
        );
    }
}
