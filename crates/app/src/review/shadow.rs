//! Time from a shadow: what was measured on a frame, at a place, over some days; and keeping the run
//! as evidence that anybody can run again.

use cairn_domain::{Action, FindingKind, ItemId, Point, ShortId, SolverRunId, TimeSpan, UserId};
use cairn_place::{
    shadow::{Constraints, Lie, Measurement, OnFrame, Run, When, Work},
    zone::parse_zone,
};
use cairn_storage::{Reads, SolverRunRecord, Store};
use chrono::{DateTime, NaiveDate, Utc};

use super::blind::blind_item;
use crate::{App, AppError, FieldError, Visit};

/// Most windows that a run may have to be kept: beyond, it says next to nothing.
const MOST_WINDOWS: usize = 2_000;

/// A question as typed. Empty is "not measured".
#[derive(Debug, Clone, Default)]
pub struct ShadowDraft {
    /// Where the shadow fell, in any notation Cairn reads.
    pub place: String,
    /// Height of the place above the sea in metres.
    pub height_m: String,
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day.
    pub to: String,
    /// IANA zone.
    pub zone: String,
    /// Length of the shadow by the height of what throws it.
    pub ratio: String,
    /// Per cent by which the ratio may be off.
    pub ratio_tol: String,
    /// Direction in which the shadow falls, degrees from true north.
    pub shadow_azimuth: String,
    /// Direction of the sun, likewise.
    pub sun_azimuth: String,
    /// Degrees by which a direction may be off.
    pub azimuth_tol: String,
    /// Degrees by which the ground may slope.
    pub slope_tol: String,
    /// On the frame, in pixels: foot of the object, its top, tip of the shadow; empty or six numbers
    /// with commas between.
    pub points: String,
}

/// A run that was kept, as the viewer may see it.
#[derive(Debug)]
pub struct RunView {
    /// Its number among the item's runs, from 1.
    pub number: usize,
    /// Who kept it.
    pub author: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The run.
    pub run: Run,
}

impl ShadowDraft {
    /// Answers it, or says what is wrong with each field.
    pub fn solve(&self) -> Result<Run, AppError> {
        let mut errors = Vec::new();
        let question = self.question(&mut errors);
        let run = question.and_then(|question| {
            let run = Run::when(question);
            run.map_err(|no| {
                errors.push(FieldError::with("from", "shadow-no-answer", no.to_string()))
            })
            .ok()
        });
        match (run, errors.is_empty()) {
            (Some(run), true) => Ok(run),
            _ => Err(AppError::Invalid(errors)),
        }
    }

    /// The ratio measured on the frame, if three points were drawn.
    pub fn measured(&self) -> Result<Option<Measurement>, AppError> {
        let mut errors = Vec::new();
        let measured = self.on_frame(&mut errors);
        match errors.is_empty() {
            true => Ok(measured),
            false => Err(AppError::Invalid(errors)),
        }
    }

    fn on_frame(&self, errors: &mut Vec<FieldError>) -> Option<Measurement> {
        if self.points.trim().is_empty() {
            return None;
        }
        let numbers = self.points.split(',').map(|one| one.trim().parse::<f64>());
        let numbers = numbers.collect::<Result<Vec<_>, _>>().ok();
        let Some([bx, by, tx, ty, sx, sy]) = numbers.as_deref() else {
            errors.push(FieldError::new("points", "shadow-points"));
            return None;
        };
        let drawn = OnFrame {
            base: [*bx, *by],
            top: [*tx, *ty],
            tip: [*sx, *sy],
            click_px: CLICK_PX,
            lie: Lie::Parallel {
                within_deg: PARALLEL_DEG,
            },
        };
        drawn
            .measure()
            .map_err(|no| {
                errors.push(FieldError::with(
                    "points",
                    "shadow-no-measure",
                    no.to_string(),
                ))
            })
            .ok()
    }

    fn question(&self, errors: &mut Vec<FieldError>) -> Option<When> {
        let place = point(&self.place, errors);
        let zone = parse_zone(&self.zone)
            .map_err(|_| errors.push(FieldError::with("zone", "zone-unknown", &self.zone)))
            .ok();
        let from = day("from", &self.from, errors);
        let to = day("to", &self.to, errors);
        let height_m = number("height_m", &self.height_m, errors).unwrap_or_default();
        let constraints = self.constraints(errors);
        Some(When {
            place: place?,
            height_m,
            from: from?,
            to: to?,
            zone: zone?,
            constraints: constraints?,
        })
    }

    /// What was typed; what was drawn stands in for a ratio that was not.
    pub(super) fn constraints(&self, errors: &mut Vec<FieldError>) -> Option<Constraints> {
        let before = errors.len();
        let drawn = self.on_frame(errors);
        let percent = number("ratio_tol", &self.ratio_tol, errors);
        let ratio = number("ratio", &self.ratio, errors);
        let from_frame = drawn.filter(|_| ratio.is_none());
        let shadow_azimuth_deg = number("shadow_azimuth", &self.shadow_azimuth, errors);
        let sun_azimuth_deg = number("sun_azimuth", &self.sun_azimuth, errors);
        // The form offers tolerances before anything is measured; one of nothing says nothing.
        let has_ratio = ratio.is_some() || from_frame.is_some();
        let has_azimuth = shadow_azimuth_deg.is_some() || sun_azimuth_deg.is_some();
        let measured = Measurement {
            ratio: ratio.or(from_frame.and_then(|drawn| drawn.ratio)),
            ratio_tol: from_frame
                .and_then(|drawn| drawn.ratio_tol)
                .or(percent.map(|percent| percent / 100.0))
                .filter(|_| has_ratio),
            shadow_azimuth_deg,
            sun_azimuth_deg,
            azimuth_tol_deg: number("azimuth_tol", &self.azimuth_tol, errors)
                .filter(|_| has_azimuth),
            slope_tol_deg: number("slope_tol", &self.slope_tol, errors).unwrap_or_default(),
            ..Measurement::default()
        };
        if errors.len() > before {
            return None;
        }
        Constraints::try_new(measured)
            .map_err(|bad| errors.push(FieldError::with("ratio", "shadow-bad", bad.to_string())))
            .ok()
    }
}

/// How far off a click on a frame may be, in pixels.
const CLICK_PX: f64 = 2.0;
/// How far a shadow that is measured on a frame may lie from the plane of the image, in degrees.
const PARALLEL_DEG: f64 = 20.0;

fn point(text: &str, errors: &mut Vec<FieldError>) -> Option<Point> {
    cairn_place::parse(text)
        .map(|reading| reading.point)
        .map_err(|bad| {
            errors.push(FieldError::with(
                "place",
                "coordinates-unreadable",
                bad.to_string(),
            ));
        })
        .ok()
}

fn day(field: &'static str, text: &str, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    text.trim()
        .parse()
        .map_err(|_| errors.push(FieldError::with(field, "date-unreadable", text.trim())))
        .ok()
}

/// A number; nothing where nothing was typed.
pub(super) fn number(field: &'static str, text: &str, errors: &mut Vec<FieldError>) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let number = text.replace(',', ".").parse::<f64>().ok();
    let number = number.filter(|number| number.is_finite());
    if number.is_none() {
        errors.push(FieldError::with(field, "number-unreadable", text));
    }
    number
}

/// Solves and keeps the run; answers its number.
pub async fn keep_run(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &ShadowDraft,
) -> Result<usize, AppError> {
    visit.permit(Action::RecordFinding)?;
    let run = draft.solve()?;
    if windows(&run).count() > MOST_WINDOWS {
        return Err(AppError::invalid("ratio", "shadow-too-many"));
    }
    keep(app, visit, short, &run).await
}

/// Keeps a run that was solved; answers its number.
pub(super) async fn keep(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    run: &Run,
) -> Result<usize, AppError> {
    let now = app.clock.now();
    let record = SolverRunRecord {
        id: SolverRunId(app.dice.uuid(now)),
        author: visit.user,
        made_at: now,
        body: serde_json::to_value(run).map_err(AppError::internal)?,
    };
    let (store, project, short) = (app.store.clone(), visit.project.id, short.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        let item = tx.read().find_item(project, &short).await?;
        let item = item.ok_or(AppError::NotFound)?;
        tx.insert_solver_run(item.id, &record).await?;
        let kept = tx.read().solver_runs_of(item.id).await?.len();
        tx.commit().await?;
        Ok(kept)
    })
    .await
}

/// The runs kept for an item. Somebody who has to place it blind sees only their own: a run names
/// the place.
pub async fn runs(app: &App, visit: &Visit, short: &ShortId) -> Result<Vec<RunView>, AppError> {
    let reads = app.store.read();
    let (item, blind) = blind_item(app, &reads, visit, short).await?;
    runs_of(&reads, item.id, &blind, visit.user).await
}

/// The same for whoever has read the item already, and knows which findings are kept from the viewer.
pub(super) async fn runs_of(
    reads: &Reads<'_>,
    item: ItemId,
    blind: &[FindingKind],
    viewer: UserId,
) -> Result<Vec<RunView>, AppError> {
    let is_blind = blind.contains(&FindingKind::Geolocation);
    let numbered = (1..).zip(reads.solver_runs_of(item).await?);
    let rows: Vec<_> = numbered
        .filter(|(_, row)| !is_blind || row.author == viewer)
        .collect();
    let authors: Vec<_> = rows.iter().map(|(_, row)| row.author).collect();
    let names = reads.account_names(&authors).await?;
    let view = |(number, row): (usize, SolverRunRecord)| {
        Some(RunView {
            number,
            author: names.get(&row.author).cloned().unwrap_or_default(),
            made_at: row.made_at,
            run: serde_json::from_value(row.body).ok()?,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

impl RunView {
    /// Whether it is about a time, and so can be evidence of one.
    pub fn is_of_time(&self) -> bool {
        matches!(self.run.work, Work::When { .. })
    }

    /// From the first window to the end of the last; none if nothing fits.
    pub(super) fn span(&self) -> Option<TimeSpan> {
        Some(TimeSpan {
            from: Some(windows(&self.run).map(|window| window.start).min()?),
            to: Some(windows(&self.run).map(|window| window.end).max()?),
            verbatim: String::new(),
        })
    }
}

/// The windows of time of a run.
pub fn windows(run: &Run) -> impl Iterator<Item = &cairn_place::shadow::Window> {
    let answer = match &run.work {
        Work::When { answer, .. } => Some(answer),
        Work::Where { .. } | Work::Consistency { .. } => None,
    };
    answer.into_iter().flat_map(|answer| answer.all())
}
