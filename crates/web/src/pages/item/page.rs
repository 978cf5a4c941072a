//! From a dossier to the workspace page.

use askama::Template;
use cairn_app::{
    App, AppError, Visit,
    incident,
    review::{self, Dossier},
};
use cairn_domain::{Action, FindingKind, Incident, ShortId};
use cairn_review::OfferAction;
use chrono::{DateTime, Utc};

use super::{
    Form, Posted, chrono_form::ChronoForm, claims::Claims, geo_form::GeoForm, item_href,
    scene::Scene, sun::SunPanel, triage_form::{TriageForm, is_the_job},
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Moment, Reason,
        findings::{FindingCard, place_shown},
        history::{HistoryEntry, history},
        media::{MediaCard, Viewing, media_cards, note_words},
        moment,
        offers::{Audience, MoveForm, Next, chip_kind, next, offer_reasons, stage_words},
        refusals::error_of,
    },
    shell::{Shell, Tab},
};

/// What the page is made of.
pub(super) struct Read {
    pub(super) dossier: Dossier,
    /// To choose from; read only where one can be chosen.
    pub(super) incidents: Vec<Incident>,
    pub(super) now: DateTime<Utc>,
}

/// Reads everything the page shows.
pub(super) async fn read(app: &App, member: &Member, short: &ShortId) -> Result<Read, AppError> {
    let dossier = review::dossier(app, &member.visit, short).await?;
    let mut offers = dossier.offers.iter();
    let incidents = match offers.any(|o| o.action == OfferAction::Rate && o.is_open()) {
        true => incident::incidents(app, &member.visit, None).await?,
        false => Vec::new(),
    };
    Ok(Read { dossier, incidents, now: app.clock.now() })
}

/// The workspace.
#[derive(Template)]
#[template(path = "item.html", whitespace = "minimize")]
pub(super) struct ItemPage {
    pub(super) shell: Shell,
    pub(super) code: String,
    pub(super) href: String,
    pub(super) dossier_href: String,
    pub(super) seen: u64,
    pub(super) head: Head,
    pub(super) next: Next,
    pub(super) media: Vec<MediaCard>,
    pub(super) may_answer_match: bool,
    pub(super) intake_done: bool,
    pub(super) map: MapPane,
    pub(super) claims: Claims,
    pub(super) rating: String,
    pub(super) notes: Vec<String>,
    pub(super) incident: Option<IncidentLink>,
    pub(super) duplicate_of: String,
    pub(super) triage: Section<TriageForm>,
    pub(super) geolocation: Section<GeoForm>,
    pub(super) chronolocation: Section<ChronoForm>,
    pub(super) sun: SunPanel,
    pub(super) sign_off: Option<Vec<Reason>>,
    pub(super) moves: Vec<MoveForm>,
    pub(super) settles: Vec<SettleForm>,
    pub(super) findings: Vec<FindingCard>,
    pub(super) superseded: Vec<FindingCard>,
    pub(super) blind: Vec<String>,
    pub(super) objections: Vec<ObjectionView>,
    pub(super) object: Section<String>,
    pub(super) release: Section<String>,
    pub(super) may_comment: bool,
    pub(super) comment: String,
    pub(super) comments: Vec<CommentView>,
    pub(super) history: Vec<HistoryEntry>,
    pub(super) errors: Vec<FormError>,
    pub(super) refusals: Vec<Reason>,
    /// What happened since the person looked; empty unless their form was stale.
    pub(super) changed: Vec<HistoryEntry>,
}

impl ItemPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

/// Id, title, stage and who holds it.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) stage: String,
    pub(super) chip: &'static str,
    pub(super) since: Moment,
    /// Who works on it and until when; empty if nobody does.
    pub(super) lease: String,
    pub(super) is_mine: bool,
    pub(super) is_synthetic: bool,
}

/// A form that is open, or the reasons why it is not. Neither: it does not belong to this stage.
pub(super) struct Section<F> {
    pub(super) form: Option<F>,
    pub(super) reasons: Vec<Reason>,
}

/// The map: choosing a place, or showing one.
pub(super) struct MapPane {
    pub(super) picks: bool,
    pub(super) lat: String,
    pub(super) lon: String,
    pub(super) precision_m: String,
    pub(super) bearing: String,
    /// The same in words; empty if nothing is known.
    pub(super) words: String,
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

/// The page for a member.
pub(super) fn present(member: &Member, read: &Read, posted: &Posted, sun_at: &str) -> ItemPage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let title = page_title(&visitor.t, visit, &read.dossier);
    draw(visitor.shell_in(visit, Some(Tab::Queue), title), visit, read, posted, sun_at)
}

/// `AFG-7K3QXM Smoke over a school`
pub(in crate::pages) fn page_title(t: &Translator, visit: &Visit, dossier: &Dossier) -> String {
    let item = &dossier.item;
    let title = if item.title.is_empty() { t.get("item-untitled") } else { item.title.clone() };
    format!("{}-{} {title}", visit.project.code, item.short)
}

/// Puts the page together.
pub(super) fn draw(
    shell: Shell,
    visit: &Visit,
    read: &Read,
    posted: &Posted,
    sun_at: &str,
) -> ItemPage {
    let words = shell.t.clone();
    let (t, dossier, zone) = (&words, &read.dossier, &visit.project.zone);
    let audience = audience(visit, dossier, read.now);
    let head = head(t, visit, &audience);
    let place = place_shown(&dossier.findings);
    let scene = Scene { t, audience: &audience, posted, zone };
    let rating = dossier.item.state.rating.as_ref();
    let cards = |counts| scene.findings(|view| view.counts == counts);
    let history = history(t, dossier, zone);
    let since = posted.stale_since;
    ItemPage {
        shell,
        code: visit.project.code.to_string(),
        href: audience.item_href.clone(),
        dossier_href: audience.dossier_href.clone(),
        seen: dossier.item.state.seq,
        head,
        next: next(t, &audience),
        media: media_cards(&viewing(t, visit, &audience), &dossier.files),
        may_answer_match: visit.may(Action::AnswerMatch),
        intake_done: dossier.item.intake_done,
        map: scene.map(),
        claims: Claims::new(t, dossier, zone),
        rating: rating.map_or_else(|| t.get("item-unrated"), |r| t.vocab("sensitivity", r.sensitivity)),
        notes: note_words(t, rating),
        incident: dossier.incident.as_ref().map(|incident| incident_link(visit, incident)),
        duplicate_of: dossier.duplicate_of.as_ref().map(ToString::to_string).unwrap_or_default(),
        triage: triage(t, visit, read, &scene),
        geolocation: scene.recording(FindingKind::Geolocation, Form::Geolocation, |own, typed| {
            GeoForm::new(t, own, typed)
        }),
        chronolocation: scene.recording(
            FindingKind::Chronolocation,
            Form::Chronolocation,
            |own, typed| ChronoForm::new(t, zone, own, typed),
        ),
        sun: SunPanel::new(t, place, sun_at, zone),
        sign_off: scene.offer(&OfferAction::SignOff).map(|offer| offer_reasons(t, &audience, offer)),
        moves: scene.moves(),
        settles: scene.settles(),
        findings: cards(true),
        superseded: cards(false),
        blind: dossier.blind.iter().map(|kind| t.vocab("finding-kind", kind)).collect(),
        objections: scene.objections(),
        object: scene.words_section(&OfferAction::Object, Form::Object),
        release: scene.words_section(&OfferAction::Release, Form::Release),
        may_comment: visit.may(Action::Comment),
        comment: posted.text(Form::Comment, "body"),
        comments: scene.comments(),
        changed: history.iter().filter(|e| since.is_some_and(|s| e.seq > s)).cloned().collect(),
        history,
        errors: posted.errors.clone(),
        refusals: posted.refusals.clone(),
    }
}

/// The triage form. Where it would only correct, its closed door is named in the header alone.
fn triage(t: &Translator, visit: &Visit, read: &Read, scene: &Scene<'_>) -> Section<TriageForm> {
    let (code, dossier) = (visit.project.code.as_str(), &read.dossier);
    let mut section = scene.section(&OfferAction::Rate, Form::Triage, |typed| {
        TriageForm::new(t, code, dossier, &read.incidents, typed)
    });
    if !is_the_job(dossier) {
        section.reasons.clear();
    }
    section
}

/// Whom the offers are for.
pub(in crate::pages) fn audience<'a>(
    visit: &Visit,
    dossier: &'a Dossier,
    now: DateTime<Utc>,
) -> Audience<'a> {
    let (code, short) = (&visit.project.code, &dossier.item.short);
    Audience {
        dossier,
        viewer: visit.user,
        now,
        item_href: item_href(visit, short),
        dossier_href: format!("/projects/{code}/sign-off/{short}"),
    }
}

pub(in crate::pages) fn viewing<'a>(
    t: &'a Translator,
    visit: &'a Visit,
    audience: &'a Audience<'a>,
) -> Viewing<'a> {
    let geolocation = OfferAction::Record(FindingKind::Geolocation);
    let mut offers = audience.dossier.offers.iter();
    Viewing {
        t,
        code: visit.project.code.as_str(),
        item_href: &audience.item_href,
        zone: &visit.project.zone,
        rating: audience.dossier.item.state.rating.as_ref(),
        may_download: visit.may(Action::ViewOriginal),
        may_annotate: offers.any(|offer| offer.action == geolocation && offer.is_open()),
    }
}

pub(super) fn head(t: &Translator, visit: &Visit, audience: &Audience<'_>) -> Head {
    let item = &audience.dossier.item;
    let zone = &visit.project.zone;
    let lease = item.state.holder(audience.now);
    let is_mine = lease.is_some_and(|lease| lease.by == visit.user);
    let words = lease.map(|lease| {
        let until = moment(lease.until, zone).local;
        let name = audience.dossier.names.get(&lease.by).cloned();
        let name = name.unwrap_or_else(|| t.get("someone"));
        if is_mine {
            t.get1("lease-yours", "until", until)
        } else {
            t.get2("lease-theirs", "name", name, "until", until)
        }
    });
    Head {
        id: format!("{}-{}", visit.project.code, item.short),
        title: if item.title.is_empty() { t.get("item-untitled") } else { item.title.clone() },
        stage: stage_words(t, &item.state.stage),
        chip: chip_kind(item.state.kind, item.state.outcome),
        since: moment(item.state.entered_at, zone),
        lease: words.unwrap_or_default(),
        is_mine,
        is_synthetic: item.is_synthetic,
    }
}

fn incident_link(visit: &Visit, incident: &Incident) -> IncidentLink {
    let code = &visit.project.code;
    IncidentLink {
        id: format!("{code}-{}", incident.short),
        href: format!("/projects/{code}/incidents/{}", incident.short),
        title: incident.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use cairn_app::AppError;
    use cairn_domain::Role;
    use cairn_review::{Act, Refusal, Refusals};

    use super::{
        super::sample::{ANA, BEN, LEA, Story, assert_no_bare_keys, shell, verifier, visit},
        *,
    };
    use crate::forms::Fields;

    impl ItemPage {
        /// What a member sees of a story.
        fn sample(story: &Story, visit: &Visit, posted: &Posted) -> String {
            let dossier = story.dossier(visit);
            let read = Read { dossier, incidents: Vec::new(), now: story.now() };
            draw(shell(), visit, &read, posted, "").render().expect("renders")
        }
    }

    fn ana() -> Visit {
        visit(ANA, Role::Verifier)
    }

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from_pairs(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn every_stage_renders_for_everybody_without_a_missing_word() {
        for template in cairn_review::workflow::TEMPLATES {
            let stories = [Story::at_triage(template), Story::at_geolocation(template)];
            for story in &stories {
                for (user, role) in [(ANA, Role::Verifier), (BEN, Role::Verifier), (LEA, Role::Lead), (LEA, Role::Admin)] {
                    let html = ItemPage::sample(story, &visit(user, role), &Posted::nothing());
                    assert_no_bare_keys(&html);
                }
            }
        }
        let story = Story::objected_at_sign_off();
        assert_no_bare_keys(&ItemPage::sample(&story, &ana(), &Posted::nothing()));
    }

    #[test]
    fn at_triage_one_form_rates_links_and_sends_on() {
        let html = ItemPage::sample(&Story::at_triage("standard"), &ana(), &Posted::nothing());
        for words in ["name=\"sensitivity\"", "list=\"incidents\"", "name=\"to\" value=\"accept\"", "/claim\""] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("id=\"geolocation-form\""), "it is not the time for that");
    }

    #[test]
    fn the_form_that_records_a_place_is_there_only_for_whoever_holds_the_item() {
        let story = Story::at_geolocation("standard");
        let html = ItemPage::sample(&story, &ana(), &Posted::nothing());
        assert!(html.contains("id=\"geolocation-form\"") && html.contains("data-mode=\"pick\""));
        assert!(html.contains("data-island=\"annotate\""));
        let html = ItemPage::sample(&story, &visit(BEN, Role::Verifier), &Posted::nothing());
        assert!(!html.contains("id=\"geolocation-form\""));
        assert!(html.contains("data-refusal=\"held_by_another\"") && html.contains("Ana"));
    }

    #[test]
    fn nothing_but_the_cover_is_fetched_before_somebody_chooses() {
        let html = ItemPage::sample(&Story::at_triage("standard"), &ana(), &Posted::nothing());
        let fetched = html.split(" src=\"").skip(1).filter_map(|part| part.split('"').next());
        let media: Vec<_> = fetched.filter(|src| src.contains("/media/")).collect();
        let cover = cairn_domain::Digest::of_bytes(b"cover").to_string();
        assert!(!media.is_empty() && media.iter().all(|src| src.ends_with(&cover)), "{media:?}");
    }

    #[test]
    fn a_stale_view_is_told_what_changed_and_keeps_what_was_typed() {
        let mut story = Story::at_geolocation("standard");
        let seen = story.dossier(&ana()).item.state.seq;
        let lead = cairn_domain::Actor::Member { user: LEA, role: Role::Lead };
        story.act(lead, "Look at the gate.", Act::Object);
        let dossier = story.dossier(&ana());
        let typed = fields(&[("seen", &seen.to_string()), ("camera", "34.49851, 69.06452"), ("feature-3-words", "A fourth")]);
        let stale = Refusals(vec![Refusal::Stale { seen, now: dossier.item.state.seq }]);
        let error = AppError::Refused(stale);
        let posted = Posted::refused(&shell().t, &dossier, Form::Geolocation, typed, &error).expect("a form");
        assert_eq!(posted.status(), 409);
        let html = ItemPage::sample(&story, &ana(), &posted);
        for words in ["data-refusal=\"stale\"", "Lea objected", "Look at the gate.", "value=\"34.49851, 69.06452\"", "A fourth"] {
            assert!(html.contains(words), "{words}");
        }
    }

    #[test]
    fn fields_that_cannot_be_read_are_named_beside_what_was_typed() {
        let story = Story::at_geolocation("standard");
        let error = AppError::invalid("camera", "coordinates-unreadable");
        let typed = fields(&[("camera", "by the river")]);
        let posted = Posted::refused(&shell().t, &story.dossier(&ana()), Form::Geolocation, typed, &error);
        let posted = posted.expect("a form");
        assert_eq!(posted.status(), 422);
        let html = ItemPage::sample(&story, &ana(), &posted);
        assert!(html.contains("href=\"#camera\"") && html.contains("value=\"by the river\""));
        assert!(html.contains("id=\"camera-error\""));
    }

    #[test]
    fn errors_that_are_not_about_the_form_are_left_to_the_edge() {
        let story = Story::at_triage("standard");
        let dossier = story.dossier(&ana());
        assert!(Posted::refused(&shell().t, &dossier, Form::Claim, fields(&[]), &AppError::NotFound).is_none());
        assert_eq!(verifier(ANA), ana().actor());
    }
}
