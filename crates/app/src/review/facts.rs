//! What a guard may know beyond the log, read in the transaction that decides.

use cairn_domain::{Digest, Finding, FindingId, FindingKind, IncidentId, ItemId};
use cairn_review::{Facts, ReviewState};
use cairn_storage::{ItemRecord, ProjectRecord, Reads};
use chrono::TimeDelta;
use serde::Serialize;

use super::distances::agree;
use crate::{App, AppError};

/// Reads the facts of one item.
pub(crate) async fn facts(
    app: &App,
    reads: &Reads<'_>,
    project: &ProjectRecord,
    item: &ItemRecord,
) -> Result<Facts, AppError> {
    Ok(Facts {
        now: app.clock.now(),
        lease: TimeDelta::minutes(i64::from(project.lease_minutes)),
        revision: item.revision,
        disagreements: disagreements(reads, item).await?,
        open_matches: reads.open_match_count(item.id).await?,
        intake_done: item.intake_done,
    })
}

/// What a sign-off signs: everything a reader of the dossier would call the item's content.
#[derive(Serialize)]
struct Content<'a> {
    files: Vec<Digest>,
    sources: Vec<String>,
    #[serde(flatten)]
    decided: Decided<'a>,
}

/// The part of the content that the log decides. Files and sources come in with the item alone.
#[derive(PartialEq, Serialize)]
struct Decided<'a> {
    rating: &'a Option<cairn_domain::sensitivity::Rating>,
    incident: Option<IncidentId>,
    duplicate_of: Option<ItemId>,
    findings: Vec<Digest>,
    settled: &'a [FindingId],
    /// Left out where there are none: what was signed before there were redactions stays signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redactions: Vec<Digest>,
    consent: cairn_domain::Consent,
}

impl<'a> Decided<'a> {
    fn of(state: &'a ReviewState) -> Self {
        Self {
            rating: &state.rating,
            incident: state.incident,
            duplicate_of: state.duplicate_of,
            findings: state
                .findings
                .iter()
                .map(|finding| finding.digest)
                .collect(),
            settled: &state.settled,
            redactions: state
                .redactions
                .iter()
                .map(|redaction| redaction.digest)
                .collect(),
            consent: state.consent,
        }
    }
}

/// Digest of an item's content after a decision. Most decisions (every claim, every move) leave
/// the content alone, and nothing has to be read for them.
pub(crate) async fn revision_after(
    reads: &Reads<'_>,
    item: ItemId,
    before: (&ReviewState, Digest),
    state: &ReviewState,
) -> Result<Digest, AppError> {
    let (old, known) = before;
    if Decided::of(old) == Decided::of(state) {
        return Ok(known);
    }
    revision(reads, item, state).await
}

/// Digest of an item's present content.
pub(crate) async fn revision(
    reads: &Reads<'_>,
    item: ItemId,
    state: &ReviewState,
) -> Result<Digest, AppError> {
    let mut files: Vec<_> = reads
        .files_of(item)
        .await?
        .iter()
        .map(|file| file.sha256)
        .collect();
    files.sort_unstable();
    let sources = reads
        .sources_of(item)
        .await?
        .into_iter()
        .map(|source| source.url)
        .collect();
    Ok(Digest::of_json(&Content {
        files,
        sources,
        decided: Decided::of(state),
    }))
}

/// Questions on which counting findings by different people contradict each other.
async fn disagreements(reads: &Reads<'_>, item: &ItemRecord) -> Result<Vec<FindingKind>, AppError> {
    let disputable = |kind| {
        item.state
            .findings
            .iter()
            .filter(|f| f.kind == kind)
            .count()
            > 1
    };
    let kinds: Vec<_> = FindingKind::ALL
        .iter()
        .copied()
        .filter(|k| disputable(*k))
        .collect();
    if kinds.is_empty() {
        return Ok(kinds);
    }
    let counting: Vec<_> = item
        .state
        .findings
        .iter()
        .map(|finding| finding.id)
        .collect();
    let mut findings = reads.findings_of(item.id).await?;
    findings.retain(|finding| counting.contains(&finding.id));
    Ok(kinds
        .into_iter()
        .filter(|kind| contradicts(&findings, *kind))
        .collect())
}

fn contradicts(findings: &[Finding], kind: FindingKind) -> bool {
    let of_kind: Vec<_> = findings.iter().filter(|f| f.body.kind() == kind).collect();
    let pairs = of_kind
        .iter()
        .enumerate()
        .flat_map(|(i, a)| of_kind[i + 1..].iter().map(move |b| (a, b)));
    pairs.into_iter().any(|(a, b)| !agree(&a.body, &b.body))
}
