//! Findings in words: places at the precision they are known to, intervals in the author's zone,
//! the sun where and when it was established.

use cairn_app::review::FindingView;
use cairn_domain::{Chronolocation, Finding, FindingBody, FindingKind, Geolocation, TimeBound};
use cairn_place::format_decimal;
use chrono::{DateTime, Utc};

use super::{
    Moment, moment,
    places::{FeatureWords, feature_words, place_facts, why_not},
    sun::{SunRow, finding_sun},
    time_views,
    timeline::{Timeline, span_words, timeline},
};
use crate::i18n::Translator;

/// One finding, ready to be read.
#[derive(Debug, Clone)]
pub(crate) struct FindingCard {
    pub(crate) id: String,
    /// Code of its kind.
    pub(crate) kind: &'static str,
    pub(crate) kind_words: String,
    /// The conclusion in a line.
    pub(crate) headline: String,
    pub(crate) author: String,
    pub(crate) when: Moment,
    pub(crate) counts: bool,
    pub(crate) settled: bool,
    pub(crate) facts: Vec<Fact>,
    pub(crate) features: Vec<FeatureWords>,
    /// Whether there is a drawing of what it is proved with.
    pub(crate) has_proof: bool,
    pub(crate) bounds: Vec<BoundWords>,
    pub(crate) timeline: Option<Timeline>,
    pub(crate) confidence: String,
    pub(crate) confidence_meaning: String,
    pub(crate) reasoning: String,
    pub(crate) sun: Vec<SunRow>,
}

/// One line of a list of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: String,
    /// Whether it is coordinates or another code to be copied exactly.
    pub(crate) mono: bool,
}

impl Fact {
    /// A line in running text.
    pub(crate) fn said(t: &Translator, key: &str, value: String) -> Self {
        Self {
            label: t.get(key),
            value,
            mono: false,
        }
    }

    /// A line to be copied exactly.
    pub(crate) fn exact(t: &Translator, key: &str, value: String) -> Self {
        Self {
            mono: true,
            ..Self::said(t, key, value)
        }
    }
}

/// Evidence for a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BoundWords {
    /// What it says of the time; empty if it names none.
    pub(crate) span: String,
    /// Where it can be looked up; may be empty.
    pub(crate) source: String,
    /// Whether it rests on a run of the shadow solver.
    pub(crate) has_run: bool,
    /// Where its record can be fetched; empty where nobody said.
    pub(crate) run_href: String,
    pub(crate) effect: String,
    pub(crate) kind: String,
    pub(crate) words: String,
}

impl FindingCard {
    /// With links to the records of the runs it rests on, below the item's address.
    pub(crate) fn linked(mut self, item_href: &str) -> Self {
        let id = &self.id;
        for (number, bound) in (1..)
            .zip(&mut self.bounds)
            .filter(|(_, bound)| bound.has_run)
        {
            bound.run_href = format!("{item_href}/shadow/run.json?finding={id}&bound={number}");
        }
        self
    }
}

/// A finding in words.
pub(crate) fn finding_card(t: &Translator, view: &FindingView, zone: &str) -> FindingCard {
    let finding = &view.finding;
    let kind = finding.body.kind();
    let confidence = format!("vocab-confidence-{}", finding.confidence);
    let (facts, features, bounds) = details(t, finding);
    FindingCard {
        id: finding.id.to_string(),
        kind: kind.code(),
        kind_words: t.vocab("finding-kind", kind),
        headline: headline(t, finding),
        author: if view.author.is_empty() {
            t.get("someone")
        } else {
            view.author.clone()
        },
        when: moment(finding.recorded_at, zone),
        counts: view.counts,
        settled: view.settled,
        facts,
        has_proof: !features.is_empty(),
        features,
        bounds,
        timeline: match &finding.body {
            FindingBody::Chronolocation(time) => timeline(t, &time.bounds, &time.zone),
            _ => None,
        },
        confidence_meaning: t.get(format!("{confidence}-meaning")),
        confidence: t.get(confidence),
        reasoning: finding.reasoning.clone(),
        sun: finding_sun(t, view),
    }
}

/// The conclusion in a line.
fn headline(t: &Translator, finding: &Finding) -> String {
    match &finding.body {
        FindingBody::Geolocation(place) => t.get2(
            "finding-place",
            "point",
            format_decimal(place.camera, place.precision_m),
            "metres",
            metres(place.precision_m),
        ),
        FindingBody::NoGeolocation { .. } => t.get("finding-no-place"),
        FindingBody::Chronolocation(time) => t.get2(
            "finding-time",
            "earliest",
            moment(time.interval.earliest(), &time.zone).local,
            "latest",
            moment(time.interval.latest(), &time.zone).local,
        ),
        FindingBody::NoChronolocation => t.get("finding-no-time"),
    }
}

type Details = (Vec<Fact>, Vec<FeatureWords>, Vec<BoundWords>);

fn details(t: &Translator, finding: &Finding) -> Details {
    match &finding.body {
        FindingBody::Geolocation(place) => {
            (place_facts(t, place), feature_words(t, place), Vec::new())
        }
        FindingBody::Chronolocation(time) => {
            let bounds = time
                .bounds
                .iter()
                .map(|one| bound_words(t, one, &time.zone))
                .collect();
            (time_facts(t, time), Vec::new(), bounds)
        }
        FindingBody::NoGeolocation { reasons } => (why_not(t, reasons), Vec::new(), Vec::new()),
        FindingBody::NoChronolocation => Default::default(),
    }
}

fn time_facts(t: &Translator, time: &Chronolocation) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact::said(t, key, value);
    let utc = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    let (earliest, latest) = (time.interval.earliest(), time.interval.latest());
    vec![
        fact("fact-zone", time.zone.clone()),
        fact(
            "fact-utc",
            t.get2(
                "fact-utc-value",
                "earliest",
                utc(earliest),
                "latest",
                utc(latest),
            ),
        ),
        fact("fact-solar-hijri", time_views::solar_hijri(time)),
        fact("fact-edtf", time_views::edtf(time)),
        fact(
            "fact-time-precision",
            t.vocab("time-precision", time.precision),
        ),
    ]
}

fn bound_words(t: &Translator, bound: &TimeBound, zone: &str) -> BoundWords {
    BoundWords {
        span: bound
            .span
            .as_ref()
            .map_or_else(String::new, |span| span_words(t, span, zone)),
        source: bound.source.clone().unwrap_or_default(),
        has_run: bound.run.is_some(),
        run_href: String::new(),
        effect: t.vocab("time-effect", bound.effect),
        kind: t.vocab("time-evidence-kind", bound.kind),
        words: bound.words.clone(),
    }
}

/// The finding that is shown for a question: the one settled on, else the newest that counts.
pub(crate) fn holding(findings: &[FindingView], kind: FindingKind) -> Option<&FindingView> {
    let of_kind = || {
        findings
            .iter()
            .rev()
            .filter(|view| view.finding.body.kind() == kind)
    };
    let mut settled = of_kind().filter(|view| view.settled);
    settled
        .next()
        .or_else(|| of_kind().find(|view| view.counts))
}

/// The place that is shown.
pub(crate) fn place_shown(findings: &[FindingView]) -> Option<&Geolocation> {
    match &holding(findings, FindingKind::Geolocation)?.finding.body {
        FindingBody::Geolocation(place) => Some(place),
        _ => None,
    }
}

/// Whole metres from 10 on, tenths below.
pub(crate) fn metres(metres: f64) -> String {
    if metres < 10.0 {
        format!("{metres:.1}")
    } else {
        format!("{metres:.0}")
    }
}
