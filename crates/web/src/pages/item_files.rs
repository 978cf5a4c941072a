//! The bytes of an item: the original to keep, derivatives to look at.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use cairn_app::{
    AppError,
    intake::{self, FileUse, OpenFile},
};
use cairn_domain::{Digest, ShortId};

use crate::{
    bytes_out::{Showing, send},
    extract::{Member, Record},
    problem::WebError,
    shell::Shell,
    visitor::page_with,
};

type Address = Path<(String, String, String)>;

/// A warning before an original in which the malware scanner found something.
#[derive(Template)]
#[template(path = "item/found.html")]
struct FoundPage {
    shell: Shell,
    id: String,
    item_href: String,
    action: String,
    said: String,
}

/// `GET /projects/{code}/items/{short}/files/{sha256}`: the original, byte for byte, never shown
/// by the browser.
pub(crate) async fn original(
    member: Member,
    Record(short): Record,
    address: Address,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let opened = open_original(&member, &short, &address, FileUse::Download).await;
    match opened {
        Ok(file) => send_original(&member, &short, file, &headers).await,
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let found = errors.into_iter().find(|error| error.code == intake::FOUND);
            warn(&member, &short, &address, found.map(|it| it.detail))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /projects/{code}/items/{short}/files/{sha256}`: the same for somebody who was warned.
pub(crate) async fn original_warned(
    member: Member,
    Record(short): Record,
    address: Address,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let file = open_original(&member, &short, &address, FileUse::DownloadWarned).await?;
    send_original(&member, &short, file, &headers).await
}

async fn open_original(
    member: &Member,
    short: &ShortId,
    address: &Address,
    wanted: FileUse,
) -> Result<OpenFile, AppError> {
    let app = member.visitor.app();
    intake::open_file(app, &member.visit, short, &digest(address)?, wanted).await
}

async fn send_original(
    member: &Member,
    short: &ShortId,
    file: OpenFile,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let name = file_name(&format!("{}-{short}", member.visit.project.code), &file);
    let app = member.visitor.app();
    send(app, file, Showing::Attachment(name), headers).await
}

fn warn(
    member: &Member,
    short: &ShortId,
    address: &Address,
    said: Option<String>,
) -> Result<Response, WebError> {
    let Member { visitor, visit } = member;
    let code = &visit.project.code;
    let item_href = format!("/projects/{code}/items/{short}");
    let page = FoundPage {
        shell: visitor.shell_in(visit, None, visitor.t.get("scan-found-title")),
        id: format!("{code}-{short}"),
        action: format!("{item_href}/files/{}", digest(address)?),
        item_href,
        said: said.unwrap_or_default(),
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
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
