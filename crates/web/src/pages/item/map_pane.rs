//! The map of the workspace: choosing a place, or showing one; drawn by the server where the
//! browser cannot.

use cairn_domain::{Counterpart, FindingBody, FindingKind, Geolocation, MapShape, Point};
use cairn_place::boundary::{Area, provinces};
use cairn_review::{Offer, OfferAction};
use chrono_tz::Tz;

use super::{Form, scene::Scene, sun::SunPanel};
use crate::{
    i18n::Translator,
    present::{
        findings::{holding, metres, place_shown},
        map_drawing::{Canvas, Extent, MapDrawing, PlacedMark, draw_place, surroundings},
    },
};

/// The map: choosing a place, or showing one.
pub(super) struct MapPane {
    pub(super) picks: bool,
    /// Whether the point is the camera's; else it is only where to begin looking.
    pub(super) placed: bool,
    pub(super) lat: String,
    pub(super) lon: String,
    pub(super) precision_m: String,
    pub(super) bearing: String,
    /// Angle of view in degrees.
    pub(super) view: String,
    /// What was found on the ground, as the map reads it: numbers with their outlines.
    pub(super) features: String,
    /// The same in words; empty if nothing is known.
    pub(super) words: String,
    /// The same as a picture.
    pub(super) drawing: MapDrawing,
    /// The day for which the sun is offered first, in the project's zone.
    pub(super) sun_date: String,
}

/// Choosing when a place may be recorded, showing when one is known.
pub(super) fn map_pane(scene: &Scene<'_>, sun: &SunPanel) -> MapPane {
    let record = scene.offer(&OfferAction::Record(FindingKind::Geolocation));
    let picks = record.is_some_and(Offer::is_open);
    let pane = match place_shown(&scene.audience.dossier.findings) {
        Some(place) => known(scene.t, place, sun),
        None => around_incident(scene),
    };
    let pane = MapPane {
        picks,
        sun_date: sun_date(scene),
        ..pane
    };
    match typed(scene) {
        Some(placed) if picks => MapPane {
            placed: true,
            lat: placed.point.lat().to_string(),
            lon: placed.point.lon().to_string(),
            drawing: draw_place(scene.t, &placed),
            ..pane
        },
        _ => pane,
    }
}

/// The day that was found, or else the one on which the item came.
fn sun_date(scene: &Scene<'_>) -> String {
    let dossier = scene.audience.dossier;
    let found = holding(&dossier.findings, FindingKind::Chronolocation);
    let found = found.and_then(|view| match &view.finding.body {
        FindingBody::Chronolocation(time) => Some(time.interval.earliest()),
        _ => None,
    });
    let zone: Tz = scene.zone.parse().unwrap_or(Tz::UTC);
    let at = found.unwrap_or(dossier.item.received_at);
    at.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

/// The coordinates that stand in the form, if it came back and they can be read.
fn typed(scene: &Scene<'_>) -> Option<PlacedMark> {
    let text = |name| scene.posted.text(Form::Geolocation, name);
    let place = cairn_place::parse(&text("camera")).ok()?.point;
    let number = |name| text(name).trim().parse::<f64>().ok();
    let metres = number("precision_m").filter(|metres| metres.is_finite() && *metres > 0.0);
    Some(PlacedMark {
        precision_m: metres,
        bearing_deg: number("bearing_deg").filter(|degrees| degrees.is_finite()),
        view_deg: number("view_deg").filter(|degrees| (1.0..=360.0).contains(degrees)),
        ..PlacedMark::at(place)
    })
}

/// Where to begin looking: the incident's place, which says nothing about the camera.
fn around_incident(scene: &Scene<'_>) -> MapPane {
    let incident = scene.audience.dossier.incident.as_ref();
    let point = incident.and_then(|incident| incident.point);
    let degrees = |of: fn(Point) -> f64| point.map(|p| of(p).to_string()).unwrap_or_default();
    let extent = match point {
        Some(point) => surroundings(point, 20_000.0),
        None => country(),
    };
    MapPane {
        picks: false,
        placed: false,
        lat: degrees(Point::lat),
        lon: degrees(Point::lon),
        precision_m: String::new(),
        bearing: String::new(),
        view: String::new(),
        features: String::new(),
        words: String::new(),
        sun_date: String::new(),
        drawing: MapDrawing::new(
            Canvas::PANE,
            &extent,
            &[],
            scene.t.get("map-drawing-nothing"),
        ),
    }
}

/// The country that is known in detail.
fn country() -> Extent {
    let corners = provinces().iter().flat_map(|province| {
        let [west, south, east, north] = Area::edges(&province.shape.bounds());
        [Point::try_new(south, west), Point::try_new(north, east)]
    });
    let corners: Vec<_> = corners.flatten().collect();
    Extent::around(&corners, 1.0).unwrap_or_else(Extent::globe)
}

/// Features that were found on the ground: `[{number, kind, points: [[longitude, latitude]]}]`.
fn features(place: &Geolocation) -> String {
    let numbered = (1..).zip(&place.features);
    let drawn = numbered.filter_map(|(number, feature): (usize, _)| match &feature.found {
        Some(Counterpart::Map { shape, .. }) => {
            let points = shape.points();
            let points: Vec<_> = points.iter().map(|at| [at.lon(), at.lat()]).collect();
            let kind = match shape {
                MapShape::Point(_) => "point",
                MapShape::Line(_) => "line",
                MapShape::Box(..) => "box",
            };
            Some(serde_json::json!({ "number": number, "kind": kind, "points": points }))
        }
        _ => None,
    });
    serde_json::Value::Array(drawn.collect()).to_string()
}

fn known(t: &Translator, place: &Geolocation, sun: &SunPanel) -> MapPane {
    let is_up = sun
        .elevation
        .parse::<f64>()
        .is_ok_and(|degrees| degrees > 0.0);
    let shown = PlacedMark {
        point: place.camera,
        precision_m: Some(place.precision_m),
        bearing_deg: place.bearing_deg,
        view_deg: place.view_deg,
        subject: place.subject,
        sun_deg: sun.azimuth.parse().ok().filter(|_| is_up),
    };
    let bearing = place.bearing_deg.map(|bearing| bearing.to_string());
    MapPane {
        picks: false,
        placed: true,
        lat: place.camera.lat().to_string(),
        lon: place.camera.lon().to_string(),
        precision_m: place.precision_m.to_string(),
        bearing: bearing.unwrap_or_default(),
        view: place
            .view_deg
            .map(|view| view.to_string())
            .unwrap_or_default(),
        features: features(place),
        words: t.get2(
            "finding-place",
            "point",
            cairn_place::format_decimal(place.camera, place.precision_m),
            "metres",
            metres(place.precision_m),
        ),
        drawing: draw_place(t, &shown),
        sun_date: String::new(),
    }
}
