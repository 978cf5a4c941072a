//! What is kept from somebody who has to find a place or a time for themselves.

use cairn_domain::{Action, Actor, Finding, FindingBody, FindingKind, ShortId, UserId};
use cairn_review::{ReviewState, Workflow};
use cairn_storage::{ItemRecord, Reads};
use chrono::{DateTime, Utc};

use crate::{App, AppError, Visit};

/// Everything that one viewer must not learn about an item before their own answer is in.
#[derive(Debug)]
pub(super) struct Blindfold {
    kinds: Vec<FindingKind>,
    viewer: UserId,
    /// Who answered already.
    authors: Vec<UserId>,
    /// When the first of them did.
    since: Option<DateTime<Utc>>,
}

/// At a blind stage the viewer sees others' findings only once their own is in.
pub(super) fn blind(workflow: &Workflow, state: &ReviewState, viewer: UserId) -> Vec<FindingKind> {
    let Some(stage) = workflow.stage(&state.stage).filter(|stage| stage.blind) else {
        return Vec::new();
    };
    let has_own = |kind| {
        state
            .findings
            .iter()
            .any(|f| f.author == viewer && f.kind == kind)
    };
    stage
        .records
        .iter()
        .copied()
        .filter(|kind| !has_own(*kind))
        .collect()
}

/// An item of the viewer's project, and what the viewer has to find for themselves first.
pub(crate) async fn blind_item(
    app: &App,
    reads: &Reads<'_>,
    visit: &Visit,
    short: &ShortId,
) -> Result<(ItemRecord, Vec<FindingKind>), AppError> {
    visit.permit(Action::ViewItems)?;
    let item = reads.find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let workflow = app
        .workflow(reads, visit.project.id, item.state.workflow)
        .await?;
    let kinds = blind(&workflow, &item.state, visit.user);
    Ok((item, kinds))
}

impl Blindfold {
    /// What `kinds` mean for a viewer, given everything that was found so far.
    pub(super) fn new(kinds: Vec<FindingKind>, viewer: UserId, findings: &[Finding]) -> Self {
        let answers =
            |finding: &&Finding| finding.author != viewer && kinds.contains(&finding.body.kind());
        let answers: Vec<_> = findings.iter().filter(answers).collect();
        Self {
            authors: answers.iter().map(|finding| finding.author).collect(),
            since: answers.iter().map(|finding| finding.recorded_at).min(),
            kinds,
            viewer,
        }
    }

    /// The questions the viewer has to answer first.
    pub(super) fn kinds(&self) -> &[FindingKind] {
        &self.kinds
    }

    /// Takes out what the viewer must not see. Evidence of time may name the place: its sun and its
    /// shadows were computed there, and its words are about what can be seen from it.
    pub(super) fn cover(&self, findings: &mut Vec<Finding>) {
        let hides_place = self.kinds.contains(&FindingKind::Geolocation);
        findings.retain(|finding| {
            finding.author == self.viewer || !self.kinds.contains(&finding.body.kind())
        });
        let others = findings.iter_mut().filter(|f| f.author != self.viewer);
        for finding in others.filter(|_| hides_place) {
            finding.reasoning.clear();
            if let FindingBody::Chronolocation(time) = &mut finding.body {
                for bound in &mut time.bounds {
                    bound.run = None;
                    bound.source = None;
                    bound.words.clear();
                }
            }
        }
    }

    /// Whether words are kept from the viewer: those of whoever answered already, and of any member
    /// who wrote after that. What the submitter says is evidence and stays.
    pub(super) fn hides_words(&self, author: Option<UserId>, at: DateTime<Utc>) -> bool {
        let (Some(author), Some(since)) = (author, self.since) else {
            return false;
        };
        author != self.viewer && (self.authors.contains(&author) || at >= since)
    }

    /// The same for whoever acted.
    pub(super) fn hides_words_of(&self, actor: Actor, at: DateTime<Utc>) -> bool {
        self.hides_words(actor.user(), at)
    }
}
