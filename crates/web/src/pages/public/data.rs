//! The dataset for programs: a filter's incidents page by page, its counts, what a download of it
//! is, and the file of columns that the page's own charts and map read.

use axum::{
    Json,
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    public::{self, Dataset},
    stored::{Facet, Facets},
};
use cairn_domain::Digest;
use serde_json::{Value, json};

use super::downloads::{FORMATS, open, unchanged};
use crate::{
    Web,
    present::filters::{Filters, number_in, text_in},
    problem::WebError,
};

const JSON: &str = "application/json";
/// Incidents on a page unless another number is asked for.
const PER_PAGE: u64 = 100;
/// No page has more.
const MOST: u64 = 1_000;

/// `GET /data/incidents.json`: a page of a filter, newest first, with how many it finds; with
/// `facets=yes` their counts too. `after` is the `next` of the page before.
pub(crate) async fn json(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let query = query.as_deref();
    let filters = readable(query)?;
    let filter = filters.filter();
    let limit = number_in(query, "limit").unwrap_or(PER_PAGE).min(MOST);
    let after = match text_in(query, "after").as_str() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| AppError::invalid("after", "filter-bad-after"))?,
        ),
    };
    let found = public::count(&web.app, &dataset, &filter).await?;
    let facets = match text_in(query, "facets").as_str() {
        "yes" => facet_json(&public::facets(&web.app, &dataset, &filter).await?),
        _ => Value::Null,
    };
    let page = match limit {
        0 => cairn_app::stored::PublicBodies::default(),
        limit => public::page(&web.app, &dataset, &filter, after, limit).await?,
    };
    let head = json!({
        "release": dataset.releases.first().map(|newest| newest.version),
        "filter": filters.query(&[]),
        "found": found,
        "next": page.next.map(|next| next.to_string()),
        "facets": facets,
    });
    // The bodies are JSON already; reading them to write them again would be most of the work.
    let head = head.to_string();
    let head = head.trim_end_matches('}');
    let body = [head, ",\"incidents\":[\n", &page.json, "\n]}\n"].concat();
    Ok(open(
        ([(header::CONTENT_TYPE, JSON)], body).into_response(),
        "public, no-cache",
    ))
}

/// `GET /data/months.json?by=target`: how many in each month, by one thing.
pub(crate) async fn months(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let by = text_in(query.as_deref(), "by");
    let facet = facet(&by).ok_or_else(|| AppError::invalid("by", "filter-bad-by"))?;
    let rows = public::months_by(&web.app, &dataset, facet).await?;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(month, value, count)| json!([month, value, count]))
        .collect();
    let answer = json!({ "columns": ["month", by, "incidents"], "rows": rows });
    Ok(open(Json(answer).into_response(), "public, no-cache"))
}

/// `GET /data/filter.json`: what a download of a filter is, for whoever keeps the file: the filter,
/// the release it was taken from, the terms, how many there are, and each format's address.
pub(crate) async fn manifest(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = readable(query.as_deref())?;
    let found = public::count(&web.app, &dataset, &filters.filter()).await?;
    Ok(open(
        Json(describe(&dataset, &filters, found)).into_response(),
        "public, no-cache",
    ))
}

pub(super) fn describe(dataset: &Dataset, filters: &Filters, found: u64) -> Value {
    let newest = dataset.releases.first();
    let manifest = newest.map(|newest| &newest.manifest);
    let text = |name: &str| manifest.and_then(|held| held[name].as_str());
    let asked: serde_json::Map<_, _> = filters
        .pairs()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let format = |(name, mime): &(&str, &str)| {
        let href = filters.href(&format!("/data/{name}"));
        json!({ "name": name, "mime": mime, "href": href })
    };
    json!({
        "project": { "code": dataset.project.code.as_str(), "name": dataset.project.name },
        "release": newest.map(|newest| newest.version),
        "built_on": newest.map(|newest| newest.built_at.date_naive().to_string()),
        "withdrawn": dataset.withdrawn,
        "licence": text("licence"),
        "inclusion": text("inclusion"),
        "synthetic": dataset.project.is_demo,
        "filter": asked,
        "found": found,
        "files": FORMATS.iter().map(format).collect::<Vec<_>>(),
    })
}

/// `GET /data/columns.bin`: the whole dataset, 23 bytes an incident. Past a hundred thousand there
/// is no such file.
pub(crate) async fn columns(
    State(web): State<Web>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let mark = format!("{} columns {}", dataset.project.code, dataset.mark());
    let tag = Digest::of_bytes(mark.as_bytes());
    if let Some(answer) = unchanged(&headers, &tag) {
        return Ok(open(answer, "public, no-cache"));
    }
    let mut kept = web.columns.lock().await;
    let file = match kept.as_ref().filter(|(of, _)| *of == tag) {
        Some((_, file)) => file.clone(),
        None => {
            let file = public::columns(&web.app, &dataset).await?;
            *kept = Some((tag, file.clone()));
            file
        }
    };
    drop(kept);
    let file = file.ok_or(AppError::NotFound)?;
    let about = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::ETAG, format!("\"{tag}\"")),
    ];
    Ok(open(
        (StatusCode::OK, about, Body::from(file)).into_response(),
        "public, no-cache",
    ))
}

/// The filters of a program: what cannot be read is refused, for nobody would see that it was
/// left out.
pub(super) fn readable(query: Option<&str>) -> Result<Filters, AppError> {
    let filters = Filters::from_query(query);
    match filters.unread() {
        Some((field, code)) => Err(AppError::invalid(field, code)),
        None => Ok(filters),
    }
}

fn facet(name: &str) -> Option<Facet> {
    Some(match name {
        "province" => Facet::Province,
        "type" => Facet::EventType,
        "target" => Facet::Target,
        "place" => Facet::LocationType,
        _ => return None,
    })
}

fn facet_json(facets: &Facets) -> Value {
    let counts = |counts: &[(String, u64)]| -> Value {
        counts
            .iter()
            .map(|(value, count)| (value.clone(), Value::from(*count)))
            .collect()
    };
    json!({
        "province": counts(&facets.provinces),
        "type": counts(&facets.event_types),
        "target": counts(&facets.targets),
        "place": counts(&facets.location_types),
        "month": counts(&facets.months),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    #[test]
    fn a_download_says_what_it_is() {
        let filters = readable(Some("province=Kabul&claimed=yes")).expect("read");
        let about = describe(&sample::dataset(), &filters, 31);
        assert_eq!(
            about["filter"],
            json!({ "province": "Kabul", "claimed": "yes" })
        );
        assert_eq!(
            (&about["release"], &about["licence"]),
            (&json!(2), &json!("CC-BY-4.0"))
        );
        assert_eq!(
            about["files"][0]["href"],
            "/data/incidents.csv?province=Kabul&claimed=yes"
        );
    }

    #[test]
    fn a_program_is_told_what_cannot_be_read() {
        assert!(readable(Some("from=2022-13-01")).is_err());
        assert!(readable(Some("from=2022-12-01&claimed=perhaps")).is_err());
        assert!(readable(Some("from=2022-12-01&claimed=no")).is_ok());
    }
}
