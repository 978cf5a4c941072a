//! What the team and whoever handed the item in say to each other, and what is handed in later.
//! All of it ends with the item: nobody is asked about, or adds to, what has come to its end.

use cairn_domain::{Actor, Digest};

use super::{REVIEWERS, Reasons};
use crate::{case::Case, command::Command, event::ReviewEvent, refusal::Refusal};

/// A reviewer asks, once people work on the item.
pub(super) fn ask(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    no.says_something(command);
    by.map(|by| ReviewEvent::SubmitterAsked { by })
        .into_iter()
        .collect()
}

/// Each question is answered once; what is remembered later is a note.
pub(super) fn reply(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    question: u64,
) -> Vec<ReviewEvent> {
    no.submitter(case);
    no.unsettled(case);
    no.says_something(command);
    let mut open = case.state.open_questions();
    if !open.any(|known| known.seq == question) {
        no.add(Refusal::NoSuchQuestion);
    }
    vec![ReviewEvent::SubmitterReplied { question }]
}

pub(super) fn add_note(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    no.submitter(case);
    no.unsettled(case);
    no.says_something(command);
    vec![ReviewEvent::NoteAdded]
}

/// What is added changes the revision, so that a sign-off given before does not cover it.
pub(super) fn add_evidence(
    case: &Case<'_>,
    no: &mut Reasons,
    files: &[Digest],
    links: u32,
) -> Vec<ReviewEvent> {
    no.submitter(case);
    no.unsettled(case);
    if files.is_empty() && links == 0 {
        no.add(Refusal::NothingAdded);
    }
    vec![ReviewEvent::EvidenceAdded {
        files: files.to_vec(),
        links,
    }]
}

impl Reasons {
    /// Whoever handed it in: with the receipt, or with the account it was handed in from.
    fn submitter(&mut self, case: &Case<'_>) {
        let own = |user| case.state.submitter == Some(user);
        match case.by {
            Actor::Submitter => {}
            Actor::Member { user, .. } if own(user) => {}
            Actor::Member { .. } | Actor::Machine => self.add(Refusal::OnlySubmitter),
        }
    }

    fn says_something(&mut self, command: &Command) {
        if command.words.trim().is_empty() {
            self.add(Refusal::NeedsWords);
        }
    }
}
