//! Place from a shadow: what was measured on a picture whose time is known, and keeping the run.

use cairn_domain::{Action, ShortId};
use cairn_place::{
    shadow::{At, Run, Where, offsets_in_use},
    zone::{instant, parse_zone},
};
use chrono::{DateTime, NaiveDateTime, Utc};

use super::shadow::{ShadowDraft, keep, number};
use crate::{App, AppError, FieldError, Visit};

/// A question as typed. Empty is "not measured".
#[derive(Debug, Clone, Default)]
pub struct ShadowPlaceDraft {
    /// When the shadow fell: RFC 3339, or what a clock showed.
    pub at: String,
    /// The clock's IANA zone; empty if nobody knows where the clock was.
    pub zone: String,
    /// What was measured; its place, days and zone are not looked at.
    pub measured: ShadowDraft,
}

impl ShadowPlaceDraft {
    /// Answers it, or says what is wrong with each field.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field that cannot be read.
    pub fn solve(&self) -> Result<Run, AppError> {
        let mut errors = Vec::new();
        let question = self.question(&mut errors);
        let run = question.and_then(|question| {
            let refused = |no: cairn_place::shadow::NoAnswer| {
                errors.push(FieldError::with("at", "shadow-no-answer", no.to_string()));
            };
            Run::place(question).map_err(refused).ok()
        });
        match (run, errors.is_empty()) {
            (Some(run), true) => Ok(run),
            _ => Err(AppError::Invalid(errors)),
        }
    }

    fn question(&self, errors: &mut Vec<FieldError>) -> Option<Where> {
        let at = self.at(errors);
        let height_m = number("height_m", &self.measured.height_m, errors).unwrap_or_default();
        let constraints = self.measured.constraints(errors);
        Some(Where {
            at: at?,
            height_m,
            constraints: constraints?,
        })
    }

    /// An instant if the text or the zone says which; else a reading of some clock.
    fn at(&self, errors: &mut Vec<FieldError>) -> Option<At> {
        let text = self.at.trim();
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Some(At::Instant(at.with_timezone(&Utc)));
        }
        let Some(local) = local(text) else {
            errors.push(FieldError::with("at", "time-unreadable", text));
            return None;
        };
        if self.zone.trim().is_empty() {
            let utc_offsets_min = offsets_in_use(local).into_keys().collect();
            return Some(At::Civil {
                local,
                utc_offsets_min,
            });
        }
        let unknown = |_| FieldError::with("zone", "zone-unknown", self.zone.trim());
        let unreal =
            |bad: cairn_place::BadLocalTime| FieldError::with("at", "time-unreal", bad.to_string());
        let zone = parse_zone(&self.zone).map_err(unknown);
        let at = zone.and_then(|zone| instant(local, zone).map_err(unreal));
        at.map_err(|error| errors.push(error)).ok().map(At::Instant)
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let formats = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %H:%M:%S",
    ];
    formats
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

/// Solves and keeps the run; answers its number.
///
/// # Errors
/// [`AppError`] as [`ShadowPlaceDraft::solve`], and whoever may not record findings is refused.
pub async fn keep_place_run(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &ShadowPlaceDraft,
) -> Result<usize, AppError> {
    visit.permit(Action::RecordFinding)?;
    keep(app, visit, short, &draft.solve()?).await
}

#[cfg(test)]
mod tests {
    use cairn_place::shadow::Work;

    use super::*;

    fn draft(at: &str, zone: &str) -> ShadowPlaceDraft {
        ShadowPlaceDraft {
            at: at.into(),
            zone: zone.into(),
            measured: ShadowDraft {
                ratio: "2.5".into(),
                ratio_tol: "5".into(),
                azimuth_tol: "2".into(),
                ..ShadowDraft::default()
            },
        }
    }

    fn bands(draft: &ShadowPlaceDraft) -> usize {
        match draft.solve().expect("an answer").work {
            Work::Where { answer, .. } => answer.len(),
            _ => 0,
        }
    }

    #[test]
    fn a_clock_without_a_zone_leaves_a_band_for_every_offset() {
        assert_eq!(bands(&draft("2022-09-30T03:00:00Z", "")), 1);
        assert_eq!(bands(&draft("2022-09-30 07:30", "Asia/Kabul")), 1);
        assert!(bands(&draft("2022-09-30 07:30", "")) > 30);
    }

    #[test]
    fn every_bad_field_is_named() {
        let mut bad = draft("at noon", "Asia/Kabul");
        bad.measured.ratio = "long".into();
        let Err(AppError::Invalid(errors)) = bad.solve() else {
            panic!("it was taken");
        };
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["at", "ratio"]);
        let Err(AppError::Invalid(errors)) = draft("2022-09-30 07:30", "Mars").solve() else {
            panic!("it was taken");
        };
        assert_eq!(errors[0].code, "zone-unknown");
    }
}
