//! What a geolocation is proved with, gathered for one drawing: the picture, the references, who and when.

use cairn_domain::{
    Derivative, DerivativeKind, Digest, File, Finding, FindingBody, FindingId, FindingKind,
    Geolocation, MediaKind, ReferenceId, ShortId, looking,
};
use cairn_storage::{ItemRecord, Reads};
use futures::TryStreamExt;

use super::{
    blind::{Blindfold, blind_item},
    reveal::steps_taken,
};
use crate::{App, AppError, Visit};

/// Largest picture that is drawn into a proof, in bytes: kept frames are lossless.
const LARGEST: u64 = 32 << 20;

/// Everything that a proof is drawn of.
#[derive(Debug)]
pub struct Proof {
    /// The finding.
    pub finding: Finding,
    /// Its place.
    pub place: Geolocation,
    /// Who recorded it.
    pub author: String,
    /// Digest of the finding, as a sign-off signs it.
    pub digest: Digest,
    /// The picture its boxes are drawn on.
    pub frame: Frame,
    /// Pictures of the references that its features name.
    pub references: Vec<(ReferenceId, ProofPicture)>,
}

/// The evidence in a proof.
#[derive(Debug)]
pub enum Frame {
    /// No box was drawn on any picture.
    None,
    /// Kept from the viewer until they have looked at the file.
    Covered,
    /// The picture and, for a frame of a recording, when it is on screen, in seconds.
    Shown(ProofPicture, Option<f64>),
}

/// A picture with its bytes.
#[derive(Debug, Clone)]
pub struct ProofPicture {
    /// MIME type.
    pub mime: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The picture itself.
    pub bytes: Vec<u8>,
}

/// Gathers the proof of a geolocation.
///
/// # Errors
/// [`AppError::NotFound`] for what is no geolocation of this item, and for one that is kept from the
/// viewer.
pub async fn proof(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    finding: FindingId,
) -> Result<Proof, AppError> {
    let reads = app.store.read();
    let (item, kinds) = blind_item(app, &reads, visit, short).await?;
    let finding = visible(&reads, visit, (&item, kinds), finding).await?;
    let FindingBody::Geolocation(place) = finding.body.clone() else {
        return Err(AppError::NotFound);
    };
    let names = reads.account_names(&[finding.author]).await?;
    Ok(Proof {
        digest: Digest::of_json(&finding),
        author: names.get(&finding.author).cloned().unwrap_or_default(),
        frame: frame(app, &reads, visit, &item, &place).await?,
        references: references(app, &place).await?,
        finding,
        place,
    })
}

async fn visible(
    reads: &Reads<'_>,
    visit: &Visit,
    (item, kinds): (&ItemRecord, Vec<FindingKind>),
    wanted: FindingId,
) -> Result<Finding, AppError> {
    let mut findings = reads.findings_of(item.id).await?;
    Blindfold::new(kinds, visit.user, &findings).cover(&mut findings);
    let found = findings.into_iter().find(|finding| finding.id == wanted);
    found.ok_or(AppError::NotFound)
}

async fn frame(
    app: &App,
    reads: &Reads<'_>,
    visit: &Visit,
    item: &ItemRecord,
    place: &Geolocation,
) -> Result<Frame, AppError> {
    let Some(drawn_on) = place.drawn_on else {
        return Ok(Frame::None);
    };
    let files = reads.files_of(item.id).await?;
    let found = files
        .iter()
        .find_map(|file| Some((file, shows(file, drawn_on)?)));
    let Some((file, picture)) = found else {
        return Ok(Frame::None);
    };
    let taken = steps_taken(reads, visit.user, item, file.id).await?;
    let rated = item.state.rating.as_ref().map(|rating| rating.sensitivity);
    if taken < looking::steps_before(file, rated, picture) {
        return Ok(Frame::Covered);
    }
    let kept = reads.snapshots_of(file.id).await?;
    let at_s = kept
        .iter()
        .find(|kept| kept.sha256 == drawn_on)
        .map(|kept| kept.at_s);
    let size = picture.width.zip(picture.height);
    Ok(match size {
        Some((width, height)) => {
            let bytes = bytes(app, &picture.sha256).await?;
            let mime = picture.mime.clone();
            Frame::Shown(
                ProofPicture {
                    mime,
                    width,
                    height,
                    bytes,
                },
                at_s,
            )
        }
        None => Frame::None,
    })
}

/// What stands for the picture that boxes were drawn on: a photo's preview, or the kept frame itself.
fn shows(file: &File, drawn_on: Digest) -> Option<&Derivative> {
    let is_photo = file.kind == MediaKind::Photo && file.sha256 == drawn_on;
    let wanted = |made: &&Derivative| match is_photo {
        true => made.kind == DerivativeKind::Preview,
        false => made.kind == DerivativeKind::Snapshot && made.sha256 == drawn_on,
    };
    file.derivatives.iter().find(wanted)
}

async fn references(
    app: &App,
    place: &Geolocation,
) -> Result<Vec<(ReferenceId, ProofPicture)>, AppError> {
    let mut pictures = Vec::new();
    for reference in &place.references {
        if let Some(kept) = &reference.picture {
            let picture = ProofPicture {
                mime: kept.mime.clone(),
                width: kept.width,
                height: kept.height,
                bytes: bytes(app, &kept.sha256).await?,
            };
            pictures.push((reference.id, picture));
        }
    }
    Ok(pictures)
}

async fn bytes(app: &App, sha256: &Digest) -> Result<Vec<u8>, AppError> {
    let stream = app
        .store
        .blobs()
        .open_range(sha256, Some(0..LARGEST))
        .await?;
    let whole = stream.try_fold(Vec::new(), async |mut all, piece| {
        all.extend_from_slice(&piece);
        Ok(all)
    });
    Ok(whole.await?)
}
