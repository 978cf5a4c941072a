//! The triage form as it stands on the page.

use cairn_app::review::{Dossier, RangeDraft, is_recording};
use cairn_domain::{ContentNote, Incident, Sensitivity};
use cairn_review::{OfferAction, Refusal};

use super::suggested::SuggestedIncident;
use super::triage::range_drafts;
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{Choice, choices, media::clock, offers::move_words},
};

/// Rating, notes, incident, duplicate, and the moves that may be pressed with them.
#[derive(Debug, Clone, Default)]
pub(super) struct TriageForm {
    pub(super) sensitivities: Vec<Choice>,
    pub(super) notes: Vec<Choice>,
    /// Recordings that notes on ranges can be about; none for photos.
    pub(super) recordings: Vec<(String, String)>,
    pub(super) ranges: Vec<RangeRow>,
    pub(super) incident: String,
    /// Incidents to choose from: id and title.
    pub(super) incidents: Vec<(String, String)>,
    /// Incidents it may belong to, with why.
    pub(super) suggestions: Vec<SuggestedIncident>,
    pub(super) duplicate: String,
    /// Moves that wait for nothing this form does not give: key and words.
    pub(super) moves: Vec<(String, String)>,
    /// Whether this is what the stage is for, rather than a correction.
    pub(super) is_the_job: bool,
}

/// A note on part of a recording as it stands in the form.
#[derive(Debug, Clone, Default)]
pub(super) struct RangeRow {
    /// From one, for the labels.
    pub(super) number: usize,
    pub(super) file: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) notes: Vec<Choice>,
}

/// Empty rows after those that are written.
const SPARE_ROWS: usize = 3;

impl TriageForm {
    /// The form with what was typed, or else with what holds.
    pub(super) fn new(
        t: &Translator,
        code: &str,
        dossier: &Dossier,
        incidents: &[Incident],
        typed: Option<&Fields>,
    ) -> Self {
        let held = as_typed(code, dossier);
        let fields = typed.unwrap_or(&held);
        let notes: Vec<_> = fields.all("notes").iter().map(String::as_str).collect();
        let named =
            |incident: &Incident| (format!("{code}-{}", incident.short), incident.title.clone());
        Self {
            sensitivities: choices(
                t,
                "sensitivity",
                Sensitivity::ALL,
                &[&fields.text("sensitivity")],
            ),
            notes: choices(t, "content-note", ContentNote::ALL, &notes),
            ranges: range_rows(t, fields),
            recordings: recordings(t, dossier),
            incident: fields.text("incident"),
            incidents: incidents.iter().map(named).collect(),
            suggestions: Vec::new(),
            duplicate: fields.text("duplicate"),
            moves: moves(t, dossier),
            is_the_job: is_the_job(dossier),
        }
    }
}

fn recordings(t: &Translator, dossier: &Dossier) -> Vec<(String, String)> {
    let files = dossier.files.iter().enumerate();
    let recordings = files.filter(|(_, view)| is_recording(&view.file));
    recordings
        .map(|(index, view)| {
            let name = t.get2(
                "triage-range-recording",
                "number",
                index + 1,
                "kind",
                t.vocab("media-kind", view.file.kind),
            );
            (view.file.id.to_string(), name)
        })
        .collect()
}

/// What is written, and some rows to write in.
fn range_rows(t: &Translator, fields: &Fields) -> Vec<RangeRow> {
    let mut drafts = range_drafts(fields);
    drafts.retain(|draft| !(draft.from.is_empty() && draft.to.is_empty() && draft.note.is_empty()));
    let rows = drafts.len() + SPARE_ROWS;
    drafts.resize_with(rows, RangeDraft::default);
    let numbered = drafts.into_iter().enumerate();
    numbered
        .map(|(index, draft)| RangeRow {
            number: index + 1,
            notes: choices(t, "content-note", ContentNote::ALL, &[&draft.note]),
            file: draft.file,
            from: draft.from,
            to: draft.to,
        })
        .collect()
}

/// What holds now, as it would have been typed.
fn as_typed(code: &str, dossier: &Dossier) -> Fields {
    let state = &dossier.item.state;
    let mut pairs = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    if let Some(rating) = &state.rating {
        put("sensitivity", rating.sensitivity.to_string());
        rating
            .notes
            .iter()
            .for_each(|note| put("notes", note.to_string()));
        for range in &rating.ranges {
            put("range_file", range.file.to_string());
            put("range_from", clock(f64::from(range.from_s)));
            put("range_to", clock(f64::from(range.to_s)));
            put("range_note", range.note.to_string());
        }
    }
    if let Some(incident) = &dossier.incident {
        put("incident", format!("{code}-{}", incident.short));
    }
    if let Some(duplicate) = &dossier.duplicate_of {
        put("duplicate", format!("{code}-{duplicate}"));
    }
    Fields::from_pairs(pairs)
}

/// Whether the stage is there for this form: a stage of work at which no finding is recorded.
pub(super) fn is_the_job(dossier: &Dossier) -> bool {
    let stage = dossier.workflow.stage(&dossier.item.state.stage);
    stage.is_some_and(|s| s.kind == cairn_review::StageKind::Work && s.records.is_empty())
}

/// Moves that ask for no reason and are open, or wait only for what is asked here. The server
/// decides again when they are pressed.
fn moves(t: &Translator, dossier: &Dossier) -> Vec<(String, String)> {
    let given_here = |refusal: &Refusal| {
        matches!(
            refusal,
            Refusal::NeedsRating | Refusal::NeedsIncident | Refusal::NeedsDuplicateNamed
        )
    };
    let with_form = dossier
        .offers
        .iter()
        .filter_map(|offer| match &offer.action {
            OfferAction::Move(key)
                if offer.asks.is_empty() && offer.blocked_by.iter().all(given_here) =>
            {
                Some(key)
            }
            _ => None,
        });
    let trigger = |key: &&cairn_review::MoveKey| {
        let moves = dossier.workflow.moves_from(&dossier.item.state.stage);
        moves
            .into_iter()
            .any(|mv| mv.key == **key && mv.trigger == cairn_review::Trigger::Person)
    };
    with_form
        .filter(trigger)
        .map(|key| (key.to_string(), move_words(t, key)))
        .collect()
}
