//! What is published of an incident, line by line, each with what carries it, and its sources.

use cairn_app::public::{PublicIncident, PublicSource};
use cairn_domain::{Casualties, DatePrecision};

use super::words;
use crate::{
    i18n::Translator,
    present::{
        filters::code_words,
        incident_facts::{Attributed, place_words},
    },
};

/// One line: what, what is known of it, and what it rests on.
#[derive(Debug, Default)]
pub(super) struct Fact {
    pub(super) name: String,
    /// Never empty.
    pub(super) words: String,
    /// What qualifies it; may be empty.
    pub(super) note: String,
    /// The same for programs, where it is a day; may be empty.
    pub(super) iso: String,
    /// Whether it is read digit by digit.
    pub(super) is_mono: bool,
    /// Whether others say so, and the team has not established it.
    pub(super) is_reported: bool,
    pub(super) carriers: Vec<Carrier>,
}

/// A piece of evidence or a source further down the page.
#[derive(Debug)]
pub(super) struct Carrier {
    pub(super) words: String,
    pub(super) href: String,
}

impl Carrier {
    fn new(words: String, anchor: &str) -> Self {
        Self {
            words,
            href: format!("#{anchor}"),
        }
    }
}

/// A source beside the items.
pub(super) struct Source {
    pub(super) anchor: String,
    pub(super) title: String,
    /// Who that is, and when they said it.
    pub(super) about: String,
    /// Empty where it is not published.
    pub(super) url: String,
    pub(super) killed: String,
    pub(super) injured: String,
}

/// Published facts that are known, in the order a reader asks.
pub(super) fn facts(t: &Translator, incident: &PublicIncident) -> Vec<Fact> {
    let mut facts = vec![when(t, incident)];
    facts.extend(time(t, incident));
    facts.extend(place(t, incident));
    facts.extend(what(t, incident));
    facts.extend(people(t, incident));
    facts.extend(attribution(t, incident));
    let grade = t.vocab("verification", incident.verification);
    let meaning = format!("vocab-verification-{}-meaning", incident.verification);
    let mut grade = line(t, "incident-verification", grade);
    grade.note = t.get(meaning);
    facts.push(grade);
    facts.push(line(t, "incident-tags-known", incident.tags.join(", ")));
    let method = incident.method_version.clone();
    facts.push(line(t, "incident-method-version", method));
    facts.retain(|fact| !fact.words.is_empty());
    facts
}

fn line(t: &Translator, key: &str, words: String) -> Fact {
    Fact {
        name: t.get(key),
        words,
        ..Fact::default()
    }
}

impl Fact {
    /// With what the record says that carries a field. All of many items are one link.
    fn carried(mut self, t: &Translator, incident: &PublicIncident, field: &str) -> Self {
        let all = incident.evidence.len();
        for fact in incident.carried.iter().filter(|fact| fact.field == field) {
            let items = fact.evidence.iter().map(|id| Carrier::new(id.clone(), id));
            match all > 2 && fact.evidence.len() == all {
                true => self.carriers.push(Carrier::new(
                    t.get1("public-incident-carried-all", "count", all),
                    "evidence",
                )),
                false => self.carriers.extend(items),
            }
            let sources = fact.sources.iter().map(|number| {
                let words = t.get1("public-incident-source", "number", number);
                Carrier::new(words, &anchor(*number))
            });
            self.carriers.extend(sources);
        }
        self
    }

    fn reported(self) -> Self {
        Self {
            is_reported: true,
            ..self
        }
    }

    fn with_notes(mut self, notes: impl IntoIterator<Item = Option<String>>) -> Self {
        let notes = notes.into_iter().flatten();
        let notes = notes.filter(|note| !note.is_empty() && *note != self.words);
        self.note = notes.collect::<Vec<_>>().join(" · ");
        self
    }
}

fn when(t: &Translator, incident: &PublicIncident) -> Fact {
    let is_plain = incident.date_precision == DatePrecision::Day;
    let precision = t.vocab("date-precision", incident.date_precision);
    let mut fact = line(t, "public-incident-when", words::days(t, incident));
    fact.iso = words::iso(incident);
    fact.with_notes([(!is_plain).then_some(precision)])
        .carried(t, incident, "date")
}

fn time(t: &Translator, incident: &PublicIncident) -> Option<Fact> {
    let zone = incident.tz.as_deref().unwrap_or_default();
    let words = format!("{} {zone}", incident.time_local.as_ref()?);
    let precision = incident.time_precision;
    let basis = incident.time_basis;
    let fact = line(t, "incident-time", words.trim().to_owned()).with_notes([
        precision.map(|precision| t.vocab("clock-precision", precision)),
        basis.map(|basis| t.vocab("clock-basis", basis)),
    ]);
    Some(fact.carried(t, incident, "time"))
}

fn place(t: &Translator, incident: &PublicIncident) -> Vec<Fact> {
    let named = place_words(&incident.place_name, &incident.province);
    let named = line(t, "public-incident-where", named)
        .with_notes([Some(incident.adm1_pcode.clone())])
        .carried(t, incident, "place");
    let point = incident.lat.zip(incident.lon).map(|(lat, lon)| {
        let class = t.vocab("precision", incident.geo_precision);
        let within = words::within(t, incident.precision_m);
        let mut fact = line(t, "public-incident-point", words::coordinates(lat, lon));
        fact.is_mono = true;
        fact.with_notes([Some(within), Some(class)])
    });
    let setting = incident.urban_rural.map(|setting| {
        let fact = line(t, "incident-urban-rural", t.vocab("urban-rural", setting));
        fact.with_notes([Some(incident.urban_rural_method.clone())])
            .carried(t, incident, "urban_rural")
    });
    [Some(named), point, setting]
        .into_iter()
        .flatten()
        .collect()
}

fn what(t: &Translator, incident: &PublicIncident) -> [Fact; 4] {
    let all = |vocabulary: &str, codes: &[String]| {
        let words = codes.iter().map(|code| code_words(t, vocabulary, code));
        words.collect::<Vec<_>>().join(", ")
    };
    let kind = code_words(t, "event-type", &incident.event_type);
    let crowd = match incident.crowd_in_public {
        true => "public-incident-yes",
        false => "public-incident-no",
    };
    let places = all("location-type", &incident.location_types);
    [
        line(t, "public-incident-kind", kind).carried(t, incident, "event_type"),
        line(
            t,
            "public-incident-target",
            all("target", &incident.targets),
        )
        .carried(t, incident, "target"),
        line(t, "public-incident-location", places).carried(t, incident, "location_type"),
        line(t, "public-incident-crowd", t.get(crowd)),
    ]
}

/// Killed and injured always; other groups where something is known of them.
fn people(t: &Translator, incident: &PublicIncident) -> Vec<Fact> {
    let count = |key: &str, field: &str, counts: Casualties| {
        let said = words::count(t, counts.low, counts.high);
        let best = counts
            .best
            .filter(|best| counts.low != Some(*best) || counts.high != Some(*best));
        let best = best.map(|best| t.get1("public-incident-best", "count", best));
        line(t, key, said)
            .with_notes([best])
            .reported()
            .carried(t, incident, field)
    };
    let mut facts = vec![
        count("public-incident-killed", "killed", killed(incident)),
        count("public-incident-injured", "injured", injured(incident)),
    ];
    for (key, field, counts) in others(incident) {
        if !counts.is_unknown() {
            facts.push(count(key, field, counts));
        }
    }
    let basis = incident.casualty_basis;
    let basis = basis.map(|basis| t.vocab("casualty-basis", basis));
    facts.extend(basis.map(|basis| line(t, "incident-casualty-basis", basis)));
    facts
}

fn killed(incident: &PublicIncident) -> Casualties {
    Casualties {
        low: incident.killed_low,
        best: incident.killed_best,
        high: incident.killed_high,
    }
}

fn injured(incident: &PublicIncident) -> Casualties {
    Casualties {
        low: incident.injured_low,
        best: incident.injured_best,
        high: incident.injured_high,
    }
}

fn others(incident: &PublicIncident) -> [(&'static str, &'static str, Casualties); 3] {
    let civilians_killed = Casualties {
        low: incident.civilian_fatalities_low,
        best: incident.civilian_fatalities_best,
        high: incident.civilian_fatalities_high,
    };
    let civilians_injured = Casualties {
        low: incident.civilian_injured_low,
        best: incident.civilian_injured_best,
        high: incident.civilian_injured_high,
    };
    let perpetrators_killed = Casualties {
        low: incident.perpetrator_fatalities_low,
        best: incident.perpetrator_fatalities_best,
        high: incident.perpetrator_fatalities_high,
    };
    [
        (
            "incident-civilians-killed",
            "civilians_killed",
            civilians_killed,
        ),
        (
            "incident-civilians-injured",
            "civilians_injured",
            civilians_injured,
        ),
        (
            "incident-perpetrators-killed",
            "perpetrators_killed",
            perpetrators_killed,
        ),
    ]
}

fn attribution(t: &Translator, incident: &PublicIncident) -> Option<Fact> {
    let attributed = Attributed {
        perpetrator: &incident.perpetrator,
        kind: incident.attribution,
        hallmarks: incident.hallmarks,
        sure: incident.attribution_confidence,
    };
    let (words, note) = attributed.words(t)?;
    let fact = line(t, "public-incident-attribution", words).with_notes([Some(note)]);
    Some(fact.reported().carried(t, incident, "attribution"))
}

/// Sources, as they are numbered.
pub(super) fn sources(t: &Translator, incident: &PublicIncident) -> Vec<Source> {
    let source = |source: &PublicSource| {
        let kind = Some(t.vocab("incident-source-kind", source.kind));
        let day = source.published_on.map(words::day);
        let about: Vec<_> = [kind, day].into_iter().flatten().collect();
        Source {
            anchor: anchor(source.number),
            title: source.title.clone(),
            about: about.join(" · "),
            url: source.url.clone().unwrap_or_default(),
            killed: words::count(t, source.killed.low, source.killed.high),
            injured: words::count(t, source.injured.low, source.injured.high),
        }
    };
    incident.sources.iter().map(source).collect()
}

fn anchor(number: u32) -> String {
    format!("source-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    fn told(incident: &PublicIncident) -> Vec<(String, String, String)> {
        let t = Locales::load().get(None);
        let told = facts(&t, incident).into_iter();
        told.map(|fact| (fact.name, fact.words, fact.note))
            .collect()
    }

    fn has(incident: &PublicIncident, name: &str, words: &str, note: &str) {
        let told = told(incident);
        let line = (name.to_owned(), words.to_owned(), note.to_owned());
        assert!(told.contains(&line), "{line:?} in {told:#?}");
    }

    #[test]
    fn everything_that_is_published_is_said_and_nothing_is_said_of_what_is_not_known() {
        let mut incident = sample::kaaj();
        let before = told(&incident);
        assert!(before.iter().all(|(_, words, _)| !words.is_empty()));
        assert!(!before.iter().any(|(name, ..)| name == "Civilians killed"));
        incident.killed_best = Some(53);
        incident.civilian_fatalities_low = Some(20);
        incident.targets.push("women".into());
        incident.time_local = Some("07:30".into());
        incident.tz = Some("Asia/Kabul".into());
        has(&incident, "Killed", "25 to 54", "most likely 53");
        has(&incident, "Civilians killed", "at least 20", "");
        has(&incident, "Time of day", "07:30 Asia/Kabul", "");
        let hit = told(&incident)
            .into_iter()
            .find(|(name, ..)| name == "Who was hit");
        assert!(
            hit.is_some_and(|(_, words, _)| words.contains(", ")),
            "each of them"
        );
    }

    #[test]
    fn hallmarks_qualify_an_attribution_and_are_never_a_claim() {
        let mut incident = sample::kaaj();
        incident.perpetrator = "ISIS-K".into();
        incident.hallmarks = true;
        has(
            &incident,
            "Attributed to",
            "ISIS-K",
            "bore the hallmarks, not claimed",
        );
    }

    #[test]
    fn a_fact_names_the_evidence_and_the_sources_that_carry_it() {
        let t = Locales::load().get(None);
        let mut incident = sample::kaaj();
        incident.carried = serde_json::from_str(
            r#"[{"field": "killed", "evidence": ["AFG-2A3B4C"], "sources": [2]}]"#,
        )
        .expect("carriers");
        let facts = facts(&t, &incident);
        let killed = facts
            .iter()
            .find(|fact| fact.name == "Killed")
            .expect("a fact");
        let links: Vec<_> = killed
            .carriers
            .iter()
            .map(|by| (&*by.words, &*by.href))
            .collect();
        assert_eq!(
            links,
            [("AFG-2A3B4C", "#AFG-2A3B4C"), ("source 2", "#source-2")]
        );
        let others = facts.iter().filter(|fact| fact.name != "Killed");
        assert!(
            others
                .map(|fact| fact.carriers.len())
                .all(|count| count == 0)
        );
    }
}
