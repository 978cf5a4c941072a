//! What anybody may read. Every page works without script; only published projections come here.

mod about;
mod card;
mod cells;
mod claimed;
mod data;
mod dataset;
mod downloads;
mod embed;
mod evidence;
mod facts;
mod feeds;
mod history;
mod incident;
mod list;
mod map;
mod methodology;
mod preview;
mod release;
mod row;
mod run;
#[cfg(test)]
mod sample;
mod selections;
mod sketch;
mod verified;
pub(crate) mod words;

use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use cairn_app::{
    AppError,
    public::Dataset,
    stored::{PublicRelease, RetractionRecord},
};

use crate::{
    Web,
    problem::WebError,
    shell::{NavProject, Shell},
    visitor::{Visitor, page_with},
};

pub(crate) use about::about;
pub(crate) use card::card;
pub(crate) use cells::cells;
pub(crate) use data::{columns, json, manifest, months};
pub(crate) use dataset::dataset;
pub(crate) use downloads::{csv, geojson, json_lines, latest, latest_file, media, release_file};
pub(crate) use embed::{embed_chart, embed_map};
pub(crate) use feeds::{atom, json_feed, robots, sitemap};
pub(crate) use incident::incident;
pub(crate) use list::list;
pub(crate) use map::map;
pub(crate) use methodology::methodology;
pub(crate) use preview::preview;
pub(crate) use release::release;
pub(crate) use run::run;
pub(crate) use selections::{parquet, sqlite, workbook};

/// The release a page speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AsOf {
    version: u32,
    /// The day it was built, in the project's zone.
    date: String,
}

impl AsOf {
    fn newest(dataset: &Dataset) -> Self {
        match dataset.releases.first() {
            Some(release) => Self::of(release, &dataset.project.zone),
            // A project is shown from its first release on; without one there is nothing to date.
            None => Self {
                version: 0,
                date: String::new(),
            },
        }
    }

    fn of(release: &PublicRelease, zone: &str) -> Self {
        Self {
            version: release.version,
            date: words::day_in(release.built_at, zone),
        }
    }
}

/// The page before there is anything to show: what will be here, and what to do until then.
#[derive(Template)]
#[template(path = "public/not_yet.html")]
struct NotYetPage {
    shell: Shell,
}

/// Answers with the page that teaches what comes here.
pub(crate) fn not_yet(visitor: &Visitor, title_key: &str) -> Result<Response, WebError> {
    public_page(
        StatusCode::OK,
        &NotYetPage {
            shell: visitor.shell(visitor.t.get(title_key)),
        },
    )
}

/// The frame of a page of the dataset.
pub(crate) fn frame(visitor: &Visitor, dataset: &Dataset, title: impl Into<String>) -> Shell {
    let project = &dataset.project;
    Shell {
        project: Some(NavProject {
            code: project.code.to_string(),
            name: project.name.clone(),
            links: Vec::new(),
        }),
        demo: project.is_demo,
        unlisted: visitor.web.settings.is_unlisted(project.is_demo),
        ..visitor.shell(title)
    }
}

/// Everything that was published once and taken back, oldest first.
async fn withdrawn(web: &Web, dataset: &Dataset) -> Result<Vec<RetractionRecord>, AppError> {
    Ok(web
        .app
        .store
        .read()
        .retractions_since(dataset.project.id, 0)
        .await?)
}

/// Renders a public page. It may stay in the browser that asked, so that going back is immediate,
/// but is asked for again each time: a retraction has to show at once.
pub(crate) fn public_page(
    status: StatusCode,
    template: &impl Template,
) -> Result<Response, WebError> {
    let mut response = page_with(status, template)?;
    let cache = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    Ok(response)
}

/// Where this instance is reached, for citations and commands to copy: what the operator set, else
/// what the browser says it asked.
fn origin(visitor: &Visitor, headers: &HeaderMap) -> String {
    if let Some(origin) = visitor.web.settings.trusted_origins.first() {
        return origin.trim_end_matches('/').to_owned();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let is_here = ["localhost", "127.", "[::1]"]
        .iter()
        .any(|near| host.starts_with(near));
    match host {
        "" => String::new(),
        host if is_here => format!("http://{host}"),
        host => format!("https://{host}"),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use crate::i18n::Locales;

    /// Words between quotes inside a template's tags that look like a key.
    fn keys(template: &str) -> Vec<&str> {
        let in_tags = template.split("{{").chain(template.split("{%")).skip(1);
        let code = in_tags.filter_map(|part| part.split(['}', '%']).next());
        let literals = code.flat_map(|code| code.split('"').skip(1).step_by(2));
        let is_key = |text: &&str| {
            text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        literals.filter(is_key).collect()
    }

    #[test]
    fn every_word_of_these_pages_is_known() {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/templates");
        let own = [
            "submit.html",
            "receipt_new.html",
            "receipt_ask.html",
            "receipt.html",
        ];
        let mut paths: Vec<_> = own.iter().map(|name| templates.join(name)).collect();
        let public = fs::read_dir(templates.join("public")).expect("the public templates");
        paths.extend(public.map(|entry| entry.expect("an entry").path()));
        let t = Locales::load().get(None);
        let mut seen = 0;
        for path in paths {
            let text = fs::read_to_string(&path).expect("a template");
            for key in keys(&text) {
                assert!(t.knows(key), "{key} in {}", path.display());
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen} keys were read");
    }
}
