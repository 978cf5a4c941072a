//! Building a release: read, compute and store the files first, then one transaction that moves
//! every item and swaps the public records. If anything changed in between, nothing is published.

use std::collections::HashMap;

use cairn_dataset::{PublicIncident, PublicRetraction, Release};
use cairn_domain::{
    Action, Actor, Derivative, Digest, Incident, IncidentId, ItemId, Permit, ReleaseId,
};
use cairn_review::{Act, Command, MoveKey};
use cairn_storage::{
    ItemRecord, PublishedRow, ReleaseFileRecord, ReleaseRecord, StorageError, Store, WriteTx,
};

use super::{
    preview::{approved, preview},
    projection::{self, Projected},
};
use crate::{App, AppError, Visit, review::decide_and_record};

/// Terms the dataset is published under.
const LICENCE: &str = "CC-BY-4.0";

/// A release that was built.
#[derive(Debug, Clone)]
pub struct Built {
    /// Its number.
    pub version: u32,
    /// Items it published for the first time.
    pub items: usize,
    /// Incidents it holds.
    pub incidents: usize,
}

/// Everything computed before the transaction.
struct Plan {
    record: ReleaseRecord,
    files: Vec<ReleaseFileRecord>,
    taken: Vec<(ItemRecord, MoveKey)>,
    rows: Vec<PublishedRow>,
    blobs: Vec<Derivative>,
    withheld: Vec<Digest>,
}

/// The public rows of a release, and which bytes may and may not be fetched.
#[derive(Default)]
struct Rows {
    rows: Vec<PublishedRow>,
    blobs: Vec<Derivative>,
    withheld: Vec<Digest>,
}

/// Builds and publishes the next release.
pub async fn build(app: &App, visit: &Visit) -> Result<Built, AppError> {
    let permit = visit.permit(Action::BuildRelease)?;
    let plan = plan(app, visit).await?;
    if plan.taken.is_empty() && plan.record.retractions == 0 && plan.record.version > 1 {
        return Err(AppError::invalid("release", "release-empty"));
    }
    let built = Built {
        version: plan.record.version,
        items: plan.taken.len(),
        incidents: plan.rows.len(),
    };
    publish(app, visit, &permit, plan).await?;
    Ok(built)
}

async fn plan(app: &App, visit: &Visit) -> Result<Plan, AppError> {
    let preview = preview(app, visit).await?;
    let version = preview.version;
    let ready: Vec<ItemId> = preview.ready.iter().map(|item| item.id).collect();
    let mut taken = approved(app, visit).await?;
    taken.retain(|(item, _)| ready.contains(&item.id));
    let incidents = incidents(app, visit, &taken).await?;
    let Rows {
        rows,
        blobs,
        withheld,
    } = rows(app, visit, &incidents, &ready, version).await?;
    let release = release(app, visit, &rows, version).await?;
    let (files, manifest) = store_files(app, &release).await?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let evidence = release
        .incidents
        .iter()
        .map(|incident| incident.evidence.len())
        .sum();
    let record = ReleaseRecord {
        id: ReleaseId(app.dice.uuid(app.clock.now())),
        version,
        built_by: visit.user,
        built_at: app.clock.now(),
        manifest,
        incidents: count(release.incidents.len()),
        evidence: count(evidence),
        retractions: count(preview.retractions),
    };
    Ok(Plan {
        record,
        files,
        taken,
        rows,
        blobs,
        withheld,
    })
}

/// Incidents of the items taken, and those that are public already.
async fn incidents(
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
    for row in reads.all_published(visit.project.id).await? {
        if row.retracted.is_none()
            && let Some(incident) = reads.find_incident(visit.project.id, &row.short).await?
        {
            incidents.insert(incident.id, incident);
        }
    }
    let mut incidents: Vec<_> = incidents.into_values().collect();
    incidents.sort_by(|a, b| a.short.cmp(&b.short));
    Ok(incidents)
}

async fn rows(
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
        let Projected {
            incident: mut body,
            blobs,
            withheld,
        } = projection::project(&reads, &visit.project, incident, ready, version).await?;
        if let Some(known) = &known {
            keep_versions(&mut body, known);
        }
        let first_release = known.map_or(version, |known| known.first_release);
        made.rows.push(row(incident, &body, first_release)?);
        made.blobs.extend(blobs);
        made.withheld.extend(withheld);
    }
    Ok(made)
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
        first_release,
        retracted: None,
    })
}

async fn release(
    app: &App,
    visit: &Visit,
    rows: &[PublishedRow],
    version: u32,
) -> Result<Release, AppError> {
    let reads = app.store.read();
    let bodies: Result<Vec<PublicIncident>, _> = rows
        .iter()
        .map(|row| serde_json::from_value(row.body.clone()))
        .collect();
    let retracted = reads.retractions_since(visit.project.id, 0).await?;
    let retractions = retracted.into_iter().map(|record| PublicRetraction {
        short: format!("{}-{}", visit.project.code, record.short),
        reason: record.reason,
        retracted_on: record.at.date_naive(),
        last_release: record.last_release,
    });
    Ok(Release {
        project_code: visit.project.code.to_string(),
        project_name: visit.project.name.clone(),
        version,
        built_on: app.clock.now().date_naive(),
        incidents: bodies.map_err(AppError::internal)?,
        unmatched_claims: projection::unmatched_claims(&reads, &visit.project).await?,
        retractions: retractions.collect(),
        licence: LICENCE.to_owned(),
        synthetic: visit.project.is_demo,
    })
}

/// Durable before acknowledged: the bytes are stored before the rows that name them.
async fn store_files(
    app: &App,
    release: &Release,
) -> Result<(Vec<ReleaseFileRecord>, serde_json::Value), AppError> {
    let mut records = Vec::new();
    let mut manifest = serde_json::Value::Null;
    for file in cairn_dataset::files(release) {
        if file.name == "manifest.json" {
            manifest = serde_json::from_slice(&file.bytes).map_err(AppError::internal)?;
        }
        let blob = app.store.blobs().put_bytes(&file.bytes).await?;
        records.push(ReleaseFileRecord {
            name: file.name.to_owned(),
            sha256: blob.sha256,
            mime: file.mime.to_owned(),
            size_bytes: blob.size_bytes,
        });
    }
    Ok((records, manifest))
}

async fn publish(app: &App, visit: &Visit, permit: &Permit, plan: Plan) -> Result<(), AppError> {
    let (app, project, actor) = (app.clone(), visit.project.clone(), permit.actor());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let newest = tx.read().latest_release(project.id).await?;
        if newest.map_or(0, |release| release.version) + 1 != plan.record.version {
            return Err(AppError::Conflict);
        }
        for (item, to) in plan.taken {
            take(&app, &tx, &project, item, actor, to).await?;
        }
        for row in &plan.rows {
            tx.publish_incident(project.id, row).await?;
        }
        // Another item may show the same bytes; whatever is shown is published after.
        for sha256 in &plan.withheld {
            tx.unpublish_blob(project.id, sha256).await?;
        }
        for blob in &plan.blobs {
            tx.publish_blob(project.id, &blob.sha256, &blob.mime, blob.size_bytes)
                .await?;
        }
        tx.insert_release(project.id, &plan.record, &plan.files)
            .await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Decides again inside the transaction: what was ready when the plan was made may not be now.
async fn take(
    app: &App,
    tx: &WriteTx,
    project: &cairn_storage::ProjectRecord,
    item: ItemRecord,
    actor: Actor,
    to: MoveKey,
) -> Result<(), AppError> {
    let command = Command {
        seen: item.state.seq,
        words: String::new(),
        act: Act::Move { to },
    };
    let current = tx.read().load_item(item.id).await?;
    if current.state.seq != item.state.seq {
        return Err(StorageError::Conflict.into());
    }
    decide_and_record(app, tx, project, current, actor, &command)
        .await
        .map(|_| ())
}
