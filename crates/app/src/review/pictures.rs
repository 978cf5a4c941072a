//! The pictures of an item on which the boxes of a geolocation can be drawn.

use cairn_domain::{DerivativeKind, Digest, File, MediaKind, ShortId};

use crate::{App, AppError, FieldError, Visit};

/// What boxes can be drawn on: photos, and frames that were kept. None of another item.
pub(super) async fn pictures(
    app: &App,
    visit: &Visit,
    short: &ShortId,
) -> Result<Vec<Digest>, AppError> {
    let reads = app.store.read();
    let Some(item) = reads.find_item(visit.project.id, short).await? else {
        return Ok(Vec::new());
    };
    let files = reads.files_of(item.id).await?;
    let of_file = |file: &File| {
        let kept = file.derivatives.iter();
        let kept = kept.filter(|made| made.kind == DerivativeKind::Snapshot);
        let own = (file.kind == MediaKind::Photo).then_some(file.sha256);
        own.into_iter()
            .chain(kept.map(|made| made.sha256))
            .collect::<Vec<_>>()
    };
    Ok(files.iter().flat_map(of_file).collect())
}

/// The one that was typed, if it is among them.
pub(super) fn picture(
    text: &str,
    pictures: &[Digest],
    errors: &mut Vec<FieldError>,
) -> Option<Digest> {
    let known = text.parse().ok().filter(|digest| pictures.contains(digest));
    if known.is_none() {
        errors.push(FieldError::new("drawn_on", "picture-unknown"));
    }
    known
}
