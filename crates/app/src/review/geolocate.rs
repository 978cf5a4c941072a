//! Recording where: what a person typed becomes a geolocation, or a list of what is missing.

use cairn_domain::{
    Confidence, Digest, FindingBody, FrameBox, Geolocation, MatchedFeature, PlaceMethod, Point,
    Reference, ShortId,
};

use super::{
    Acted, Verdict,
    counterpart::{CounterpartDraft, counterpart},
    find::{code, non_empty, save},
    pictures::{picture, pictures},
    reference::{ReferenceView, references},
};
use crate::{App, AppError, FieldError, Visit, typed};

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
    /// Horizontal angle of view in degrees; may be empty.
    pub view_deg: String,
    /// Province by name.
    pub province: String,
    /// Named place.
    pub place_name: String,
    /// Codes of [`PlaceMethod`].
    pub methods: Vec<String>,
    /// What it rests on beside the picture, one a line.
    pub sources: String,
    /// Matched features; empty ones are skipped.
    pub features: Vec<FeatureDraft>,
    /// Digest of the picture the boxes are drawn on; may be empty.
    pub drawn_on: String,
    /// Codes of [`cairn_domain::WhyNoPlace`], where the conclusion is that there is none.
    pub why_not: Vec<String>,
}

/// One matched feature as typed.
#[derive(Debug, Clone, Default)]
pub struct FeatureDraft {
    /// What and where, in words.
    pub words: String,
    /// Code of a [`cairn_domain::FeatureKind`]; may be empty.
    pub kind: String,
    /// Box on the frame as fractions.
    pub frame: Option<FrameBox>,
    /// Where it was found.
    pub found: CounterpartDraft,
}

/// Fewest features of a place that the picture was matched with.
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
        Some(no_place(&draft.why_not, &mut errors))
    } else {
        let held = Held {
            pictures: pictures(app, visit, short).await?,
            references: references(app, visit, short).await?,
        };
        let place = geolocation(draft, &held, &mut errors);
        check_rest(draft, &verdict.confidence, &mut errors);
        place.map(FindingBody::Geolocation)
    };
    save(app, visit, &permit, short, body, verdict, errors).await
}

/// What of the item a geolocation can point at.
struct Held {
    pictures: Vec<Digest>,
    references: Vec<ReferenceView>,
}

fn no_place(why_not: &[String], errors: &mut Vec<FieldError>) -> FindingBody {
    let reasons = codes("why_not", why_not, errors);
    if reasons.is_empty() {
        errors.push(FieldError::new("why_not", "why-not-missing"));
    }
    FindingBody::NoGeolocation { reasons }
}

fn geolocation(
    draft: &GeolocationDraft,
    held: &Held,
    errors: &mut Vec<FieldError>,
) -> Option<Geolocation> {
    lengths(draft, errors);
    let camera = point("camera", &draft.camera, errors);
    let subject = match draft.subject.trim() {
        "" => None,
        text => point("subject", text, errors),
    };
    let precision_m = number("precision_m", &draft.precision_m, 0.1..=WIDEST_M, errors);
    let bearing = optional("bearing_deg", &draft.bearing_deg, 0.0..=360.0, errors);
    let view_deg = optional("view_deg", &draft.view_deg, 1.0..=360.0, errors);
    let features = features(&draft.features, &held.references, errors);
    let drawn_on = match draft.drawn_on.trim() {
        "" => None,
        text => picture(text, &held.pictures, errors),
    };
    Some(Geolocation {
        camera: camera?,
        subject,
        precision_m: precision_m?,
        bearing_deg: bearing.map(|degrees| degrees % 360.0),
        view_deg,
        verbatim: draft.camera.trim().to_owned(),
        province: non_empty(&draft.province),
        place_name: non_empty(&draft.place_name),
        methods: codes("methods", &draft.methods, errors),
        sources: draft.sources.lines().filter_map(non_empty).collect(),
        drawn_on: drawn_on.filter(|_| features.iter().any(|feature| feature.frame.is_some())),
        references: named(&features, &held.references),
        features,
    })
}

fn lengths(draft: &GeolocationDraft, errors: &mut Vec<FieldError>) {
    typed::line("camera", &draft.camera, errors);
    typed::line("province", &draft.province, errors);
    typed::line("place_name", &draft.place_name, errors);
    typed::paragraph("sources", &draft.sources, errors);
    for feature in &draft.features {
        typed::line("features", &feature.words, errors);
    }
}

/// Codes of a vocabulary, each once and in its order.
fn codes<T: std::str::FromStr + Ord>(
    field: &'static str,
    given: &[String],
    errors: &mut Vec<FieldError>,
) -> Vec<T> {
    let mut read: Vec<T> = given
        .iter()
        .filter_map(|text| code(field, text, errors))
        .collect();
    read.sort_unstable();
    read.dedup();
    read
}

/// The references that features name, each once.
fn named(features: &[MatchedFeature], references: &[ReferenceView]) -> Vec<Reference> {
    let names = |view: &&ReferenceView| {
        let mut found = features.iter().filter_map(|feature| feature.found.as_ref());
        found.any(|found| found.reference() == Some(view.reference.id))
    };
    let used = references.iter().filter(names);
    used.map(|view| view.reference.clone()).collect()
}

/// What a place rests on has to carry it: features where the picture was matched with something,
/// sources where it was not. Read from what was typed, so that it is said whatever else is wrong.
fn check_rest(draft: &GeolocationDraft, confidence: &str, errors: &mut Vec<FieldError>) {
    let methods: Vec<PlaceMethod> = draft.methods.iter().flat_map(|it| it.parse()).collect();
    if methods.is_empty() {
        errors.push(FieldError::new("methods", "method-missing"));
    }
    if methods.is_empty() || methods.iter().any(|method| method.matches_pixels()) {
        let have = draft.features.iter().filter(|it| !it.is_empty()).count();
        if have < FEWEST_FEATURES {
            errors.push(FieldError::with(
                "features",
                "features-few",
                have.to_string(),
            ));
        }
        return;
    }
    let need = methods.iter().map(|method| method.fewest_sources()).max();
    let need = need.unwrap_or(0);
    let have = draft.sources.lines().filter_map(non_empty).count();
    if have < need {
        errors.push(FieldError::with("sources", "sources-few", need.to_string()));
    }
    // `confirmed` means features that another person can find again.
    if confidence == Confidence::Confirmed.code() {
        errors.push(FieldError::new("confidence", "confirmed-unmatched"));
    }
}

fn features(
    drafts: &[FeatureDraft],
    references: &[ReferenceView],
    errors: &mut Vec<FieldError>,
) -> Vec<MatchedFeature> {
    let mut features = Vec::new();
    for draft in drafts.iter().filter(|draft| !draft.is_empty()) {
        let Some(words) = non_empty(&draft.words) else {
            errors.push(FieldError::new("features", "feature-words-missing"));
            continue;
        };
        if draft.frame.is_some_and(|frame| !frame.is_inside_frame()) {
            errors.push(FieldError::with("features", "box-outside", &words));
        }
        let kind = match draft.kind.as_str() {
            "" => None,
            text => code("features", text, errors),
        };
        features.push(MatchedFeature {
            found: counterpart(&draft.found, &words, references, errors),
            words,
            kind,
            frame: draft.frame,
        });
    }
    features
}

impl FeatureDraft {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.frame.is_none() && self.found.is_empty()
    }
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

fn optional(
    field: &'static str,
    text: &str,
    range: std::ops::RangeInclusive<f64>,
    errors: &mut Vec<FieldError>,
) -> Option<f64> {
    match text.trim() {
        "" => None,
        text => number(field, text, range, errors),
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
