//! What the public will see of an item: which picture, which place, which time. A release publishes
//! it and the sign-off desk shows it beforehand; both ask here, so that they cannot differ.

use cairn_dataset::{protect, rounded};
use cairn_domain::{
    Chronolocation, Confidence, Consent, Derivative, DerivativeKind, File, Finding, FindingBody,
    FindingKind, Geolocation, Point, Sensitivity,
};
use cairn_review::ReviewState;
use cairn_storage::{RedactionOutcome, RedactionRecord};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::shield::Shield;

/// Everything about an item that leaves with it.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The picture, or why there is none.
    pub picture: Picture,
    /// The place as published.
    pub place: Option<PublicPlace>,
    /// The time as published.
    pub time: Option<PublicTime>,
}

/// Whether a picture of the item will be public.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// A copy without metadata.
    Public(Box<PublicPicture>),
    /// The submitter did not agree.
    NoConsent,
    /// It was given for a redacted copy, and there is none.
    NeedsRedaction,
    /// There is a redacted copy, and nobody but its author has looked at it.
    NeedsConfirmation,
    /// Too hard to look at, or not rated.
    TooHard,
    /// There is none that could be shown.
    NoCopy,
}

/// A picture as published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicPicture {
    /// The copy.
    pub copy: Derivative,
    /// Its cover.
    pub cover: Option<Derivative>,
    /// Whether parts of it are covered.
    pub redacted: bool,
}

/// A place as published: snapped, widened, without false digits.
#[derive(Debug, Clone)]
pub struct PublicPlace {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Radius in metres.
    pub radius_m: f64,
    /// What it rests on.
    pub geolocation: Geolocation,
    /// How sure its author is.
    pub confidence: Confidence,
}

/// A time as published: rounded outward to whole hours of UTC, or to the step the record asks for.
#[derive(Debug, Clone)]
pub struct PublicTime {
    /// Not before.
    pub earliest: DateTime<Utc>,
    /// Not after.
    pub latest: DateTime<Utc>,
    /// What it rests on.
    pub chronolocation: Chronolocation,
    /// How sure its author is.
    pub confidence: Confidence,
}

impl Outlook {
    /// Computes it from what is known of an item.
    pub fn of(
        shield: Shield,
        state: &ReviewState,
        findings: &[Finding],
        files: &[File],
        redactions: &[RedactionRecord],
    ) -> Self {
        let found = |kind| holding(state, findings, kind);
        Self {
            picture: Picture::of(state, files, redactions),
            place: found(FindingKind::Geolocation).and_then(|finding| place(shield, finding)),
            time: found(FindingKind::Chronolocation).and_then(|finding| time(shield, finding)),
        }
    }
}

impl Picture {
    /// Consent comes first, then how hard it is to look at (the worst is never shown; the findings
    /// are published all the same), then what was covered: where a file has a redaction, its plain
    /// copy is never shown.
    fn of(state: &ReviewState, files: &[File], redactions: &[RedactionRecord]) -> Self {
        use Sensitivity::{Graphic, Mild, None as Harmless};
        let rated = state.rating.as_ref().map(|rating| rating.sensitivity);
        if state.consent == Consent::Internal {
            return Self::NoConsent;
        }
        let redacted = || files.iter().map(|file| redacted(state, file, redactions));
        let waits = redacted()
            .flatten()
            .any(|picture| picture == Self::NeedsConfirmation);
        if waits {
            return Self::NeedsConfirmation;
        }
        if !matches!(rated, Some(Harmless | Mild | Graphic)) {
            return Self::TooHard;
        }
        let shown = files
            .iter()
            .zip(redacted())
            .find_map(|(file, redacted)| match redacted {
                Some(picture) => Some(picture),
                None if state.consent.allows_unredacted() => plain(file),
                None => None,
            });
        shown.unwrap_or(match state.consent.allows_unredacted() {
            true => Self::NoCopy,
            false => Self::NeedsRedaction,
        })
    }

    /// The bytes that anybody may fetch.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = &Derivative> {
        let (copy, cover) = match self {
            Self::Public(shown) => (Some(&shown.copy), shown.cover.as_ref()),
            _ => (None, None),
        };
        copy.into_iter().chain(cover)
    }
}

/// The redacted copy of a file, if the file has a redaction that counts.
fn redacted(state: &ReviewState, file: &File, known: &[RedactionRecord]) -> Option<Picture> {
    let counting = state.redaction_of(file.id)?;
    let record = known
        .iter()
        .find(|record| record.redaction.id == counting.id);
    let outcome = record.and_then(|record| record.outcome.as_ref());
    let made = |sha256| {
        file.derivatives
            .iter()
            .find(|made| made.sha256 == sha256)
            .cloned()
    };
    let public = match (outcome, counting.confirmed) {
        (Some(RedactionOutcome::Made { copy, cover }), Some(seen)) if seen.copy == *copy => {
            made(*copy).map(|copy| PublicPicture {
                copy,
                cover: cover.and_then(made),
                redacted: true,
            })
        }
        _ => None,
    };
    let public = public.map(|public| Picture::Public(Box::new(public)));
    Some(public.unwrap_or(Picture::NeedsConfirmation))
}

fn plain(file: &File) -> Option<Picture> {
    let made = |kind| {
        file.derivatives
            .iter()
            .find(|made| made.kind == kind)
            .cloned()
    };
    Some(Picture::Public(Box::new(PublicPicture {
        copy: made(DerivativeKind::PublicCopy)?,
        cover: made(DerivativeKind::Cover),
        redacted: false,
    })))
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

fn place(shield: Shield, finding: &Finding) -> Option<PublicPlace> {
    let FindingBody::Geolocation(geolocation) = &finding.body else {
        return None;
    };
    let (lat, lon, radius_m) = published_place(shield, geolocation.camera, geolocation.precision_m);
    Some(PublicPlace {
        lat,
        lon,
        radius_m,
        geolocation: geolocation.clone(),
        confidence: finding.confidence,
    })
}

/// Latitude, longitude and radius as published: snapped, widened, and without false digits.
pub(super) fn published_place(shield: Shield, point: Point, precision_m: f64) -> (f64, f64, f64) {
    let (snapped, radius) = protect(point, precision_m, shield.cell_m);
    (
        rounded(snapped.lat(), radius),
        rounded(snapped.lon(), radius),
        radius,
    )
}

fn time(shield: Shield, finding: &Finding) -> Option<PublicTime> {
    let FindingBody::Chronolocation(chronolocation) = &finding.body else {
        return None;
    };
    let interval = &chronolocation.interval;
    let (earliest, latest) =
        shield.span(hour_down(interval.earliest()), hour_up(interval.latest()));
    Some(PublicTime {
        earliest,
        latest,
        chronolocation: chronolocation.clone(),
        confidence: finding.confidence,
    })
}

fn hour_down(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

fn hour_up(at: DateTime<Utc>) -> DateTime<Utc> {
    hour_down(at + TimeDelta::minutes(59) + TimeDelta::seconds(59))
}
