//! The record pane of the workspace in its four parts: what is known, what can be done, what was
//! found, what was said.

use cairn_app::{Visit, review::Dossier};
use cairn_domain::{Action, FindingKind, Incident};
use cairn_review::{Offer, OfferAction};

use super::{
    Form,
    chrono_form::ChronoForm,
    claims::Claims,
    geo_form::GeoForm,
    page::Read,
    scene::Scene,
    submitter::{ask_form, conversation},
    sun::SunPanel,
    triage_form::{TriageForm, is_the_job},
    views::{Found, IncidentLink, Known, Missing, Section, Talk, Work},
};
use crate::{
    i18n::Translator,
    present::{
        distances::distance_cards, findings::place_shown, history::history, media::note_words,
        offers::offer_reasons,
    },
};

/// What is known without anybody having verified it, and what triage said of it.
pub(super) fn known(t: &Translator, visit: &Visit, dossier: &Dossier) -> Known {
    let rating = dossier.item.state.rating.as_ref();
    let rated = rating.map(|rating| t.vocab("sensitivity", rating.sensitivity));
    let incident = dossier.incident.as_ref();
    let duplicate_of = dossier.duplicate_of.as_ref().map(ToString::to_string);
    Known {
        claims: Claims::new(t, dossier, &visit.project.zone),
        rating: rated.unwrap_or_else(|| t.get("item-unrated")),
        notes: note_words(t, rating),
        incident: incident.map(|incident| incident_link(visit, incident)),
        duplicate_of: duplicate_of.unwrap_or_default(),
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

/// Everything that can be done here, each a form or the reasons in its place.
pub(super) fn work(scene: &Scene<'_>, visit: &Visit, read: &Read, sun_at: &str) -> Work {
    let (t, zone) = (scene.t, scene.zone);
    let place = place_shown(&read.dossier.findings);
    let (geo, chrono) = (FindingKind::Geolocation, FindingKind::Chronolocation);
    let sign_off = scene.offer(&OfferAction::SignOff);
    Work {
        missing: missing(scene),
        triage: triage(scene, visit, read),
        geolocation: scene.recording(geo, Form::Geolocation, |own, typed| {
            let held = (&*read.dossier.files, &*read.dossier.references);
            GeoForm::new(t, held, &read.around.look, own, typed)
        }),
        chronolocation: scene.recording(chrono, Form::Chronolocation, |own, typed| {
            let form = ChronoForm::new(t, zone, &read.dossier.runs, own, typed);
            form.at_place(place.map(|place| place.camera))
        }),
        sun: SunPanel::new(t, place, sun_at, zone),
        sign_off: sign_off.map(|offer| offer_reasons(t, scene.audience, offer)),
        settles: scene.settles(),
        moves: scene.moves(),
    }
}

/// Empty fields whose form is open to the viewer, in the order of the work.
fn missing(scene: &Scene<'_>) -> Vec<Missing> {
    let dossier = scene.audience.dossier;
    let state = &dossier.item.state;
    let own = |kind| {
        let viewer = scene.audience.viewer;
        let mut counting = dossier.findings.iter().filter(|view| view.counts);
        counting.any(|view| view.finding.author == viewer && view.finding.body.kind() == kind)
    };
    let (geo, chrono) = (FindingKind::Geolocation, FindingKind::Chronolocation);
    let fields = [
        (
            OfferAction::Rate,
            state.rating.is_none(),
            "#sensitivity",
            "missing-rating",
        ),
        (
            OfferAction::Link,
            state.incident.is_none(),
            "#incident",
            "missing-incident",
        ),
        (
            OfferAction::Record(geo),
            !own(geo),
            "#camera",
            "missing-place",
        ),
        (
            OfferAction::Record(geo),
            !own(geo),
            "#features",
            "missing-features",
        ),
        (
            OfferAction::Record(chrono),
            !own(chrono),
            "#bounds",
            "missing-evidence",
        ),
        (
            OfferAction::Record(chrono),
            !own(chrono),
            "#precision",
            "missing-precision",
        ),
    ];
    let is_open = |action: &OfferAction| scene.offer(action).is_some_and(Offer::is_open);
    let empty = fields
        .into_iter()
        .filter(|(action, empty, ..)| *empty && is_open(action));
    empty
        .map(|(_, _, href, key)| Missing {
            words: scene.t.get(key),
            href,
        })
        .collect()
}

/// The triage form. Where it would only correct, its closed door is named in the header alone.
fn triage(scene: &Scene<'_>, visit: &Visit, read: &Read) -> Section<TriageForm> {
    let (code, dossier) = (visit.project.code.as_str(), &read.dossier);
    let mut section = scene.section(&OfferAction::Rate, Form::Triage, |typed| {
        TriageForm::new(scene.t, code, dossier, &read.incidents, typed).suggesting(
            scene.t,
            code,
            &read.suggestions,
        )
    });
    if !is_the_job(dossier) {
        section.reasons.clear();
    }
    section
}

/// What was found.
pub(super) fn found(scene: &Scene<'_>) -> Found {
    let t = scene.t;
    let kind = |kind| t.vocab("finding-kind", kind);
    Found {
        distances: distance_cards(t, scene.audience.dossier),
        withheld: scene.audience.dossier.withheld,
        counting: scene.findings(|view| view.counts),
        superseded: scene.findings(|view| !view.counts),
        blind: scene.audience.dossier.blind.iter().map(kind).collect(),
    }
}

/// What people say to each other, and what happened.
pub(super) fn talk(scene: &Scene<'_>, visit: &Visit) -> Talk {
    Talk {
        objections: scene.objections(),
        object: scene.words_section(&OfferAction::Object, Form::Object),
        release: scene.words_section(&OfferAction::Release, Form::Release),
        may_comment: visit.may(Action::Comment),
        typed: scene.posted.text(Form::Comment, "body"),
        comments: scene.comments(),
        history: history(scene.t, scene.audience.dossier, scene.zone),
        submitter: scene.section(&OfferAction::AskSubmitter, Form::Ask, ask_form),
        said: conversation(scene.t, scene.audience.dossier, scene.zone),
    }
}
