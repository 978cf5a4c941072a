//! Recording when: evidence that names times becomes an interval, or a list of what contradicts what.

use cairn_domain::{
    Action, Chronolocation, FindingBody, Interval, Remaining, ShortId, TimeBound, TimeEffect,
    TimeEvidenceKind, TimePrecision, TimeSpan, combine,
};
use cairn_place::{calendar::parse_edtf, zone::parse_zone};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    Acted, Verdict,
    find::{code, non_empty, save},
    shadow::{RunView, runs},
};
use crate::{App, AppError, FieldError, Visit, typed};

/// A chronolocation as typed.
#[derive(Debug, Clone, Default)]
pub struct ChronolocationDraft {
    /// Local time `YYYY-MM-DDTHH:MM`; empty where it follows from the evidence.
    pub earliest: String,
    /// Local time, likewise.
    pub latest: String,
    /// IANA zone.
    pub zone: String,
    /// Code of a [`TimePrecision`].
    pub precision: String,
    /// Evidence; empty ones are skipped.
    pub bounds: Vec<BoundDraft>,
}

/// Evidence for a bound as typed.
#[derive(Debug, Clone, Default)]
pub struct BoundDraft {
    /// Code of a [`TimeEvidenceKind`].
    pub kind: String,
    /// Code of a [`TimeEffect`].
    pub effect: String,
    /// Why, in words.
    pub words: String,
    /// What it says of the time: EDTF, a local time, or two of either with a slash; may be empty.
    pub value: String,
    /// Where it can be looked up; may be empty.
    pub source: String,
    /// Number of a stored run of the shadow solver, from 1; may be empty.
    pub run: String,
}

/// Records when an item was recorded.
pub async fn record_chronolocation(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &ChronolocationDraft,
    verdict: &Verdict,
) -> Result<Acted, AppError> {
    let permit = visit.permit(Action::RecordFinding)?;
    let mut errors = Vec::new();
    let body = if verdict.impossible {
        Some(FindingBody::NoChronolocation)
    } else {
        let runs = runs(app, visit, short).await?;
        let bounds = read_bounds(draft, &runs, &mut errors);
        chronolocation(draft, bounds, app.clock.now(), &mut errors).map(FindingBody::Chronolocation)
    };
    save(app, visit, &permit, short, body, verdict, errors).await
}

/// The evidence as it would be recorded, for drawing it before that, with the runs that it may rest
/// on: what cannot be read is left out.
pub fn preview_bounds(draft: &ChronolocationDraft, runs: &[RunView]) -> Vec<TimeBound> {
    read_bounds(draft, runs, &mut Vec::new())
}

fn read_bounds(
    draft: &ChronolocationDraft,
    runs: &[RunView],
    errors: &mut Vec<FieldError>,
) -> Vec<TimeBound> {
    let zone = parse_zone(&draft.zone)
        .map_err(|_| errors.push(FieldError::with("zone", "zone-unknown", &draft.zone)))
        .ok();
    let given = draft.bounds.iter().filter(|draft| !draft.is_empty());
    let read = given.filter_map(|one| {
        let bound = read_bound(one, zone, errors)?;
        Some(with_run(bound, &one.run, runs, errors))
    });
    read.collect()
}

/// A bound without a time of its own takes that of the run it rests on.
fn with_run(
    mut bound: TimeBound,
    number: &str,
    runs: &[RunView],
    errors: &mut Vec<FieldError>,
) -> TimeBound {
    let number = number.trim();
    if number.is_empty() {
        return bound;
    }
    match runs.iter().find(|run| run.number.to_string() == number) {
        Some(view) => {
            bound.span = bound.span.take().or_else(|| view.span());
            bound.run = serde_json::to_value(&view.run).ok();
        }
        None => errors.push(FieldError::with("bounds", "run-unknown", number)),
    }
    bound
}

impl BoundDraft {
    fn is_empty(&self) -> bool {
        let typed = [&self.words, &self.value, &self.run];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

fn read_bound(
    draft: &BoundDraft,
    zone: Option<Tz>,
    errors: &mut Vec<FieldError>,
) -> Option<TimeBound> {
    let kind: Option<TimeEvidenceKind> = code("bounds", &draft.kind, errors);
    let effect: Option<TimeEffect> = code("bounds", &draft.effect, errors);
    if draft.words.trim().is_empty() {
        errors.push(FieldError::new("bounds", "bound-words-missing"));
    }
    typed::line("bounds", &draft.words, errors);
    typed::line("bounds", &draft.source, errors);
    let span = match (draft.value.trim(), zone) {
        ("", _) | (_, None) => None,
        (text, Some(zone)) => span(text, zone)
            .map_err(|why| errors.push(FieldError::with("bounds", "bound-unreadable", why)))
            .ok(),
    };
    Some(TimeBound {
        kind: kind?,
        effect: effect?,
        words: draft.words.trim().to_owned(),
        span,
        source: non_empty(&draft.source),
        run: None,
    })
}

/// The instants that a text names: from the first of its beginning to the last of its end.
fn span(text: &str, zone: Tz) -> Result<TimeSpan, String> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let clocks = clock(first).zip(clock(last));
    let (from, to) = match clocks {
        Some((first, last)) => {
            let at = |clock| cairn_place::instant(clock, zone).map_err(|bad| bad.to_string());
            (Some(at(first)?), Some(at(last)?))
        }
        None => {
            let dates = parse_edtf(text).map_err(|bad| bad.to_string())?;
            dates
                .bounds()
                .in_zone(zone)
                .map_err(|bad| bad.to_string())?
        }
    };
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(format!("{text} ends before it begins."));
    }
    Ok(TimeSpan {
        from,
        to,
        verbatim: text.to_owned(),
    })
}

const CLOCKS: [&str; 4] = [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
];

/// What a clock on the wall showed, as people and `datetime-local` fields write it.
pub(super) fn clock(text: &str) -> Option<NaiveDateTime> {
    let read = |format| NaiveDateTime::parse_from_str(text.trim(), format).ok();
    CLOCKS.into_iter().find_map(read)
}

fn chronolocation(
    draft: &ChronolocationDraft,
    bounds: Vec<TimeBound>,
    now: DateTime<Utc>,
    errors: &mut Vec<FieldError>,
) -> Option<Chronolocation> {
    check_ends(&bounds, errors);
    let left = combine(&bounds).map_err(|contradictions| {
        errors.extend(contradictions.into_iter().map(|pair| {
            let pair = format!("{} · {}", pair.one + 1, pair.other + 1);
            FieldError::with("bounds", "bounds-contradict", pair)
        }));
    });
    let precision: Option<TimePrecision> = code("precision", &draft.precision, errors);
    let interval = interval(draft, left.ok()?, errors)?;
    if interval.earliest() > now + TimeDelta::hours(1) {
        errors.push(FieldError::new("earliest", "time-in-future"));
    }
    Some(Chronolocation {
        interval,
        zone: draft.zone.clone(),
        precision: precision?,
        bounds,
    })
}

/// Each end has to rest on something.
fn check_ends(bounds: &[TimeBound], errors: &mut Vec<FieldError>) {
    let covers = |wanted| {
        let effects = bounds.iter().map(|bound| bound.effect);
        effects
            .into_iter()
            .any(|effect| effect == wanted || effect == TimeEffect::Window)
    };
    if !covers(TimeEffect::Earliest) {
        errors.push(FieldError::new("bounds", "bound-earliest-missing"));
    }
    if !covers(TimeEffect::Latest) {
        errors.push(FieldError::new("bounds", "bound-latest-missing"));
    }
}

/// The ends as typed, or as the evidence leaves them. What was typed may be narrower than the
/// evidence, never wider.
fn interval(
    draft: &ChronolocationDraft,
    left: Remaining,
    errors: &mut Vec<FieldError>,
) -> Option<Interval> {
    let zone = parse_zone(&draft.zone).ok()?;
    let earliest = end("earliest", &draft.earliest, zone, left.earliest, errors);
    let latest = end("latest", &draft.latest, zone, left.latest, errors);
    let (earliest, latest) = (earliest?, latest?);
    if left.earliest.is_some_and(|from| earliest < from) {
        errors.push(FieldError::new("earliest", "time-outside-evidence"));
    }
    if left.latest.is_some_and(|to| latest > to) {
        errors.push(FieldError::new("latest", "time-outside-evidence"));
    }
    Interval::try_new(earliest, latest)
        .map_err(|_| errors.push(FieldError::new("latest", "interval-empty")))
        .ok()
}

fn end(
    field: &'static str,
    text: &str,
    zone: Tz,
    left: Option<DateTime<Utc>>,
    errors: &mut Vec<FieldError>,
) -> Option<DateTime<Utc>> {
    if let ("", Some(left)) = (text.trim(), left) {
        return Some(left);
    }
    let Some(local) = clock(text) else {
        errors.push(FieldError::with(field, "time-unreadable", text.trim()));
        return None;
    };
    cairn_place::instant(local, zone)
        .map_err(|bad| errors.push(FieldError::with(field, "time-unreal", bad.to_string())))
        .ok()
}
