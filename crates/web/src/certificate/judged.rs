//! What people concluded, objected, signed and covered: what holds and what does not.

use cairn_app::{
    certificate::{
        Certificate, FindingFacts, ObjectionFacts, RedactionFacts, RedactionResult, SignOffFacts,
        Standing,
    },
    review::FindingView,
};
use cairn_domain::{Finding, SoundTreatment, UserId};

use super::view::{Badge, Card, Line, List, Section, by_at, by_at_event, or_dash};
use crate::{
    i18n::Translator,
    present::findings::{BoundWords, Fact, FindingCard, finding_card},
};

/// Every finding, oldest first.
pub(super) fn findings(t: &Translator, made: &Certificate) -> Section {
    let zone = &made.project.zone;
    let card = |finding: &FindingFacts| finding_of(t, finding, zone);
    Section {
        id: "findings",
        title: t.get("certificate-findings"),
        lead: t.get("certificate-findings-lead"),
        empty: t.get("certificate-findings-none"),
        cards: made.findings.iter().map(card).collect(),
    }
}

fn finding_of(t: &Translator, finding: &FindingFacts, zone: &str) -> Card {
    let words = finding_card(t, &as_shown(finding), zone);
    let confidence = format!("{}. {}", words.confidence, words.confidence_meaning);
    let mut facts = words.facts.clone();
    facts.push(Fact::said(t, "certificate-confidence", confidence));
    Card {
        title: format!("{}: {}", words.kind_words, words.headline),
        badges: vec![standing(t, finding.standing)],
        meta: by_at_event(t, &finding.by, finding.at, finding.seq),
        facts,
        lists: lists(t, &words),
        words: finding.reasoning.clone(),
        ..Card::default()
    }
}

/// The same as pages show it. Whoever wrote it stands beside it by name.
fn as_shown(finding: &FindingFacts) -> FindingView {
    FindingView {
        finding: Finding {
            id: finding.id,
            author: UserId(uuid::Uuid::nil()),
            recorded_at: finding.at,
            body: finding.body.clone(),
            confidence: finding.confidence,
            reasoning: finding.reasoning.clone(),
        },
        author: finding.by.clone(),
        counts: finding.standing != Standing::Superseded,
        settled: finding.standing == Standing::Settled,
        sun: None,
    }
}

fn lists(t: &Translator, words: &FindingCard) -> Vec<List> {
    let features = words.features.iter().map(|feature| Line {
        strong: feature.kind.clone(),
        text: feature.words.clone(),
        small: joined([&feature.place, &feature.found]),
        exact: String::new(),
    });
    let bound = |bound: &BoundWords| Line {
        strong: bound.effect.clone(),
        text: format!("{}: {}", bound.kind, bound.words),
        small: joined([&bound.span, &bound.source]),
        exact: String::new(),
    };
    let list = |key: &str, lines: Vec<Line>| {
        let title = t.get(key);
        (!lines.is_empty()).then_some(List { title, lines })
    };
    let features = list("geo-features", features.collect());
    let bounds = list("chrono-bounds", words.bounds.iter().map(bound).collect());
    features.into_iter().chain(bounds).collect()
}

fn joined<const N: usize>(parts: [&String; N]) -> String {
    let said: Vec<&str> = parts
        .iter()
        .map(|part| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    said.join(" · ")
}

fn standing(t: &Translator, standing: Standing) -> Badge {
    Badge {
        words: t.vocab("custody-standing", standing),
        tone: match standing {
            Standing::Counts | Standing::Settled => "settled",
            Standing::Overruled => "refused",
            Standing::Superseded => "",
        },
    }
}

/// Every dissent with what was answered.
pub(super) fn objections(t: &Translator, made: &Certificate) -> Section {
    let card = |objection: &ObjectionFacts| {
        let answer = objection.answered_with.map(|seq| {
            let by = objection.answered_by.clone().unwrap_or_default();
            let words = or_dash(objection.answer.as_deref().unwrap_or_default());
            let values = [("name", by), ("seq", seq.to_string()), ("words", words)];
            t.with("certificate-answer", &values)
        });
        let (key, tone) = match answer {
            Some(_) => ("certificate-answered", "settled"),
            None => ("certificate-open", "needs"),
        };
        let words = t.get(key);
        Card {
            title: t.get1("certificate-objection", "seq", objection.seq),
            badges: vec![Badge { words, tone }],
            meta: by_at(t, &objection.by, objection.at),
            words: objection.words.clone(),
            answer: answer.unwrap_or_default(),
            ..Card::default()
        }
    };
    Section {
        id: "dissent",
        title: t.get("certificate-dissent"),
        empty: t.get("certificate-dissent-none"),
        cards: made.objections.iter().map(card).collect(),
        ..Section::default()
    }
}

/// Every sign-off.
pub(super) fn sign_offs(t: &Translator, made: &Certificate) -> Section {
    let card = |signed: &SignOffFacts| {
        let (key, tone) = match signed.is_current {
            true => ("certificate-signed-current", "settled"),
            false => ("certificate-signed-stale", ""),
        };
        let words = t.get(key);
        let revision = signed.revision.to_string();
        Card {
            title: t.get1("certificate-signed", "seq", signed.seq),
            badges: vec![Badge { words, tone }],
            meta: by_at(t, &signed.by, signed.at),
            facts: vec![Fact::exact(t, "certificate-signed-revision", revision)],
            ..Card::default()
        }
    };
    Section {
        id: "sign-offs",
        title: t.get("certificate-sign-offs"),
        lead: t.get("certificate-sign-offs-lead"),
        empty: t.get("certificate-sign-offs-none"),
        cards: made.sign_offs.iter().map(card).collect(),
    }
}

/// Every redaction.
pub(super) fn redactions(t: &Translator, made: &Certificate) -> Section {
    let card = |redaction: &RedactionFacts| redaction_of(t, redaction);
    Section {
        id: "redactions",
        title: t.get("certificate-redactions"),
        lead: t.get("certificate-redactions-lead"),
        empty: t.get("certificate-redactions-none"),
        cards: made.redactions.iter().map(card).collect(),
    }
}

fn redaction_of(t: &Translator, redaction: &RedactionFacts) -> Card {
    let file = redaction.file.to_string();
    let mut facts = vec![
        Fact::exact(t, "certificate-redacted-file", file),
        Fact::said(t, "redaction-sound", t.get(sound(&redaction.sound))),
    ];
    facts.extend(redaction.result.as_ref().map(|result| match result {
        RedactionResult::Copy(copy) => Fact::exact(t, "certificate-copy", copy.to_string()),
        RedactionResult::Problem(why) => Fact::said(t, "certificate-problem", why.clone()),
    }));
    let confirmed = redaction.confirmed_by.clone();
    let confirmed = confirmed.unwrap_or_else(|| t.get("certificate-unconfirmed"));
    facts.push(Fact::said(t, "certificate-confirmed", confirmed));
    let regions = redaction.regions.iter().map(|region| Line {
        strong: t.vocab("redaction-reason", region.reason),
        text: t.vocab("region-shape", region.shape),
        small: place(t, region.track.keyframes()),
        exact: String::new(),
    });
    let regions: Vec<Line> = regions.collect();
    let covered = (!regions.is_empty()).then(|| List {
        title: t.get("certificate-regions"),
        lines: regions,
    });
    Card {
        title: t.get("certificate-redaction"),
        badges: vec![standing(t, redaction.standing)],
        meta: by_at_event(t, &redaction.by, redaction.at, redaction.seq),
        facts,
        lists: covered.into_iter().collect(),
        ..Card::default()
    }
}

/// Where a region begins, and over how many keyframes it moves.
fn place(t: &Translator, keyframes: &[cairn_domain::Keyframe]) -> String {
    let Some(first) = keyframes.first() else {
        return String::new();
    };
    let percent = |part: f64| format!("{:.1}", part * 100.0);
    let values = [
        ("left", percent(first.place.x)),
        ("top", percent(first.place.y)),
        ("width", percent(first.place.w)),
        ("height", percent(first.place.h)),
        ("keyframes", keyframes.len().to_string()),
    ];
    t.with("certificate-region", &values)
}

fn sound(treatment: &SoundTreatment) -> &'static str {
    match treatment {
        SoundTreatment::Keep => "certificate-sound-keep",
        SoundTreatment::Remove => "certificate-sound-remove",
        SoundTreatment::Silence { .. } => "certificate-sound-silence",
    }
}
