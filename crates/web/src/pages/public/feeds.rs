//! What programs follow: releases and withdrawals as Atom and JSON feeds, the pages there are for
//! search engines, and what those are asked to leave alone.

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    public::{self, Dataset},
    stored::RetractionRecord,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{downloads::open, origin, withdrawn};
use crate::{Web, i18n::Translator, problem::WebError, visitor::Visitor};

/// Entries of a feed, the newest ones; the dataset page has all of them.
const ENTRIES: usize = 50;
/// Most addresses in one file of a sitemap (sitemaps.org).
const ADDRESSES: u64 = 50_000;

/// Something that happened to the dataset.
struct Entry {
    /// For good, whatever else changes.
    id: String,
    title: String,
    /// Why, for what was withdrawn.
    words: String,
    href: String,
    at: DateTime<Utc>,
    moment: String,
}

#[derive(Template)]
#[template(path = "public/feed.xml")]
struct AtomFeed {
    id: String,
    title: String,
    origin: String,
    lang: String,
    updated: String,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "public/sitemap.xml")]
struct Sitemap {
    origin: String,
    code: String,
    incidents: Vec<String>,
}

/// `GET /feed.atom`
pub(crate) async fn atom(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let (dataset, entries) = read(&web, &visitor, &headers).await?;
    let origin = origin(&visitor, &headers);
    let newest = entries.first().map(|entry| entry.moment.clone());
    let feed = AtomFeed {
        id: format!("urn:uuid:{}", dataset.project.id.0),
        title: title(&visitor.t, &dataset),
        lang: visitor.t.code().to_owned(),
        updated: newest.unwrap_or_else(|| moment(dataset.project.created_at)),
        entries,
        origin,
    };
    let text = feed.render().map_err(AppError::internal)?;
    Ok(sent("application/atom+xml; charset=utf-8", text))
}

/// `GET /feed.json` (JSON Feed 1.1)
pub(crate) async fn json_feed(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let (dataset, entries) = read(&web, &visitor, &headers).await?;
    let origin = origin(&visitor, &headers);
    let item = |entry: &Entry| {
        json!({
            "id": entry.id, "url": entry.href, "title": entry.title,
            "content_text": entry.words, "date_published": entry.moment,
        })
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(&visitor.t, &dataset),
        "home_page_url": format!("{origin}/dataset"),
        "feed_url": format!("{origin}/feed.json"),
        "language": visitor.t.code(),
        "items": entries.iter().map(item).collect::<Vec<Value>>(),
    });
    let mut response = open(Json(feed).into_response(), "public, no-cache");
    let kind = axum::http::HeaderValue::from_static("application/feed+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// `GET /sitemap.xml`: every page for readers; nothing of a demonstration, in which attacks are
/// invented.
pub(crate) async fn sitemap(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let incidents = match dataset.project.is_demo {
        true => Vec::new(),
        false => public::shorts(&web.app, &dataset, ADDRESSES - 10).await?,
    };
    let map = Sitemap {
        origin: origin(&visitor, &headers),
        code: dataset.project.code.to_string(),
        incidents,
    };
    let text = map.render().map_err(AppError::internal)?;
    Ok(sent("application/xml; charset=utf-8", text))
}

/// `GET /robots.txt`: what is public may be found, unless the operator says otherwise.
pub(crate) async fn robots(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Response {
    let text = if web.settings.hide_from_robots == Some(true) {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else {
        // The team's side answers strangers with 404; this only saves both the asking.
        let origin = origin(&visitor, &headers);
        format!(
            "User-agent: *\nDisallow: /projects/\nDisallow: /receipt\n\nSitemap: {origin}/sitemap.xml\n"
        )
    };
    sent("text/plain; charset=utf-8", text)
}

fn sent(kind: &'static str, text: String) -> Response {
    open(
        ([(header::CONTENT_TYPE, kind)], text).into_response(),
        "public, no-cache",
    )
}

fn title(t: &Translator, dataset: &Dataset) -> String {
    format!("{}: {}", dataset.project.name, t.get("feed-title"))
}

async fn read(
    web: &Web,
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<(Dataset, Vec<Entry>), AppError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let withdrawn = withdrawn(web, &dataset).await?;
    let entries = entries(&visitor.t, &dataset, &withdrawn, &origin(visitor, headers));
    Ok((dataset, entries))
}

/// Releases and withdrawals, newest first.
fn entries(
    t: &Translator,
    dataset: &Dataset,
    withdrawn: &[RetractionRecord],
    origin: &str,
) -> Vec<Entry> {
    let releases = dataset.releases.iter().map(|release| Entry {
        id: format!("urn:uuid:{}", release.id.0),
        title: t.with(
            "feed-release",
            &[
                ("version", release.version.to_string()),
                ("incidents", release.incidents.to_string()),
                ("evidence", release.evidence.to_string()),
            ],
        ),
        words: String::new(),
        href: format!("{origin}/releases/{}/README.md", release.version),
        at: release.built_at,
        moment: moment(release.built_at),
    });
    let code = &dataset.project.code;
    let gone = withdrawn.iter().map(|record| {
        let id = format!("{code}-{}", record.short);
        Entry {
            id: format!("tag:{code},{}:{id}", record.at.date_naive()),
            title: t.get1("feed-withdrawn", "id", &id),
            words: record.reason.clone(),
            href: format!("{origin}/incidents/{id}"),
            at: record.at,
            moment: moment(record.at),
        }
    });
    let mut entries: Vec<_> = releases.chain(gone).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries.truncate(ENTRIES);
    entries
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    #[test]
    fn withdrawals_stand_among_releases_by_when_they_happened() {
        let t = Locales::load().get(None);
        let entries = entries(
            &t,
            &sample::dataset(),
            &[sample::retraction()],
            "https://cairn.example",
        );
        let titles: Vec<_> = entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(titles[0], "Withdrawn: AFG-7K3QXM");
        assert!(titles[1].starts_with("Release 2: 2 attacks"), "{titles:?}");
        assert_eq!(entries[0].words, "A family asked for it.");
        assert_eq!(
            entries[0].href,
            "https://cairn.example/incidents/AFG-7K3QXM"
        );
    }
}
