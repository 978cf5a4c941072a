//! What the templates of the workspace are given.

use super::{
    chrono_form::ChronoForm, claims::Claims, geo_form::GeoForm, references::ReferenceForm,
    sun::SunPanel, triage_form::TriageForm,
};
use crate::present::{
    Moment, Reason, distances::DistanceCard, findings::FindingCard, history::HistoryEntry,
    moves::MoveForm, references::ReferenceCard,
};

/// What is known without anybody having verified it, and what triage said of it.
pub(super) struct Known {
    pub(super) claims: Claims,
    pub(super) rating: String,
    pub(super) notes: Vec<String>,
    pub(super) incident: Option<IncidentLink>,
    /// Short id of the item kept in its place; may be empty.
    pub(super) duplicate_of: String,
}

/// Everything that can be done here, each a form or the reasons in its place.
pub(super) struct Work {
    /// What is not filled in yet and could be now: a press leads to the field.
    pub(super) missing: Vec<Missing>,
    pub(super) triage: Section<TriageForm>,
    pub(super) geolocation: Section<GeoForm>,
    pub(super) chronolocation: Section<ChronoForm>,
    pub(super) sun: SunPanel,
    /// Nothing if leads do not sign here; no reasons if this lead may.
    pub(super) sign_off: Option<Vec<Reason>>,
    pub(super) settles: Vec<SettleForm>,
    pub(super) moves: Vec<MoveForm>,
}

/// An empty field.
pub(super) struct Missing {
    pub(super) words: String,
    /// Where it is filled in.
    pub(super) href: &'static str,
}

/// What was found.
pub(super) struct Found {
    /// How far apart different people placed it.
    pub(super) distances: Vec<DistanceCard>,
    /// How many remarks and reasons are kept from this reader too.
    pub(super) withheld: usize,
    pub(super) counting: Vec<FindingCard>,
    pub(super) superseded: Vec<FindingCard>,
    /// Questions on which others' answers are kept from this reader.
    pub(super) blind: Vec<String>,
}

/// What people say to each other, and what happened.
pub(super) struct Talk {
    pub(super) objections: Vec<ObjectionView>,
    pub(super) object: Section<String>,
    pub(super) release: Section<String>,
    pub(super) may_comment: bool,
    /// A comment that came back.
    pub(super) typed: String,
    pub(super) comments: Vec<CommentView>,
    pub(super) history: Vec<HistoryEntry>,
    /// What goes to the submitter and comes from them; nothing of it stands among the comments.
    pub(super) submitter: Section<AskForm>,
    pub(super) said: Vec<SaidView>,
}

/// A question to the submitter as it was typed.
pub(super) struct AskForm {
    pub(super) words: String,
    pub(super) confirmed: bool,
}

/// One line of the conversation with the submitter.
pub(super) struct SaidView {
    /// `question` for what the team asked, `own` for what the submitter said.
    pub(super) side: &'static str,
    pub(super) heading: String,
    pub(super) when: Moment,
    pub(super) words: String,
    /// A question that waits for its answer.
    pub(super) waits: bool,
}

/// A form that is open, or the reasons why it is not. Neither: it does not belong to this stage.
pub(super) struct Section<F> {
    pub(super) form: Option<F>,
    /// Whether it holds what the viewer typed earlier and did not send.
    pub(super) is_draft: bool,
    pub(super) reasons: Vec<Reason>,
}

/// What pictures are compared with, and the form that adds more.
pub(super) struct References {
    pub(super) cards: Vec<ReferenceCard>,
    /// Nothing for whoever may not record a place here.
    pub(super) form: Option<ReferenceForm>,
}

/// A link to the incident it evidences.
pub(super) struct IncidentLink {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: String,
}

/// A dispute, with the findings to choose from.
pub(in crate::pages) struct SettleForm {
    pub(in crate::pages) kind: &'static str,
    pub(in crate::pages) title: String,
    pub(in crate::pages) findings: Vec<FindingCard>,
    pub(in crate::pages) chosen: String,
    pub(in crate::pages) words: String,
    pub(in crate::pages) reasons: Vec<Reason>,
}

/// An objection with its answer, or the form that answers it.
pub(in crate::pages) struct ObjectionView {
    pub(in crate::pages) seq: u64,
    pub(in crate::pages) by: String,
    pub(in crate::pages) words: String,
    /// Who answered it; empty until somebody did.
    pub(in crate::pages) answered_by: String,
    pub(in crate::pages) answer: String,
    pub(in crate::pages) typed: String,
    pub(in crate::pages) may_answer: bool,
    pub(in crate::pages) reasons: Vec<Reason>,
}

/// One remark.
pub(super) struct CommentView {
    pub(super) who: String,
    pub(super) when: Moment,
    pub(super) body: String,
}
