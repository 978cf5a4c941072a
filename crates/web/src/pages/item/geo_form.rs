//! The geolocation form: what was typed, what it becomes, and how it stands on the page.

use cairn_app::{
    place::Look,
    review::{FileView, FindingView, GeolocationDraft, ReferenceView, Verdict},
};
use cairn_domain::{Confidence, Digest, FindingBody, Geolocation, PlaceMethod, WhyNoPlace};

use super::{
    feature_rows::{self, FeatureRow},
    posted,
};
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, choices,
        media::drawable,
        named_places::{NamedPlaces, named_places},
        reading::{ReadingCard, reading_card},
    },
};

/// The form as it stands on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct GeoForm {
    pub(super) camera: String,
    pub(super) subject: String,
    pub(super) precision_m: String,
    pub(super) bearing_deg: String,
    pub(super) view_deg: String,
    pub(super) methods: Vec<Choice>,
    pub(super) sources: String,
    pub(super) why_not: Vec<Choice>,
    pub(super) province: String,
    pub(super) place_name: String,
    pub(super) features: Vec<FeatureRow>,
    /// Pictures to draw on: photos and kept frames.
    pub(super) pictures: Vec<Choice>,
    pub(super) confidences: Vec<Choice>,
    pub(super) reasoning: String,
    pub(super) impossible: bool,
    /// How the camera's coordinates were read.
    pub(super) reading: Option<ReadingCard>,
    /// Places of the name that was typed where coordinates belong.
    pub(super) named: Option<NamedPlaces>,
}

impl GeoForm {
    /// The form with what was typed, or else with the author's own earlier finding.
    pub(super) fn new(
        t: &Translator,
        (files, references): (&[FileView], &[ReferenceView]),
        look: &Look,
        own: Option<&FindingView>,
        typed: Option<&Fields>,
    ) -> Self {
        let held = own.map(|own| as_typed(own, references)).unwrap_or_default();
        let fields = typed.unwrap_or(&held);
        Self {
            reading: reading_card(t, &fields.text("camera"), &look.areas),
            named: typed.and_then(|fields| named_places(t, &fields.text("camera"), look)),
            camera: fields.text("camera"),
            subject: fields.text("subject"),
            precision_m: fields.text("precision_m"),
            bearing_deg: fields.text("bearing_deg"),
            view_deg: fields.text("view_deg"),
            methods: methods(t, fields),
            sources: fields.text("sources"),
            why_not: choices(t, "why-no-place", WhyNoPlace::ALL, &all(fields, "why_not")),
            province: fields.text("province"),
            place_name: fields.text("place_name"),
            features: feature_rows::rows(t, references, fields),
            pictures: pictures(t, files, &fields.text("drawn_on")),
            confidences: choices(
                t,
                "confidence",
                Confidence::ALL,
                &[&fields.text("confidence")],
            ),
            reasoning: fields.text("reasoning"),
            impossible: fields.ticked("impossible"),
        }
    }
}

fn all<'a>(fields: &'a Fields, name: &str) -> Vec<&'a str> {
    fields.all(name).iter().map(String::as_str).collect()
}

/// How it was found. An empty form suggests what nearly every geolocation is.
fn methods(t: &Translator, fields: &Fields) -> Vec<Choice> {
    let given = all(fields, "methods");
    let is_empty = fields.text("camera").is_empty() && given.is_empty();
    let usual = [PlaceMethod::VisualMatch.code()];
    let chosen: &[&str] = if is_empty { &usual } else { &given };
    choices(t, "place-method", PlaceMethod::ALL, chosen)
}

/// Photos and kept frames as options; the first is chosen unless another was. Where there is none
/// yet, the only option says what to do.
fn pictures(t: &Translator, files: &[FileView], chosen: &str) -> Vec<Choice> {
    let drawable = drawable(t, files);
    let is_known = drawable
        .iter()
        .any(|(digest, _)| digest.to_string() == chosen);
    let option = |(index, (digest, words)): (usize, (Digest, String))| {
        let code = digest.to_string();
        Choice {
            selected: if is_known { code == chosen } else { index == 0 },
            meaning: String::new(),
            words,
            code,
        }
    };
    if drawable.is_empty() {
        return vec![Choice {
            code: String::new(),
            words: t.get("geo-drawn-on-none"),
            meaning: String::new(),
            selected: true,
        }];
    }
    drawable.into_iter().enumerate().map(option).collect()
}

/// The form with the place that was chosen in the field for coordinates; the name that stood there
/// is kept as the place's name unless another one is given.
pub(super) fn picked(mut fields: Fields) -> Fields {
    if fields.ticked("pick") {
        if fields.text("place_name").trim().is_empty() {
            fields.set("place_name", fields.text("camera"));
        }
        fields.set("camera", fields.text("pick"));
    }
    fields
}

/// What was typed, for the use case to read.
pub(super) fn draft(fields: &Fields) -> (GeolocationDraft, Verdict) {
    let draft = GeolocationDraft {
        camera: fields.text("camera"),
        subject: fields.text("subject"),
        precision_m: fields.text("precision_m"),
        bearing_deg: fields.text("bearing_deg"),
        province: fields.text("province"),
        place_name: fields.text("place_name"),
        view_deg: fields.text("view_deg"),
        methods: fields.all("methods").to_vec(),
        sources: fields.text("sources"),
        features: feature_rows::drafts(fields),
        drawn_on: fields.text("drawn_on"),
        why_not: fields.all("why_not").to_vec(),
    };
    let verdict = Verdict {
        seen: posted::seen(fields),
        confidence: fields.text("confidence"),
        reasoning: fields.text("reasoning"),
        impossible: fields.ticked("impossible"),
    };
    (draft, verdict)
}

/// An earlier finding as it would have been typed.
fn as_typed(view: &FindingView, references: &[ReferenceView]) -> Fields {
    let finding = &view.finding;
    let mut pairs = vec![
        ("confidence".to_owned(), finding.confidence.to_string()),
        ("reasoning".to_owned(), finding.reasoning.clone()),
    ];
    match &finding.body {
        FindingBody::Geolocation(place) => {
            pairs.extend(place_pairs(place));
            pairs.extend(feature_rows::typed(place, references));
        }
        FindingBody::NoGeolocation { reasons } => {
            let reasons = reasons.iter().map(ToString::to_string);
            pairs.extend(reasons.map(|code| ("why_not".to_owned(), code)));
            pairs.push(("impossible".to_owned(), "1".to_owned()));
        }
        FindingBody::Chronolocation(_) | FindingBody::NoChronolocation => {}
    }
    Fields::from_pairs(pairs)
}

fn place_pairs(place: &Geolocation) -> Vec<(String, String)> {
    let subject = place
        .subject
        .map(|subject| cairn_place::format_decimal(subject, 0.0));
    let mut pairs = vec![
        ("camera".to_owned(), place.verbatim.clone()),
        ("subject".to_owned(), subject.unwrap_or_default()),
        ("precision_m".to_owned(), place.precision_m.to_string()),
        (
            "bearing_deg".to_owned(),
            place.bearing_deg.map(|b| b.to_string()).unwrap_or_default(),
        ),
        (
            "view_deg".to_owned(),
            place.view_deg.map(|v| v.to_string()).unwrap_or_default(),
        ),
        ("sources".to_owned(), place.sources.join("\n")),
        (
            "province".to_owned(),
            place.province.clone().unwrap_or_default(),
        ),
        (
            "place_name".to_owned(),
            place.place_name.clone().unwrap_or_default(),
        ),
    ];
    pairs.extend(
        place
            .drawn_on
            .map(|picture| ("drawn_on".to_owned(), picture.to_string())),
    );
    let methods = place.methods.iter().map(ToString::to_string);
    pairs.extend(methods.map(|code| ("methods".to_owned(), code)));
    pairs
}
