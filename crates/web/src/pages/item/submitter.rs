//! The conversation with whoever handed the item in, as the team sees it.

use cairn_app::review::{Dossier, HistoryLine};
use cairn_review::ReviewEvent;

use super::views::{AskForm, SaidView};
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{history::who, moment},
};

/// The question form, with what was typed if it came back.
pub(super) fn ask_form(typed: Option<&Fields>) -> AskForm {
    AskForm {
        words: typed.map(|f| f.text("question")).unwrap_or_default(),
        confirmed: typed.is_some_and(|f| f.ticked("to_submitter")),
    }
}

/// What was asked and what came back, oldest first.
pub(super) fn conversation(t: &Translator, dossier: &Dossier, zone: &str) -> Vec<SaidView> {
    let lines = dossier.history.iter();
    lines
        .filter_map(|line| said(t, dossier, line, zone))
        .collect()
}

fn said(t: &Translator, dossier: &Dossier, line: &HistoryLine, zone: &str) -> Option<SaidView> {
    let recorded = &line.recorded;
    let (side, heading) = match &recorded.event {
        ReviewEvent::SubmitterAsked { .. } => {
            let name = who(t, line);
            ("question", t.get1("item-submitter-asked", "name", name))
        }
        ReviewEvent::SubmitterReplied { .. } => ("own", t.get("item-submitter-replied")),
        ReviewEvent::NoteAdded => ("own", t.get("item-submitter-noted")),
        ReviewEvent::EvidenceAdded { files, links } => {
            let files = files.len();
            let added = t.get2("item-submitter-added", "files", files, "links", links);
            ("own", added)
        }
        _ => return None,
    };
    let mut open = dossier.item.state.open_questions();
    Some(SaidView {
        side,
        heading,
        when: moment(recorded.at, zone),
        words: recorded.words.clone(),
        waits: open.any(|question| question.seq == recorded.seq),
    })
}
