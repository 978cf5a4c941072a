//! A published record between two releases: it may lose what must not be shown any more, and gains
//! nothing. Whatever was written since waits for the next release, which somebody else signs.

use cairn_dataset::{PublicEvidence, PublicIncident, PublicProof};
use cairn_domain::{Derivative, Incident};
use cairn_storage::{ProjectRecord, PublishedRow, WriteTx};

use super::{projection::project as projected, rows::row};
use crate::AppError;

/// What is still shown of a published record.
pub(super) struct Standing {
    /// The record.
    pub(super) incident: PublicIncident,
    /// Its row; not retracted.
    pub(super) row: PublishedRow,
    /// The bytes that it shows.
    pub(super) blobs: Vec<Derivative>,
}

/// The record of `known` without what may not be shown any more.
pub(super) async fn standing(
    tx: &WriteTx,
    project: &ProjectRecord,
    incident: &Incident,
    known: &PublishedRow,
) -> Result<Standing, AppError> {
    let reads = tx.read();
    let last = reads.latest_release(project.id).await?;
    let last = last.map_or(0, |release| release.version);
    let now = Box::pin(projected(&reads, project, incident, &[], last)).await?;
    let before = read(known)?;
    let after = narrowed(before, &now.incident);
    Ok(Standing {
        row: row(incident, &after, known.first_release)?,
        blobs: shown(&after, now.blobs),
        incident: after,
    })
}

/// The published record of a row.
pub(super) fn read(known: &PublishedRow) -> Result<PublicIncident, AppError> {
    serde_json::from_value(known.body.clone()).map_err(AppError::internal)
}

/// What was published of an incident, as far as it may still be.
pub(super) fn narrowed(before: PublicIncident, now: &PublicIncident) -> PublicIncident {
    let evidence: Vec<PublicEvidence> = before
        .evidence
        .iter()
        .filter_map(|item| {
            let allowed = now.evidence.iter().find(|one| one.short == item.short)?;
            let is_shown = item.copy.is_some();
            let copy = allowed.copy.clone().filter(|_| is_shown);
            let proof = item.proof.clone();
            Some(PublicEvidence {
                // What was seen in a picture goes with it.
                proof: match copy {
                    Some(_) => proof,
                    None => proof.map(PublicProof::without_features),
                },
                copy,
                cover: allowed.cover.filter(|_| is_shown),
                ..item.clone()
            })
        })
        .collect();
    let is_shown = |id: &String| evidence.iter().any(|item| item.short == *id);
    let mut carried = before.carried;
    for fact in &mut carried {
        fact.evidence.retain(is_shown);
    }
    carried.retain(|fact| !fact.evidence.is_empty() || !fact.sources.is_empty());
    PublicIncident {
        source_count: before.source_count.min(now.source_count),
        evidence,
        carried,
        ..before
    }
}

/// The bytes that a record shows.
pub(super) fn shown(record: &PublicIncident, blobs: Vec<Derivative>) -> Vec<Derivative> {
    let is_shown = |blob: &Derivative| {
        record.evidence.iter().any(|item| {
            let copy = item.copy.as_ref().map(|copy| copy.sha256);
            [copy, item.cover].contains(&Some(blob.sha256))
        })
    };
    blobs.into_iter().filter(is_shown).collect()
}

#[cfg(test)]
mod tests {
    use cairn_dataset::{PublicCarried, PublicCopy, PublicFeature};
    use cairn_domain::{Digest, FeatureKind, MediaKind, Sensitivity};
    use chrono::NaiveDate;

    use super::*;

    const FEATURE: PublicFeature = PublicFeature {
        kind: Some(FeatureKind::Minaret),
        part: None,
        found_on: None,
        imagery_year: None,
    };

    fn item(short: &str, copy: Option<&[u8]>) -> PublicEvidence {
        PublicEvidence {
            short: short.into(),
            kind: MediaKind::Photo,
            sensitivity: Sensitivity::Mild,
            content_notes: Vec::new(),
            captured_earliest: None,
            captured_latest: None,
            lat: None,
            lon: None,
            precision_m: 0.0,
            copy: copy.map(|bytes| PublicCopy {
                sha256: Digest::of_bytes(bytes),
                mime: "image/jpeg".into(),
                width: None,
                height: None,
            }),
            cover: copy.map(|_| Digest::of_bytes(b"cover")),
            how_located: String::new(),
            location_confidence: None,
            how_dated: String::new(),
            time_confidence: None,
            solver_runs: Vec::new(),
            commitment: None,
            proof: Some(PublicProof {
                features: vec![FEATURE],
                ..PublicProof::default()
            }),
            bounds: Vec::new(),
        }
    }

    fn incident(title: &str, evidence: Vec<PublicEvidence>) -> PublicIncident {
        let bare = PublicIncident::bare("AFG-7K3QXM", title, NaiveDate::default(), 1);
        PublicIncident {
            evidence,
            source_count: 2,
            ..bare
        }
    }

    #[test]
    fn a_published_record_loses_and_gains_nothing() {
        let mut before = incident(
            "As signed",
            vec![
                item("AFG-AAAAA2", Some(b"plain")),
                item("AFG-AAAAA3", None),
                item("AFG-AAAAA4", Some(b"gone")),
            ],
        );
        before.carried = vec![PublicCarried {
            field: "date".into(),
            evidence: vec!["AFG-AAAAA4".into()],
            sources: Vec::new(),
        }];
        let now = incident(
            "Edited since",
            vec![
                item("AFG-AAAAA2", None),
                item("AFG-AAAAA3", Some(b"widened since")),
                item("AFG-AAAAA5", Some(b"not signed")),
            ],
        );
        let after = narrowed(before, &now);
        assert_eq!(after.title, "As signed");
        let shown: Vec<_> = after
            .evidence
            .iter()
            .map(|one| one.short.as_str())
            .collect();
        assert_eq!(shown, ["AFG-AAAAA2", "AFG-AAAAA3"]);
        assert!(
            after
                .evidence
                .iter()
                .all(|one| one.copy.is_none() && one.cover.is_none())
        );
        let seen = after.evidence.iter().filter_map(|one| one.proof.as_ref());
        assert!(
            seen.clone().count() == 2 && seen.clone().all(|proof| proof.features.is_empty()),
            "what was seen in a picture goes with it"
        );
        assert_eq!(after.carried, []);
    }
}
