//! The item, its files and where they came from, what they belong to.

use cairn_app::certificate::{Certificate, FileFacts, MatchFacts};
use cairn_domain::Derivative;

use super::view::{Badge, Card, Line, List, Section, by_at, moment, or_dash};
use crate::{
    i18n::Translator,
    present::{
        findings::Fact,
        metadata::{claim_groups, sentences},
        offers::stage_words,
        size_words,
        sizes::grouped,
    },
};

/// What it is and how it came in.
pub(super) fn about(t: &Translator, made: &Certificate) -> Section {
    let item = &made.item;
    let said = |key: &str, value: String| Fact::said(t, key, value);
    let outcome = item.outcome.map(|outcome| t.vocab("outcome", outcome));
    let stage = stage_words(t, &item.stage);
    let mut facts = vec![
        said("certificate-received", moment(item.received_at)),
        said(
            "certificate-channel",
            t.vocab("custody-channel", item.channel),
        ),
        said(
            "certificate-submitter",
            t.get("certificate-submitter-value"),
        ),
        said("certificate-claimed-what", or_dash(&item.claimed.what)),
        said("certificate-claimed-place", or_dash(&item.claimed.place)),
        said("certificate-claimed-time", or_dash(&item.claimed.time)),
        said("certificate-consent", t.vocab("consent", item.consent)),
        said("certificate-stage", outcome.unwrap_or(stage)),
    ];
    let rating = item.rating.as_ref();
    facts.extend(rating.map(|rating| {
        let words = t.vocab("sensitivity", rating.sensitivity);
        said("certificate-rating", words)
    }));
    let duplicate = item.duplicate_of.clone();
    facts.extend(duplicate.map(|id| Fact::exact(t, "certificate-duplicate-of", id)));
    let revision = item.revision.to_string();
    facts.push(Fact::exact(t, "certificate-revision", revision));
    facts.push(Fact::exact(t, "certificate-uuid", item.uuid.to_string()));
    Section {
        id: "item",
        title: t.get("certificate-item"),
        cards: vec![Card {
            facts,
            ..Card::default()
        }],
        ..Section::default()
    }
}

/// Files as received.
pub(super) fn files(t: &Translator, made: &Certificate) -> Section {
    let files = (1..).zip(&made.files);
    Section {
        id: "files",
        title: t.get("certificate-files"),
        lead: t.get("certificate-files-lead"),
        empty: t.get("certificate-files-none"),
        cards: files.map(|(number, file)| card(t, number, file)).collect(),
    }
}

fn card(t: &Translator, number: usize, file: &FileFacts) -> Card {
    let kind = t.vocab("media-kind", file.kind);
    let mut lists: Vec<List> = claims(t, file).into_iter().collect();
    let contradictions = sentences(t, &file.contradictions);
    lists.extend(List::plain(
        t.get("certificate-contradictions"),
        contradictions,
    ));
    lists.extend(derived(t, file));
    lists.extend(kept(t, file));
    Card {
        title: t.get2("certificate-file", "number", number, "kind", kind),
        facts: facts(t, file),
        lists,
        ..Card::default()
    }
}

fn facts(t: &Translator, file: &FileFacts) -> Vec<Fact> {
    let said = |key: &str, value: String| Fact::said(t, key, value);
    let with = t.get2(
        "certificate-received-with",
        "at",
        moment(file.received_at),
        "seq",
        file.received_with,
    );
    #[expect(
        clippy::cast_precision_loss,
        reason = "files are smaller than 2^53 bytes"
    )]
    let bytes = grouped(file.size_bytes as f64);
    let size = t.get2(
        "certificate-size-value",
        "size",
        size_words(file.size_bytes),
        "bytes",
        bytes,
    );
    let mut facts = vec![
        Fact::exact(t, "certificate-sha256", file.sha256.to_string()),
        said("certificate-size", size),
        said("certificate-mime", file.mime.clone()),
        said("certificate-file-received", with),
        said("certificate-name", t.get("certificate-name-value")),
    ];
    let pixels = file.width.zip(file.height);
    facts.extend(pixels.map(|(width, height)| {
        let pixels = t.get2("metadata-pixels", "width", width, "height", height);
        said("certificate-pixels", pixels)
    }));
    facts.extend(file.duration_s.map(|seconds| {
        let seconds = format!("{seconds:.2}");
        let length = t.get1("metadata-seconds", "seconds", seconds);
        said("certificate-length", length)
    }));
    let sealed = t.get1("certificate-sealed-value", "count", file.sealed_claims);
    facts.push(said("certificate-sealed", sealed));
    let problem = file.problem.clone();
    facts.extend(problem.map(|why| said("certificate-problem", why)));
    let path = file.path.clone();
    facts.extend(path.map(|path| Fact::exact(t, "certificate-path", path)));
    facts
}

fn claims(t: &Translator, file: &FileFacts) -> Option<List> {
    let groups = claim_groups(t, &file.claims);
    let rows = groups.into_iter().flat_map(|group| group.rows);
    let lines: Vec<Line> = rows
        .map(|row| Line {
            strong: row.tag,
            text: row.value,
            small: [row.note, row.place, row.tool]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            exact: String::new(),
        })
        .collect();
    (!lines.is_empty()).then(|| List {
        title: t.get("certificate-claims"),
        lines,
    })
}

fn derived(t: &Translator, file: &FileFacts) -> Option<List> {
    let line = |made: &Derivative| Line {
        strong: t.vocab("derivative-kind", made.kind),
        text: size_words(made.size_bytes),
        small: made.tool.clone(),
        exact: made.sha256.to_string(),
    };
    let lines: Vec<Line> = file.derivatives.iter().map(line).collect();
    (!lines.is_empty()).then(|| List {
        title: t.get("certificate-derived"),
        lines,
    })
}

fn kept(t: &Translator, file: &FileFacts) -> Option<List> {
    let line = |kept: &cairn_app::certificate::KeptFrame| {
        let at = t.get1("metadata-seconds", "seconds", format!("{:.3}", kept.at_s));
        format!("{at} · {}", by_at(t, &kept.by, kept.at))
    };
    let lines = file.kept_frames.iter().map(line).collect();
    List::plain(t.get("certificate-kept"), lines)
}

/// Links as given.
pub(super) fn sources(t: &Translator, made: &Certificate) -> Section {
    let card = |source: &cairn_app::certificate::SourceFacts| Card {
        title: match &source.url {
            Some(url) => url.clone(),
            None => t.get("certificate-source-withheld"),
        },
        ..Card::default()
    };
    Section {
        id: "sources",
        title: t.get("certificate-sources"),
        lead: t.get("certificate-sources-lead"),
        empty: t.get("certificate-sources-none"),
        cards: made.sources.iter().map(card).collect(),
    }
}

/// What it was linked to.
pub(super) fn incidents(t: &Translator, made: &Certificate) -> Section {
    let card = |incident: &cairn_app::certificate::IncidentFacts| {
        let key = match incident.is_current {
            true => "certificate-linked",
            false => "certificate-unlinked",
        };
        let tone = if incident.is_current { "settled" } else { "" };
        let words = t.get(key);
        Card {
            title: format!("{} {}", incident.id, incident.title),
            badges: vec![Badge { words, tone }],
            meta: format!("{} · {}", incident.date, incident.province),
            ..Card::default()
        }
    };
    Section {
        id: "incidents",
        title: t.get("certificate-incidents"),
        empty: t.get("certificate-incidents-none"),
        cards: made.incidents.iter().map(card).collect(),
        ..Section::default()
    }
}

/// What people said of files that look alike.
pub(super) fn matches(t: &Translator, made: &Certificate) -> Section {
    let card = |known: &MatchFacts| {
        let by = known.by.clone();
        let by = by.unwrap_or_else(|| t.get("who-machine"));
        let meta = known.at.map(|at| by_at(t, &by, at)).unwrap_or(by);
        let verdict = t.vocab("match-verdict", known.verdict);
        let key = "certificate-match";
        Card {
            title: t.get2(key, "item", &known.other_item, "verdict", verdict),
            meta,
            ..Card::default()
        }
    };
    Section {
        id: "matches",
        title: t.get("certificate-matches"),
        lead: match made.matches.unanswered {
            0 => String::new(),
            count => t.get1("certificate-matches-open", "count", count),
        },
        empty: t.get("certificate-matches-none"),
        cards: made.matches.answered.iter().map(card).collect(),
    }
}
