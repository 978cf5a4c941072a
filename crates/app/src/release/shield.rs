//! What stands between a record and the public: the project's profile, and what the record asks for
//! beyond it.

use cairn_dataset::PublicIncident;
use cairn_domain::{DatePrecision, DateStep, IncidentId, Protection};
use cairn_place::zone::parse_zone;
use cairn_storage::{ProjectRecord, Reads};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::AppError;

/// How finely a record may be public.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shield {
    /// Metres of the grid; 0 is exact.
    pub cell_m: f64,
    /// How finely days are published.
    pub date_step: DateStep,
    /// The record asks for a coarser grid than its project: named places would undo it.
    pub hides_place_name: bool,
}

impl Shield {
    /// What a project's records are published with.
    pub fn of_project(project: &ProjectRecord) -> Self {
        Self::of(project, Protection::default())
    }

    /// The stricter of the project and one of its records.
    pub fn of(project: &ProjectRecord, protection: Protection) -> Self {
        Self {
            cell_m: protection.cell_m.max(project.publish_cell_m),
            date_step: protection.date_step,
            hides_place_name: protection.cell_m > project.publish_cell_m,
        }
    }

    /// That of an incident, or of the project where there is none.
    pub(crate) async fn read(
        reads: &Reads<'_>,
        project: &ProjectRecord,
        incident: Option<IncidentId>,
    ) -> Result<Self, AppError> {
        let Some(incident) = incident else {
            return Ok(Self::of_project(project));
        };
        let standing = reads.load_incident(incident).await?.id;
        Ok(Self::of(
            project,
            reads.incident_protection(standing).await?,
        ))
    }

    /// From when to when something was recorded, rounded outward to the step; hours are rounded
    /// already.
    pub(super) fn span(
        self,
        earliest: DateTime<Utc>,
        latest: DateTime<Utc>,
    ) -> (DateTime<Utc>, DateTime<Utc>) {
        if self.date_step == DateStep::Day {
            return (earliest, latest);
        }
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let (first, _) = self.date_step.around(earliest.date_naive());
        let (_, last) = self.date_step.around(latest.date_naive());
        (midnight(first), midnight(last.succ_opt().unwrap_or(last)))
    }

    /// A record with its days as coarse as this allows, and nothing beside them that tells the day.
    pub(super) fn coarsen(self, body: PublicIncident) -> PublicIncident {
        let step = self.date_step;
        let precision = match step {
            DateStep::Day => return body,
            DateStep::Week => DatePrecision::Week,
            DateStep::Month => DatePrecision::Month,
        };
        let (first, _) = step.around(body.date);
        let (_, last) = step.around(body.date_end.unwrap_or(body.date));
        let is_one_step = step.around(first).1 == last;
        let mut body = PublicIncident {
            date: first,
            date_end: (!is_one_step).then_some(last),
            date_precision: if is_one_step {
                precision
            } else {
                DatePrecision::Range
            },
            time_local: None,
            tz: None,
            time_precision: None,
            time_basis: None,
            ..body
        };
        for source in &mut body.sources {
            source.published_on = None;
        }
        for claim in &mut body.claims {
            claim.date = step.around(claim.date).0;
            claim.published_on = None;
            claim.issue.clear();
            claim.stated_date.clear();
        }
        body
    }
}

/// Whether a record may not be published yet: before the day, by the clocks of the project.
pub(super) fn is_embargoed(
    project: &ProjectRecord,
    protection: Protection,
    now: DateTime<Utc>,
) -> Option<NaiveDate> {
    let today = match parse_zone(&project.zone) {
        Ok(zone) => now.with_timezone(&zone).date_naive(),
        Err(_) => now.date_naive(),
    };
    protection.embargo_until.filter(|until| today < *until)
}
