//! Incidents an item may belong to, with the reasons in words.

use cairn_app::incident::{Likeness, Suggestion};

use super::triage_form::TriageForm;
use crate::{
    i18n::Translator,
    present::incident_facts::{day_words, place_words},
};

/// One incident that is offered.
#[derive(Debug, Clone, Default)]
pub(super) struct SuggestedIncident {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) reasons: String,
}

impl TriageForm {
    /// The form with what was suggested.
    pub(super) fn suggesting(
        mut self,
        t: &Translator,
        code: &str,
        suggestions: &[Suggestion],
    ) -> Self {
        let offered = |suggestion: &Suggestion| {
            let incident = &suggestion.incident;
            let why: Vec<_> = suggestion
                .reasons
                .iter()
                .map(|why| words(t, code, why))
                .collect();
            SuggestedIncident {
                id: format!("{code}-{}", incident.short),
                href: format!("/projects/{code}/incidents/{}", incident.short),
                title: incident.title.clone(),
                about: format!(
                    "{} · {}",
                    day_words(t, incident),
                    place_words(&incident.place_name, &incident.province)
                ),
                reasons: why.join(" · "),
            }
        };
        self.suggestions = suggestions.iter().map(offered).collect();
        self
    }
}

fn words(t: &Translator, code: &str, why: &Likeness) -> String {
    match why {
        Likeness::SameDay => t.get("suggest-same-day"),
        Likeness::DaysApart(days) => t.get1("suggest-days-apart", "count", days),
        Likeness::MetresApart(metres) if *metres < 1_000.0 => {
            t.get1("suggest-metres", "metres", metres.round())
        }
        Likeness::MetresApart(metres) => t.get1(
            "suggest-kilometres",
            "km",
            format!("{:.1}", metres / 1_000.0),
        ),
        Likeness::LooksLike(item) => t.get1("suggest-looks-like", "item", format!("{code}-{item}")),
        Likeness::NamesPlace => t.get("suggest-names-place"),
    }
}
