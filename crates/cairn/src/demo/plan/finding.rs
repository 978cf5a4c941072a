//! Where and when, as a verifier would record it for what was drawn.

use cairn_domain::{
    Chronolocation, Confidence, Counterpart, FeatureKind, Geolocation, Interval, MapShape,
    MatchedFeature, PlaceMethod, Point, TimeBound, TimeEffect, TimeEvidenceKind, TimePrecision,
    TimeSpan,
};
use chrono::{DateTime, Duration, DurationRound, Utc};

use crate::demo::{
    DemoError, Feature, MediaSpec, SceneSpec,
    chance::Chance,
    facts::IncidentFact,
    scene::{self, light::Light},
};

use super::{PlannedFinding, phrases, picture::moved, words};

/// The zone the team works in.
pub(super) const ZONE: &str = "Asia/Kabul";

/// Where the camera stood, from what is in view.
pub(super) fn geolocation(
    media: &MediaSpec,
    incident: &IncidentFact,
    by: &'static str,
    chance: &mut Chance,
) -> PlannedFinding<Geolocation> {
    let scene = media.scene();
    let features: Vec<MatchedFeature> = scene
        .features
        .iter()
        .map(|feature| matched(media, scene, feature))
        .collect();
    let precision_m = chance.pick(&[8.0, 10.0, 15.0, 25.0, 40.0, 60.0]);
    let confidence = match features.len() {
        3.. => Confidence::Confirmed,
        _ => chance.pick(&[
            Confidence::Confirmed,
            Confidence::Probable,
            Confidence::Probable,
        ]),
    };
    let camera = scene.point;
    PlannedFinding {
        by,
        reasoning: words::located(scene, incident, chance),
        confidence,
        body: Some(Geolocation {
            camera,
            subject: Some(incident.point),
            precision_m,
            bearing_deg: Some(f64::from(scene.bearing_deg.round())),
            verbatim: words::coordinates(camera, chance),
            province: Some(incident.province.clone()),
            place_name: Some(incident.place_name.clone()),
            features,
            view_deg: None,
            methods: vec![PlaceMethod::VisualMatch],
            sources: Vec::new(),
            drawn_on: None,
            references: Vec::new(),
        }),
    }
}

fn matched(media: &MediaSpec, scene: &SceneSpec, feature: &Feature) -> MatchedFeature {
    MatchedFeature {
        words: words::feature(scene, feature),
        kind: Some(kind(feature.kind)),
        frame: media.frame_box(feature),
        found: on_ground(scene, feature),
    }
}

/// What a verifier would call it.
fn kind(drawn: scene::FeatureKind) -> FeatureKind {
    use scene::FeatureKind as Drawn;
    match drawn {
        Drawn::Minaret => FeatureKind::Minaret,
        Drawn::BlueGate | Drawn::TwoStoreyWall => FeatureKind::Wall,
        Drawn::WhiteDome => FeatureKind::Building,
        Drawn::WaterTower | Drawn::RadioMast => FeatureKind::Tower,
        Drawn::HillLine => FeatureKind::Skyline,
    }
}

/// Where it stands; a line of hills stands nowhere in particular.
fn on_ground(scene: &SceneSpec, feature: &Feature) -> Option<Counterpart> {
    if feature.kind == scene::FeatureKind::HillLine {
        return None;
    }
    let (azimuth, away) = (feature.azimuth_deg.into(), feature.distance_m.into());
    let at = moved(scene.point, azimuth, away).ok()?;
    Some(Counterpart::Map {
        shape: MapShape::Point(at),
        reference: None,
    })
}

/// The same item by someone who took the next street but one for it.
pub(super) fn disputed(
    first: &PlannedFinding<Geolocation>,
    by: &'static str,
) -> Result<PlannedFinding<Geolocation>, DemoError> {
    let mut second = first.clone();
    second.by = by;
    second.confidence = Confidence::Probable;
    second.reasoning = phrases::DISPUTE.to_owned();
    if let Some(body) = &mut second.body {
        let elsewhere: Point = moved(body.camera, 74.0, 2_300.0)?;
        body.verbatim = format!("{:.5}, {:.5}", elsewhere.lat(), elsewhere.lon());
        body.camera = elsewhere;
        body.subject = None;
        body.precision_m = 30.0;
    }
    Ok(second)
}

/// What a piece of evidence names of an interval that follows from all of them.
fn span(effect: TimeEffect, interval: Interval) -> TimeSpan {
    let (earliest, latest) = (interval.earliest(), interval.latest());
    TimeSpan {
        from: (effect != TimeEffect::Latest).then_some(earliest),
        to: (effect != TimeEffect::Earliest).then_some(latest),
        verbatim: String::new(),
    }
}

/// When it was recorded: from the shadows by day, from what is known by night.
pub(super) fn chronolocation(
    scene: &SceneSpec,
    incident: &IncidentFact,
    by: &'static str,
    chance: &mut Chance,
) -> Result<PlannedFinding<Chronolocation>, DemoError> {
    let light = Light::at(scene.point, scene.at)?;
    let by_shadow = light.elevation_deg > 6.0;
    let spread = i64::from(if by_shadow {
        chance.pick(&[15, 20, 30])
    } else {
        75
    });
    let step = Duration::minutes(5);
    let rounded = |at: DateTime<Utc>| at.duration_round(step).unwrap_or(at);
    let earliest = rounded(scene.at - Duration::minutes(spread)).max(rounded(incident.at));
    let latest = rounded(scene.at + Duration::minutes(spread)).max(earliest + step);
    let interval =
        Interval::try_new(earliest, latest).map_err(|error| DemoError::Facts(error.to_string()))?;
    let bound = |kind, effect, words: String| TimeBound {
        kind,
        effect,
        words,
        span: Some(span(effect, interval)),
        source: None,
        run: None,
    };
    let mut bounds = vec![
        bound(
            TimeEvidenceKind::KnownEvent,
            TimeEffect::Earliest,
            words::first_report(incident),
        ),
        bound(
            TimeEvidenceKind::FirstSeen,
            TimeEffect::Latest,
            words::first_seen(latest, chance),
        ),
    ];
    if by_shadow {
        let (ratio, azimuth) = words::shadow(&light, scene, interval);
        bounds.push(bound(
            TimeEvidenceKind::ShadowRatio,
            TimeEffect::Window,
            ratio,
        ));
        bounds.push(bound(
            TimeEvidenceKind::ShadowAzimuth,
            TimeEffect::Window,
            azimuth,
        ));
    }
    let confidence = if by_shadow {
        chance.pick(&[Confidence::Confirmed, Confidence::Probable])
    } else {
        Confidence::Possible
    };
    let precision = if by_shadow {
        TimePrecision::Hour
    } else {
        TimePrecision::PartOfDay
    };
    let body = Chronolocation {
        interval,
        zone: ZONE.to_owned(),
        precision,
        bounds,
    };
    let reasoning = words::dated(by_shadow).to_owned();
    Ok(PlannedFinding {
        by,
        body: Some(body),
        confidence,
        reasoning,
    })
}
