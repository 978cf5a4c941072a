//! Building a release: one person builds a candidate, another signs that it harms no one. Then read,
//! compute and store the files first, and last one transaction that moves every item and swaps the
//! public records. If anything changed in between, or fails, the release before stays as it is.

use cairn_dataset::{PublicIncident, PublicRetraction, Release};
use cairn_domain::{Action, Actor, AuditAct, Derivative, Digest, Permit, ReleaseId, UserId, grant};
use cairn_review::{Act, Command, MoveKey};
use cairn_storage::{
    CandidateRecord, ItemRecord, PublishedRow, ReleaseFileRecord, ReleaseRecord, StorageError,
    Store, WriteTx,
};
use chrono::{DateTime, Utc};

use super::{
    claims, files,
    preview::{Preview, preview},
    rows::Rows,
    shield::is_embargoed,
};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
    review::decide_and_record,
};

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

/// Everything computed before anything is written.
pub(super) struct Plan {
    pub(super) release: Release,
    built_by: UserId,
    built_at: DateTime<Utc>,
    retractions: usize,
    taken: Vec<(ItemRecord, MoveKey)>,
    rows: Vec<PublishedRow>,
    blobs: Vec<Derivative>,
    withheld: Vec<Digest>,
}

/// The files of a release, stored, and the record that names them.
struct Stored {
    record: ReleaseRecord,
    files: Vec<ReleaseFileRecord>,
}

/// Builds the next release as a candidate: nothing is public before somebody else has signed it.
///
/// # Errors
/// Invalid with `release-empty` when nothing would change.
pub async fn build(app: &App, visit: &Visit) -> Result<CandidateRecord, AppError> {
    visit.permit(Action::BuildRelease)?;
    let preview = Box::pin(preview(app, visit)).await?;
    if preview.is_empty() {
        return Err(AppError::invalid("release", "release-empty"));
    }
    let plan = plan(app, visit, preview, (visit.user, app.clock.now())).await?;
    let candidate = CandidateRecord {
        version: plan.release.version,
        content: plan.release.digest(),
        built_by: visit.user,
        built_at: plan.built_at,
    };
    let (app, by, kept) = (app.clone(), By::member(visit), candidate.clone());
    let project = visit.project.id;
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_candidate(project, &kept).await?;
        let act = AuditAct::ReleaseBuilt {
            version: kept.version,
            content: kept.content,
        };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await
    })
    .await?;
    Ok(candidate)
}

/// Says that publishing the candidate harms no one, and publishes it. `content` is the digest of
/// what the signer saw: whatever changed since then makes it another release.
///
/// # Errors
/// Invalid with `release-sign-own` for whoever built it, with `release-changed` when it is not what
/// was seen, and with `release-author-gone` when its author may not build any more.
pub async fn sign(app: &App, visit: &Visit, content: &Digest) -> Result<Built, AppError> {
    visit.permit(Action::SignRelease)?;
    let reads = app.store.read();
    let changed = || AppError::invalid("release", "release-changed");
    let candidate = reads.candidate(visit.project.id).await?;
    let candidate = candidate.filter(|one| one.content == *content);
    let candidate = candidate.ok_or_else(changed)?;
    if candidate.built_by == visit.user {
        return Err(AppError::invalid("release", "release-sign-own"));
    }
    let by = (candidate.built_by, candidate.built_at);
    let plan = plan(app, visit, Box::pin(preview(app, visit)).await?, by).await?;
    if plan.release.digest() != *content {
        return Err(changed());
    }
    let role = reads
        .membership(visit.project.id, candidate.built_by)
        .await?;
    let author = role.map(|role| Actor::Member {
        user: candidate.built_by,
        role,
    });
    let permit = author.and_then(|by| grant(by, visit.project.id, Action::BuildRelease));
    let permit = permit.ok_or_else(|| AppError::invalid("release", "release-author-gone"))?;
    let built = Built {
        version: plan.release.version,
        items: plan.taken.len(),
        incidents: plan.rows.len(),
    };
    let stored = stored(app, visit, &plan).await?;
    publish(app, visit, &permit, plan, stored).await?;
    Ok(built)
}

/// What the next release would be, with the name it was built under.
pub(super) async fn plan(
    app: &App,
    visit: &Visit,
    preview: Preview,
    (built_by, built_at): (UserId, DateTime<Utc>),
) -> Result<Plan, AppError> {
    let Rows {
        rows,
        blobs,
        withheld,
        ..
    } = preview.rows;
    let release = release(app, visit, &rows, preview.version, built_at).await?;
    Ok(Plan {
        release,
        built_by,
        built_at,
        retractions: preview.retractions,
        taken: preview.taken,
        rows,
        blobs,
        withheld,
    })
}

/// Writes and stores the files of a plan, and the record that names them.
async fn stored(app: &App, visit: &Visit, plan: &Plan) -> Result<Stored, AppError> {
    let release = &plan.release;
    let (files, manifest) = files::store(app, visit.project.id, release).await?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let evidence = release
        .incidents
        .iter()
        .map(|incident| incident.evidence.len())
        .sum();
    let record = ReleaseRecord {
        id: ReleaseId(app.dice.uuid(app.clock.now())),
        version: release.version,
        built_by: plan.built_by,
        built_at: plan.built_at,
        manifest,
        incidents: count(release.incidents.len()),
        evidence: count(evidence),
        retractions: count(plan.retractions),
    };
    Ok(Stored { record, files })
}

/// Everything that would be published.
pub(super) async fn release(
    app: &App,
    visit: &Visit,
    rows: &[PublishedRow],
    version: u32,
    built_at: DateTime<Utc>,
) -> Result<Release, AppError> {
    let reads = app.store.read();
    let bodies: Result<Vec<PublicIncident>, _> = rows
        .iter()
        .map(|row| serde_json::from_value(row.body.clone()))
        .collect();
    let retracted = reads.retractions_since(visit.project.id, 0).await?;
    let retractions = retracted.into_iter().map(|record| PublicRetraction {
        short: format!("{}-{}", visit.project.code, record.short),
        reason: record.kind,
        note: record.reason,
        retracted_on: record.at.date_naive(),
        replaced_by: record
            .replaced_by
            .map(|short| format!("{}-{short}", visit.project.code)),
        last_release: record.last_release,
    });
    Ok(Release {
        project_code: visit.project.code.to_string(),
        project_name: visit.project.name.clone(),
        version,
        built_on: built_at.date_naive(),
        incidents: bodies.map_err(AppError::internal)?,
        unmatched_claims: claims::unmatched(&reads, &visit.project, rows).await?,
        retractions: retractions.collect(),
        licence: LICENCE.to_owned(),
        synthetic: visit.project.is_demo,
    })
}

async fn publish(
    app: &App,
    visit: &Visit,
    permit: &Permit,
    plan: Plan,
    Stored { record, files }: Stored,
) -> Result<(), AppError> {
    let (app, project, actor) = (app.clone(), visit.project.clone(), permit.actor());
    let (signer, by) = (visit.user, By::member(visit));
    let content = plan.release.digest();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let newest = tx.read().latest_release(project.id).await?;
        if newest.map_or(0, |release| release.version) + 1 != record.version {
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
        claims::publish(&tx, &project, &plan.release.unmatched_claims).await?;
        tx.insert_release(project.id, &record, &files).await?;
        tx.sign_release(project.id, record.id, signer, app.clock.now())
            .await?;
        let act = AuditAct::ReleaseSigned {
            release: record.id,
            version: record.version,
            content,
        };
        audit::record(&app, &tx, by, act).await?;
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
    if let Some(id) = current.state.incident {
        let standing = tx.read().load_incident(id).await?.id;
        let protection = tx.read().incident_protection(standing).await?;
        if is_embargoed(project, protection, app.clock.now()).is_some() {
            return Err(StorageError::Conflict.into());
        }
    }
    decide_and_record(app, tx, project, current, actor, &command)
        .await
        .map(|_| ())
}
