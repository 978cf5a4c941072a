//! The dossier page: everything a lead reads before they approve or return an item.

use askama::Template;
use cairn_app::{Visit, review::Dossier};
use cairn_domain::{Action, FindingKind};
use cairn_review::{OfferAction, ReviewEvent};
use chrono::{DateTime, Utc};

use super::{
    super::item::{
        Claims, Form, ObjectionView, Posted, Scene, SettleForm, audience, changed, page_title,
        viewing,
    },
    checks::{Check, checks},
    public_view::public_view,
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Moment, Reason,
        findings::{Fact, FindingCard},
        history::{HistoryEntry, who},
        media::{MediaCard, media_cards},
        moment,
        moves::MoveForm,
        offers::{Audience, chip_kind, offer_reasons, stage_words},
        refusals::error_of,
    },
    shell::{Shell, Tab},
};

/// The dossier.
#[derive(Template)]
#[template(path = "sign_off/dossier.html", whitespace = "minimize")]
pub(super) struct DossierPage {
    pub(super) shell: Shell,
    pub(super) code: String,
    pub(super) href: String,
    pub(super) seen: u64,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) stage: String,
    pub(super) chip: &'static str,
    pub(super) since: Moment,
    pub(super) who: Vec<Deed>,
    pub(super) claims: Claims,
    pub(super) media: Vec<MediaCard>,
    pub(super) questions: Vec<Question>,
    pub(super) objections: Vec<ObjectionView>,
    pub(super) checks: Vec<Check>,
    pub(super) public: Vec<Fact>,
    pub(super) revision: String,
    pub(super) revision_short: String,
    /// Nothing if this stage is not one where leads sign.
    pub(super) sign: Option<SignForm>,
    pub(super) moves: Vec<MoveForm>,
    pub(super) settles: Vec<SettleForm>,
    pub(super) errors: Vec<FormError>,
    pub(super) refusals: Vec<Reason>,
    pub(super) changed: Vec<HistoryEntry>,
}

impl DossierPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

/// One thing somebody did for this item.
pub(super) struct Deed {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) when: Moment,
}

/// Where or when, with the answers side by side.
pub(super) struct Question {
    pub(super) title: String,
    pub(super) findings: Vec<FindingCard>,
    /// Kept from this reader until their own is recorded.
    pub(super) is_blind: bool,
}

/// The form that approves, or every reason why it is closed.
pub(super) struct SignForm {
    pub(super) faces: bool,
    pub(super) harm: bool,
    pub(super) words: String,
    pub(super) reasons: Vec<Reason>,
}

/// The page for a member.
pub(super) fn present(
    member: &Member,
    dossier: &Dossier,
    posted: &Posted,
    now: DateTime<Utc>,
) -> DossierPage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let title = page_title(&visitor.t, visit, dossier);
    draw(
        visitor.shell_in(visit, Some(Tab::SignOff), title),
        visit,
        dossier,
        posted,
        now,
    )
}

/// Puts the page together.
fn draw(
    shell: Shell,
    visit: &Visit,
    dossier: &Dossier,
    posted: &Posted,
    now: DateTime<Utc>,
) -> DossierPage {
    let words = shell.t.clone();
    let (t, item, zone) = (&words, &dossier.item, &visit.project.zone);
    let audience = audience(visit, dossier, now);
    let scene = Scene {
        t,
        audience: &audience,
        posted,
        zone,
    };
    let id = format!("{}-{}", visit.project.code, item.short);
    let title = if item.title.is_empty() {
        t.get("item-untitled")
    } else {
        item.title.clone()
    };
    let mut viewing = viewing(t, visit, &audience);
    viewing.page = "dossier";
    viewing.may_annotate = false;
    viewing.may_download = visit.may(Action::ViewOriginal);
    DossierPage {
        shell,
        code: visit.project.code.to_string(),
        href: audience.item_href.clone(),
        seen: item.state.seq,
        stage: stage_words(t, &item.state.stage),
        chip: chip_kind(item.state.kind, item.state.outcome),
        since: moment(item.state.entered_at, zone),
        who: deeds(t, dossier, zone),
        claims: Claims::new(t, dossier, zone),
        media: media_cards(&viewing, &dossier.files),
        questions: questions(t, &scene, dossier),
        objections: scene.objections(),
        checks: checks(t, dossier, &visit.project),
        public: public_view(t, dossier, &visit.project),
        revision: dossier.revision.to_string(),
        revision_short: dossier.revision.short(),
        sign: sign_form(t, &scene, &audience, posted),
        moves: scene.moves(),
        settles: scene.settles(),
        errors: posted.errors.clone(),
        refusals: posted.refusals.clone(),
        changed: changed(t, dossier, zone, posted),
        id,
        title,
    }
}

fn sign_form(
    t: &Translator,
    scene: &Scene<'_>,
    audience: &Audience<'_>,
    posted: &Posted,
) -> Option<SignForm> {
    let offer = scene.offer(&OfferAction::SignOff)?;
    let ticked = |name| !posted.text(Form::SignOff, name).is_empty();
    Some(SignForm {
        faces: ticked("checked_faces"),
        harm: ticked("checked_harm"),
        words: posted.text(Form::SignOff, "words"),
        reasons: offer_reasons(t, audience, offer),
    })
}

fn questions(t: &Translator, scene: &Scene<'_>, dossier: &Dossier) -> Vec<Question> {
    let question = |kind: &FindingKind| Question {
        title: t.get(format!("signoff-question-{kind}")),
        findings: scene.findings(|view| view.counts && view.finding.body.kind() == *kind),
        is_blind: dossier.blind.contains(kind),
    };
    FindingKind::ALL.iter().map(question).collect()
}

/// Who handed it in, rated it, linked it, answered, settled, signed: from the log.
fn deeds(t: &Translator, dossier: &Dossier, zone: &str) -> Vec<Deed> {
    let claims = Claims::new(t, dossier, zone);
    let mut deeds = vec![Deed {
        what: t.get("deed-received"),
        who: claims.submitter,
        when: claims.received,
    }];
    let done = dossier.history.iter().filter_map(|line| {
        let key = match &line.recorded.event {
            ReviewEvent::Rated { .. } => "deed-rated".to_owned(),
            ReviewEvent::Linked { incident: Some(_) } => "deed-linked".to_owned(),
            ReviewEvent::FindingRecorded { kind, .. } => format!("deed-{kind}"),
            ReviewEvent::Settled { kind, .. } => format!("deed-settled-{kind}"),
            ReviewEvent::SignedOff { revision, .. } if *revision == dossier.revision => {
                "deed-signed".to_owned()
            }
            ReviewEvent::SignedOff { .. } => "deed-signed-before".to_owned(),
            _ => return None,
        };
        Some(Deed {
            what: t.get(key),
            who: who(t, line),
            when: moment(line.recorded.at, zone),
        })
    });
    deeds.extend(done);
    deeds
}

#[cfg(test)]
mod tests {
    use cairn_domain::Role;

    use super::*;
    use crate::forms::Fields;
    use crate::pages::item::sample::{LEA, Story, assert_no_bare_keys, shell, visit};

    impl DossierPage {
        fn sample() -> Self {
            let story = Story::at_sign_off("standard");
            let visit = visit(LEA, Role::Lead);
            let dossier = story.dossier(&visit);
            draw(shell(), &visit, &dossier, &Posted::nothing(), story.now())
        }
    }

    #[test]
    fn a_lead_sees_who_did_what_the_list_and_the_form() {
        let html = DossierPage::sample().render().expect("renders");
        for words in [
            "Ana",
            "Ben",
            "Minaret",
            "checked_faces",
            "checked_harm",
            "Approve this revision",
            "return_to_geolocation",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert_no_bare_keys(&html);
    }

    #[test]
    fn a_lead_who_wrote_a_finding_sees_why_they_cannot_approve() {
        let story = Story::at_sign_off("standard");
        let visit = visit(crate::pages::item::sample::ANA, Role::Lead);
        let dossier = story.dossier(&visit);
        let page = draw(shell(), &visit, &dossier, &Posted::nothing(), story.now());
        let html = page.render().expect("renders");
        assert!(html.contains("data-refusal=\"own_finding\""));
        assert!(
            !html.contains("checked_faces"),
            "there is no form to send in vain"
        );
    }

    #[test]
    fn ticks_that_are_missing_are_asked_for_and_those_made_are_kept() {
        let story = Story::at_sign_off("standard");
        let visit = visit(LEA, Role::Lead);
        let dossier = story.dossier(&visit);
        let fields = Fields::from_pairs([("checked_faces".to_owned(), "1".to_owned())]);
        let error = cairn_app::AppError::invalid("checked_harm", "check-missing");
        let posted = Posted::refused(&shell().t, &dossier, Form::SignOff, fields, &error);
        let posted = posted.expect("is about the form");
        assert_eq!(posted.status(), 422);
        let html = draw(shell(), &visit, &dossier, &posted, story.now())
            .render()
            .expect("renders");
        assert!(html.contains("href=\"#checked_harm\""));
        assert!(html.contains("name=\"checked_faces\" value=\"1\" checked"));
    }
}
