//! The page of places: the form, the band on a map, its size and countries, the runs that were kept.

use std::{collections::BTreeSet, sync::LazyLock};

use askama::Template;
use cairn_app::{
    Visit,
    review::{Dossier, RunView, ShadowDraft, ShadowPlaceDraft},
};
use cairn_domain::{Action, Point};
use cairn_place::{
    boundary::{Ring, countries, country_of},
    shadow::{At, Band, Held, Polygon, Run, Where, Work, crossed},
    zone::zone_at,
};
use chrono::{Offset, SecondsFormat, TimeZone};
use chrono_tz::Tz;

use super::{
    super::item::{audience, page_title},
    measured_words,
    place::Solved,
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Moment,
        findings::place_shown,
        map_drawing::{Canvas, Extent, Figure, Look, MapDrawing, Mark},
        moment,
        refusals::error_of,
        sizes::grouped,
    },
    shell::{Shell, Tab},
};

/// Countries that are named at once; more are folded.
const NAMED: usize = 12;
/// What covers more of the globe than this is drawn on all of it.
const LOCAL_DEG: f64 = 90.0;

#[derive(Template)]
#[template(path = "shadow_where.html", whitespace = "minimize")]
pub(super) struct ShadowWherePage {
    shell: Shell,
    code: String,
    id: String,
    item_href: String,
    draft: ShadowPlaceDraft,
    answer: Option<Answer>,
    kept: Vec<Kept>,
    may_keep: bool,
    errors: Vec<FormError>,
}

/// What came out.
struct Answer {
    summary: String,
    /// Whether the established place is among them; empty if none is known.
    established: String,
    /// `lat`, `lon` of that place; empty likewise.
    lat: String,
    lon: String,
    countries: Vec<String>,
    /// Whether so many countries are crossed that their names are folded.
    is_folded: bool,
    /// Whether only a clock's reading is known.
    is_civil: bool,
    drawing: MapDrawing,
    geojson_href: String,
    algorithm: String,
}

/// A run that was kept.
struct Kept {
    number: usize,
    by: String,
    at: Moment,
    summary: String,
    asked: String,
}

impl ShadowWherePage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

/// A form with what is usual.
pub(super) fn fresh(visit: &Visit, dossier: &Dossier) -> ShadowPlaceDraft {
    let known = super::page::fresh(visit, dossier);
    ShadowPlaceDraft {
        at: String::new(),
        zone: known.zone.clone(),
        measured: ShadowDraft {
            ratio_tol: known.ratio_tol,
            azimuth_tol: known.azimuth_tol,
            ..ShadowDraft::default()
        },
    }
}

pub(super) fn present(
    member: &Member,
    dossier: &Dossier,
    draft: &ShadowPlaceDraft,
    solved: Option<&Solved>,
    errors: Vec<FormError>,
) -> ShadowWherePage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let t = &visitor.t;
    let item_href = audience(visit, dossier, visitor.app().clock.now()).item_href;
    let title = t.get1("shadow-where-title", "item", page_title(t, visit, dossier));
    let place = place_shown(&dossier.findings).map(|place| place.camera);
    let answer = solved.and_then(|solved| answer(t, solved, place, draft, &item_href));
    let zone = &visit.project.zone;
    ShadowWherePage {
        shell: visitor.shell_in(visit, Some(Tab::Queue), title),
        code: visit.project.code.to_string(),
        id: format!("{}-{}", visit.project.code, dossier.item.short),
        item_href,
        draft: draft.clone(),
        answer,
        kept: dossier
            .runs
            .iter()
            .filter_map(|view| kept(t, view, zone))
            .collect(),
        may_keep: visit.may(Action::RecordFinding),
        errors,
    }
}

fn answer(
    t: &Translator,
    solved: &Solved,
    place: Option<Point>,
    draft: &ShadowPlaceDraft,
    item_href: &str,
) -> Option<Answer> {
    let Work::Where { question, answer } = &solved.run.work else {
        return None;
    };
    let held = solved.held.as_ref();
    let area_km2 = held.map_or_else(|| area_km2(answer), Held::area_km2);
    let summary = summary(t, area_km2);
    let countries = held.map_or_else(|| crossed_by(answer), lying_in);
    let fits = place.and_then(|place| fits(question, place));
    let established = fits.map(|fits| {
        t.get(if fits {
            "shadow-where-inside"
        } else {
            "shadow-where-outside"
        })
    });
    let degrees = |of: fn(Point) -> f64| place.map(|place| of(place).to_string());
    let rings = held.map_or_else(|| rings(answer), |held| held.rings().collect());
    let words = format!("{summary} {}", established.clone().unwrap_or_default());
    Some(Answer {
        summary,
        established: established.unwrap_or_default(),
        lat: degrees(Point::lat).unwrap_or_default(),
        lon: degrees(Point::lon).unwrap_or_default(),
        is_folded: countries.len() > NAMED,
        countries,
        is_civil: held.is_some(),
        drawing: drawing(t, rings, place, words),
        geojson_href: format!("{item_href}/shadow/where.geojson?{}", query(draft)),
        algorithm: algorithm(&solved.run),
    })
}

fn algorithm(run: &Run) -> String {
    format!("{}, {}", run.algorithm, run.version)
}

fn area_km2(bands: &[Band]) -> f64 {
    bands.iter().map(|band| band.area_km2).sum()
}

fn summary(t: &Translator, area_km2: f64) -> String {
    match area_km2 {
        none if none < 0.5 => t.get("shadow-where-nowhere"),
        area => t.get1("shadow-where-area", "area", grouped(area)),
    }
}

fn rings(bands: &[Band]) -> Vec<Ring> {
    let polygons = bands.iter().flat_map(|band| &band.polygons);
    polygons.flat_map(|polygon| polygon.0.clone()).collect()
}

/// The countries' outlines as the solver takes them.
static OUTLINES: LazyLock<Vec<(&'static str, Vec<Polygon>)>> = LazyLock::new(|| {
    let closed = |ring: &Ring| {
        let mut ring = ring.clone();
        ring.extend(
            ring.first()
                .copied()
                .filter(|first| ring.last() != Some(first)),
        );
        ring
    };
    let outline = |country: &'static cairn_place::boundary::Country| {
        let polygon = Polygon(country.shape.rings().iter().map(closed).collect());
        (country.name.as_str(), vec![polygon])
    };
    countries().iter().map(outline).collect()
});

fn crossed_by(bands: &[Band]) -> Vec<String> {
    let names = bands.iter().flat_map(|band| crossed(band, &OUTLINES));
    let names: BTreeSet<_> = names.collect();
    names.into_iter().map(str::to_owned).collect()
}

fn lying_in(held: &Held) -> Vec<String> {
    let names = held
        .points()
        .filter_map(country_of)
        .map(|country| &country.name);
    let names: BTreeSet<_> = names.collect();
    names.into_iter().cloned().collect()
}

/// Whether a place is among those that are possible; nothing if its clocks are not known.
fn fits(question: &Where, place: Point) -> Option<bool> {
    let minutes = match &question.at {
        At::Instant(_) => None,
        At::Civil { local, .. } => {
            let of = zone_at(place)?.offset_from_local_datetime(local);
            Some(of.earliest()?.fix().local_minus_utc() / 60)
        }
    };
    let regions = question.regions().ok()?;
    let mut own = regions.iter().filter(|(offset, _)| *offset == minutes);
    own.next().map(|(_, region)| region.contains(place))
}

fn drawing(t: &Translator, rings: Vec<Ring>, place: Option<Point>, words: String) -> MapDrawing {
    let (canvas, extent) = extent(&rings);
    let band = Mark::new(Look::Band, Figure::Rings(rings)).titled(t.get("shadow-where-answer"));
    let pin = place.map(|place| {
        Mark::new(Look::Pin, Figure::Point(place)).titled(t.get("shadow-where-established"))
    });
    let marks: Vec<_> = std::iter::once(band).chain(pin).collect();
    MapDrawing::new(canvas, &extent, &marks, words)
}

/// All of the globe, unless everything lies in a small part of it.
fn extent(rings: &[Ring]) -> (Canvas, Extent) {
    let corner = |[lon, lat]: &[f64; 2]| Point::try_new(*lat, *lon).ok();
    let corners: Vec<_> = rings.iter().flatten().filter_map(corner).collect();
    let around = Extent::around(&corners, 800_000.0);
    match around.filter(|extent| extent.is_within(LOCAL_DEG)) {
        Some(extent) => (Canvas::PANE, extent),
        None => (Canvas::GLOBE, Extent::globe()),
    }
}

/// The question as an address has it.
fn query(draft: &ShadowPlaceDraft) -> String {
    let ShadowPlaceDraft { at, zone, measured } = draft;
    let pairs = [
        ("at", at),
        ("zone", zone),
        ("ratio", &measured.ratio),
        ("ratio_tol", &measured.ratio_tol),
        ("shadow_azimuth", &measured.shadow_azimuth),
        ("sun_azimuth", &measured.sun_azimuth),
        ("azimuth_tol", &measured.azimuth_tol),
        ("slope_tol", &measured.slope_tol),
        ("height_m", &measured.height_m),
    ];
    let given: Vec<_> = pairs
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    serde_urlencoded::to_string(given).unwrap_or_default()
}

/// A kept run that is about a place; nothing for others.
fn kept(t: &Translator, view: &RunView, zone: &str) -> Option<Kept> {
    let Work::Where { question, answer } = &view.run.work else {
        return None;
    };
    let mut asked = vec![at_words(t, &question.at, zone)];
    asked.extend(measured_words(t, question.constraints.measurement()));
    Some(Kept {
        number: view.number,
        by: view.author.clone(),
        at: moment(view.made_at, zone),
        summary: match question.at {
            At::Instant(_) => summary(t, area_km2(answer)),
            At::Civil { .. } => t.get1("shadow-where-offsets", "count", answer.len()),
        },
        asked: asked.join(" · "),
    })
}

fn at_words(t: &Translator, at: &At, zone: &str) -> String {
    match at {
        At::Instant(at) => {
            let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
            at.with_timezone(&zone)
                .to_rfc3339_opts(SecondsFormat::Secs, true)
        }
        At::Civil { local, .. } => {
            let local = local.format("%Y-%m-%d %H:%M").to_string();
            t.get1("shadow-where-some-clock", "local", local)
        }
    }
}
