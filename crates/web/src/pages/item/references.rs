//! References on the workspace: adding one, and the bytes of its picture.

use axum::{
    extract::{FromRequest, Multipart, Path, Request},
    response::Response,
};
use cairn_app::{
    AppError,
    intake::UnkeptFile,
    review::{self, ReferenceDraft},
};
use cairn_domain::{Action, ReferenceKind};

use super::{Form, Posted, posted};
use crate::{
    bytes_out::{Showing, send},
    extract::{Member, Record},
    file_form::pour,
    forms::Fields,
    i18n::Translator,
    present::{Choice, choices},
    problem::WebError,
};

/// The form as it stands on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct ReferenceForm {
    pub(super) kinds: Vec<Choice>,
    pub(super) provider: String,
    pub(super) imagery_date: String,
    pub(super) licence: String,
    pub(super) source: String,
    /// Whether it came back.
    pub(super) is_open: bool,
}

impl ReferenceForm {
    /// The form with what was typed.
    pub(super) fn new(t: &Translator, posted: &Posted) -> Self {
        let text = |name: &str| posted.text(Form::Reference, name);
        let kind = match text("reference_kind").as_str() {
            "" => ReferenceKind::Satellite.to_string(),
            kind => kind.to_owned(),
        };
        Self {
            kinds: choices(t, "reference-kind", ReferenceKind::ALL, &[&kind]),
            provider: text("provider"),
            imagery_date: text("imagery_date"),
            licence: text("licence"),
            source: text("reference_source"),
            is_open: posted.typed(Form::Reference).is_some(),
        }
    }
}

/// `POST …/references`
pub(crate) async fn add_reference(
    member: Member,
    Record(short): Record,
    request: Request,
) -> Result<Response, WebError> {
    // Before the body is looked at: what may not be done is not read.
    member.visit.permit(Action::RecordFinding)?;
    let app = member.visitor.app();
    let (fields, file) = receive(&member, request).await?;
    let draft = ReferenceDraft {
        kind: fields.text("reference_kind"),
        provider: fields.text("provider"),
        imagery_date: fields.text("imagery_date"),
        licence: fields.text("licence"),
        source: fields.text("reference_source"),
    };
    let outcome = match file {
        Ok(file) => review::add_reference(app, &member.visit, &short, &draft, file).await,
        Err(error) => Err(error),
    };
    posted::answer(
        &member,
        &short,
        Form::Reference,
        fields,
        outcome,
        "referenced",
    )
    .await
}

type File = Result<Option<UnkeptFile>, AppError>;

/// Reads the whole form: a picture that is refused does not lose what was typed after it.
async fn receive(member: &Member, request: Request) -> Result<(Fields, File), AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| AppError::invalid("files", "upload-broken"))?;
    let (mut texts, mut file) = (Vec::new(), Ok(None));
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "files" {
            texts.push((name, field.text().await.map_err(broken)?));
            continue;
        }
        let mut taken = UnkeptFile::begin(member.visitor.app()).await?;
        match pour(field, &mut taken).await {
            Ok(true) => file = Ok(Some(taken)),
            Ok(false) => {}
            Err(error) => file = Err(error),
        }
    }
    Ok((Fields::from_pairs(texts), file))
}

/// `GET …/references/{number}`: the picture of a reference.
pub(crate) async fn reference(
    member: Member,
    Record(short): Record,
    Path((_, _, number)): Path<(String, String, String)>,
    headers: axum::http::HeaderMap,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let file = review::open_reference(app, &member.visit, &short, &number).await?;
    send(app, file, Showing::Inline, &headers).await
}
