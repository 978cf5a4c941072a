//! The public rows of the next release: what each incident would say, and which bytes go with it.

use std::collections::HashMap;

use cairn_dataset::PublicIncident;
use cairn_domain::{Derivative, Digest, Incident, IncidentId, ItemId};
use cairn_review::MoveKey;
use cairn_storage::{ItemRecord, PublishedFigures, PublishedRow, Reads};
use chrono::NaiveDate;

use super::{
    precision::too_precise,
    projection::{self, Projected},
    shield::is_embargoed,
    standing::{narrowed, read, shown},
};
use crate::{App, AppError, Visit};

/// The public rows of a release, and which bytes may and may not be fetched.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<PublishedRow>,
    pub(super) blobs: Vec<Derivative>,
    pub(super) withheld: Vec<Digest>,
    /// How many public records say something else than they do now.
    pub(super) changed: usize,
    /// Records that are kept back as a whole.
    pub(super) held: Vec<Held>,
}

/// A record that a release leaves as it is, whatever stands ready of it.
#[derive(Debug, Clone)]
pub struct Held {
    /// The record.
    pub incident: Incident,
    /// What keeps it back.
    pub why: Hold,
}

/// Why a record is kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// Not before this day.
    Embargo(NaiveDate),
    /// Words of these fields name the place more finely than it is published.
    TooPrecise(Vec<String>),
}

/// Incidents of the items taken, and those that are public already.
pub(super) async fn incidents(
    app: &App,
    visit: &Visit,
    taken: &[(ItemRecord, MoveKey)],
) -> Result<Vec<Incident>, AppError> {
    let reads = app.store.read();
    let mut incidents: HashMap<IncidentId, Incident> = HashMap::new();
    for id in taken.iter().filter_map(|(item, _)| item.state.incident) {
        // Where it was merged into another, that one.
        let incident = reads.load_incident(id).await?;
        incidents.insert(incident.id, incident);
    }
    let published = reads.all_published(visit.project.id).await?;
    let standing = published.into_iter().filter(|row| row.retracted.is_none());
    // What was merged away goes on as the other.
    let withdrawn = reads.retractions_since(visit.project.id, 0).await?;
    let others = withdrawn.into_iter().filter_map(|gone| gone.replaced_by);
    for short in standing.map(|row| row.short).chain(others) {
        if let Some(incident) = reads.find_incident(visit.project.id, &short).await? {
            incidents.insert(incident.id, incident);
        }
    }
    let mut incidents: Vec<_> = incidents.into_values().collect();
    incidents.sort_by(|a, b| a.short.cmp(&b.short));
    Ok(incidents)
}

pub(super) async fn rows(
    app: &App,
    visit: &Visit,
    incidents: &[Incident],
    ready: &[ItemId],
    version: u32,
) -> Result<Rows, AppError> {
    let reads = app.store.read();
    let mut made = Rows::default();
    for incident in incidents {
        let known = reads
            .find_published(visit.project.id, &incident.short)
            .await?;
        let standing = known.filter(|known| known.retracted.is_none());
        let projected =
            projection::project(&reads, &visit.project, incident, ready, version).await?;
        match hold(app, visit, &reads, incident, &projected.incident).await? {
            None => made.add(incident, projected, standing, version)?,
            Some(why) => made.hold(incident, projected, standing, why)?,
        }
    }
    Ok(made)
}

impl Rows {
    fn add(
        &mut self,
        incident: &Incident,
        projected: Projected,
        standing: Option<PublishedRow>,
        version: u32,
    ) -> Result<(), AppError> {
        let mut body = projected.incident;
        // Named in place of a withdrawn record, and without anything that is published of it.
        if standing.is_none() && body.evidence.is_empty() {
            return Ok(());
        }
        if let Some(known) = &standing {
            keep_versions(&mut body, known);
        }
        let first_release = standing
            .as_ref()
            .map_or(version, |known| known.first_release);
        let row = row(incident, &body, first_release)?;
        self.changed += usize::from(standing.is_some_and(|known| known.body != row.body));
        self.rows.push(row);
        self.blobs.extend(projected.blobs);
        self.withheld.extend(projected.withheld);
        Ok(())
    }

    /// What is public of it stays as it is, and nothing is added.
    fn hold(
        &mut self,
        incident: &Incident,
        projected: Projected,
        standing: Option<PublishedRow>,
        why: Hold,
    ) -> Result<(), AppError> {
        self.held.push(Held {
            incident: incident.clone(),
            why,
        });
        let Some(known) = standing else {
            return Ok(());
        };
        let body = narrowed(read(&known)?, &projected.incident);
        self.rows.push(row(incident, &body, known.first_release)?);
        self.blobs.extend(shown(&body, projected.blobs));
        Ok(())
    }
}

/// What keeps a record back, whatever its items are.
async fn hold(
    app: &App,
    visit: &Visit,
    reads: &Reads<'_>,
    incident: &Incident,
    body: &PublicIncident,
) -> Result<Option<Hold>, AppError> {
    let protection = reads.incident_protection(incident.id).await?;
    if let Some(until) = is_embargoed(&visit.project, protection, app.clock.now()) {
        return Ok(Some(Hold::Embargo(until)));
    }
    let fields = too_precise(body);
    Ok((!fields.is_empty()).then_some(Hold::TooPrecise(fields)))
}

/// An unchanged record keeps the release that changed it last.
fn keep_versions(body: &mut PublicIncident, known: &PublishedRow) {
    let Ok(before) = serde_json::from_value::<PublicIncident>(known.body.clone()) else {
        return;
    };
    body.first_release = before.first_release;
    let now = body.updated_release;
    body.updated_release = before.updated_release;
    if *body != before {
        body.updated_release = now;
    }
}

pub(super) fn row(
    incident: &Incident,
    body: &PublicIncident,
    first_release: u32,
) -> Result<PublishedRow, AppError> {
    Ok(PublishedRow {
        short: incident.short.clone(),
        body: serde_json::to_value(body).map_err(AppError::internal)?,
        date: body.date,
        province: body.province.clone(),
        event_type: body.event_type.clone(),
        target: body.target().to_owned(),
        figures: figures(body),
        first_release,
        retracted: None,
    })
}

fn figures(body: &PublicIncident) -> PublishedFigures {
    PublishedFigures {
        location_type: body.location_types.first().cloned().unwrap_or_default(),
        place: body.lat.zip(body.lon),
        precision_m: body.precision_m,
        killed: body.killed_best.or(body.killed_low),
        injured: body.injured_best.or(body.injured_low),
        claims: u32::try_from(body.claims.len()).unwrap_or(u32::MAX),
    }
}
