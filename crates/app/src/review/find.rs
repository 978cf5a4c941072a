//! Recording where: what a person typed becomes a finding, or a list of what is missing. Also what
//! every finding needs.

use cairn_domain::{
    Confidence, Digest, Finding, FindingBody, FindingId, FrameBox, Geolocation, MatchedFeature,
    Permit, Point, ShortId,
};

use cairn_review::{Act, Command};
use cairn_storage::Store;

use super::{
    Acted, decide_and_record,
    pictures::{picture, pictures},
};
use crate::{App, AppError, FieldError, Visit};

/// How sure and why: asked of every finding.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Sequence number of the item the author saw.
    pub seen: u64,
    /// Code of a [`Confidence`].
    pub confidence: String,
    /// Reasoning in words.
    pub reasoning: String,
    /// The conclusion is that it cannot be established.
    pub impossible: bool,
}

/// A geolocation as typed.
#[derive(Debug, Clone, Default)]
pub struct GeolocationDraft {
    /// Camera point in any notation Cairn reads.
    pub camera: String,
    /// What the camera shows, likewise; may be empty.
    pub subject: String,
    /// Radius in metres.
    pub precision_m: String,
    /// Degrees from true north; may be empty.
    pub bearing_deg: String,
    /// Province by name.
    pub province: String,
    /// Named place.
    pub place_name: String,
    /// Matched features; empty ones are skipped.
    pub features: Vec<FeatureDraft>,
    /// Digest of the picture the boxes are drawn on; may be empty.
    pub drawn_on: String,
}

/// One matched feature as typed.
#[derive(Debug, Clone, Default)]
pub struct FeatureDraft {
    /// What and where, in words.
    pub words: String,
    /// Box on the frame as fractions.
    pub frame: Option<FrameBox>,
}

/// Fewest matched features of a geolocation.
const FEWEST_FEATURES: usize = 2;
/// Widest precision a geolocation may state, in metres.
const WIDEST_M: f64 = 100_000.0;

/// Records where an item was recorded.
pub async fn record_geolocation(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &GeolocationDraft,
    verdict: &Verdict,
) -> Result<Acted, AppError> {
    let permit = visit.permit(cairn_domain::Action::RecordFinding)?;
    let mut errors = Vec::new();
    let body = if verdict.impossible {
        Some(FindingBody::NoGeolocation)
    } else {
        let pictures = pictures(app, visit, short).await?;
        geolocation(draft, &pictures, &mut errors).map(FindingBody::Geolocation)
    };
    save(app, visit, &permit, short, body, verdict, errors).await
}

fn geolocation(
    draft: &GeolocationDraft,
    pictures: &[Digest],
    errors: &mut Vec<FieldError>,
) -> Option<Geolocation> {
    let camera = point("camera", &draft.camera, errors);
    let subject = match draft.subject.trim() {
        "" => None,
        text => point("subject", text, errors),
    };
    let precision_m = number("precision_m", &draft.precision_m, 0.1..=WIDEST_M, errors);
    let bearing_deg = match draft.bearing_deg.trim() {
        "" => None,
        text => number("bearing_deg", text, 0.0..=360.0, errors).map(|degrees| degrees % 360.0),
    };
    let features = features(&draft.features, errors);
    let drawn_on = match draft.drawn_on.trim() {
        "" => None,
        text => picture(text, pictures, errors),
    };
    Some(Geolocation {
        camera: camera?,
        subject,
        precision_m: precision_m?,
        bearing_deg,
        verbatim: draft.camera.trim().to_owned(),
        province: non_empty(&draft.province),
        place_name: non_empty(&draft.place_name),
        drawn_on: drawn_on.filter(|_| features.iter().any(|feature| feature.frame.is_some())),
        features,
    })
}

fn features(drafts: &[FeatureDraft], errors: &mut Vec<FieldError>) -> Vec<MatchedFeature> {
    let mut features = Vec::new();
    for draft in drafts.iter().filter(|draft| !draft.words.trim().is_empty()) {
        if draft.frame.is_some_and(|frame| !frame.is_inside_frame()) {
            errors.push(FieldError::with(
                "features",
                "box-outside",
                draft.words.trim(),
            ));
        }
        features.push(MatchedFeature {
            words: draft.words.trim().to_owned(),
            frame: draft.frame,
        });
    }
    if features.len() < FEWEST_FEATURES {
        errors.push(FieldError::with(
            "features",
            "features-few",
            features.len().to_string(),
        ));
    }
    features
}

fn point(field: &'static str, text: &str, errors: &mut Vec<FieldError>) -> Option<Point> {
    match cairn_place::parse(text) {
        Ok(reading) => Some(reading.point),
        Err(unreadable) => {
            errors.push(FieldError::with(
                field,
                "coordinates-unreadable",
                unreadable.to_string(),
            ));
            None
        }
    }
}

fn number(
    field: &'static str,
    text: &str,
    range: std::ops::RangeInclusive<f64>,
    errors: &mut Vec<FieldError>,
) -> Option<f64> {
    let value = text
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|value| range.contains(value));
    if value.is_none() {
        let limits = format!("{}–{}", range.start(), range.end());
        errors.push(FieldError::with(field, "number-out-of-range", limits));
    }
    value
}

pub(super) fn code<T: std::str::FromStr>(
    field: &'static str,
    text: &str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let value = text.parse().ok();
    if value.is_none() {
        errors.push(FieldError::with(field, "choice-missing", text));
    }
    value
}

pub(super) fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Checks what every finding needs, then stores it and records the event in one transaction.
pub(super) async fn save(
    app: &App,
    visit: &Visit,
    _permit: &Permit,
    short: &ShortId,
    body: Option<FindingBody>,
    verdict: &Verdict,
    mut errors: Vec<FieldError>,
) -> Result<Acted, AppError> {
    let confidence: Option<Confidence> = code("confidence", &verdict.confidence, &mut errors);
    if verdict.reasoning.trim().is_empty() {
        errors.push(FieldError::new("reasoning", "reasoning-missing"));
    }
    let (Some(body), Some(confidence), true) = (body, confidence, errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let now = app.clock.now();
    let finding = Finding {
        id: FindingId(app.dice.uuid(now)),
        author: visit.user,
        recorded_at: now,
        body,
        confidence,
        reasoning: verdict.reasoning.trim().to_owned(),
    };
    store_and_record(app, visit, short, finding, verdict.seen).await
}

async fn store_and_record(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    finding: Finding,
    seen: u64,
) -> Result<Acted, AppError> {
    let act = Act::RecordFinding {
        finding: finding.id,
        kind: finding.body.kind(),
        positive: finding.body.is_positive(),
        digest: Digest::of_json(&finding),
    };
    let command = Command {
        seen,
        words: String::new(),
        act,
    };
    let (app, project, actor, short) = (
        app.clone(),
        visit.project.clone(),
        visit.actor(),
        short.clone(),
    );
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx
            .read()
            .find_item(project.id, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        tx.insert_finding(item.id, &finding).await?;
        let acted = decide_and_record(&app, &tx, &project, item, actor, &command).await?;
        tx.commit().await?;
        Ok(acted)
    })
    .await
}
