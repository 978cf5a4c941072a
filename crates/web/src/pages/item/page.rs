//! From a dossier to the workspace page.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use cairn_app::{
    App, AppError, Visit, incident,
    review::{self, Dossier},
};
use cairn_domain::{Action, FindingKind, Incident, ShortId};
use cairn_review::OfferAction;
use chrono::{DateTime, Utc};

use super::{
    Form, Posted,
    around::{Around, MapLayers},
    head::{Head, head, page_title},
    item_href,
    map_pane::{MapPane, map_pane},
    parts,
    scene::Scene,
    views::{Found, Known, References, Talk, Work},
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Reason,
        history::{HistoryEntry, history},
        media::{MediaCard, Viewing, media_cards},
        offers::{Audience, Next, next},
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page_with,
};

/// What the page is made of.
pub(super) struct Read {
    pub(super) dossier: Dossier,
    /// To choose from; read only where one can be chosen.
    pub(super) incidents: Vec<Incident>,
    /// Those it may belong to, the likeliest first.
    pub(super) suggestions: Vec<incident::Suggestion>,
    pub(super) now: DateTime<Utc>,
    /// What is around the place, as far as the operator brought it.
    pub(super) around: Around,
}

/// Reads everything the page shows.
pub(super) async fn read(app: &App, member: &Member, short: &ShortId) -> Result<Read, AppError> {
    let dossier = review::dossier(app, &member.visit, short).await?;
    let mut offers = dossier.offers.iter();
    let incidents = match offers.any(|o| o.action == OfferAction::Rate && o.is_open()) {
        true => incident::incidents(app, &member.visit, None).await?,
        false => Vec::new(),
    };
    Ok(Read {
        suggestions: match incidents.is_empty() {
            true => Vec::new(),
            false => incident::suggest_incidents(app, &member.visit, &dossier).await?,
        },
        around: Around::read(app, &member.visit, &dossier).await?,
        dossier,
        incidents,
        now: app.clock.now(),
    })
}

/// The workspace.
#[derive(Template)]
#[template(path = "item.html", whitespace = "minimize")]
pub(super) struct ItemPage {
    pub(super) shell: Shell,
    pub(super) code: String,
    pub(super) href: String,
    pub(super) dossier_href: String,
    /// The number of events the page shows; every form sends it back.
    pub(super) seen: u64,
    pub(super) head: Head,
    pub(super) next: Next,
    pub(super) media: Vec<MediaCard>,
    pub(super) may_answer_match: bool,
    /// The match whose answer came back; may be empty.
    pub(super) posted_match: String,
    pub(super) intake_done: bool,
    /// Whether the viewer may hand out the custody report as the item stands.
    pub(super) may_certify: bool,
    pub(super) map: MapPane,
    pub(super) references: References,
    pub(super) layers: MapLayers,
    pub(super) known: Known,
    pub(super) work: Work,
    pub(super) found: Found,
    pub(super) talk: Talk,
    pub(super) errors: Vec<FormError>,
    pub(super) refusals: Vec<Reason>,
    /// What happened since the person looked; empty unless their form was stale.
    pub(super) changed: Vec<HistoryEntry>,
}

impl ItemPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }

    /// The error of one match: only the question that was sent shows it.
    fn match_error(&self, id: &str) -> &str {
        if self.posted_match == id {
            self.error("match")
        } else {
            ""
        }
    }
}

/// The page for a member.
pub(super) fn present(member: &Member, read: &Read, posted: &Posted, sun_at: &str) -> ItemPage {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let title = page_title(&visitor.t, visit, &read.dossier);
    let shell = visitor.shell_in(visit, Some(Tab::Queue), title);
    draw(shell, visit, read, posted, sun_at)
}

/// The page as an answer that may fetch tiles from where its layers are.
pub(super) fn answer(
    status: StatusCode,
    member: &Member,
    read: &Read,
    posted: &Posted,
    sun_at: &str,
) -> Result<Response, WebError> {
    let mut response = page_with(status, &present(member, read, posted, sun_at))?;
    response.extensions_mut().insert(read.around.hosts());
    Ok(response)
}

/// Puts the page together.
fn draw(shell: Shell, visit: &Visit, read: &Read, posted: &Posted, sun_at: &str) -> ItemPage {
    let words = shell.t.clone();
    let (t, dossier, zone) = (&words, &read.dossier, &visit.project.zone);
    let audience = &audience(visit, dossier, read.now);
    let scene = &Scene {
        t,
        audience,
        posted,
        zone,
    };
    let work = parts::work(scene, visit, read, sun_at);
    ItemPage {
        shell,
        code: visit.project.code.to_string(),
        href: audience.item_href.clone(),
        dossier_href: audience.dossier_href.clone(),
        seen: dossier.item.state.seq,
        head: head(t, visit, audience),
        next: next(t, audience),
        media: media_cards(&viewing(t, visit, audience), &dossier.files),
        posted_match: posted.text(Form::Match, "match"),
        may_answer_match: visit.may(Action::AnswerMatch),
        intake_done: dossier.item.intake_done,
        may_certify: visit.may(Action::Certify) && dossier.blind.is_empty(),
        map: map_pane(scene, &work.sun),
        references: scene.references(),
        layers: read.around.layers(visit),
        known: parts::known(t, visit, dossier),
        work,
        found: parts::found(scene),
        talk: parts::talk(scene, visit),
        errors: posted.errors.clone(),
        refusals: posted.refusals.clone(),
        changed: changed(t, dossier, zone, posted),
    }
}

/// What happened since the person looked, if their form was stale.
pub(in crate::pages) fn changed(
    t: &Translator,
    dossier: &Dossier,
    zone: &str,
    posted: &Posted,
) -> Vec<HistoryEntry> {
    let Some(seen) = posted.stale_since else {
        return Vec::new();
    };
    let all = history(t, dossier, zone).into_iter();
    all.filter(|entry| entry.seq > seen).collect()
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

/// What the cards of files are drawn for.
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
        page: "item",
        may_download: visit.may(Action::ViewOriginal),
        may_keep: visit.may(Action::RecordFinding),
        may_redact: visit.may(Action::Redact),
        sealed_reader: (visit.project.sealing.reader, visit.opens_sealed()),
        may_annotate: offers.any(|offer| offer.action == geolocation && offer.is_open()),
    }
}

#[cfg(test)]
mod tests;
