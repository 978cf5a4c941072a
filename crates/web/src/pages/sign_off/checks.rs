//! The publication-safety list: what a lead must have before their eyes when they sign. Computed
//! from the dossier; two things only a person can tell, and those are boxes to tick.

use cairn_app::{
    release::Picture,
    review::{Dossier, FileView},
    stored::{ProjectRecord, RedactionOutcome},
};
use cairn_domain::{Consent, ContentNote, Sensitivity};

use super::public_view::{cell_words, picture_words};
use crate::{i18n::Translator, present::media::note_words};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    /// `met`, `unmet` or `open`: open is for a lead to weigh.
    pub(super) mark: &'static str,
    /// The same in a word.
    pub(super) state: String,
    pub(super) words: String,
    pub(super) evidence: String,
}

/// The whole list.
pub(super) fn checks(t: &Translator, dossier: &Dossier, project: &ProjectRecord) -> Vec<Check> {
    vec![
        consent(t, dossier),
        rating(t, dossier),
        people(t, dossier),
        redaction(t, dossier),
        check(
            t,
            if project.publish_cell_m > 0.0 {
                MET
            } else {
                OPEN
            },
            "precision",
            cell_words(t, project),
        ),
        picture(t, dossier),
        incident(t, dossier),
        objections(t, dossier),
        matches(t, dossier),
    ]
}

const MET: &str = "met";
const UNMET: &str = "unmet";
const OPEN: &str = "open";

fn check(t: &Translator, mark: &'static str, key: &str, evidence: String) -> Check {
    Check {
        mark,
        state: t.get(format!("check-{mark}")),
        words: t.get(format!("check-{key}")),
        evidence,
    }
}

fn consent(t: &Translator, dossier: &Dossier) -> Check {
    let consent = dossier.item.state.consent;
    let mark = if consent.allows_publishing() {
        MET
    } else {
        UNMET
    };
    check(t, mark, "consent", t.vocab("consent", consent))
}

fn rating(t: &Translator, dossier: &Dossier) -> Check {
    let Some(rating) = &dossier.item.state.rating else {
        return check(t, UNMET, "rating", t.get("item-unrated"));
    };
    let notes = note_words(t, Some(rating)).join(", ");
    let notes = if notes.is_empty() {
        t.get("media-no-notes")
    } else {
        notes
    };
    let words = format!("{}. {notes}.", t.vocab("sensitivity", rating.sensitivity));
    let is_silent = rating.notes.is_empty() && rating.sensitivity != Sensitivity::None;
    check(t, if is_silent { OPEN } else { MET }, "rating", words)
}

/// Faces and names: whether somebody noted them, and whether they would be seen.
fn people(t: &Translator, dossier: &Dossier) -> Check {
    let (mark, key) = match (shows_people(dossier), &dossier.outlook.picture) {
        (true, Picture::Public(shown)) if shown.redacted => (OPEN, "check-people-redacted"),
        (true, Picture::Public(_)) => (OPEN, "check-people-public"),
        (true, _) => (MET, "check-people-withheld"),
        (false, _) => (OPEN, "check-people-none"),
    };
    check(t, mark, "people", t.get(key))
}

fn shows_people(dossier: &Dossier) -> bool {
    let rating = dossier.item.state.rating.as_ref();
    rating.is_some_and(|r| r.notes.contains(&ContentNote::PersonalInformation))
}

/// Whether something is to be covered in the public copy, whether it was, and whether somebody else
/// has looked at it from start to end.
fn redaction(t: &Translator, dossier: &Dossier) -> Check {
    let state = &dossier.item.state;
    let failed = |view: &FileView| {
        let outcome = view
            .redaction
            .as_ref()
            .and_then(|known| known.outcome.as_ref());
        matches!(outcome, Some(RedactionOutcome::Failed { .. }))
    };
    let plain = state.consent.allows_unredacted();
    let wanted = state.consent == Consent::PublishRedacted || (plain && shows_people(dossier));
    let (mark, key) = match state.redactions.is_empty() {
        true if wanted && plain => (OPEN, "check-redaction-advised"),
        true if wanted => (OPEN, "check-redaction-wanted"),
        true => (MET, "check-redaction-none"),
        false if dossier.files.iter().any(failed) => (UNMET, "check-redaction-failed"),
        false if state.unconfirmed_redactions().count() > 0 => {
            (UNMET, "check-redaction-unconfirmed")
        }
        false => (MET, "check-redaction-confirmed"),
    };
    check(t, mark, "redaction", t.get(key))
}

fn picture(t: &Translator, dossier: &Dossier) -> Check {
    let picture = &dossier.outlook.picture;
    let mark = match picture {
        Picture::Public(_) => OPEN,
        _ => MET,
    };
    check(t, mark, "picture", picture_words(t, picture))
}

fn incident(t: &Translator, dossier: &Dossier) -> Check {
    match &dossier.incident {
        Some(incident) => check(t, MET, "incident", incident.title.clone()),
        None => check(t, UNMET, "incident", t.get("item-no-incident")),
    }
}

fn objections(t: &Translator, dossier: &Dossier) -> Check {
    let all = dossier.item.state.objections.len();
    let open = dossier.item.state.open_objections().count();
    let mark = if open == 0 { MET } else { UNMET };
    check(
        t,
        mark,
        "objections",
        answered(t, "check-objections-words", all, open),
    )
}

fn matches(t: &Translator, dossier: &Dossier) -> Check {
    let rows = || dossier.files.iter().flat_map(|view| &view.matches);
    let all = rows().count();
    let open = rows().filter(|shown| shown.row.verdict.is_none()).count();
    let mark = if open == 0 { MET } else { OPEN };
    check(
        t,
        mark,
        "matches",
        answered(t, "check-matches-words", all, open),
    )
}

/// Numbers with their denominator.
fn answered(t: &Translator, key: &str, all: usize, open: usize) -> String {
    t.get2(key, "answered", all - open, "all", all)
}
