//! References: imagery that a picture is compared with. Whose it is, from when, under what terms,
//! and a picture of it where one may be kept.

use std::collections::HashMap;

use cairn_domain::{
    Action, DerivativeKind, FindingKind, ItemId, MediaKind, Reference, ReferenceId, ReferenceKind,
    ReferencePicture, ShortId, UserId,
};
use cairn_place::calendar::parse_edtf;
use cairn_storage::{Reads, Store};

use super::{blind::blind_item, find::code};
use crate::{
    App, AppError, FieldError, Visit,
    intake::{OpenFile, UnkeptFile},
};

/// Longest text of a reference in characters.
const LONGEST: usize = 1_000;

/// A reference as typed.
#[derive(Debug, Clone, Default)]
pub struct ReferenceDraft {
    /// Code of a [`ReferenceKind`].
    pub kind: String,
    /// Who provides it.
    pub provider: String,
    /// When the imagery was taken: EDTF; may be empty.
    pub imagery_date: String,
    /// Terms and attribution; asked for where a picture is kept.
    pub licence: String,
    /// Where it can be looked up; may be empty.
    pub source: String,
}

/// A reference as the viewer may see it.
#[derive(Debug, Clone)]
pub struct ReferenceView {
    /// Its number among the item's references, from 1.
    pub number: usize,
    /// Who added it.
    pub author: String,
    /// The reference.
    pub reference: Reference,
}

/// Adds a reference to an item, with its picture if there is one. The picture is decoded in the
/// cage and kept as a plain copy without metadata.
///
/// # Errors
/// What is missing or cannot be read, field by field.
pub async fn add_reference(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &ReferenceDraft,
    file: Option<UnkeptFile>,
) -> Result<(), AppError> {
    visit.permit(Action::RecordFinding)?;
    let item = app.store.read().find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?.id;
    let mut reference = read(app, visit, draft, file.is_some())?;
    if let Some(file) = file {
        reference.picture = Some(kept(app, visit, file).await?);
    }
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_reference(item, &reference).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn read(
    app: &App,
    visit: &Visit,
    draft: &ReferenceDraft,
    has_picture: bool,
) -> Result<Reference, AppError> {
    let mut errors = Vec::new();
    let kind: Option<ReferenceKind> = code("reference_kind", &draft.kind, &mut errors);
    let mut text = |field: &'static str, text: &str, missing: Option<&'static str>| {
        let text = text.trim();
        match (text.is_empty(), missing) {
            (true, Some(missing)) => errors.push(FieldError::new(field, missing)),
            _ if text.chars().count() > LONGEST => {
                errors.push(FieldError::with(field, "text-long", LONGEST.to_string()));
            }
            _ => {}
        }
        text.to_owned()
    };
    let provider = text("provider", &draft.provider, Some("provider-missing"));
    let licence = text(
        "licence",
        &draft.licence,
        has_picture.then_some("licence-missing"),
    );
    let source = text("reference_source", &draft.source, None);
    let imagery_date = draft.imagery_date.trim();
    if !imagery_date.is_empty()
        && let Err(why) = parse_edtf(imagery_date)
    {
        errors.push(FieldError::with(
            "imagery_date",
            "date-unreadable",
            why.to_string(),
        ));
    }
    let now = app.clock.now();
    match (kind, errors.is_empty()) {
        (Some(kind), true) => Ok(Reference {
            id: ReferenceId(app.dice.uuid(now)),
            kind,
            provider,
            imagery_date: imagery_date.to_owned(),
            licence,
            source,
            picture: None,
            added_by: visit.user,
            added_at: now,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

async fn kept(
    app: &App,
    visit: &Visit,
    mut file: UnkeptFile,
) -> Result<ReferencePicture, AppError> {
    let sniffed = file.sniff()?;
    if sniffed.kind != MediaKind::Photo {
        return Err(AppError::invalid("files", "reference-not-picture"));
    }
    let workshop = app.workshop.of_project(visit.project.id);
    let seen = workshop.examine(file.path().await?, sniffed).await;
    let made = seen.derivatives.into_iter();
    let preview = made
        .into_iter()
        .find(|made| made.kind == DerivativeKind::Preview);
    let size = preview
        .as_ref()
        .and_then(|made| made.width.zip(made.height));
    let (Some(preview), Some((width, height))) = (preview, size) else {
        let why = seen.problem.unwrap_or_default();
        return Err(AppError::Invalid(vec![FieldError::with(
            "files",
            "reference-undecodable",
            why,
        )]));
    };
    let blob = app.store.blobs().put_bytes(&preview.bytes).await?;
    Ok(ReferencePicture {
        sha256: blob.sha256,
        mime: preview.mime,
        width,
        height,
    })
}

/// The references of an item. Somebody who has to place it blind sees only their own: imagery of the
/// place is the place.
pub async fn references(
    app: &App,
    visit: &Visit,
    short: &ShortId,
) -> Result<Vec<ReferenceView>, AppError> {
    let reads = app.store.read();
    let (item, blind) = blind_item(app, &reads, visit, short).await?;
    references_of(&reads, item.id, &blind, visit.user).await
}

/// The same for whoever has read the item already, and knows which findings are kept from the viewer.
pub(super) async fn references_of(
    reads: &Reads<'_>,
    item: ItemId,
    blind: &[FindingKind],
    viewer: UserId,
) -> Result<Vec<ReferenceView>, AppError> {
    let is_blind = blind.contains(&FindingKind::Geolocation);
    let numbered = (1..).zip(reads.references_of(item).await?);
    let seen: Vec<(usize, Reference)> = numbered
        .filter(|(_, one)| !is_blind || one.added_by == viewer)
        .collect();
    let authors: Vec<_> = seen.iter().map(|(_, one)| one.added_by).collect();
    let names: HashMap<UserId, String> = reads.account_names(&authors).await?;
    let view = |(number, reference): (usize, Reference)| ReferenceView {
        number,
        author: names.get(&reference.added_by).cloned().unwrap_or_default(),
        reference,
    };
    Ok(seen.into_iter().map(view).collect())
}

/// The picture of a reference, by its number.
pub async fn open_reference(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    number: &str,
) -> Result<OpenFile, AppError> {
    let views = references(app, visit, short).await?;
    let mut views = views.into_iter();
    let found = views.find(|view| view.number.to_string() == number);
    let picture = found.and_then(|view| view.reference.picture);
    let picture = picture.ok_or(AppError::NotFound)?;
    let size = app.store.blobs().len(&picture.sha256).await?;
    Ok(OpenFile {
        sha256: picture.sha256,
        mime: picture.mime,
        size_bytes: size,
    })
}
