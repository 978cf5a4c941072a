//! The headers of tus 1.0.0 (tus.io/protocols/resumable-upload): read into what `cairn-app` takes,
//! written from what it answers. Core, creation (with upload), checksum, expiration, termination.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use cairn_app::{
    AppError,
    upload::{Algorithm, Checksum, NewUpload, Progress, UploadRefusal},
};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,expiration,termination";
const ALGORITHMS: &str = "sha256,sha1";
/// Type of a piece.
const PIECE: &str = "application/offset+octet-stream";
/// Beyond the protocol: clients of it send headers of their own with every request of an upload.
const KEY: &str = "upload-key";
/// 128 bits in hex.
const SHORTEST_KEY: usize = 32;
const LONGEST_KEY: usize = 128;
/// Addresses that clients of this protocol use.
pub(crate) const UNDER: &str = "/uploads";

/// Whether an address is for clients of this protocol: programs, which are answered as such.
pub(crate) fn is_under(path: &str) -> bool {
    path.strip_prefix(UNDER)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What every answer says, errors too.
pub(crate) fn sign(path: &str, headers: &mut HeaderMap) {
    if is_under(path) {
        put(headers, "tus-resumable", VERSION);
        put(headers, "tus-version", VERSION);
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
}

/// What the server can do.
pub(crate) fn abilities(max_upload_bytes: u64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    put(&mut headers, "tus-extension", EXTENSIONS);
    put(&mut headers, "tus-checksum-algorithm", ALGORITHMS);
    put(&mut headers, "tus-max-size", &max_upload_bytes.to_string());
    headers
}

/// Where an upload stands.
pub(crate) fn standing(progress: &Progress) -> HeaderMap {
    let mut headers = HeaderMap::new();
    put(&mut headers, "upload-offset", &progress.offset.to_string());
    let expires = httpdate::fmt_http_date(progress.expires_at.into());
    put(&mut headers, "upload-expires", &expires);
    if let Some(sha256) = &progress.sha256 {
        // RFC 9530: what all the bytes are, so that the sender can compare.
        let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(sha256.0));
        put(&mut headers, "repr-digest", &digest);
    }
    headers
}

/// The same for somebody who asks before they go on.
pub(crate) fn standing_in_full(progress: &Progress) -> HeaderMap {
    let mut headers = standing(progress);
    let length = progress.length_bytes.to_string();
    put(&mut headers, "upload-length", &length);
    if let Some(metadata) = &progress.metadata {
        put(&mut headers, "upload-metadata", metadata);
    }
    headers
}

/// The version that the client speaks has to be ours.
pub(crate) fn check_version(headers: &HeaderMap) -> Result<(), AppError> {
    match text(headers, "tus-resumable") {
        Some(VERSION) => Ok(()),
        _ => Err(UploadRefusal::Version.into()),
    }
}

/// The key that the client made for its upload and sends along each time.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<&str>, AppError> {
    let Some(key) = text(headers, KEY) else {
        return Ok(None);
    };
    let is_long = (SHORTEST_KEY..=LONGEST_KEY).contains(&key.len());
    let is_plain = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    match is_long && is_plain {
        true => Ok(Some(key)),
        false => Err(UploadRefusal::Header("Upload-Key").into()),
    }
}

/// What somebody wants to upload.
pub(crate) fn new_upload(headers: &HeaderMap) -> Result<NewUpload, AppError> {
    let metadata = text(headers, "upload-metadata").map(str::to_owned);
    let key = key(headers)?.map(str::to_owned);
    let sha256 = metadata.as_deref().and_then(|all| value_of(all, "sha256"));
    let sha256 = match sha256 {
        Some(hex) => Some(
            hex.to_lowercase()
                .parse()
                .map_err(|_| UploadRefusal::Header("Upload-Metadata"))?,
        ),
        None => None,
    };
    Ok(NewUpload {
        length_bytes: number(headers, "upload-length")
            .ok_or(UploadRefusal::Header("Upload-Length"))?,
        sha256,
        key,
        metadata,
    })
}

/// Where a piece goes: its offset, its length if it says, its checksum if it has one.
pub(crate) fn piece_at(headers: &HeaderMap) -> Result<u64, AppError> {
    check_is_piece(headers)?;
    Ok(number(headers, "upload-offset").ok_or(UploadRefusal::Header("Upload-Offset"))?)
}

/// Whether a piece comes with the creation.
pub(crate) fn has_piece(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_TYPE.as_str()) == Some(PIECE)
}

/// How long the body is, if the request says.
pub(crate) fn body_length(headers: &HeaderMap) -> Option<u64> {
    number(headers, header::CONTENT_LENGTH.as_str())
}

/// The digest of the piece, if the request says.
pub(crate) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, AppError> {
    let unreadable = UploadRefusal::Header("Upload-Checksum");
    let Some(text) = text(headers, "upload-checksum") else {
        return Ok(None);
    };
    let (name, digest) = text.split_once(' ').ok_or_else(|| unreadable.clone())?;
    let algorithm = match name {
        "sha1" => Algorithm::Sha1,
        "sha256" => Algorithm::Sha256,
        _ => return Err(unreadable.into()),
    };
    let digest = BASE64_STANDARD.decode(digest.trim());
    let digest = digest.map_err(|_| unreadable)?;
    Ok(Some(Checksum { algorithm, digest }))
}

/// The method that a client means who can only send `POST`.
pub(crate) fn meant_method(headers: &HeaderMap) -> Option<&str> {
    text(headers, "x-http-method-override")
}

/// Plain bytes and nothing else: what is packed is not unpacked here.
fn check_is_piece(headers: &HeaderMap) -> Result<(), UploadRefusal> {
    let encoding = text(headers, header::CONTENT_ENCODING.as_str());
    let is_plain = encoding.is_none_or(|encoding| encoding == "identity");
    if is_plain && has_piece(headers) {
        Ok(())
    } else {
        Err(UploadRefusal::Wrapped)
    }
}

/// One value of `Upload-Metadata`: `key base64,key base64`.
fn value_of(metadata: &str, wanted: &str) -> Option<String> {
    let mut pairs = metadata.split(',').map(|pair| pair.trim().split_once(' '));
    let value = pairs
        .find_map(|pair| pair.filter(|(key, _)| *key == wanted))?
        .1;
    String::from_utf8(BASE64_STANDARD.decode(value).ok()?).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    // `parse` alone would take a plus sign.
    let text = text(headers, name)?;
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}
