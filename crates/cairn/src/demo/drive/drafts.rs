//! Planned conclusions as a verifier would type them into the forms.

use cairn_app::{
    review::{
        BoundDraft, ChronolocationDraft, CounterpartDraft, FeatureDraft, GeolocationDraft, Verdict,
    },
    stored::ItemRecord,
};
use cairn_domain::{Chronolocation, Counterpart, Geolocation, WhyNoPlace};
use chrono_tz::Tz;

use crate::{demo::plan::PlannedFinding, instance::Problem};

/// How sure and why, for the item as it is now.
pub fn verdict<T>(item: &ItemRecord, found: &PlannedFinding<T>) -> Verdict {
    Verdict {
        seen: item.state.seq,
        confidence: found.confidence.to_string(),
        reasoning: found.reasoning.clone(),
        impossible: found.body.is_none(),
    }
}

/// A place as a verifier would type it.
pub fn place_draft(place: &Geolocation) -> GeolocationDraft {
    let point = |point: cairn_domain::Point| format!("{:.6}, {:.6}", point.lat(), point.lon());
    let feature = |feature: &cairn_domain::MatchedFeature| FeatureDraft {
        words: feature.words.clone(),
        kind: feature
            .kind
            .map(|kind| kind.to_string())
            .unwrap_or_default(),
        frame: feature.frame,
        found: match &feature.found {
            Some(Counterpart::Map { shape, .. }) => CounterpartDraft {
                on: "map".into(),
                at: shape
                    .points()
                    .into_iter()
                    .map(point)
                    .collect::<Vec<_>>()
                    .join("; "),
                ..CounterpartDraft::default()
            },
            _ => CounterpartDraft::default(),
        },
    };
    GeolocationDraft {
        camera: point(place.camera),
        subject: place.subject.map(point).unwrap_or_default(),
        precision_m: place.precision_m.to_string(),
        bearing_deg: place
            .bearing_deg
            .map(|bearing| format!("{bearing:.0}"))
            .unwrap_or_default(),
        province: place.province.clone().unwrap_or_default(),
        place_name: place.place_name.clone().unwrap_or_default(),
        features: place.features.iter().map(feature).collect(),
        methods: place.methods.iter().map(ToString::to_string).collect(),
        ..GeolocationDraft::default()
    }
}

/// That there is no place, as a verifier would tick it.
pub fn no_place_draft() -> GeolocationDraft {
    GeolocationDraft {
        why_not: vec![WhyNoPlace::NothingDistinct.to_string()],
        ..GeolocationDraft::default()
    }
}

/// A time as a verifier would type it, in its own zone.
pub fn time_draft(time: &Chronolocation) -> Result<ChronolocationDraft, Problem> {
    let zone: Tz = time.zone.parse()?;
    let local = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&zone)
            .format("%Y-%m-%dT%H:%M:%S")
            .to_string()
    };
    let value = |span: &cairn_domain::TimeSpan| {
        let ends: Vec<_> = [span.from, span.to]
            .into_iter()
            .flatten()
            .map(local)
            .collect();
        ends.join("/")
    };
    let bound = |bound: &cairn_domain::TimeBound| BoundDraft {
        kind: bound.kind.to_string(),
        effect: bound.effect.to_string(),
        words: bound.words.clone(),
        value: bound.span.as_ref().map(value).unwrap_or_default(),
        ..BoundDraft::default()
    };
    Ok(ChronolocationDraft {
        earliest: local(time.interval.earliest()),
        latest: local(time.interval.latest()),
        zone: time.zone.clone(),
        precision: time.precision.to_string(),
        bounds: time.bounds.iter().map(bound).collect(),
    })
}
