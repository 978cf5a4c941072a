//! What a filter finds as GeoParquet, as a database and as a workbook: written before they are sent,
//! so that their length is known and a transfer that breaks is seen to.

use std::io;

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use cairn_app::{
    AppError,
    public::{self, Dataset, SelectionFormat},
};
use futures::stream;
use tokio_util::io::ReaderStream;

use super::{
    data::{describe, readable},
    downloads::{PARQUET, SQLITE, XLSX, about, open, unchanged},
};
use crate::{Web, present::filters::Filters, problem::WebError};

/// `GET /data/incidents.parquet`
pub(crate) async fn parquet(
    State(web): State<Web>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let asked = (query.as_deref(), &method, &headers);
    written(&web, asked, SelectionFormat::Parquet).await
}

/// `GET /data/dataset.sqlite`
pub(crate) async fn sqlite(
    State(web): State<Web>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let asked = (query.as_deref(), &method, &headers);
    written(&web, asked, SelectionFormat::Sqlite).await
}

/// `GET /data/incidents.xlsx`
pub(crate) async fn workbook(
    State(web): State<Web>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let asked = (query.as_deref(), &method, &headers);
    written(&web, asked, SelectionFormat::Workbook).await
}

/// Writes and sends it; who asks for the head alone, or holds it already, makes nobody write.
async fn written(
    web: &Web,
    (query, method, headers): (Option<&str>, &Method, &HeaderMap),
    format: SelectionFormat,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = readable(query)?;
    let (extension, mime) = match format {
        SelectionFormat::Parquet => ("parquet", PARQUET),
        SelectionFormat::Sqlite => ("sqlite", SQLITE),
        SelectionFormat::Workbook => ("xlsx", XLSX),
    };
    let (about, tag) = about(&dataset, &filters, extension, mime);
    if let Some(answer) = unchanged(headers, &tag) {
        return Ok(open(answer, "public, no-cache"));
    }
    if method == Method::HEAD {
        // As long as nobody knows, so that it is packed or not as the file would be.
        let nothing = Body::from_stream(stream::empty::<io::Result<Bytes>>());
        let head = (about, nothing).into_response();
        return Ok(open(head, "public, no-cache"));
    }
    let (file, size) = file(web, &dataset, &filters, format).await?;
    let length = [(header::CONTENT_LENGTH, size.to_string())];
    Ok(open(
        (about, length, file).into_response(),
        "public, no-cache",
    ))
}

async fn file(
    web: &Web,
    dataset: &Dataset,
    filters: &Filters,
    format: SelectionFormat,
) -> Result<(Body, u64), AppError> {
    let filter = filters.filter();
    let found = public::count(&web.app, dataset, &filter).await?;
    let manifest = describe(dataset, filters, found);
    let made = Box::pin(public::selection(
        &web.app, dataset, &filter, format, manifest,
    ))
    .await?;
    let bytes = ReaderStream::new(tokio::fs::File::from_std(made.file));
    Ok((Body::from_stream(bytes), made.size_bytes))
}
