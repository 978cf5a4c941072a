//! Refusals of uploads: their status in HTTP and their sentence.

use axum::http::StatusCode;
use cairn_app::upload::UploadRefusal;

use super::size_words;
use crate::i18n::Translator;

/// The status that tus 1.0.0 asks for, or the nearest of HTTP.
pub(crate) fn status(refusal: &UploadRefusal) -> StatusCode {
    match refusal {
        UploadRefusal::Header(_) | UploadRefusal::Empty => StatusCode::BAD_REQUEST,
        UploadRefusal::Overlong { .. } | UploadRefusal::Broken => StatusCode::BAD_REQUEST,
        UploadRefusal::Version => StatusCode::PRECONDITION_FAILED,
        UploadRefusal::Wrapped | UploadRefusal::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        UploadRefusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        UploadRefusal::Offset { .. } => StatusCode::CONFLICT,
        UploadRefusal::Checksum | UploadRefusal::Digest { .. } => checksum_mismatch(),
        UploadRefusal::Busy => StatusCode::LOCKED,
        UploadRefusal::Stalled => StatusCode::REQUEST_TIMEOUT,
    }
}

/// 460, which tus gives a meaning and HTTP has no name for.
fn checksum_mismatch() -> StatusCode {
    StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST)
}

/// What was sent, what the limit is and what to do.
pub(crate) fn words(t: &Translator, refusal: &UploadRefusal) -> String {
    let key = format!("upload-refused-{}", refusal.code());
    match refusal {
        UploadRefusal::Header(name) => t.get1(key, "name", name),
        UploadRefusal::TooLarge { limit, sent } => {
            t.get2(key, "limit", size_words(*limit), "sent", size_words(*sent))
        }
        UploadRefusal::Offset { at, sent } => t.get2(key, "at", at, "sent", sent),
        UploadRefusal::Overlong { length, sent } => t.get2(key, "length", length, "sent", sent),
        UploadRefusal::Digest { declared, arrived } => t.get2(
            key,
            "declared",
            declared.short(),
            "arrived",
            arrived.short(),
        ),
        _ => t.get(key),
    }
}
