//! Sending stored bytes, whole or by range.

use std::{io::SeekFrom, ops::Range, path::Path, time::UNIX_EPOCH};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cairn_app::{App, AppError, intake::OpenFile};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt},
};
use tokio_util::io::ReaderStream;

use crate::problem::WebError;

/// How a browser should treat the bytes.
pub(crate) enum Showing {
    /// To look at in the page.
    Inline,
    /// To keep under this name; never rendered by the browser.
    Attachment(String),
}

/// Answers with the bytes of a file.
pub(crate) async fn send(
    app: &App,
    file: OpenFile,
    showing: Showing,
    request: &HeaderMap,
) -> Result<Response, WebError> {
    let tag = format!("\"{}\"", file.sha256);
    let wanted = range_of(request, &tag);
    let range = match wanted.map(|wanted| one_range(wanted, file.size_bytes)) {
        Some(Asked::Unsatisfiable) => return Ok(unsatisfiable(file.size_bytes)),
        Some(Asked::Part(range)) => Some(range),
        Some(Asked::Whole) | None => None,
    };
    let stream = app
        .store
        .blobs()
        .open_range(&file.sha256, range.clone())
        .await;
    let body = Body::from_stream(stream.map_err(|_| AppError::NotFound)?);
    let mut response = body.into_response();
    describe(response.headers_mut(), &file, showing)?;
    if let Some(range) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let (first, last) = (range.start, range.end - 1);
        set(
            response.headers_mut(),
            header::CONTENT_RANGE,
            &format!("bytes {first}-{last}/{}", file.size_bytes),
        )?;
        set(
            response.headers_mut(),
            header::CONTENT_LENGTH,
            &(range.end - range.start).to_string(),
        )?;
    } else {
        set(
            response.headers_mut(),
            header::CONTENT_LENGTH,
            &file.size_bytes.to_string(),
        )?;
    }
    Ok(response)
}

/// Answers with a file of the operator's, whole or by range.
pub(crate) async fn send_file(path: &Path, request: &HeaderMap) -> Result<Response, WebError> {
    let missing = |_| AppError::NotFound;
    let mut file = File::open(path).await.map_err(missing)?;
    let about = file.metadata().await.map_err(missing)?;
    let size = about.len();
    let changed = about.modified().ok();
    let changed = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let tag = format!("\"{size:x}-{:x}\"", changed.unwrap_or_default().as_nanos());
    let wanted = range_of(request, &tag);
    let (status, range) = match wanted.map(|wanted| one_range(wanted, size)) {
        Some(Asked::Unsatisfiable) => return Ok(unsatisfiable(size)),
        Some(Asked::Part(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Some(Asked::Whole) | None => (StatusCode::OK, 0..size),
    };
    let start = SeekFrom::Start(range.start);
    file.seek(start).await.map_err(AppError::internal)?;
    let length = range.end - range.start;
    let mut response = Body::from_stream(ReaderStream::new(file.take(length))).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, "application/octet-stream")?;
    set(headers, header::CONTENT_LENGTH, &length.to_string())?;
    set(headers, header::ACCEPT_RANGES, "bytes")?;
    set(headers, header::ETAG, &tag)?;
    set(headers, header::CACHE_CONTROL, "no-store")?;
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        set(headers, header::CONTENT_RANGE, &part)?;
    }
    Ok(response)
}

fn describe(headers: &mut HeaderMap, file: &OpenFile, showing: Showing) -> Result<(), WebError> {
    set(headers, header::CONTENT_TYPE, &file.mime)?;
    set(headers, header::ACCEPT_RANGES, "bytes")?;
    set(headers, header::ETAG, &format!("\"{}\"", file.sha256))?;
    // A device that is taken away holds no picture that its owner looked at.
    set(headers, header::CACHE_CONTROL, "no-store")?;
    if let Showing::Attachment(name) = showing {
        set(
            headers,
            header::CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{name}\""),
        )?;
        // Whatever the bytes are, they must not run in our origin.
        set(
            headers,
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
        )?;
    }
    Ok(())
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) -> Result<(), WebError> {
    headers.insert(
        name,
        HeaderValue::from_str(value).map_err(AppError::internal)?,
    );
    Ok(())
}

fn unsatisfiable(size: u64) -> Response {
    let headers = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
    (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response()
}

/// The range that is asked for; none if it was to hold for another version of the bytes, or for
/// packed ones, whose tag is weak (RFC 9110, 13.1.5).
fn range_of<'a>(request: &'a HeaderMap, tag: &str) -> Option<&'a str> {
    let of = request.get(header::IF_RANGE);
    let range = request.get(header::RANGE)?.to_str().ok()?;
    of.is_none_or(|of| of.as_bytes() == tag.as_bytes())
        .then_some(range)
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Unsatisfiable,
}

/// Reads a `Range` header (RFC 9110, 14.2). Several ranges at once are answered with the whole.
fn one_range(header: &str, size: u64) -> Asked {
    let Some(spec) = header
        .strip_prefix("bytes=")
        .filter(|spec| !spec.contains(','))
    else {
        return Asked::Whole;
    };
    let Some((first, last)) = spec.split_once('-') else {
        return Asked::Whole;
    };
    let range = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..size,
        (Err(_), Ok(suffix)) if first.trim().is_empty() => size.saturating_sub(suffix)..size,
        _ => return Asked::Whole,
    };
    if range.start < range.end {
        Asked::Part(range)
    } else {
        Asked::Unsatisfiable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_other_bytes_is_none() {
        let asked = |of: &'static str| {
            let mut request = HeaderMap::new();
            request.insert(header::RANGE, HeaderValue::from_static("bytes=0-1"));
            request.insert(header::IF_RANGE, HeaderValue::from_static(of));
            range_of(&request, "\"ab\"").is_some()
        };
        assert!(asked("\"ab\""));
        assert!(!asked("W/\"ab\"") && !asked("\"cd\""));
        assert!(!asked("Fri, 27 Nov 2026 12:00:00 GMT"));
    }

    #[test]
    fn reads_ranges_as_the_standard_says() {
        assert_eq!(one_range("bytes=0-99", 1_000), Asked::Part(0..100));
        assert_eq!(one_range("bytes=900-", 1_000), Asked::Part(900..1_000));
        assert_eq!(one_range("bytes=-100", 1_000), Asked::Part(900..1_000));
        assert_eq!(one_range("bytes=990-2000", 1_000), Asked::Part(990..1_000));
        assert_eq!(one_range("bytes=1000-", 1_000), Asked::Unsatisfiable);
        assert_eq!(one_range("bytes=5-1", 1_000), Asked::Whole);
        assert_eq!(one_range("bytes=0-1,4-5", 1_000), Asked::Whole);
        assert_eq!(one_range("lines=1-2", 1_000), Asked::Whole);
    }
}
