//! Files for others: the present filter as CSV or GeoJSON, the files of releases, published pictures.

use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    public::{self, Dataset, DownloadFormat, PublicIncident},
};
use cairn_domain::Digest;
use futures::TryStreamExt;
use serde_json::{Value, json};

use super::{data::readable, words};
use crate::{
    Web,
    bytes_out::{self, Showing},
    i18n::Translator,
    present::filters::{Filters, text_in},
    problem::WebError,
    visitor::Visitor,
};

const CSV: &str = "text/csv; charset=utf-8; header=present";
const GEOJSON: &str = "application/geo+json";
const JSON_LINES: &str = "application/jsonl";
pub(super) const PARQUET: &str = "application/vnd.apache.parquet";
pub(super) const SQLITE: &str = "application/vnd.sqlite3";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Every form in which what a filter finds can be had.
pub(super) const FORMATS: [(&str, &str); 7] = [
    ("incidents.csv", CSV),
    ("incidents.geojson", GEOJSON),
    ("incidents.jsonl", JSON_LINES),
    ("incidents.json", "application/json"),
    ("incidents.parquet", PARQUET),
    ("dataset.sqlite", SQLITE),
    ("incidents.xlsx", XLSX),
];
/// `GET /data/incidents.csv`
pub(crate) async fn csv(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    streamed(&web, query.as_deref(), DownloadFormat::Csv).await
}

/// `GET /data/incidents.jsonl`
pub(crate) async fn json_lines(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    streamed(&web, query.as_deref(), DownloadFormat::JsonLines).await
}

/// `GET /data/incidents.geojson`; with `?for=map` only what the map draws.
pub(crate) async fn geojson(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    if text_in(query.as_deref(), "for") != "map" {
        return streamed(&web, query.as_deref(), DownloadFormat::GeoJson).await;
    }
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = Filters::from_query(query.as_deref());
    let found = public::count(&web.app, &dataset, &filters.filter()).await?;
    if found > public::MOST_IN_COLUMNS {
        return Err(AppError::invalid("for", "map-too-many").into());
    }
    let incidents = public::filtered(&web.app, &dataset, &filters.filter()).await?;
    let points = for_map(&visitor.t, &incidents).to_string().into_bytes();
    Ok(data(points, GEOJSON, &headers))
}

/// What a filter finds, as it is read. An error half-way breaks the transfer off: there is no
/// length and no last chunk, so that nobody takes a part for the whole.
async fn streamed(
    web: &Web,
    query: Option<&str>,
    format: DownloadFormat,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = readable(query)?;
    let (extension, mime) = match format {
        DownloadFormat::Csv => ("csv", CSV),
        DownloadFormat::GeoJson => ("geojson", GEOJSON),
        DownloadFormat::JsonLines => ("jsonl", JSON_LINES),
    };
    let (about, _) = about(&dataset, &filters, extension, mime);
    let file = public::download(&web.app, &dataset, &filters.filter(), format);
    let file = file.map_err(|error| std::io::Error::other(format!("{error:?}")));
    Ok(open(
        (about, Body::from_stream(file)).into_response(),
        "public, no-cache",
    ))
}

/// What is said of a file of a filter before it is sent, and its mark: the same until another release
/// is signed or a record is withdrawn.
pub(super) fn about(
    dataset: &Dataset,
    filters: &Filters,
    extension: &str,
    mime: &str,
) -> ([(HeaderName, String); 4], Digest) {
    let name = file_name(dataset, filters, extension);
    let mark = format!("{name}?{} {}", filters.query(&[]), dataset.mark());
    let tag = Digest::of_bytes(mark.as_bytes());
    // Where the filter, the release and the terms are written down (RFC 8288).
    let described = filters.href("/data/filter.json");
    let about = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::ETAG, format!("W/\"{tag}\"")),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::LINK, format!("<{described}>; rel=\"describedby\"")),
    ];
    (about, tag)
}

/// `GET /releases/{version}/{name}`; `latest` leads to the newest.
pub(crate) async fn release_file(
    State(web): State<Web>,
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    if version == "latest" {
        return Ok(newest(&dataset, &name)?);
    }
    let version = version.parse().map_err(|_| AppError::NotFound)?;
    let file = public::open_release_file(&web.app, &dataset, version, &name).await?;
    if let Some(answer) = unchanged(&headers, &file.sha256) {
        return Ok(open(answer, "public, max-age=31536000, immutable"));
    }
    let showing = match file.mime.starts_with("text/csv") {
        true => Showing::Attachment(format!("{}-release-{version}-{name}", dataset.project.code)),
        false => Showing::Inline,
    };
    let response = bytes_out::send(&web.app, file, showing, &headers).await?;
    Ok(open(response, "public, max-age=31536000, immutable"))
}

/// `GET /latest`: the newest release.
pub(crate) async fn latest(State(web): State<Web>) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    Ok(newest(&dataset, "")?)
}

/// `GET /latest/{name}`: a file of it.
pub(crate) async fn latest_file(
    State(web): State<Web>,
    Path(name): Path<String>,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    Ok(newest(&dataset, &name)?)
}

/// `GET /media/{sha256}`: a copy made for the public, while it is published.
pub(crate) async fn media(
    State(web): State<Web>,
    Path(sha256): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let sha256: Digest = sha256.parse().map_err(|_| AppError::NotFound)?;
    let file = public::open_public_blob(&web.app, &dataset, &sha256).await?;
    let mut response = match unchanged(&headers, &sha256) {
        Some(answer) => answer,
        None => bytes_out::send(&web.app, file, Showing::Inline, &headers).await?,
    };
    // Asked for again each time, so that a picture taken back is gone; and never found by itself.
    let kept = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    let alone = HeaderValue::from_static("noindex, noimageindex");
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-robots-tag"), alone);
    Ok(response)
}

/// `AFG-incidents-release-3.csv`, or `…-filtered.csv`.
pub(super) fn file_name(dataset: &Dataset, filters: &Filters, extension: &str) -> String {
    let code = &dataset.project.code;
    let version = dataset
        .releases
        .first()
        .map_or(0, |release| release.version);
    let part = if filters.is_empty() { "" } else { "-filtered" };
    format!("{code}-incidents-release-{version}{part}.{extension}")
}

fn data(bytes: Vec<u8>, mime: &'static str, request: &HeaderMap) -> Response {
    let digest = Digest::of_bytes(&bytes);
    if let Some(answer) = unchanged(request, &digest) {
        return open(answer, "public, no-cache");
    }
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::ETAG, format!("\"{digest}\"")),
    ];
    open((headers, bytes).into_response(), "public, no-cache")
}

/// Says how long an answer may be kept.
pub(super) fn open(mut response: Response, cache: &'static str) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// 304 when the asker holds these very bytes already (RFC 9110, 13.1.2).
pub(super) fn unchanged(request: &HeaderMap, digest: &Digest) -> Option<Response> {
    let held = request.get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let tag = format!("\"{digest}\"");
    let matches = held
        .split(',')
        .any(|one| one.trim().trim_start_matches("W/") == tag);
    matches.then(|| (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response())
}

/// Where the newest release is, or a file of it: 302, for the next release is elsewhere.
pub(super) fn newest(dataset: &Dataset, name: &str) -> Result<Response, AppError> {
    let newest = dataset.releases.first().ok_or(AppError::NotFound)?;
    // Names of release files hold nothing else; anything that does is not one of them.
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if !plain {
        return Err(AppError::NotFound);
    }
    let below = if name.is_empty() { "" } else { "/" };
    let to = format!("/releases/{}{below}{name}", newest.version);
    let answer = (StatusCode::FOUND, [(header::LOCATION, to)]).into_response();
    Ok(open(answer, "public, no-cache"))
}

/// The points of the map: where, how precisely, and one line in the reader's language.
fn for_map(t: &Translator, incidents: &[PublicIncident]) -> Value {
    let feature = |incident: &PublicIncident| {
        let (lat, lon) = (incident.lat?, incident.lon?);
        let killed = words::toll(
            t,
            "public-toll-killed",
            incident.killed_low,
            incident.killed_high,
        );
        let parts = [words::days(t, incident), incident.province.clone(), killed];
        let detail: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(json!({
            "type": "Feature",
            "id": incident.short,
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": {
                "href": format!("/incidents/{}", incident.short),
                "title": incident.title,
                "detail": detail.join(" · "),
                "precision_m": incident.precision_m,
            },
        }))
    };
    let features: Vec<_> = incidents.iter().filter_map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    #[test]
    fn what_the_asker_holds_is_not_sent_again() {
        let first = data(b"id\r\n".to_vec(), CSV, &HeaderMap::new());
        let tag = first.headers()[header::ETAG].clone();
        let mut again = HeaderMap::new();
        again.insert(header::IF_NONE_MATCH, tag);
        assert_eq!(
            data(b"id\r\n".to_vec(), CSV, &again).status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(
            data(b"other".to_vec(), CSV, &again).status(),
            StatusCode::OK
        );
    }

    #[test]
    fn latest_leads_to_a_numbered_file_of_ours() {
        let dataset = sample::dataset();
        let leads_to = |name| {
            let answer = newest(&dataset, name).expect("a redirect");
            assert_eq!(answer.status(), StatusCode::FOUND);
            answer.headers()[header::LOCATION].clone()
        };
        assert_eq!(leads_to("incidents.csv"), "/releases/2/incidents.csv");
        assert_eq!(leads_to(""), "/releases/2");
        assert!(newest(&dataset, "a\r\nb").is_err() && newest(&dataset, "//evil.example").is_err());
    }

    #[test]
    fn the_map_gets_places_and_no_more() {
        let t = Locales::load().get(None);
        let mut nowhere = sample::invented();
        (nowhere.lat, nowhere.lon) = (None, None);
        let points = for_map(&t, &[sample::kaaj(), nowhere]);
        let features = points["features"].as_array().expect("features");
        assert_eq!(features.len(), 1);
        let properties = &features[0]["properties"];
        assert_eq!(properties["href"], "/incidents/AFG-7K3QXM");
        assert_eq!(
            properties["detail"],
            "30 Sep 2022 · Kabul · 25 to 54 killed"
        );
        assert_eq!(features[0]["geometry"]["coordinates"], json!([69.06, 34.5]));
    }

    #[test]
    fn a_narrowed_download_says_so_in_its_name() {
        let dataset = sample::dataset();
        let name = |query| file_name(&dataset, &Filters::from_query(Some(query)), "csv");
        assert_eq!(name(""), "AFG-incidents-release-2.csv");
        assert_eq!(
            name("province=Kabul"),
            "AFG-incidents-release-2-filtered.csv"
        );
    }
}
