//! Redacted copies as a page may show them: covered, with the steps of looking, and in a sentence.

use cairn_app::{review::FileView, stored::RedactionOutcome};
use cairn_domain::MediaKind;

use super::media::{MediaCard, Step, Viewing, card, media_href};
use crate::i18n::Translator;

/// The redacted copy of a file, covered like the file itself; none until it is made.
pub(crate) fn copy_card(viewing: &Viewing<'_>, view: &FileView, index: usize) -> Option<MediaCard> {
    let RedactionOutcome::Made { copy, cover } = view.redaction.as_ref()?.outcome.as_ref()? else {
        return None;
    };
    let step = |label: &str, kind, muted| Step {
        label: viewing.t.get(label),
        src: media_href(viewing.item_href, copy),
        kind,
        muted,
    };
    let steps = match view.file.kind {
        MediaKind::Photo | MediaKind::Other => vec![step("media-step-colour", "image", true)],
        MediaKind::Video | MediaKind::Audio => vec![
            step("media-step-silent", "video", true),
            step("media-step-sound", "video", false),
        ],
    };
    let cover = cover.map(|cover| media_href(viewing.item_href, &cover));
    Some(MediaCard {
        id: format!("copy-{}", index + 1),
        title: viewing.t.get("redaction-copy"),
        cover: cover.unwrap_or_default(),
        steps_json: serde_json::to_string(&steps).unwrap_or_default(),
        steps,
        problem: String::new(),
        annotate: false,
        player: None,
        // A copy is looked at to be confirmed, and covered again when the page is left.
        taken: 0,
        reveal_href: String::new(),
        cover_href: String::new(),
        ..card(viewing, view, index)
    })
}

/// What became of the redaction of a file, in words.
pub(super) fn redaction_words(t: &Translator, view: &FileView) -> String {
    let Some(known) = &view.redaction else {
        return String::new();
    };
    let key = match (&known.outcome, &known.confirmed_by) {
        (None, _) => "redaction-status-making",
        (Some(RedactionOutcome::Failed { .. }), _) => "redaction-status-failed",
        (Some(_), None) => "redaction-status-unconfirmed",
        (Some(_), Some(_)) => "redaction-status-confirmed",
    };
    t.get1(key, "name", &known.author)
}
