//! The bytes of an item: the original to keep, derivatives to look at.

use axum::{extract::Path, http::HeaderMap, response::Response};
use cairn_app::{
    AppError,
    intake::{self, FileUse, OpenFile},
};
use cairn_domain::Digest;

use crate::{
    bytes_out::{Showing, send},
    extract::{Member, Record},
    problem::WebError,
};

type Address = Path<(String, String, String)>;

/// `GET /projects/{code}/items/{short}/files/{sha256}`: the original, byte for byte, never shown
/// by the browser.
pub(crate) async fn original(
    member: Member,
    Record(short): Record,
    address: Address,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let sha256 = digest(&address)?;
    let file = intake::open_file(app, &member.visit, &short, &sha256, FileUse::Download).await?;
    let name = file_name(&format!("{}-{short}", member.visit.project.code), &file);
    send(app, file, Showing::Attachment(name), &headers).await
}

/// `GET /projects/{code}/items/{short}/media/{sha256}`: a derivative.
pub(crate) async fn derivative(
    member: Member,
    Record(short): Record,
    address: Address,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let sha256 = digest(&address)?;
    let file = intake::open_file(app, &member.visit, &short, &sha256, FileUse::Look).await?;
    send(app, file, Showing::Inline, &headers).await
}

/// What cannot be a digest names nothing.
fn digest(Path((_, _, sha256)): &Address) -> Result<Digest, AppError> {
    sha256.parse().map_err(|_| AppError::NotFound)
}

/// `AFG-7K3QXM-9f86d081.jpg`: what the device called it may say who it was.
fn file_name(id: &str, file: &OpenFile) -> String {
    let extensions = mime_guess::get_mime_extensions_str(&file.mime);
    let preferred = match file.mime.as_str() {
        "image/jpeg" => Some("jpg"),
        "video/mp4" => Some("mp4"),
        "video/quicktime" => Some("mov"),
        _ => extensions.and_then(|known| known.first().copied()),
    };
    format!(
        "{id}-{}.{}",
        file.sha256.short(),
        preferred.unwrap_or("bin")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downloads_are_named_by_record_and_digest() {
        let file = |mime: &str| OpenFile {
            sha256: Digest::of_bytes(b"abc"),
            mime: mime.into(),
            size_bytes: 3,
        };
        assert_eq!(
            file_name("AFG-7K3QXM", &file("image/jpeg")),
            "AFG-7K3QXM-ba7816bf.jpg"
        );
        assert_eq!(
            file_name("AFG-7K3QXM", &file("x-unheard/of")),
            "AFG-7K3QXM-ba7816bf.bin"
        );
    }
}
