//! The custody report of an item, as a bag in a ZIP.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    certificate::{self, Bag, Printed},
};

use crate::{
    certificate::draw,
    extract::{Member, Record},
    problem::WebError,
};

/// `GET /projects/{code}/items/{short}/custody.zip`
pub(crate) async fn download(member: Member, Record(short): Record) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let issued = certificate::issue(app, &member.visit, &short).await?;
    let html = draw(&member.visitor.t, &issued.certificate)?;
    let pdf = certificate::print(app, &html).await;
    let bag = Bag::pack(issued, Printed { html, pdf })?;
    let zip = bag.to_zip().map_err(AppError::internal)?;
    let name = format!("attachment; filename=\"{}.zip\"", bag.name());
    let name = HeaderValue::from_str(&name).map_err(AppError::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/zip"),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, zip).into_response())
}
