//! From private records to what the public may see. The only place where the one becomes the
//! other; every field is chosen, coordinates are snapped and widened, times are rounded outward.

use cairn_dataset::{PublicClaim, PublicCopy, PublicEvidence, PublicIncident, protect, rounded};
use cairn_domain::{
    Chronolocation, Claim, Confidence, Consent, Derivative, DerivativeKind, File, Finding,
    FindingBody, FindingKind, Geolocation, Incident, MediaKind, Point, PrecisionClass, ProjectCode,
    Sensitivity, ShortId,
};
use cairn_review::{Outcome, ReviewState};
use cairn_storage::{ItemRecord, ProjectRecord, Reads};
use chrono::{DateTime, DurationRound, SecondsFormat, TimeDelta, Utc};

use crate::AppError;

/// A published incident and the blobs its page may show.
pub(super) struct Projected {
    pub(super) incident: PublicIncident,
    pub(super) blobs: Vec<Derivative>,
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
    let mut evidence = Vec::new();
    let mut blobs = Vec::new();
    for item in reads.items_of_incident(incident.id).await? {
        // Consent can be narrowed after publication; the next release follows.
        let published = item.state.outcome == Some(Outcome::Published)
            && item.state.consent.allows_publishing();
        if published || taken.contains(&item.id) {
            let (record, shown) = one_item(reads, project, &item).await?;
            evidence.push(record);
            blobs.extend(shown);
        }
    }
    let claims = reads.claims_of_incident(incident.id).await?;
    let claims = claims.into_iter().map(public_claim).collect();
    Ok(Projected {
        incident: public_incident(project, incident, evidence, claims, release),
        blobs,
    })
}

fn public_incident(
    project: &ProjectRecord,
    incident: &Incident,
    evidence: Vec<PublicEvidence>,
    claims: Vec<PublicClaim>,
    release: u32,
) -> PublicIncident {
    let place = incident
        .point
        .map(|point| published_place(project, point, incident.precision_m));
    let precision_m = place.map_or(incident.precision_m, |(_, _, radius)| radius);
    PublicIncident {
        short: public_id(&project.code, &incident.short),
        title: incident.title.clone(),
        summary: incident.summary.clone(),
        date: incident.date,
        lat: place.map(|(lat, _, _)| lat),
        lon: place.map(|(_, lon, _)| lon),
        precision_m,
        geo_precision: PrecisionClass::of_radius(precision_m),
        place_name: incident.place_name.clone(),
        province: incident.province.clone(),
        event_type: incident.event_type.clone(),
        target: incident.target.clone(),
        location_type: incident.location_type.clone(),
        crowd_in_public: incident.crowd_in_public,
        attribution: incident.attribution.clone(),
        killed_low: incident.killed.low,
        killed_high: incident.killed.high,
        injured_low: incident.injured.low,
        injured_high: incident.injured.high,
        evidence,
        claims,
        source_note: incident.source_note.clone(),
        synthetic: incident.synthetic,
        first_release: release,
        updated_release: release,
    }
}

/// Latitude, longitude and radius as published: snapped, widened, and without false digits.
fn published_place(project: &ProjectRecord, point: Point, precision_m: f64) -> (f64, f64, f64) {
    let (snapped, radius) = protect(point, precision_m, project.publish_cell_m);
    (
        rounded(snapped.lat(), radius),
        rounded(snapped.lon(), radius),
        radius,
    )
}

async fn one_item(
    reads: &Reads<'_>,
    project: &ProjectRecord,
    item: &ItemRecord,
) -> Result<(PublicEvidence, Vec<Derivative>), AppError> {
    let findings = reads.findings_of(item.id).await?;
    let files = reads.files_of(item.id).await?;
    let place = holding(&item.state, &findings, FindingKind::Geolocation);
    let time = holding(&item.state, &findings, FindingKind::Chronolocation);
    let shown = Shown::of(item, &files);
    let mut record = bare(project, item, &files, &shown);
    if let Some((geolocation, confidence)) = place.and_then(as_place) {
        let (lat, lon, radius) =
            published_place(project, geolocation.camera, geolocation.precision_m);
        (record.lat, record.lon, record.precision_m) = (Some(lat), Some(lon), radius);
        record.how_located = how_located(geolocation);
        record.location_confidence = Some(confidence);
    }
    if let Some((chronolocation, confidence)) = time.and_then(as_time) {
        record.captured_earliest = Some(hour_down(chronolocation.interval.earliest()));
        record.captured_latest = Some(hour_up(chronolocation.interval.latest()));
        record.how_dated = how_dated(chronolocation);
        record.time_confidence = Some(confidence);
    }
    Ok((record, shown.blobs()))
}

fn bare(
    project: &ProjectRecord,
    item: &ItemRecord,
    files: &[File],
    shown: &Shown,
) -> PublicEvidence {
    let rating = item.state.rating.as_ref();
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
        copy: shown.copy.as_ref().map(|made| PublicCopy {
            sha256: made.sha256,
            mime: made.mime.clone(),
            width: made.width,
            height: made.height,
        }),
        cover: shown.cover.as_ref().map(|made| made.sha256),
        how_located: String::new(),
        location_confidence: None,
        how_dated: String::new(),
        time_confidence: None,
    }
}

/// The pictures of an item that may be shown in public.
#[derive(Default)]
struct Shown {
    copy: Option<Derivative>,
    cover: Option<Derivative>,
}

impl Shown {
    /// Consent to unredacted publication is needed for any picture, and the worst are never shown;
    /// the findings are published all the same.
    fn of(item: &ItemRecord, files: &[File]) -> Self {
        let sensitivity = item.state.rating.as_ref().map(|rating| rating.sensitivity);
        let bearable = matches!(
            sensitivity,
            Some(Sensitivity::None | Sensitivity::Mild | Sensitivity::Graphic)
        );
        if !(item.state.consent == Consent::Publish && bearable) {
            return Self::default();
        }
        let made = |kind| {
            files
                .iter()
                .flat_map(|f| &f.derivatives)
                .find(|d| d.kind == kind)
                .cloned()
        };
        Self {
            copy: made(DerivativeKind::PublicCopy),
            cover: made(DerivativeKind::Cover),
        }
    }

    fn blobs(self) -> Vec<Derivative> {
        self.copy.into_iter().chain(self.cover).collect()
    }
}

/// The finding that holds on one question: the one settled on, else the newest that counts.
fn holding<'a>(
    state: &ReviewState,
    findings: &'a [Finding],
    kind: FindingKind,
) -> Option<&'a Finding> {
    let of_kind = || findings.iter().rev().filter(|f| f.body.kind() == kind);
    let settled = of_kind().find(|f| state.settled.contains(&f.id));
    settled.or_else(|| of_kind().find(|f| state.findings.iter().any(|r| r.id == f.id)))
}

fn as_place(finding: &Finding) -> Option<(&Geolocation, Confidence)> {
    match &finding.body {
        FindingBody::Geolocation(geolocation) => Some((geolocation, finding.confidence)),
        _ => None,
    }
}

fn as_time(finding: &Finding) -> Option<(&Chronolocation, Confidence)> {
    match &finding.body {
        FindingBody::Chronolocation(chronolocation) => Some((chronolocation, finding.confidence)),
        _ => None,
    }
}

/// Built from structure, never from free text: what a verifier typed may hold finer coordinates.
fn how_located(geolocation: &Geolocation) -> String {
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
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0..=8"
    )]
    let eighth = (bearing_deg.rem_euclid(360.0) / 45.0).round() as usize;
    WINDS[eighth % 8]
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

fn hour_down(at: DateTime<Utc>) -> String {
    let hour = at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at);
    hour.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn hour_up(at: DateTime<Utc>) -> String {
    hour_down(at + TimeDelta::minutes(59) + TimeDelta::seconds(59))
}

fn public_claim(claim: Claim) -> PublicClaim {
    PublicClaim {
        claimant: claim.claimant,
        outlet: claim.outlet,
        date: claim.date,
        province: claim.province,
        statement: claim.statement,
        killed: claim.killed,
        injured: claim.injured,
        status: claim.status,
    }
}

/// Claims nobody has tied to an incident yet: claimed, and not seen.
pub(super) async fn unmatched_claims(
    reads: &Reads<'_>,
    project: &ProjectRecord,
) -> Result<Vec<PublicClaim>, AppError> {
    let claims = reads.claims_of_project(project.id).await?;
    Ok(claims
        .into_iter()
        .filter(|claim| claim.incident.is_none())
        .map(public_claim)
        .collect())
}
