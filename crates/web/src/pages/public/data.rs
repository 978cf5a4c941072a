//! The dataset for programs: a filter's incidents page by page, its counts, what a download of it
//! is, and the file of columns that the page's own charts and map read.

use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
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

pub(super) const JSON: &str = "application/json";
/// Incidents on a page unless another number is asked for.
const PER_PAGE: u64 = 100;
/// No page has more.
const MOST: u64 = 1_000;

/// `GET /data/incidents.json`: a page of a filter, newest first, with how many it finds; with
/// `facets=yes` their counts too. `after` is the `next` of the page before.
pub(crate) async fn json(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let query = query.unwrap_or_default();
    let wanted = Wanted::from_query(&query)?;
    let what = ("incidents.json", query.as_str(), JSON);
    let page = page(&web, &dataset, &wanted);
    answered(&web, &dataset, &headers, what, page).await
}

/// A page that is asked for.
struct Wanted {
    filters: Filters,
    after: Option<i64>,
    limit: u64,
    has_facets: bool,
}

impl Wanted {
    fn from_query(query: &str) -> Result<Self, AppError> {
        let query = Some(query);
        let after = match text_in(query, "after").as_str() {
            "" => None,
            text => Some(
                text.parse()
                    .map_err(|_| AppError::invalid("after", "filter-bad-after"))?,
            ),
        };
        Ok(Self {
            filters: readable(query)?,
            after,
            limit: number_in(query, "limit").unwrap_or(PER_PAGE).min(MOST),
            has_facets: text_in(query, "facets") == "yes",
        })
    }
}

async fn page(web: &Web, dataset: &Dataset, wanted: &Wanted) -> Result<Bytes, AppError> {
    let filter = wanted.filters.filter();
    let found = public::count(&web.app, dataset, &filter).await?;
    let facets = match wanted.has_facets {
        true => facet_json(&public::facets(&web.app, dataset, &filter).await?),
        false => Value::Null,
    };
    let page = match wanted.limit {
        0 => cairn_app::stored::PublicBodies::default(),
        limit => public::page(&web.app, dataset, &filter, wanted.after, limit).await?,
    };
    let head = json!({
        "release": dataset.releases.first().map(|newest| newest.version),
        "filter": wanted.filters.query(&[]),
        "found": found,
        "next": page.next.map(|next| next.to_string()),
        "facets": facets,
    });
    // The bodies are JSON already; reading them to write them again would be most of the work.
    let head = head.to_string();
    let head = head.trim_end_matches('}');
    let incidents = page.lines.replace('\n', ",\n");
    Ok([head, ",\"incidents\":[\n", &incidents, "\n]}\n"]
        .concat()
        .into())
}

/// `GET /data/months.json?by=target`: how many in each month, by one thing.
pub(crate) async fn months(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let by = text_in(query.as_deref(), "by");
    let facet = facet(&by).ok_or_else(|| AppError::invalid("by", "filter-bad-by"))?;
    let what = ("months.json", by.as_str(), JSON);
    let table = async {
        let rows = public::months_by(&web.app, &dataset, facet).await?;
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(month, value, count)| json!([month, value, count]))
            .collect();
        let table = json!({ "columns": ["month", by, "incidents"], "rows": rows });
        Ok(table.to_string().into())
    };
    answered(&web, &dataset, &headers, what, table).await
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
    let what = ("columns.bin", "", "application/octet-stream");
    let file = async {
        let file = public::columns(&web.app, &dataset).await?;
        file.ok_or(AppError::NotFound)
    };
    answered(&web, &dataset, &headers, what, file).await
}

/// Names what a door answers to a query, and the state of the dataset in which it does.
pub(super) fn mark(dataset: &Dataset, name: &str, query: &str) -> Digest {
    let (code, mark) = (&dataset.project.code, dataset.mark());
    Digest::of_bytes(format!("{code} {mark} {name}?{query}").as_bytes())
}

/// What a door (its name, the query, the MIME type) says of the dataset: nothing to whoever holds it
/// already, what is kept if somebody asked before, and else what is made now.
pub(super) async fn answered(
    web: &Web,
    dataset: &Dataset,
    headers: &HeaderMap,
    (name, query, mime): (&str, &str, &'static str),
    made: impl Future<Output = Result<Bytes, AppError>> + Send,
) -> Result<Response, WebError> {
    let tag = mark(dataset, name, query);
    if let Some(answer) = unchanged(headers, &tag) {
        return Ok(open(answer, "public, no-cache"));
    }
    let bytes = web.answers.kept_or(tag, made).await?;
    let about = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::ETAG, format!("\"{tag}\"")),
    ];
    Ok(open((about, bytes).into_response(), "public, no-cache"))
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
