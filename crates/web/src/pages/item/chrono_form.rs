//! The chronolocation form. It may stand on one page with the geolocation form, so how sure and
//! why have names of their own here.

use cairn_app::{
    AppError, FieldError,
    review::{BoundDraft, ChronolocationDraft, FindingView, RunView, Verdict, preview_bounds},
};
use cairn_domain::{
    Chronolocation, Confidence, FindingBody, Point, TimeBound, TimeEffect, TimeEvidenceKind,
    TimePrecision,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::posted;
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, choices,
        timeline::{Timeline, timeline},
    },
};

/// Rows that are read; the page shows three and adds more.
const MOST_BOUNDS: usize = 12;
const SHOWN_BOUNDS: usize = 3;

/// The form as it stands on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct ChronoForm {
    pub(super) earliest: String,
    pub(super) latest: String,
    pub(super) zone: String,
    /// The zone of the established place where it is another one; else empty.
    pub(super) place_zone: String,
    pub(super) precisions: Vec<Choice>,
    pub(super) bounds: Vec<BoundRow>,
    pub(super) confidences: Vec<Choice>,
    pub(super) reasoning: String,
    pub(super) impossible: bool,
    /// What the evidence leaves, drawn; nothing while it names no time.
    pub(super) timeline: Option<Timeline>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Default)]
pub(super) struct BoundRow {
    pub(super) index: usize,
    pub(super) number: usize,
    pub(super) effects: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) value: String,
    pub(super) source: String,
    pub(super) runs: Vec<Choice>,
    pub(super) words: String,
}

impl ChronoForm {
    /// The form with what was typed, or else with the author's own earlier finding.
    pub(super) fn new(
        t: &Translator,
        zone: &str,
        runs: &[RunView],
        own: Option<&FindingView>,
        typed: Option<&Fields>,
    ) -> Self {
        let held = own.map_or_else(|| fresh(zone), as_typed);
        let fields = typed.unwrap_or(&held);
        let is_filled = |index: &usize| {
            let names = ["words", "value", "run"];
            names
                .iter()
                .any(|name| !fields.text(&format!("bound-{index}-{name}")).is_empty())
        };
        // Rows left empty close up, so that the numbers are those of the evidence that is drawn.
        let filled: Vec<usize> = (0..MOST_BOUNDS).filter(is_filled).collect();
        let empty = SHOWN_BOUNDS.saturating_sub(filled.len());
        let blank = std::iter::repeat_n(MOST_BOUNDS, empty);
        let rows = filled.into_iter().chain(blank).enumerate();
        Self {
            earliest: fields.text("earliest"),
            latest: fields.text("latest"),
            zone: fields.text("zone"),
            place_zone: String::new(),
            precisions: precisions(t, &fields.text("precision")),
            bounds: rows
                .map(|(index, typed)| bound_row(t, fields, runs, index, typed))
                .collect(),
            timeline: timeline(
                t,
                &preview_bounds(&draft(fields).0, runs),
                &fields.text("zone"),
            ),
            confidences: choices(
                t,
                "confidence",
                Confidence::ALL,
                &[&fields.text("time_confidence")],
            ),
            reasoning: fields.text("time_reasoning"),
            impossible: fields.ticked("time_impossible"),
        }
    }
}

impl ChronoForm {
    /// With a word about the zone that a place lies in, if it is not the one in the form.
    pub(super) fn at_place(mut self, place: Option<Point>) -> Self {
        let zone = place.and_then(cairn_place::zone::zone_at);
        let other = zone.map(Tz::name).filter(|name| *name != self.zone);
        self.place_zone = other.unwrap_or_default().to_owned();
        self
    }
}

fn precisions(t: &Translator, chosen: &str) -> Vec<Choice> {
    let blank = Choice {
        code: String::new(),
        words: t.get("choose"),
        meaning: String::new(),
        selected: chosen.is_empty(),
    };
    let mut all = vec![blank];
    all.extend(choices(t, "time-precision", TimePrecision::ALL, &[chosen]));
    all
}

/// A row at its place, with what was typed under another number; nothing was under [`MOST_BOUNDS`].
fn bound_row(
    t: &Translator,
    fields: &Fields,
    runs: &[RunView],
    index: usize,
    typed: usize,
) -> BoundRow {
    let given = |name: &str| fields.text(&format!("bound-{typed}-{name}"));
    // The first rows begin with the two bounds that every interval needs.
    let begins = TimeEffect::ALL[index.min(TimeEffect::ALL.len() - 1)].code();
    let effect = Some(given("effect")).filter(|effect| !effect.is_empty());
    let effect = effect.unwrap_or_else(|| begins.to_owned());
    BoundRow {
        index,
        number: index + 1,
        effects: choices(t, "time-effect", TimeEffect::ALL, &[&effect]),
        kinds: choices(
            t,
            "time-evidence-kind",
            TimeEvidenceKind::ALL,
            &[&given("kind")],
        ),
        value: given("value"),
        source: given("source"),
        runs: run_choices(t, runs, &given("run")),
        words: given("words"),
    }
}

/// The runs that a bound may rest on; empty while there is none.
fn run_choices(t: &Translator, runs: &[RunView], chosen: &str) -> Vec<Choice> {
    let choice = |code: String, words: String| Choice {
        selected: code == chosen,
        code,
        words,
        meaning: String::new(),
    };
    let mut of_time = runs.iter().filter(|view| view.is_of_time()).peekable();
    if of_time.peek().is_none() {
        return Vec::new();
    }
    let none = choice(String::new(), t.get("chrono-bound-no-run"));
    let each = of_time.map(|view| {
        let number = view.number.to_string();
        choice(
            number.clone(),
            t.get1("shadow-run-number", "number", number),
        )
    });
    std::iter::once(none).chain(each).collect()
}

fn fresh(zone: &str) -> Fields {
    Fields::from_pairs([("zone".to_owned(), zone.to_owned())])
}

/// What was typed, for the use case to read.
pub(super) fn draft(fields: &Fields) -> (ChronolocationDraft, Verdict) {
    let bound = |index: usize| BoundDraft {
        kind: fields.text(&format!("bound-{index}-kind")),
        effect: fields.text(&format!("bound-{index}-effect")),
        words: fields.text(&format!("bound-{index}-words")),
        value: fields.text(&format!("bound-{index}-value")),
        source: fields.text(&format!("bound-{index}-source")),
        run: fields.text(&format!("bound-{index}-run")),
    };
    let draft = ChronolocationDraft {
        earliest: fields.text("earliest"),
        latest: fields.text("latest"),
        zone: fields.text("zone").trim().to_owned(),
        precision: fields.text("precision"),
        bounds: (0..MOST_BOUNDS).map(bound).collect(),
    };
    let verdict = Verdict {
        seen: posted::seen(fields),
        confidence: fields.text("time_confidence"),
        reasoning: fields.text("time_reasoning"),
        impossible: fields.ticked("time_impossible"),
    };
    (draft, verdict)
}

/// Errors under the names the fields have here.
pub(super) fn own_names(error: AppError) -> AppError {
    let renamed = |error: FieldError| FieldError {
        field: match error.field {
            "confidence" => "time_confidence",
            "reasoning" => "time_reasoning",
            other => other,
        },
        ..error
    };
    match error {
        AppError::Invalid(errors) => AppError::Invalid(errors.into_iter().map(renamed).collect()),
        other => other,
    }
}

/// An earlier finding as it would have been typed.
fn as_typed(view: &FindingView) -> Fields {
    let finding = &view.finding;
    let mut pairs = vec![
        ("time_confidence".to_owned(), finding.confidence.to_string()),
        ("time_reasoning".to_owned(), finding.reasoning.clone()),
    ];
    match &finding.body {
        FindingBody::Chronolocation(time) => pairs.extend(time_pairs(time)),
        _ => pairs.push(("time_impossible".to_owned(), "1".to_owned())),
    }
    Fields::from_pairs(pairs)
}

fn time_pairs(time: &Chronolocation) -> Vec<(String, String)> {
    let mut pairs = vec![
        (
            "earliest".to_owned(),
            field_time(time.interval.earliest(), &time.zone),
        ),
        (
            "latest".to_owned(),
            field_time(time.interval.latest(), &time.zone),
        ),
        ("zone".to_owned(), time.zone.clone()),
        ("precision".to_owned(), time.precision.to_string()),
    ];
    for (index, bound) in time.bounds.iter().enumerate() {
        pairs.push((format!("bound-{index}-kind"), bound.kind.to_string()));
        pairs.push((format!("bound-{index}-effect"), bound.effect.to_string()));
        pairs.push((format!("bound-{index}-words"), bound.words.clone()));
        let source = bound.source.clone().unwrap_or_default();
        pairs.push((format!("bound-{index}-source"), source));
        pairs.push((
            format!("bound-{index}-value"),
            value_typed(bound, &time.zone),
        ));
    }
    pairs
}

/// What a bound says of the time, as it was typed or as its run left it.
fn value_typed(bound: &TimeBound, zone: &str) -> String {
    let Some(span) = &bound.span else {
        return String::new();
    };
    if !span.verbatim.is_empty() {
        return span.verbatim.clone();
    }
    let local = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, |at| to_second(at, zone));
    format!("{}/{}", local(span.from), local(span.to))
}

fn to_second(at: DateTime<Utc>, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let local = at.with_timezone(&zone);
    local.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// A moment as a `datetime-local` field holds it.
pub(super) fn field_time(at: DateTime<Utc>, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_place_is_offered_where_it_is_another() {
        let t = crate::i18n::Locales::load().get(None);
        let form = || ChronoForm::new(&t, "Asia/Kabul", &[], None, None);
        let at = |lat, lon| Point::try_new(lat, lon).ok();
        assert_eq!(form().at_place(at(34.5281, 69.1723)).place_zone, "");
        assert_eq!(
            form().at_place(at(36.2605, 59.6168)).place_zone,
            "Asia/Tehran"
        );
        assert_eq!(form().at_place(None).place_zone, "");
    }

    #[test]
    fn a_fresh_form_begins_with_the_two_bounds_and_the_projects_zone() {
        let t = crate::i18n::Locales::load().get(None);
        let form = ChronoForm::new(&t, "Asia/Kabul", &[], None, None);
        let chosen = |row: &BoundRow| {
            row.effects
                .iter()
                .find(|e| e.selected)
                .map(|e| e.code.clone())
        };
        let effects: Vec<_> = form.bounds.iter().map(chosen).collect();
        assert_eq!(
            effects,
            [
                Some("earliest".into()),
                Some("latest".into()),
                Some("window".into())
            ]
        );
        assert_eq!(form.zone, "Asia/Kabul");
    }

    #[test]
    fn rows_left_empty_close_up_so_that_their_numbers_are_those_of_the_evidence() {
        let t = crate::i18n::Locales::load().get(None);
        let pairs = [
            ("zone", "UTC"),
            ("bound-0-words", "First"),
            ("bound-3-words", "Second"),
        ];
        let pairs = pairs.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let form = ChronoForm::new(&t, "UTC", &[], None, Some(&Fields::from_pairs(pairs)));
        let rows: Vec<_> = form
            .bounds
            .iter()
            .map(|row| (row.number, row.words.as_str()))
            .collect();
        assert_eq!(rows, [(1, "First"), (2, "Second"), (3, "")]);
    }

    #[test]
    fn errors_come_back_under_the_names_of_this_form() {
        let error = own_names(AppError::invalid("reasoning", "reasoning-missing"));
        let AppError::Invalid(errors) = error else {
            panic!("still invalid")
        };
        assert_eq!(errors[0].field, "time_reasoning");
    }
}
