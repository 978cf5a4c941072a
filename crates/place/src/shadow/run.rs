//! A run of the solver as it is stored in a dossier: everything that went in, what did the work, and
//! what came out, so that anybody can run it again.

use cairn_domain::Point;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    NoAnswer,
    consistency::{Consistency, consistency},
    constraints::Constraints,
    outline::Band,
    region::Where,
    when::{When, Window, Windows},
};

/// What does the work.
pub const ALGORITHM: &str = "cairn-shadow, NREL SPA (solar-positioning 0.7.2)";
/// Grows whenever the same question may get another answer.
pub const VERSION: u32 = 1;

/// Angles and coordinates that differ by less are the same, degrees: the last bits of a sine are not
/// equal on every machine.
const SAME_DEG: f64 = 1e-5;
/// Likewise instants, which are rounded to the second.
const SAME_S: i64 = 1;

/// A claimed place and time beside a measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Where.
    pub place: Point,
    /// Height above the sea in metres.
    #[serde(default)]
    pub height_m: f64,
    /// When.
    pub at: DateTime<Utc>,
    /// What was measured.
    pub constraints: Constraints,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Work {
    /// Time from shadow.
    When {
        /// What was asked.
        question: When,
        /// What came out.
        answer: Windows,
    },
    /// Place from shadow.
    Where {
        /// What was asked.
        question: Where,
        /// What came out.
        answer: Vec<Band>,
    },
    /// A claim against a measurement.
    Consistency {
        /// What was asked.
        question: Claim,
        /// What came out.
        answer: Consistency,
    },
}

/// A stored run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What did the work.
    pub algorithm: String,
    /// Its version.
    pub version: u32,
    /// What was asked and what came out.
    pub work: Work,
}

/// What running a stored run again gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Rerun {
    /// Whether the answer is the same: instants to a second, angles and coordinates to 10⁻⁵ degrees.
    pub same: bool,
    /// The run as it comes out now.
    pub now: Run,
}

impl Run {
    /// Answers when a shadow could have fallen.
    ///
    /// # Errors
    /// [`NoAnswer`] as [`When::solve`].
    pub fn when(question: When) -> Result<Self, NoAnswer> {
        let answer = question.solve()?;
        Ok(Self::of(Work::When { question, answer }))
    }

    /// Answers where.
    ///
    /// # Errors
    /// [`NoAnswer`] as [`Where::solve`].
    pub fn place(question: Where) -> Result<Self, NoAnswer> {
        let answer = question.solve()?;
        Ok(Self::of(Work::Where { question, answer }))
    }

    /// Answers whether a claim fits.
    ///
    /// # Errors
    /// [`NoAnswer`] as [`consistency`].
    pub fn consistency(question: Claim) -> Result<Self, NoAnswer> {
        let answer = consistency(
            question.place,
            question.height_m,
            question.at,
            &question.constraints,
        )?;
        Ok(Self::of(Work::Consistency { question, answer }))
    }

    fn of(work: Work) -> Self {
        Self {
            algorithm: ALGORITHM.to_owned(),
            version: VERSION,
            work,
        }
    }
}

/// Asks the question of a stored run again and compares the answers.
///
/// # Errors
/// [`NoAnswer`] if the question has no answer (any more).
pub fn rerun(run: &Run) -> Result<Rerun, NoAnswer> {
    let now = match &run.work {
        Work::When { question, .. } => Run::when(question.clone()),
        Work::Where { question, .. } => Run::place(question.clone()),
        Work::Consistency { question, .. } => Run::consistency(question.clone()),
    }?;
    let same = match (&run.work, &now.work) {
        (Work::When { answer: a, .. }, Work::When { answer: b, .. }) => same_windows(a, b),
        (Work::Where { answer: a, .. }, Work::Where { answer: b, .. }) => same_bands(a, b),
        (Work::Consistency { answer: a, .. }, Work::Consistency { answer: b, .. }) => {
            same_fit(a, b)
        }
        _ => false,
    };
    Ok(Rerun { same, now })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME_DEG
}

fn at_once(a: DateTime<Utc>, b: DateTime<Utc>) -> bool {
    (a - b).num_seconds().abs() <= SAME_S
}

fn alike<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_windows(a: &Windows, b: &Windows) -> bool {
    a.excluded == b.excluded
        && alike(&a.days, &b.days, |a, b| {
            a.date == b.date && alike(&a.windows, &b.windows, same_window)
        })
}

/// Where an edge was rounded the other way, the angles at it are a second's worth apart.
fn same_window(a: &Window, b: &Window) -> bool {
    let moved = a.start != b.start || a.end != b.end;
    let angles = |window: &Window| {
        [
            window.elevation_min_deg,
            window.elevation_max_deg,
            window.azimuth_from_deg,
            window.azimuth_to_deg,
        ]
    };
    at_once(a.start, b.start)
        && at_once(a.end, b.end)
        && (moved || alike(&angles(a), &angles(b), |a, b| near(*a, *b)))
}

fn same_bands(a: &[Band], b: &[Band]) -> bool {
    let points = |a: &[f64; 2], b: &[f64; 2]| near(a[0], b[0]) && near(a[1], b[1]);
    alike(a, b, |a, b| {
        a.at == b.at
            && a.utc_offset_min == b.utc_offset_min
            && alike(&a.polygons, &b.polygons, |a, b| {
                alike(&a.0, &b.0, |a, b| alike(a, b, points))
            })
    })
}

fn same_fit(a: &Consistency, b: &Consistency) -> bool {
    let same = |a: &super::Residual, b: &super::Residual| {
        a.quantity == b.quantity && a.fits == b.fits && near(a.residual_deg, b.residual_deg)
    };
    a.fits == b.fits
        && near(a.sun.elevation_deg, b.sun.elevation_deg)
        && alike(&a.residuals, &b.residuals, same)
}
