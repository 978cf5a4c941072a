//! Opening what is sealed of a file. The values are in the answer to the form and nowhere else: no
//! address shows them, and no browser keeps them.

use askama::Template;
use axum::{extract::Path, response::Response};
use cairn_app::{
    AppError,
    review::{self, Opened},
};
use cairn_domain::{Digest, MetadataClaim};

use super::{
    Form,
    posted::{self, item_href},
};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page as render,
};

#[derive(Template)]
#[template(path = "item/sealed.html")]
struct SealedPage {
    shell: Shell,
    back: String,
    sha256: String,
    claims: Vec<MetadataClaim>,
}

/// `POST …/files/{sha256}/sealed`
pub(crate) async fn open_sealed(
    member: Member,
    Record(short): Record,
    Path((_, _, sha256)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, WebError> {
    member.visit.sealed_permit()?;
    let sha256: Digest = sha256.parse().map_err(|_| AppError::NotFound)?;
    let asked = (posted::seen(&fields), fields.text("words"));
    let app = member.visitor.app();
    match review::open_sealed(app, &member.visit, &short, sha256, asked).await {
        Ok(opened) => show(&member, item_href(&member.visit, &short), opened),
        Err(error) => {
            let outcome: Result<(), _> = Err(error);
            posted::answer(&member, &short, Form::Sealed, fields, outcome, "").await
        }
    }
}

fn show(member: &Member, back: String, opened: Opened) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    render(&SealedPage {
        shell: visitor.shell_in(visit, Some(Tab::Queue), visitor.t.get("sealed-title")),
        back,
        sha256: opened.sha256.to_string(),
        claims: opened.claims,
    })
}
