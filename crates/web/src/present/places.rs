//! Geolocations in words: the place, how it was found, and what was seen where.

use cairn_domain::{
    Counterpart, FrameBox, Geolocation, MapShape, MatchedFeature, PrecisionClass, Reference,
    ReferenceId, WhyNoPlace,
};
use cairn_place::{distance::between, format_decimal, format_dms};

use super::{
    findings::{Fact, metres},
    references::provided,
    sun::degrees,
};
use crate::i18n::Translator;

/// A matched feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FeatureWords {
    /// What kind of thing it is; may be empty.
    pub(crate) kind: String,
    pub(crate) words: String,
    /// Where in the frame; empty if it was not drawn.
    pub(crate) place: String,
    /// Where it was found; empty if that was not drawn.
    pub(crate) found: String,
}

/// What a geolocation says, line by line.
pub(crate) fn place_facts(t: &Translator, place: &Geolocation) -> Vec<Fact> {
    let said = |key: &str, value: String| Fact::said(t, key, value);
    let camera = format_decimal(place.camera, place.precision_m);
    let mut facts = vec![
        Fact::exact(t, "fact-camera", camera),
        Fact::exact(t, "fact-camera-dms", format_dms(place.camera)),
        said("fact-precision", precision(t, place)),
    ];
    facts.extend(subject(t, place).map(|words| Fact::exact(t, "fact-subject", words)));
    facts.extend(view(t, place).map(|words| said("fact-bearing", words)));
    let named: Vec<_> = [&place.place_name, &place.province]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if !named.is_empty() {
        facts.push(said("fact-place", named.join(", ")));
    }
    let methods = place.methods.iter().map(|it| t.vocab("place-method", it));
    let methods: Vec<_> = methods.collect();
    if !methods.is_empty() {
        facts.push(said("fact-methods", methods.join(", ")));
    }
    facts.extend(
        place
            .sources
            .iter()
            .map(|source| said("fact-source", source.clone())),
    );
    facts.extend(
        place
            .references
            .iter()
            .map(|it| said("fact-reference", reference(t, it))),
    );
    let picture = place.drawn_on.map(|picture| picture.to_string());
    facts.extend(picture.map(|picture| Fact::exact(t, "fact-drawn-on", picture)));
    facts.push(Fact::exact(t, "fact-verbatim", place.verbatim.clone()));
    facts
}

/// Why there is no place.
pub(crate) fn why_not(t: &Translator, reasons: &[WhyNoPlace]) -> Vec<Fact> {
    let reason = |why: &WhyNoPlace| Fact::said(t, "fact-why-not", t.vocab("why-no-place", why));
    reasons.iter().map(reason).collect()
}

fn precision(t: &Translator, place: &Geolocation) -> String {
    let class = PrecisionClass::of_radius(place.precision_m);
    let class = t.vocab("precision-class", class);
    let metres = metres(place.precision_m);
    t.get2("fact-precision-value", "metres", metres, "class", class)
}

fn subject(t: &Translator, place: &Geolocation) -> Option<String> {
    let subject = place.subject?;
    let point = format_decimal(subject, place.precision_m);
    let metres = metres(between(place.camera, subject).distance_m);
    Some(t.get2("fact-subject-value", "point", point, "metres", metres))
}

/// Direction and angle of view.
fn view(t: &Translator, place: &Geolocation) -> Option<String> {
    let towards = |bearing| t.get1("fact-bearing-value", "degrees", degrees(bearing));
    match (place.bearing_deg, place.view_deg.map(degrees)) {
        (None, None) => None,
        (Some(bearing), None) => Some(towards(bearing)),
        (None, Some(angle)) => Some(t.get1("fact-view-alone", "angle", angle)),
        (Some(bearing), Some(angle)) => {
            let towards = towards(bearing);
            Some(t.get2("fact-view-value", "towards", towards, "angle", angle))
        }
    }
}

fn reference(t: &Translator, reference: &Reference) -> String {
    let known = [
        ("kind", t.vocab("reference-kind", reference.kind)),
        ("source", provided(reference)),
        ("licence", reference.licence.clone()),
    ];
    let key = match reference.licence.is_empty() {
        true => "fact-reference-plain",
        false => "fact-reference-value",
    };
    t.with(key, &known)
}

/// Its features, in the order of their numbers.
pub(crate) fn feature_words(t: &Translator, place: &Geolocation) -> Vec<FeatureWords> {
    let words = |feature: &MatchedFeature| FeatureWords {
        kind: feature
            .kind
            .map_or_else(String::new, |kind| t.vocab("feature-kind", kind)),
        words: feature.words.clone(),
        place: feature
            .frame
            .map_or_else(String::new, |frame| box_words(t, "feature-box", frame)),
        found: feature.found.as_ref().map_or_else(String::new, |found| {
            found_words(t, found, &place.references)
        }),
    };
    place.features.iter().map(words).collect()
}

fn box_words(t: &Translator, key: &str, frame: FrameBox) -> String {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let values = [
        ("x", frame.x),
        ("y", frame.y),
        ("w", frame.w),
        ("h", frame.h),
    ];
    t.with(key, &values.map(|(name, share)| (name, percent(share))))
}

/// Where a feature was found.
pub(crate) fn found_words(t: &Translator, found: &Counterpart, references: &[Reference]) -> String {
    let named = |id: ReferenceId| {
        let known = references.iter().find(|reference| reference.id == id);
        known.map_or_else(String::new, provided)
    };
    match found {
        Counterpart::Map { shape, reference } => {
            let at = shape_words(shape);
            match reference.map(named) {
                Some(source) => t.get2("feature-on-map-of", "at", at, "source", source),
                None => t.get1("feature-on-map", "at", at),
            }
        }
        Counterpart::Picture { reference, area } => {
            let at = box_words(t, "feature-box", *area);
            t.get2("feature-on-picture", "at", at, "source", named(*reference))
        }
    }
}

fn shape_words(shape: &MapShape) -> String {
    let points = shape.points();
    let points = points.iter().map(|point| format_decimal(*point, 1.0));
    points.collect::<Vec<_>>().join(" – ")
}
