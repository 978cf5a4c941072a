//! The promises, judged from the bare history by other means than the guards.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{Digest, FileId, FindingKind, RedactionId, UserId};
use cairn_review::ReviewEvent;

use crate::cast::*;

/// What a history says, read without `evolve`.
#[derive(Default)]
struct Reading {
    submitter: Option<UserId>,
    answers: BTreeMap<(FindingKind, UserId), (cairn_domain::FindingId, bool, Digest)>,
    settled: BTreeMap<FindingKind, cairn_domain::FindingId>,
    objections: BTreeSet<u64>,
    /// By file: who drew the redaction that counts, and whether somebody else looked at the copy.
    redactions: BTreeMap<FileId, (RedactionId, UserId, bool)>,
    signatures: BTreeSet<(UserId, Digest)>,
    may_publish: bool,
}

/// Everything wrong with publishing after this history, at this revision.
pub fn faults_of_publishing(history: &[ReviewEvent], revision: Digest) -> Vec<&'static str> {
    let reading = read(history);
    let mut faults = Vec::new();
    if !reading.answered(PLACE) {
        faults.push("no place");
    }
    if !reading.answered(TIME) {
        faults.push("no time");
    }
    if reading.independent_signers(revision) == 0 {
        faults.push("no independent sign-off of this revision");
    }
    if !reading.objections.is_empty() {
        faults.push("open objection");
    }
    if reading
        .redactions
        .values()
        .any(|(_, _, confirmed)| !confirmed)
    {
        faults.push("unconfirmed redaction");
    }
    if !reading.may_publish {
        faults.push("no consent");
    }
    faults
}

/// Whether somebody wrote or handed in what this history leads to.
pub fn is_own_work(history: &[ReviewEvent], user: UserId) -> bool {
    let reading = read(history);
    reading.submitter == Some(user) || reading.answers.keys().any(|(_, author)| *author == user)
}

fn read(history: &[ReviewEvent]) -> Reading {
    let mut reading = Reading::default();
    for (index, event) in history.iter().enumerate() {
        match event {
            ReviewEvent::Received {
                submitter, consent, ..
            } => {
                reading.submitter = *submitter;
                reading.may_publish = consent.allows_publishing();
            }
            ReviewEvent::FindingRecorded {
                finding,
                kind,
                positive,
                digest,
                by,
            } => {
                reading
                    .answers
                    .insert((*kind, *by), (*finding, *positive, *digest));
                reading.settled.remove(kind);
            }
            ReviewEvent::Settled { finding, kind, .. } => {
                reading.settled.insert(*kind, *finding);
            }
            ReviewEvent::Redacted {
                redaction,
                file,
                by,
                ..
            } => {
                reading.redactions.insert(*file, (*redaction, *by, false));
            }
            ReviewEvent::RedactionConfirmed { redaction, by, .. } => {
                let mut known = reading.redactions.values_mut();
                let of_another = known.find(|(id, author, _)| id == redaction && author != by);
                if let Some((_, _, confirmed)) = of_another {
                    *confirmed = true;
                }
            }
            ReviewEvent::Objected { .. } => {
                reading.objections.insert(index as u64 + 1);
            }
            ReviewEvent::Answered { objection, .. } => {
                reading.objections.remove(objection);
            }
            ReviewEvent::SignedOff { revision, by } => {
                reading.signatures.insert((*by, *revision));
            }
            ReviewEvent::ConsentChanged { consent } => {
                reading.may_publish = consent.allows_publishing();
            }
            _ => {}
        }
    }
    reading
}

impl Reading {
    /// One positive answer that nobody contradicts, or the one that was settled on.
    fn answered(&self, kind: FindingKind) -> bool {
        let mut answers = self
            .answers
            .iter()
            .filter(|((of, _), _)| *of == kind)
            .map(|(_, a)| a);
        if let Some(settled) = self.settled.get(&kind) {
            return answers.any(|(id, positive, _)| id == settled && *positive);
        }
        let answers: Vec<_> = answers.collect();
        let spots: BTreeSet<_> = answers
            .iter()
            .map(|(_, positive, spot)| (positive, spot))
            .collect();
        spots.len() == 1 && answers.iter().all(|(_, positive, _)| *positive)
    }

    fn independent_signers(&self, revision: Digest) -> usize {
        let author = |user: &UserId| self.answers.keys().any(|(_, author)| author == user);
        let independent = |user: &UserId| self.submitter != Some(*user) && !author(user);
        let signed = self.signatures.iter().filter(|(_, of)| *of == revision);
        signed.filter(|(user, _)| independent(user)).count()
    }
}
