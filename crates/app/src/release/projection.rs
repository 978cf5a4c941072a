//! From private records to what the public may see. The only place where the one becomes the
//! other; every field is chosen, coordinates are snapped and widened, times are rounded outward.

use cairn_dataset::{PublicCopy, PublicEvidence, PublicIncident};
use cairn_domain::{
    Chronolocation, DateStep, Derivative, Digest, File, Geolocation, Incident, MediaKind, Point,
    ProjectCode, Sensitivity, ShortId,
};
use cairn_review::Outcome;
use cairn_storage::{ItemRecord, ProjectRecord, Reads};
use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    outlook::{Outlook, Picture},
    public_incident::public_incident,
    public_proof::{eighth, public_bounds, public_proof},
    public_runs::public_runs,
    public_sources::add_sources,
    shield::Shield,
};
use crate::AppError;

/// The number of the event by which an item came in.
const RECEIPT: u64 = 1;
/// Stands before what a commitment is of, so that it can never be taken for a leaf of the ledger.
const COMMITTED: &[u8] = b"cairn originals\n";

/// A published incident and the blobs its page may show.
pub(super) struct Projected {
    pub(super) incident: PublicIncident,
    pub(super) blobs: Vec<Derivative>,
    /// Whatever else was made from its items: none of it may be fetched, whatever was shown before.
    pub(super) withheld: Vec<Digest>,
}

/// The speakable id of a record.
pub(super) fn public_id(code: &ProjectCode, short: &ShortId) -> String {
    format!("{code}-{short}")
}

/// Projects one incident with those of its items that are (or are about to be) published.
pub(super) async fn project(
    reads: &Reads<'_>,
    project: &ProjectRecord,
    incident: &Incident,
    taken: &[cairn_domain::ItemId],
    release: u32,
) -> Result<Projected, AppError> {
    let shield = Shield::read(reads, project, Some(incident.id)).await?;
    let mut evidence = Vec::new();
    let (mut blobs, mut withheld, mut shown_items) = (Vec::new(), Vec::new(), Vec::new());
    for item in reads.items_of_incident(incident.id).await? {
        withheld.extend(made_from(reads, &item).await?);
        // Consent can be narrowed after publication; the next release follows.
        let published = item.state.outcome == Some(Outcome::Published)
            && item.state.consent.allows_publishing();
        if published || taken.contains(&item.id) {
            let (record, shown) = one_item(reads, (project, shield), &item).await?;
            shown_items.push((item, record.short.clone()));
            evidence.push(record);
            blobs.extend(shown);
        }
    }
    withheld.retain(|sha256| !blobs.iter().any(|shown| shown.sha256 == *sha256));
    let claims = super::claims::of_incident(reads, project, incident).await?;
    let mut public = public_incident((project, shield), incident, evidence, claims, release);
    add_sources(reads, incident, &shown_items, &mut public).await?;
    Ok(Projected {
        incident: shield.coarsen(public),
        blobs,
        withheld,
    })
}

/// Names of everything that was made from an item.
pub(super) async fn made_from(
    reads: &Reads<'_>,
    item: &ItemRecord,
) -> Result<Vec<Digest>, AppError> {
    let files = reads.files_of(item.id).await?;
    let made = files.iter().flat_map(|file| &file.derivatives);
    Ok(made.map(|made| made.sha256).collect())
}

async fn one_item(
    reads: &Reads<'_>,
    (project, shield): (&ProjectRecord, Shield),
    item: &ItemRecord,
) -> Result<(PublicEvidence, Vec<Derivative>), AppError> {
    let findings = reads.findings_of(item.id).await?;
    let files = reads.files_of(item.id).await?;
    let redactions = reads.redactions_of(item.id).await?;
    let outlook = Outlook::of(shield, &item.state, &findings, &files, &redactions);
    let mut record = bare(project, item, &files, &outlook.picture);
    record.commitment = commitment(reads, item, &files).await?;
    if let Some(place) = &outlook.place {
        (record.lat, record.lon) = (Some(place.lat), Some(place.lon));
        record.precision_m = place.radius_m;
        record.how_located = how_located(&place.geolocation);
        // A record that asks for a coarser place than its project says no more of what is there.
        let is_shown = record.copy.is_some() && !shield.hides_place_name;
        record.proof = Some(public_proof(&place.geolocation, is_shown));
        record.location_confidence = Some(place.confidence);
    }
    if let Some(time) = &outlook.time {
        record.captured_earliest = Some(as_text(time.earliest));
        record.captured_latest = Some(as_text(time.latest));
        record.how_dated = how_dated(&time.chronolocation);
        record.time_confidence = Some(time.confidence);
        // A run names its day.
        let is_dated = shield.date_step == DateStep::Day;
        let place = outlook.place.as_ref().filter(|_| is_dated);
        let place = place.and_then(|place| Point::try_new(place.lat, place.lon).ok());
        let runs = place.map_or_else(Vec::new, |place| public_runs(&time.chronolocation, place));
        record.bounds = public_bounds(&time.chronolocation, &runs);
        record.solver_runs = runs.into_iter().map(|(_, run)| run).collect();
    }
    Ok((record, outlook.picture.blobs().cloned().collect()))
}

/// What binds the originals of an item: its salt is that of the leaf of its receipt, so that it is
/// disclosed, and destroyed, with the proof of that.
async fn commitment(
    reads: &Reads<'_>,
    item: &ItemRecord,
    files: &[File],
) -> Result<Option<Digest>, AppError> {
    let salt = reads.salt_of(item.id, RECEIPT).await?;
    let mut originals: Vec<_> = files.iter().map(|file| file.sha256.to_string()).collect();
    originals.sort_unstable();
    let originals = originals.join("\n");
    Ok(salt.filter(|_| !files.is_empty()).map(|salt| {
        let parts = [COMMITTED, salt.as_slice(), originals.as_bytes()];
        Digest::of_bytes(&parts.concat())
    }))
}

fn bare(
    project: &ProjectRecord,
    item: &ItemRecord,
    files: &[File],
    picture: &Picture,
) -> PublicEvidence {
    let rating = item.state.rating.as_ref();
    let (copy, cover) = match picture {
        Picture::Public(shown) => (Some(&shown.copy), shown.cover.as_ref()),
        _ => (None, None),
    };
    PublicEvidence {
        short: public_id(&project.code, &item.short),
        kind: files.first().map_or(MediaKind::Other, |file| file.kind),
        sensitivity: rating.map_or(Sensitivity::Graphic, |rating| rating.sensitivity),
        content_notes: rating
            .map(|rating| {
                rating
                    .notes
                    .iter()
                    .map(|note| note.code().to_owned())
                    .collect()
            })
            .unwrap_or_default(),
        captured_earliest: None,
        captured_latest: None,
        lat: None,
        lon: None,
        precision_m: 0.0,
        copy: copy.map(|made| PublicCopy {
            sha256: made.sha256,
            mime: made.mime.clone(),
            width: made.width,
            height: made.height,
        }),
        cover: cover.map(|made| made.sha256),
        how_located: String::new(),
        location_confidence: None,
        how_dated: String::new(),
        time_confidence: None,
        solver_runs: Vec::new(),
        commitment: None,
        proof: None,
        bounds: Vec::new(),
    }
}

/// Built from structure, never from free text: what a verifier typed may hold finer coordinates.
fn how_located(geolocation: &Geolocation) -> String {
    if !geolocation.is_matched() {
        let sources = geolocation.sources.len();
        return format!("from {sources} sources; nothing in the picture was matched");
    }
    let features = geolocation.features.len();
    let facing = match geolocation.bearing_deg {
        Some(bearing) => format!(", camera facing {}", compass(bearing)),
        None => String::new(),
    };
    format!("{features} features matched between the frame and reference imagery{facing}")
}

/// Eight winds are enough for a reader and too coarse to find a window by.
fn compass(bearing_deg: f64) -> &'static str {
    const WINDS: [&str; 8] = [
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    ];
    WINDS[eighth(bearing_deg)]
}

fn how_dated(chronolocation: &Chronolocation) -> String {
    let mut kinds: Vec<_> = chronolocation
        .bounds
        .iter()
        .map(|bound| bound.kind.code().replace('_', " "))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    format!("bounded by {}", kinds.join(", "))
}

fn as_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
