//! Findings, dissent, sign-offs and redactions: those that hold and those that do not.

use std::collections::HashMap;

use cairn_domain::{Digest, FileId, Finding, Region};
use cairn_review::{ReviewEvent, ReviewState, SignOff};
use cairn_storage::{RecordedEvent, RedactionOutcome, RedactionRecord};

use super::{
    gather::Material,
    record::{
        FindingFacts, ObjectionFacts, RedactionFacts, RedactionResult, RegionFacts, SignOffFacts,
        Standing,
    },
};
use crate::AppError;

/// Every finding, in the order of the history.
pub(super) async fn findings(material: &Material<'_>) -> Result<Vec<FindingFacts>, AppError> {
    let findings = material.reads.findings_of(material.item.id).await?;
    let recorded = |id| {
        let mut events = material.events.iter();
        let event = events.find(|event| match event.event {
            ReviewEvent::FindingRecorded { finding, .. } => finding == id,
            _ => false,
        });
        event.map_or(0, |event| event.seq)
    };
    let facts = |finding: Finding| FindingFacts {
        seq: recorded(finding.id),
        id: finding.id,
        kind: finding.body.kind(),
        by: material.name(finding.author),
        at: finding.recorded_at,
        standing: standing(&material.item.state, &finding),
        confidence: finding.confidence,
        reasoning: finding.reasoning,
        body: finding.body,
    };
    let mut findings: Vec<_> = findings.into_iter().map(facts).collect();
    findings.sort_by_key(|finding| finding.seq);
    Ok(findings)
}

fn standing(state: &ReviewState, finding: &Finding) -> Standing {
    let kind = finding.body.kind();
    let counts = state.findings_on(kind).any(|known| known.id == finding.id);
    match state.settled_on(kind) {
        _ if !counts => Standing::Superseded,
        Some(settled) if settled.id == finding.id => Standing::Settled,
        Some(_) => Standing::Overruled,
        None => Standing::Counts,
    }
}

/// Every objection with what was answered, oldest first.
pub(super) fn objections(material: &Material<'_>) -> Vec<ObjectionFacts> {
    let events = material.events;
    let raised = events.iter().filter_map(|event| match event.event {
        ReviewEvent::Objected { by } => Some((event, by)),
        _ => None,
    });
    let facts = raised.map(|(event, by)| {
        let answer = events.iter().find_map(|later| match later.event {
            ReviewEvent::Answered { objection, by } if objection == event.seq => Some((later, by)),
            _ => None,
        });
        ObjectionFacts {
            seq: event.seq,
            by: material.name(by),
            at: event.at,
            words: event.words.clone(),
            answered_with: answer.map(|(later, _)| later.seq),
            answered_by: answer.map(|(_, by)| material.name(by)),
            answer: answer.map(|(later, _)| later.words.clone()),
        }
    });
    facts.collect()
}

/// Every sign-off, oldest first, those of revisions that are no more included.
pub(super) fn sign_offs(material: &Material<'_>) -> Vec<SignOffFacts> {
    let item = material.item;
    let facts = |event: &RecordedEvent| {
        let ReviewEvent::SignedOff { revision, by } = event.event else {
            return None;
        };
        let given = SignOff { by, revision };
        let stands = item.state.sign_offs.contains(&given) && revision == item.revision;
        // Only the last one by the same person can be the one that stands.
        let again = material.events.iter().any(|later| {
            later.seq > event.seq && later.event == ReviewEvent::SignedOff { revision, by }
        });
        Some(SignOffFacts {
            seq: event.seq,
            by: material.name(by),
            at: event.at,
            revision,
            is_current: stands && !again,
        })
    };
    material.events.iter().filter_map(facts).collect()
}

/// Every redaction, in the order of the history.
pub(super) async fn redactions(material: &Material<'_>) -> Result<Vec<RedactionFacts>, AppError> {
    let known = material.reads.redactions_of(material.item.id).await?;
    let files = material.reads.files_of(material.item.id).await?;
    let digests: HashMap<FileId, Digest> =
        files.iter().map(|file| (file.id, file.sha256)).collect();
    let facts = |record: RedactionRecord| {
        let file = *digests.get(&record.redaction.file)?;
        Some(redaction(material, record, file))
    };
    let mut redactions: Vec<_> = known.into_iter().filter_map(facts).collect();
    redactions.sort_by_key(|redaction| redaction.seq);
    Ok(redactions)
}

fn redaction(material: &Material<'_>, record: RedactionRecord, file: Digest) -> RedactionFacts {
    let redaction = record.redaction;
    let counting = material.item.state.redaction_of(redaction.file);
    let counts = counting.is_some_and(|known| known.id == redaction.id);
    let confirmed = material.events.iter().find_map(|event| match event.event {
        ReviewEvent::RedactionConfirmed {
            redaction: of, by, ..
        } if of == redaction.id => Some(material.name(by)),
        _ => None,
    });
    let drawn = material.events.iter().find(|event| match event.event {
        ReviewEvent::Redacted { redaction: of, .. } => of == redaction.id,
        _ => false,
    });
    RedactionFacts {
        seq: drawn.map_or(0, |event| event.seq),
        id: redaction.id,
        file,
        by: material.name(redaction.author),
        at: redaction.recorded_at,
        standing: match counts {
            true => Standing::Counts,
            false => Standing::Superseded,
        },
        regions: redaction.body.regions().iter().map(region).collect(),
        sound: redaction.body.sound().clone(),
        result: record.outcome.map(|outcome| match outcome {
            RedactionOutcome::Made { copy, .. } => RedactionResult::Copy(copy),
            RedactionOutcome::Failed { problem } => RedactionResult::Problem(problem),
        }),
        confirmed_by: confirmed,
    }
}

/// Without its words.
fn region(region: &Region) -> RegionFacts {
    RegionFacts {
        shape: region.shape,
        reason: region.reason,
        span: region.span,
        track: region.track.clone(),
    }
}
