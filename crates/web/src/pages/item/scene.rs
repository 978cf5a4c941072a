//! The parts of the workspace page, each from the dossier and from what came back.

use cairn_app::review::FindingView;
use cairn_domain::FindingKind;
use cairn_review::{Objection, Offer, OfferAction, ReviewEvent};

use super::{
    Form, Posted,
    references::ReferenceForm,
    views::{CommentView, ObjectionView, References, Section, SettleForm},
};
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{
        findings::{FindingCard, finding_card},
        moment,
        moves::{MoveForm, move_forms},
        offers::{Audience, offer_reasons},
        references::reference_cards,
    },
};

/// The item, the audience and what came back: what every part of the page is drawn from.
pub(in crate::pages) struct Scene<'a> {
    pub(in crate::pages) t: &'a Translator,
    pub(in crate::pages) audience: &'a Audience<'a>,
    pub(in crate::pages) posted: &'a Posted,
    /// Of the project.
    pub(in crate::pages) zone: &'a str,
}

impl<'a> Scene<'a> {
    /// The offer of an action, open or closed; none where the machine does not make it.
    pub(in crate::pages) fn offer(&self, action: &OfferAction) -> Option<&'a Offer> {
        self.audience
            .dossier
            .offers
            .iter()
            .find(|offer| offer.action == *action)
    }

    /// The form behind an offer, or the reasons that stand in its place.
    pub(super) fn section<F>(
        &self,
        action: &OfferAction,
        form: Form,
        draw: impl FnOnce(Option<&Fields>) -> F,
    ) -> Section<F> {
        match self.offer(action) {
            Some(offer) if offer.is_open() => {
                let draft = self.draft(form);
                let typed = self.posted.typed(form);
                Section {
                    is_draft: typed.is_none() && draft.is_some(),
                    form: Some(draw(typed.or(draft.as_ref()))),
                    reasons: Vec::new(),
                }
            }
            Some(offer) => Section {
                form: None,
                is_draft: false,
                reasons: offer_reasons(self.t, self.audience, offer),
            },
            None => Section {
                form: None,
                is_draft: false,
                reasons: Vec::new(),
            },
        }
    }

    /// What the viewer typed into a form earlier and did not send.
    fn draft(&self, form: Form) -> Option<Fields> {
        let id = form.drafted()?;
        let mut drafts = self.audience.dossier.drafts.iter();
        let draft = drafts.find(|draft| draft.form == id)?;
        Some(Fields::from_pairs(draft.fields.iter().cloned()))
    }

    /// A form that asks for nothing but words.
    pub(super) fn words_section(&self, action: &OfferAction, form: Form) -> Section<String> {
        self.section(action, form, |typed| {
            typed.map(|f| f.text("words")).unwrap_or_default()
        })
    }

    /// The form that records a finding, filled with the author's own earlier one.
    pub(super) fn recording<F>(
        &self,
        kind: FindingKind,
        form: Form,
        draw: impl FnOnce(Option<&FindingView>, Option<&Fields>) -> F,
    ) -> Section<F> {
        let viewer = self.audience.viewer;
        let is_own = |view: &&FindingView| {
            view.counts && view.finding.author == viewer && view.finding.body.kind() == kind
        };
        let own = self.audience.dossier.findings.iter().find(is_own);
        self.section(&OfferAction::Record(kind), form, |typed| draw(own, typed))
    }

    /// Some of the findings in words.
    pub(in crate::pages) fn findings(
        &self,
        which: impl Fn(&FindingView) -> bool,
    ) -> Vec<FindingCard> {
        let shown = self
            .audience
            .dossier
            .findings
            .iter()
            .filter(|view| which(view));
        shown
            .map(|view| finding_card(self.t, view, self.zone).linked(&self.audience.item_href))
            .collect()
    }

    /// Every move with its form.
    pub(in crate::pages) fn moves(&self) -> Vec<MoveForm> {
        let typed = self.posted.typed(Form::Move);
        let typed = typed.map(|fields| (fields.text("to"), fields.text("words")));
        let typed = typed
            .as_ref()
            .map(|(to, words)| (to.as_str(), words.as_str()));
        move_forms(self.t, self.audience, typed)
    }

    /// Every dispute, open to this person or not.
    pub(in crate::pages) fn settles(&self) -> Vec<SettleForm> {
        let settle = |kind: &FindingKind| {
            let offer = self.offer(&OfferAction::Settle(*kind))?;
            Some(SettleForm {
                kind: kind.code(),
                title: self.t.get(format!("settle-title-{kind}")),
                findings: self.findings(|v| v.counts && v.finding.body.kind() == *kind),
                chosen: self.posted.text(Form::Settle, "finding"),
                words: self.posted.text(Form::Settle, "words"),
                reasons: offer_reasons(self.t, self.audience, offer),
            })
        };
        FindingKind::ALL.iter().filter_map(settle).collect()
    }

    /// Objections, oldest first.
    pub(in crate::pages) fn objections(&self) -> Vec<ObjectionView> {
        let objections = &self.audience.dossier.item.state.objections;
        objections
            .iter()
            .map(|objection| self.objection(objection))
            .collect()
    }

    fn objection(&self, objection: &Objection) -> ObjectionView {
        let offer = self.offer(&OfferAction::Answer(objection.seq));
        let name = |user| self.audience.dossier.names.get(&user).cloned();
        let someone = || self.t.get("someone");
        let lines = &self.audience.dossier.history;
        let said = lines.iter().find(|line| line.recorded.seq == objection.seq);
        let is_answer = |event: &ReviewEvent| matches!(event, ReviewEvent::Answered { objection: of, .. } if *of == objection.seq);
        let answer = lines.iter().find(|line| is_answer(&line.recorded.event));
        let typed = self.posted.typed(Form::Answer);
        let typed = typed.filter(|fields| fields.number("objection") == Some(objection.seq));
        ObjectionView {
            seq: objection.seq,
            by: name(objection.by).unwrap_or_else(someone),
            words: said
                .map(|line| line.recorded.words.clone())
                .unwrap_or_default(),
            answered_by: objection
                .answered_by
                .map(|user| name(user).unwrap_or_else(someone))
                .unwrap_or_default(),
            answer: answer
                .map(|line| line.recorded.words.clone())
                .unwrap_or_default(),
            typed: typed.map(|fields| fields.text("words")).unwrap_or_default(),
            may_answer: offer.is_some_and(Offer::is_open),
            reasons: offer
                .map(|o| offer_reasons(self.t, self.audience, o))
                .unwrap_or_default(),
        }
    }

    /// Remarks, oldest first.
    pub(super) fn comments(&self) -> Vec<CommentView> {
        let comments = self.audience.dossier.comments.iter();
        let view = |(comment, name): &(cairn_app::stored::CommentRecord, String)| CommentView {
            who: match name.as_str() {
                "" => self.t.get("someone"),
                name => name.to_owned(),
            },
            when: moment(comment.at, self.zone),
            body: comment.body.clone(),
        };
        comments.map(view).collect()
    }

    /// What pictures are compared with.
    pub(super) fn references(&self) -> References {
        let record = self.offer(&OfferAction::Record(FindingKind::Geolocation));
        let may_add = record.is_some_and(Offer::is_open);
        let dossier = self.audience.dossier;
        References {
            cards: reference_cards(self.t, &dossier.references, &self.audience.item_href),
            form: may_add.then(|| ReferenceForm::new(self.t, self.posted)),
        }
    }
}
