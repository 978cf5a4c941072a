//! Files as a page may show them: covered, with the steps of looking. A page holds the address of
//! a picture beyond its cover only once this person has chosen to see it.

use cairn_app::review::{FileView, MatchView};
use cairn_domain::{
    DerivativeKind, Digest, File, MatchVerdict, MediaKind, Role, ScanVerdict, Sensitivity, looking,
    sensitivity::{NoteRange, Rating},
};
use serde::Serialize;

use super::{
    Choice, Moment, choices, likeness,
    likeness::{ListedCard, listed_cards, same_words},
    metadata::{FileClaims, file_claims},
    moment,
    player::{PlayerCard, kept_title, player_card},
    redacted::redaction_words,
    size_words,
};
use crate::i18n::Translator;

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct MediaCard {
    /// Anchor on the page.
    pub(crate) id: String,
    /// Kind, size, measure.
    pub(crate) title: String,
    /// Address of the cover; empty if there is none.
    pub(crate) cover: String,
    /// What stands on the cover.
    pub(crate) heading: String,
    /// Why it stands there; may be empty.
    pub(crate) heading_why: String,
    pub(crate) notes: Vec<String>,
    /// What is in it when, in the order of time.
    pub(crate) ranges: Vec<RangeNote>,
    /// The ranges as an island reads them.
    pub(crate) ranges_json: String,
    /// The file, as the forms of looking name it.
    pub(crate) file: String,
    pub(crate) steps: Vec<Step>,
    /// The steps as the island reads them.
    pub(crate) steps_json: String,
    /// How many of them this person has taken.
    pub(crate) taken: usize,
    /// Where the next step is taken; empty where the steps are in the page and not remembered.
    pub(crate) reveal_href: String,
    /// Where everything is covered again.
    pub(crate) cover_href: String,
    /// The page to come back to: `item`, `dossier` or `redact`.
    pub(crate) page: String,
    /// Why there is no preview; empty if there is one.
    pub(crate) problem: String,
    /// What the malware scanner said, in words; empty if it has not looked.
    pub(crate) scan: String,
    /// What it found, in its own words; none if it found nothing.
    pub(crate) scan_found: Option<String>,
    /// Address of the original; empty for whoever may not have it.
    pub(crate) download: String,
    pub(crate) sha256: String,
    pub(crate) claims: FileClaims,
    pub(crate) matches: Vec<MatchCard>,
    /// What is said when there are none.
    pub(crate) no_matches: String,
    /// What it is the same as, and what follows for whoever looks at it.
    pub(crate) same: Vec<String>,
    /// What partners' lists call it.
    pub(crate) listed: Vec<ListedCard>,
    /// Whether features are drawn on this picture, or on frames that were kept of it.
    pub(crate) annotate: bool,
    /// The photo as it is named in a finding; empty for a recording.
    pub(crate) picture: String,
    /// What the player is told; nothing for what does not play.
    pub(crate) player: Option<PlayerCard>,
    /// Where parts of a copy are covered; empty for whoever may not.
    pub(crate) redact: String,
    /// What became of the redaction; empty if there is none.
    pub(crate) redaction: String,
}

impl MediaCard {
    /// What this person sees now; nothing while it is covered.
    pub(crate) fn shown(&self) -> Option<&Step> {
        self.steps[..self.taken].last()
    }

    /// What can be chosen next; empty if everything is shown.
    pub(crate) fn next_label(&self) -> &str {
        self.steps.get(self.taken).map_or("", |step| &step.label)
    }

    /// The number of the next step.
    pub(crate) fn next_number(&self) -> usize {
        self.taken + 1
    }
}

/// A content note on part of a recording, as the `player` island reads it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RangeNote {
    pub(crate) from_s: u32,
    pub(crate) to_s: u32,
    /// Code of the note.
    pub(crate) note: &'static str,
    pub(crate) words: String,
    /// `0:12–0:31`.
    pub(crate) times: String,
}

/// One step of looking, as the `reveal` island reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    pub(crate) label: String,
    /// Empty until the step was taken.
    pub(crate) src: String,
    /// `image` or `video`.
    pub(crate) kind: &'static str,
    pub(crate) muted: bool,
}

/// A file that looks like this one.
#[derive(Debug, Clone)]
pub(crate) struct MatchCard {
    pub(crate) id: String,
    pub(crate) other_id: String,
    pub(crate) other_href: String,
    pub(crate) other_title: String,
    pub(crate) likeness: String,
    /// Where the two are compared.
    pub(crate) compare_href: String,
    /// Answers to choose from; none once it is answered.
    pub(crate) verdicts: Vec<Choice>,
    /// The remembered answer; empty until there is one.
    pub(crate) answer: String,
    pub(crate) answered_by: String,
    pub(crate) answered_at: Option<Moment>,
}

/// What cards are drawn for.
pub(crate) struct Viewing<'a> {
    pub(crate) t: &'a Translator,
    /// Code of the project.
    pub(crate) code: &'a str,
    /// Address of the item's page.
    pub(crate) item_href: &'a str,
    pub(crate) zone: &'a str,
    pub(crate) rating: Option<&'a Rating>,
    /// The page the cards stand on: `item`, `dossier` or `redact`.
    pub(crate) page: &'a str,
    pub(crate) may_download: bool,
    /// The one role that may open sealed metadata, and whether it is the viewer's.
    pub(crate) sealed_reader: (Role, bool),
    /// Whether features can be drawn.
    pub(crate) may_annotate: bool,
    /// Whether frames can be kept.
    pub(crate) may_keep: bool,
    pub(crate) may_redact: bool,
}

/// Every file of an item.
pub(crate) fn media_cards(viewing: &Viewing<'_>, files: &[FileView]) -> Vec<MediaCard> {
    let cards = files.iter().enumerate();
    cards
        .map(|(index, view)| card(viewing, view, index))
        .collect()
}

pub(super) fn card(viewing: &Viewing<'_>, view: &FileView, index: usize) -> MediaCard {
    let (t, file, scan) = (viewing.t, &view.file, view.scan.as_ref());
    let steps = steps(viewing, file, view.revealed);
    let ranges = ranges(t, viewing.rating, file);
    let rated = viewing.rating.map(|rating| rating.sensitivity);
    let meaning = |rated: Sensitivity| t.get(format!("vocab-sensitivity-{rated}-meaning"));
    let download = format!("{}/files/{}", viewing.item_href, file.sha256);
    let open_href = match viewing.sealed_reader {
        (_, true) if view.sealed > 0 || !view.claims.is_empty() => format!("{download}/sealed"),
        _ => String::new(),
    };
    MediaCard {
        id: format!("file-{}", index + 1),
        title: title(t, file),
        cover: made(viewing, file, DerivativeKind::Cover).unwrap_or_default(),
        heading: rated.map_or_else(|| t.get("media-not-rated"), |r| t.vocab("sensitivity", r)),
        heading_why: rated.map_or_else(|| t.get("media-not-rated-why"), meaning),
        notes: note_words(t, viewing.rating),
        ranges_json: serde_json::to_string(&ranges).unwrap_or_default(),
        ranges,
        file: file.id.to_string(),
        taken: steps.iter().filter(|step| !step.src.is_empty()).count(),
        reveal_href: format!("{}/reveal", viewing.item_href),
        cover_href: format!("{}/cover", viewing.item_href),
        page: viewing.page.to_owned(),
        steps_json: serde_json::to_string(&steps).unwrap_or_default(),
        steps,
        problem: file.preview_problem.clone().unwrap_or_default(),
        scan: scan.map_or_else(String::new, |scan| t.vocab("scan-verdict", scan.verdict)),
        scan_found: scan
            .filter(|scan| scan.verdict == ScanVerdict::Found)
            .map(|scan| scan.said.clone()),
        download: if viewing.may_download {
            download
        } else {
            String::new()
        },
        sha256: file.sha256.to_string(),
        claims: file_claims(t, view, viewing.sealed_reader.0, open_href),
        no_matches: match view.compared {
            Some(files) => t.get1("item-no-matches-of", "files", files),
            None => t.get("item-no-matches"),
        },
        same: same_words(t, viewing.code, view),
        listed: listed_cards(t, viewing.code, &view.listed),
        matches: view
            .matches
            .iter()
            .map(|shown| match_card(viewing, shown))
            .collect(),
        annotate: viewing.may_annotate && file.kind != MediaKind::Audio,
        picture: match file.kind {
            MediaKind::Photo => file.sha256.to_string(),
            _ => String::new(),
        },
        player: player_card(viewing, view),
        redact: if viewing.may_redact && file.kind != MediaKind::Other {
            format!("{}/files/{}/redact", viewing.item_href, file.sha256)
        } else {
            String::new()
        },
        redaction: redaction_words(t, view),
    }
}

/// What boxes can be drawn on, by name: photos, and frames that were kept.
pub(crate) fn drawable(t: &Translator, files: &[FileView]) -> Vec<(Digest, String)> {
    let of_file = |view: &FileView| {
        let (file, name) = (&view.file, title(t, &view.file));
        let photo = (file.kind == MediaKind::Photo).then(|| (file.sha256, name.clone()));
        let kept = view
            .kept
            .iter()
            .map(|kept| (kept.row.sha256, kept_title(t, kept)));
        photo.into_iter().chain(kept).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

/// Content notes in words.
pub(crate) fn note_words(t: &Translator, rating: Option<&Rating>) -> Vec<String> {
    let notes = rating.map(Rating::all_notes).unwrap_or_default();
    notes
        .iter()
        .map(|note| t.vocab("content-note", note))
        .collect()
}

/// What is in one recording when.
fn ranges(t: &Translator, rating: Option<&Rating>, file: &File) -> Vec<RangeNote> {
    let all = rating.map(|rating| rating.ranges.as_slice());
    let own = all.unwrap_or_default().iter().filter(|r| r.file == file.id);
    let mut notes: Vec<_> = own.map(|range| range_note(t, range)).collect();
    notes.sort_by_key(|note| (note.from_s, note.to_s));
    notes
}

fn range_note(t: &Translator, range: &NoteRange) -> RangeNote {
    let times = [range.from_s, range.to_s].map(|seconds| clock(f64::from(seconds)));
    RangeNote {
        from_s: range.from_s,
        to_s: range.to_s,
        note: range.note.code(),
        words: t.vocab("content-note", range.note),
        times: times.join("–"),
    }
}

pub(crate) fn title(t: &Translator, file: &File) -> String {
    let mut parts = vec![
        t.vocab("media-kind", file.kind),
        size_words(file.size_bytes),
    ];
    if let (Some(width), Some(height)) = (file.width, file.height) {
        parts.push(format!("{width} × {height}"));
    }
    if let Some(seconds) = file.duration_s {
        parts.push(clock(seconds));
    }
    parts.join(", ")
}

/// `0:42`, `12:05`, `1:02:03`.
pub(crate) fn clock(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a week"
    )]
    let whole = seconds.clamp(0.0, 604_800.0).round() as u32;
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

pub(super) fn made(viewing: &Viewing<'_>, file: &File, kind: DerivativeKind) -> Option<String> {
    let made = file.derivatives.iter().find(|made| made.kind == kind)?;
    Some(media_href(viewing.item_href, &made.sha256))
}

pub(super) fn media_href(item_href: &str, sha256: &Digest) -> String {
    format!("{item_href}/media/{sha256}")
}

/// Only the steps that were taken say where their picture is.
fn steps(viewing: &Viewing<'_>, file: &File, taken: u32) -> Vec<Step> {
    let rated = viewing.rating.map(|rating| rating.sensitivity);
    let taken = usize::try_from(taken).unwrap_or(usize::MAX);
    let draw = |(at, step): (usize, looking::Step)| Step {
        label: viewing.t.get(step_words(step)),
        src: made(viewing, file, step.kind)
            .filter(|_| at < taken)
            .unwrap_or_default(),
        kind: match step.kind {
            DerivativeKind::Proxy => "video",
            _ => "image",
        },
        muted: step.muted,
    };
    let steps = looking::steps(file, rated).into_iter().enumerate();
    steps.map(draw).collect()
}

fn step_words(step: looking::Step) -> &'static str {
    match (step.kind, step.muted) {
        (DerivativeKind::ContactSheet, _) => "media-step-contact-sheet",
        (DerivativeKind::Proxy, true) => "media-step-silent",
        (DerivativeKind::Proxy, false) => "media-step-sound",
        (DerivativeKind::SmallGrey, _) => "media-step-small-grey",
        (DerivativeKind::LargeGrey, _) => "media-step-large-grey",
        _ => "media-step-colour",
    }
}

fn match_card(viewing: &Viewing<'_>, shown: &MatchView) -> MatchCard {
    let (t, row) = (viewing.t, &shown.row);
    let verdicts = match row.verdict {
        Some(_) => Vec::new(),
        None => choices(t, "match-verdict", MatchVerdict::ALL, &[]),
    };
    let project = viewing
        .item_href
        .rsplit_once('/')
        .map_or("", |(before, _)| before);
    MatchCard {
        id: row.id.to_string(),
        other_id: format!("{}-{}", viewing.code, row.other_short),
        other_href: format!("{project}/{}", row.other_short),
        other_title: if row.other_title.is_empty() {
            t.get("item-untitled")
        } else {
            row.other_title.clone()
        },
        likeness: likeness::headline(t, row.relation, row.score),
        compare_href: format!("/projects/{}/matches/{}", viewing.code, row.id),
        verdicts,
        answer: row
            .verdict
            .map(|verdict| t.vocab("match-verdict", verdict))
            .unwrap_or_default(),
        answered_by: shown
            .answered_by
            .clone()
            .unwrap_or_else(|| t.get("who-machine")),
        answered_at: row.answered_at.map(|at| moment(at, viewing.zone)),
    }
}

#[cfg(test)]
mod tests;
