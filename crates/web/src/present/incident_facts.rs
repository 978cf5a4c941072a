//! What is known of an incident, line by line, in words.

use cairn_domain::{
    AttributionConfidence, AttributionKind, Casualties, DatePrecision, Incident, Vocabulary,
};
use chrono::NaiveDate;

use super::incident_terms::TermWords;
use crate::i18n::Translator;

/// One line: what, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IncidentFact {
    /// Stable name of the field, as evidence for it is recorded.
    pub(crate) field: &'static str,
    /// What it is.
    pub(crate) name: String,
    /// What is known; never empty.
    pub(crate) words: String,
    /// What qualifies it; may be empty.
    pub(crate) note: String,
    /// Whether it is written in digits and letters that are read one by one.
    pub(crate) is_mono: bool,
}

/// Counts of one group of people; "unknown" where nothing is known, 0 where none is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CountRow {
    /// Stable name of the field.
    pub(crate) field: &'static str,
    /// Who.
    pub(crate) name: String,
    /// Lowest credible.
    pub(crate) low: String,
    /// Held most likely.
    pub(crate) best: String,
    /// Highest credible.
    pub(crate) high: String,
}

/// The day, and how exactly it is known.
pub(crate) fn day_words(t: &Translator, incident: &Incident) -> String {
    let days = (incident.date, incident.date_end);
    days_words(t, days, incident.date_precision)
}

/// A first and perhaps a last day, as finely as they are known.
pub(crate) fn days_words(
    t: &Translator,
    (first, last): (NaiveDate, Option<NaiveDate>),
    precision: DatePrecision,
) -> String {
    let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    match precision {
        DatePrecision::Month => first.format("%B %Y").to_string(),
        DatePrecision::Week => t.get1("incident-week-of", "day", day(first)),
        DatePrecision::Day | DatePrecision::Range => match last {
            Some(last) => format!("{} – {}", day(first), day(last)),
            None => day(first),
        },
    }
}

/// `Kaaj educational centre, Kabul`: place and province, each once; the province alone where no place
/// is named.
pub(crate) fn place_words(place: &str, province: &str) -> String {
    let said = place.strip_suffix(province);
    match said.is_some_and(|before| before.is_empty() || before.ends_with(", ")) {
        true => place.to_owned(),
        false if place.is_empty() => province.to_owned(),
        false => format!("{place}, {province}"),
    }
}

fn line(t: &Translator, field: &'static str, key: &str, words: String) -> IncidentFact {
    IncidentFact {
        field,
        name: t.get(key),
        words,
        note: String::new(),
        is_mono: false,
    }
}

/// Every fact but the counts, in the order a reader asks.
pub(crate) fn incident_facts(
    t: &Translator,
    incident: &Incident,
    terms: &TermWords,
) -> Vec<IncidentFact> {
    let mut facts = vec![when(t, incident)];
    facts.extend(time(t, incident));
    facts.push(place(t, incident));
    facts.extend(setting(t, incident));
    let codes = |vocabulary, codes: &[String]| {
        let words = codes.iter().map(|code| terms.words(t, vocabulary, code));
        words.collect::<Vec<_>>().join(", ")
    };
    let kind = terms.words(t, Vocabulary::EventType, &incident.event_type);
    facts.push(line(t, "event_type", "incident-type", kind));
    let hit = codes(Vocabulary::TargetType, &incident.targets);
    facts.push(line(t, "target", "incident-target", hit));
    let place = codes(Vocabulary::LocationType, &incident.location_types);
    let mut location = line(t, "location_type", "incident-location-type", place);
    if incident.crowd_in_public {
        location.note = t.get("incident-crowd");
    }
    facts.push(location);
    facts.extend(attribution(t, incident));
    facts.retain(|fact| !fact.words.is_empty());
    facts
}

fn when(t: &Translator, incident: &Incident) -> IncidentFact {
    let mut fact = line(t, "date", "incident-date", day_words(t, incident));
    fact.note = t.vocab("date-precision", incident.date_precision);
    fact
}

fn time(t: &Translator, incident: &Incident) -> Option<IncidentFact> {
    let time = incident.time.as_ref()?;
    let words = format!("{} {}", time.local.format("%H:%M"), time.zone);
    let mut fact = line(t, "time", "incident-time", words);
    let basis = time.basis.map(|basis| t.vocab("clock-basis", basis));
    let notes = [Some(t.vocab("clock-precision", time.precision)), basis];
    fact.note = notes.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(fact)
}

fn place(t: &Translator, incident: &Incident) -> IncidentFact {
    let mut fact = line(
        t,
        "place",
        "incident-place",
        place_words(&incident.place_name, &incident.province),
    );
    let within = t.get1("incident-precision-value", "metres", incident.precision_m);
    fact.note = match incident.point {
        Some(point) => format!("{:.5}, {:.5} · {within}", point.lat(), point.lon()),
        None => t.get("incident-no-point"),
    };
    if !incident.adm1_pcode.is_empty() {
        fact.note = format!("{} · {}", fact.note, incident.adm1_pcode);
    }
    fact.is_mono = true;
    fact
}

fn setting(t: &Translator, incident: &Incident) -> Option<IncidentFact> {
    let setting = t.vocab("urban-rural", incident.urban_rural?);
    let mut fact = line(t, "urban_rural", "incident-urban-rural", setting);
    fact.note = incident.urban_rural_method.clone();
    Some(fact)
}

fn attribution(t: &Translator, incident: &Incident) -> Option<IncidentFact> {
    let attributed = Attributed {
        perpetrator: &incident.perpetrator,
        kind: incident.attribution,
        hallmarks: incident.hallmarks,
        sure: incident.attribution_confidence,
    };
    let (words, note) = attributed.words(t)?;
    let mut fact = line(t, "attribution", "incident-attribution", words);
    fact.note = note;
    Some(fact)
}

/// Who, where that comes from, and how sure.
pub(crate) struct Attributed<'a> {
    pub(crate) perpetrator: &'a str,
    pub(crate) kind: Option<AttributionKind>,
    pub(crate) hallmarks: bool,
    pub(crate) sure: Option<AttributionConfidence>,
}

impl Attributed<'_> {
    /// Who, and what qualifies that. "Bore the hallmarks" is never told as a claim.
    pub(crate) fn words(&self, t: &Translator) -> Option<(String, String)> {
        let kind = self.kind.map(|kind| t.vocab("attribution", kind));
        let words = match self.perpetrator {
            "" => kind.clone()?,
            named => named.to_owned(),
        };
        let hallmarks = self.hallmarks.then(|| t.get("incident-hallmarks"));
        let sure = self.sure;
        let sure = sure.map(|sure| t.vocab("attribution-confidence", sure));
        let notes = [kind, hallmarks, sure].into_iter().flatten();
        let notes: Vec<_> = notes.filter(|note| *note != words).collect();
        Some((words, notes.join(" · ")))
    }
}

/// Killed and injured always; other groups where something is known of them.
pub(crate) fn count_rows(t: &Translator, incident: &Incident) -> Vec<CountRow> {
    let row = |field, key: &str, counts: Casualties| {
        let words =
            |count: Option<u32>| count.map_or_else(|| t.get("unknown"), |count| count.to_string());
        CountRow {
            field,
            name: t.get(key),
            low: words(counts.low),
            best: words(counts.best),
            high: words(counts.high),
        }
    };
    let mut rows = vec![
        row("killed", "incident-killed", incident.killed),
        row("injured", "incident-injured", incident.injured),
    ];
    let others = [
        (
            "civilians_killed",
            "incident-civilians-killed",
            incident.civilians_killed,
        ),
        (
            "civilians_injured",
            "incident-civilians-injured",
            incident.civilians_injured,
        ),
        (
            "perpetrators_killed",
            "incident-perpetrators-killed",
            incident.perpetrators_killed,
        ),
    ];
    for (field, key, counts) in others {
        if !counts.is_unknown() {
            rows.push(row(field, key, counts));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_province_is_said_once() {
        assert_eq!(place_words("Kaaj centre", "Kabul"), "Kaaj centre, Kabul");
        assert_eq!(
            place_words("Shahr-e Naw, Herat", "Herat"),
            "Shahr-e Naw, Herat"
        );
        assert_eq!(place_words("Herat", "Herat"), "Herat");
        assert_eq!(place_words("", "Herat"), "Herat");
        assert_eq!(place_words("NewHerat", "Herat"), "NewHerat, Herat");
    }
}
