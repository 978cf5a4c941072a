//! The page: the original to draw on, the form, and the copy with somebody else's word for it.

use askama::Template;
use cairn_app::{
    Visit,
    redaction::RedactionView,
    review::{Dossier, FileView},
    stored::RedactionOutcome,
};
use cairn_domain::{Digest, MediaKind};
use cairn_review::{Offer, OfferAction};
use chrono::{DateTime, Utc};

use super::{
    super::item::{Form, Posted, audience, changed, page_title, viewing},
    form::RedactForm,
};
use crate::{
    extract::Member,
    i18n::Translator,
    present::{
        FormError, Moment, Reason,
        history::HistoryEntry,
        media::{MediaCard, Viewing, media_cards},
        moment,
        offers::{Audience, offer_reasons},
        redacted::copy_card,
        refusals::error_of,
    },
    shell::{Shell, Tab},
};

/// The editor.
#[derive(Template)]
#[template(path = "redact.html", whitespace = "minimize")]
pub(super) struct RedactPage {
    shell: Shell,
    code: String,
    /// Speakable id of the item.
    id: String,
    item_href: String,
    /// Where the form goes.
    href: String,
    seen: u64,
    /// `photo`, `video` or `audio`.
    kind: &'static str,
    original: MediaCard,
    /// The form, or nothing and the reasons.
    form: Option<RedactForm>,
    reasons: Vec<Reason>,
    copy: Option<CopyView>,
    errors: Vec<FormError>,
    refusals: Vec<Reason>,
    changed: Vec<HistoryEntry>,
}

/// The redaction that counts and its copy.
struct CopyView {
    redaction: String,
    author: String,
    recorded: Moment,
    /// One line a region: what it hides.
    regions: Vec<String>,
    /// Nothing while it is being made, or if it could not be.
    made: Option<Made>,
    /// Why it could not be made; may be empty.
    problem: String,
    confirmed_by: Option<String>,
    /// Whether the viewer can confirm it, else why not.
    may_confirm: bool,
    reasons: Vec<Reason>,
}

struct Made {
    sha256: String,
    card: MediaCard,
    tool: String,
    arguments: String,
}

impl RedactPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

/// The page for a member; none if the item has no such file.
pub(super) fn present(
    member: &Member,
    dossier: &Dossier,
    sha256: &Digest,
    posted: &Posted,
    now: DateTime<Utc>,
) -> Option<RedactPage> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let title = visitor.t.get1(
        "redaction-title",
        "item",
        page_title(&visitor.t, visit, dossier),
    );
    let shell = visitor.shell_in(visit, Some(Tab::Queue), title);
    draw(shell, visit, dossier, sha256, posted, now)
}

fn draw(
    shell: Shell,
    visit: &Visit,
    dossier: &Dossier,
    sha256: &Digest,
    posted: &Posted,
    now: DateTime<Utc>,
) -> Option<RedactPage> {
    let words = shell.t.clone();
    let (t, zone) = (&words, &visit.project.zone);
    let index = dossier
        .files
        .iter()
        .position(|view| view.file.sha256 == *sha256)?;
    let view = &dossier.files[index];
    let audience = audience(visit, dossier, now);
    let mut viewing = viewing(t, visit, &audience);
    viewing.may_annotate = false;
    viewing.page = "redact";
    // The editor has a clock of its own, on which regions stand.
    let original = MediaCard {
        player: None,
        ..media_cards(&viewing, &dossier.files).swap_remove(index)
    };
    let known = view.redaction.as_ref().map(|known| &known.redaction.body);
    let offer = offer(&audience, |action| *action == OfferAction::Redact);
    let is_open = offer.is_some_and(Offer::is_open) && view.file.kind != MediaKind::Other;
    let form =
        is_open.then(|| RedactForm::new(t, view.file.kind, known, posted.typed(Form::Redact)));
    Some(RedactPage {
        code: visit.project.code.to_string(),
        id: format!("{}-{}", visit.project.code, dossier.item.short),
        href: format!("{}/files/{sha256}/redact", audience.item_href),
        seen: dossier.item.state.seq,
        kind: view.file.kind.code(),
        original,
        form,
        reasons: offer
            .map(|offer| offer_reasons(t, &audience, offer))
            .unwrap_or_default(),
        copy: view
            .redaction
            .as_ref()
            .map(|known| copy(&audience, &viewing, view, index, known, zone)),
        errors: posted.errors.clone(),
        refusals: posted.refusals.clone(),
        changed: changed(t, dossier, zone, posted),
        item_href: audience.item_href.clone(),
        shell,
    })
}

fn offer<'a>(audience: &Audience<'a>, is_it: impl Fn(&OfferAction) -> bool) -> Option<&'a Offer> {
    audience
        .dossier
        .offers
        .iter()
        .find(|offer| is_it(&offer.action))
}

fn copy(
    audience: &Audience<'_>,
    viewing: &Viewing<'_>,
    view: &FileView,
    index: usize,
    known: &RedactionView,
    zone: &str,
) -> CopyView {
    let (t, redaction) = (viewing.t, &known.redaction);
    let confirm = OfferAction::ConfirmRedaction(redaction.id);
    let offer = offer(audience, |action| *action == confirm);
    let made = copy_card(viewing, view, index).map(|card| made(view, known, card));
    CopyView {
        redaction: redaction.id.to_string(),
        author: known.author.clone(),
        recorded: moment(redaction.recorded_at, zone),
        regions: redaction
            .body
            .regions()
            .iter()
            .map(|region| region_words(t, region))
            .collect(),
        problem: match &known.outcome {
            Some(RedactionOutcome::Failed { problem }) => problem.clone(),
            _ => String::new(),
        },
        confirmed_by: known.confirmed_by.clone(),
        may_confirm: made.is_some() && offer.is_some_and(Offer::is_open),
        reasons: offer
            .map(|offer| offer_reasons(t, audience, offer))
            .unwrap_or_default(),
        made,
    }
}

fn made(view: &FileView, known: &RedactionView, card: MediaCard) -> Made {
    let sha256 = match known.outcome {
        Some(RedactionOutcome::Made { copy, .. }) => Some(copy),
        _ => None,
    };
    let mut derivatives = view.file.derivatives.iter();
    let derivative = derivatives.find(|made| Some(made.sha256) == sha256);
    Made {
        sha256: sha256.map(|sha256| sha256.to_string()).unwrap_or_default(),
        card,
        tool: derivative.map(|made| made.tool.clone()).unwrap_or_default(),
        arguments: derivative
            .map(|made| made.arguments.clone())
            .unwrap_or_default(),
    }
}

fn region_words(t: &Translator, region: &cairn_domain::Region) -> String {
    let reason = t.vocab("redaction-reason", region.reason);
    let shape = t.vocab("region-shape", region.shape);
    match region.words.trim() {
        "" => format!("{reason} ({shape})"),
        words => format!("{reason}: {words} ({shape})"),
    }
}

#[cfg(test)]
mod tests;
