//! The page: the pictures to measure on, the form, the answer, the runs that were kept.

use askama::Template;
use cairn_app::{
    Visit,
    review::{Dossier, RunView, ShadowDraft, windows},
};
use cairn_domain::{Action, FindingBody, FindingKind};
use cairn_place::{
    format_decimal,
    shadow::{Narrower, Run, Window, Windows, Work, sensitivity},
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    super::item::{audience, page_title, viewing},
    measured_words,
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Moment,
        findings::{holding, place_shown},
        map_drawing::{MapDrawing, PlacedMark, draw_place},
        media::{MediaCard, Viewing, media_cards},
        moment,
        refusals::error_of,
    },
    shell::{Shell, Tab},
};

/// Windows that are listed; the rest are counted.
const MOST_LISTED: usize = 100;

#[derive(Template)]
#[template(path = "shadow.html", whitespace = "minimize")]
pub(super) struct ShadowPage {
    shell: Shell,
    code: String,
    id: String,
    item_href: String,
    href: String,
    media: Vec<MediaCard>,
    draft: ShadowDraft,
    /// The place in the form, if it can be read: to measure directions at.
    place: Option<Place>,
    /// The ratio that was measured on the frame; empty if none was.
    measured: String,
    answer: Option<Answer>,
    kept: Vec<Kept>,
    may_keep: bool,
    errors: Vec<FormError>,
}

/// A place to measure at.
struct Place {
    lat: f64,
    lon: f64,
    drawing: MapDrawing,
}

/// What came out.
struct Answer {
    /// In a sentence.
    summary: String,
    rows: Vec<WindowRow>,
    /// How many windows are not listed.
    more: usize,
    /// Days on which nothing fits, as a list; empty if there is none.
    excluded: String,
    excluded_count: usize,
    /// Which measurement narrows the time more here; empty if nothing fits.
    advice: String,
    algorithm: String,
}

struct WindowRow {
    day: String,
    from: String,
    to: String,
    utc: String,
    elevation: String,
    azimuth: String,
}

/// A run that was kept.
struct Kept {
    number: usize,
    by: String,
    at: Moment,
    summary: String,
    measured: String,
}

impl ShadowPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

/// A form with what is known already: the established place, and the days that are possible.
pub(super) fn fresh(visit: &Visit, dossier: &Dossier) -> ShadowDraft {
    let zone = &visit.project.zone;
    let day = |at: DateTime<Utc>| {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        at.with_timezone(&zone).format("%Y-%m-%d").to_string()
    };
    let time = holding(&dossier.findings, FindingKind::Chronolocation);
    let interval = time.and_then(|view| match &view.finding.body {
        FindingBody::Chronolocation(time) => {
            Some((time.interval.earliest(), time.interval.latest()))
        }
        _ => None,
    });
    let received = dossier.item.received_at;
    let (from, to) = interval.unwrap_or((received - TimeDelta::days(7), received));
    ShadowDraft {
        place: place_shown(&dossier.findings)
            .map(|place| format_decimal(place.camera, 0.1))
            .unwrap_or_default(),
        from: day(from),
        to: day(to),
        zone: zone.clone(),
        ratio_tol: "5".into(),
        azimuth_tol: "2".into(),
        ..ShadowDraft::default()
    }
}

pub(super) fn present(
    member: &Member,
    dossier: &Dossier,
    draft: &ShadowDraft,
    run: Option<&Run>,
    errors: Vec<FormError>,
) -> ShadowPage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let t = &visitor.t;
    let audience = audience(visit, dossier, visitor.app().clock.now());
    let viewing = Viewing {
        page: "shadow",
        may_annotate: false,
        may_redact: false,
        may_download: false,
        ..viewing(t, visit, &audience)
    };
    let id = format!("{}-{}", visit.project.code, dossier.item.short);
    let title = t.get1("shadow-title", "item", page_title(t, visit, dossier));
    ShadowPage {
        shell: visitor.shell_in(visit, Some(Tab::Queue), title),
        code: visit.project.code.to_string(),
        id,
        item_href: audience.item_href.clone(),
        href: format!("{}/shadow", audience.item_href),
        media: media_cards(&viewing, &dossier.files),
        measured: measured(t, draft),
        place: place(t, draft),
        draft: draft.clone(),
        answer: run.map(|run| answer(t, run, &draft.zone)),
        kept: of_time(dossier).map(|view| kept(t, view)).collect(),
        may_keep: visit.may(Action::RecordFinding),
        errors,
    }
}

fn place(t: &Translator, draft: &ShadowDraft) -> Option<Place> {
    let point = cairn_place::parse(&draft.place).ok()?.point;
    Some(Place {
        lat: point.lat(),
        lon: point.lon(),
        drawing: draw_place(t, &PlacedMark::at(point)),
    })
}

fn of_time(dossier: &Dossier) -> impl Iterator<Item = &RunView> {
    dossier.runs.iter().filter(|view| view.is_of_time())
}

fn measured(t: &Translator, draft: &ShadowDraft) -> String {
    let measured = draft.measured().ok().flatten();
    let ratio = measured.and_then(|it| Some((it.ratio?, it.ratio_tol?)));
    ratio.map_or_else(String::new, |(ratio, tol)| {
        let percent = format!("{:.0}", tol * 100.0);
        t.get2(
            "shadow-measured",
            "ratio",
            format!("{ratio:.3}"),
            "percent",
            percent,
        )
    })
}

fn answer(t: &Translator, run: &Run, zone: &str) -> Answer {
    let rows: Vec<_> = windows(run)
        .take(MOST_LISTED)
        .map(|one| row(one, zone))
        .collect();
    let excluded = found(run).map_or(&[][..], |found| &found.excluded);
    let days: Vec<_> = excluded
        .iter()
        .map(|day| day.format("%-d %b %Y").to_string())
        .collect();
    Answer {
        summary: summary(t, run),
        more: windows(run).count() - rows.len(),
        rows,
        excluded: days.join(", "),
        excluded_count: days.len(),
        advice: advice(t, run),
        algorithm: format!("{}, {}", run.algorithm, run.version),
    }
}

fn found(run: &Run) -> Option<&Windows> {
    match &run.work {
        Work::When { answer, .. } => Some(answer),
        Work::Where { .. } | Work::Consistency { .. } => None,
    }
}

fn summary(t: &Translator, run: &Run) -> String {
    let days = found(run).map_or(0, |found| found.days.len());
    let all = days + found(run).map_or(0, |found| found.excluded.len());
    let counts = [
        ("windows", windows(run).count().to_string()),
        ("days", days.to_string()),
        ("all", all.to_string()),
    ];
    t.with("shadow-summary", &counts)
}

fn row(window: &Window, zone: &str) -> WindowRow {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let (start, end) = (
        window.start.with_timezone(&zone),
        window.end.with_timezone(&zone),
    );
    let span = |low: f64, high: f64| format!("{low:.1}–{high:.1}°");
    WindowRow {
        day: start.format("%-d %b %Y").to_string(),
        from: start.format("%H:%M:%S").to_string(),
        to: end.format("%H:%M:%S").to_string(),
        utc: window.start.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        elevation: span(window.elevation_min_deg, window.elevation_max_deg),
        azimuth: span(window.azimuth_from_deg, window.azimuth_to_deg),
    }
}

/// Which of length and direction narrows the time more, in the middle of the first window.
fn advice(t: &Translator, run: &Run) -> String {
    let (Work::When { question, .. }, Some(window)) = (&run.work, windows(run).next()) else {
        return String::new();
    };
    let measured = question.constraints.measurement();
    let middle = window.start + (window.end - window.start) / 2;
    let known = sensitivity(
        question.place,
        question.height_m,
        middle,
        measured.refraction,
    );
    let Ok(known) = known else {
        return String::new();
    };
    let (ratio_tol, azimuth_tol) = (
        measured
            .ratio_tol
            .unwrap_or(cairn_place::shadow::constraints::RATIO_TOL),
        measured
            .azimuth_tol_deg
            .unwrap_or(cairn_place::shadow::constraints::AZIMUTH_TOL_DEG),
    );
    match known.narrower(ratio_tol, azimuth_tol) {
        Narrower::Ratio => t.get("shadow-advice-ratio"),
        Narrower::Azimuth => t.get("shadow-advice-azimuth"),
        Narrower::Alike => t.get("shadow-advice-alike"),
        Narrower::Neither => String::new(),
    }
}

fn kept(t: &Translator, view: &RunView) -> Kept {
    let zone = match &view.run.work {
        Work::When { question, .. } => question.zone.name(),
        Work::Where { .. } | Work::Consistency { .. } => "UTC",
    };
    Kept {
        number: view.number,
        by: view.author.clone(),
        at: moment(view.made_at, zone),
        summary: summary(t, &view.run),
        measured: asked_words(t, &view.run),
    }
}

/// What was measured, in a line.
fn asked_words(t: &Translator, run: &Run) -> String {
    let Work::When { question, .. } = &run.work else {
        return String::new();
    };
    let mut said = vec![format_decimal(question.place, 1.0)];
    said.extend(measured_words(t, question.constraints.measurement()));
    said.push(format!("{} – {}", question.from, question.to));
    said.join(" · ")
}
