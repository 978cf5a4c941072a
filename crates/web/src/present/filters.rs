//! The public filters: read from the address, written back into it, shown as a form and as words.

use cairn_app::stored::{Facets, PublicFilter};
use chrono::NaiveDate;

use super::{Choice, FormError};
use crate::{forms::Fields, i18n::Translator};

/// Names in the address, in the order they are written.
const NAMES: [&str; 8] = [
    "from", "to", "province", "type", "target", "place", "claimed", "q",
];
/// Nobody types more, and it all goes back into links.
const LONGEST: usize = 200;

/// Filters as they stand in the address. What was typed is kept even when it cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filters([String; NAMES.len()]);

/// One filter that is on, and the address without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Active {
    /// In words: `Kabul`, `from 1 Sep 2022`.
    pub(crate) words: String,
    /// The same page without it.
    pub(crate) href: String,
}

/// What the filter form shows.
#[derive(Debug, Clone)]
pub(crate) struct FilterForm {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) q: String,
    pub(crate) provinces: Vec<Choice>,
    pub(crate) event_types: Vec<Choice>,
    pub(crate) targets: Vec<Choice>,
    pub(crate) places: Vec<Choice>,
    pub(crate) claimed: Vec<Choice>,
    pub(crate) active: Vec<Active>,
    pub(crate) errors: Vec<FormError>,
    /// The page the form is on: where it is sent, and what is left when all is cleared.
    pub(crate) path: &'static str,
}

impl Filters {
    /// Reads a query. Unknown names are ignored, of repeated ones the first counts.
    pub(crate) fn from_query(query: Option<&str>) -> Self {
        let fields = pairs_of(query);
        Self(NAMES.map(|name| fields.text(name).trim().chars().take(LONGEST).collect()))
    }

    /// What stands under a name.
    pub(crate) fn value(&self, name: &str) -> &str {
        NAMES
            .iter()
            .position(|known| *known == name)
            .map_or("", |at| &self.0[at])
    }

    /// The same filters with one changed; an empty value takes it away.
    pub(crate) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut changed = self.clone();
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            changed.0[at] = value.into();
        }
        changed
    }

    /// Whether nothing narrows the list.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// What the dataset is asked. A day that cannot be read narrows nothing; the form says so.
    pub(crate) fn filter(&self) -> PublicFilter {
        let some = |name| Some(self.value(name).to_owned()).filter(|value| !value.is_empty());
        PublicFilter {
            from: self.day("from"),
            to: self.day("to"),
            province: some("province"),
            event_type: some("type"),
            target: some("target"),
            location_type: some("place"),
            is_claimed: match self.value("claimed") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            text: some("q"),
        }
    }

    /// The names that have a value, with it.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let pairs = NAMES.into_iter().zip(self.0.iter().map(String::as_str));
        pairs.filter(|(_, value)| !value.is_empty())
    }

    /// The first value that cannot be read, and the code of why.
    pub(crate) fn unread(&self) -> Option<(&'static str, &'static str)> {
        let bad = |name: &&str| !self.value(name).is_empty() && self.day(name).is_none();
        if let Some(name) = ["from", "to"].into_iter().find(bad) {
            return Some((name, "filter-bad-day"));
        }
        let is_known = matches!(self.value("claimed"), "" | "yes" | "no");
        (!is_known).then_some(("claimed", "filter-bad-claimed"))
    }

    /// As a query without the question mark; with `extra` pairs in front.
    pub(crate) fn query(&self, extra: &[(&str, String)]) -> String {
        let extra = extra.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<_> = extra
            .chain(
                self.pairs()
                    .map(|(name, value)| -> (&str, &str) { (name, value) }),
            )
            .filter(|(_, value)| !value.is_empty())
            .collect();
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// An address with these filters.
    pub(crate) fn href(&self, path: &str) -> String {
        self.href_with(path, &[])
    }

    /// An address with these filters and more.
    pub(crate) fn href_with(&self, path: &str, extra: &[(&str, String)]) -> String {
        match self.query(extra).as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The form, with the choices there are and how many each would find.
    pub(crate) fn form(&self, t: &Translator, facets: &Facets, path: &'static str) -> FilterForm {
        let plain = |name: &str| name.to_owned();
        let event_type = |code: &str| code_words(t, "event-type", code);
        let target = |code: &str| code_words(t, "target", code);
        let place = |code: &str| code_words(t, "location-type", code);
        FilterForm {
            from: self.value("from").to_owned(),
            to: self.value("to").to_owned(),
            q: self.value("q").to_owned(),
            provinces: options(t, &facets.provinces, self.value("province"), plain),
            event_types: options(t, &facets.event_types, self.value("type"), event_type),
            targets: options(t, &facets.targets, self.value("target"), target),
            places: options(t, &facets.location_types, self.value("place"), place),
            claimed: ["", "yes", "no"].map(|code| self.claimed(t, code)).into(),
            active: self.active(t, path),
            errors: self.errors(t),
            path,
        }
    }

    fn claimed(&self, t: &Translator, code: &str) -> Choice {
        let key = match code {
            "yes" => "filter-claimed-yes",
            "no" => "filter-claimed-no",
            _ => "filter-any",
        };
        Choice {
            code: code.to_owned(),
            words: t.get(key),
            meaning: String::new(),
            selected: self.value("claimed") == code,
        }
    }

    fn day(&self, name: &str) -> Option<NaiveDate> {
        self.value(name).parse().ok()
    }

    fn active(&self, t: &Translator, path: &str) -> Vec<Active> {
        let on = NAMES.into_iter().filter_map(|name| {
            let words = self.words(t, name)?;
            Some(Active {
                words,
                href: self.with(name, "").href(path),
            })
        });
        on.collect()
    }

    fn words(&self, t: &Translator, name: &str) -> Option<String> {
        let value = Some(self.value(name)).filter(|value| !value.is_empty())?;
        match name {
            "from" | "to" => {
                let day = self.day(name)?.format("%-d %b %Y");
                Some(t.get1(format!("filter-active-{name}"), "day", day))
            }
            "type" => Some(code_words(t, "event-type", value)),
            "target" => Some(code_words(t, "target", value)),
            "place" => Some(code_words(t, "location-type", value)),
            "claimed" => Some(self.claimed(t, value).words),
            "q" => Some(t.get1("filter-active-words", "words", value)),
            _ => Some(value.to_owned()),
        }
    }

    fn errors(&self, t: &Translator) -> Vec<FormError> {
        let unread = |name: &&'static str| !self.value(name).is_empty() && self.day(name).is_none();
        let message = t.get("filter-bad-day");
        let bad = ["from", "to"].into_iter().filter(|name| unread(name));
        let mut errors: Vec<_> = bad
            .map(|field| FormError {
                field,
                message: message.clone(),
            })
            .collect();
        if let (Some(from), Some(to)) = (self.day("from"), self.day("to"))
            && from > to
        {
            errors.push(FormError {
                field: "to",
                message: t.get("filter-days-crossed"),
            });
        }
        errors
    }
}

impl FilterForm {
    /// The message of one field, or nothing.
    pub(crate) fn error(&self, field: &str) -> &str {
        super::refusals::error_of(&self.errors, field)
    }
}

/// One number of a query, such as the page of a list.
pub(crate) fn number_in(query: Option<&str>, name: &str) -> Option<u64> {
    pairs_of(query).number(name)
}

/// One text of a query.
pub(crate) fn text_in(query: Option<&str>, name: &str) -> String {
    pairs_of(query).text(name)
}

fn pairs_of(query: Option<&str>) -> Fields {
    let pairs = serde_urlencoded::from_str::<Vec<(String, String)>>(query.unwrap_or_default());
    Fields::from_pairs(pairs.unwrap_or_default())
}

/// The word for a code. Projects may use codes of their own; those are shown as they are.
pub(crate) fn code_words(t: &Translator, vocabulary: &str, code: &str) -> String {
    let key = format!("vocab-{vocabulary}-{}", code.replace('_', "-"));
    if t.knows(&key) {
        t.get(key)
    } else {
        code.replace('_', " ")
    }
}

/// "Any", then every value with its count. A value from the address that the dataset does not hold
/// stays in the list, so that the form says what is asked.
fn options(
    t: &Translator,
    counts: &[(String, u64)],
    selected: &str,
    words: impl Fn(&str) -> String,
) -> Vec<Choice> {
    let choice = |code: &str, words: String| Choice {
        code: code.to_owned(),
        words,
        meaning: String::new(),
        selected: code == selected,
    };
    let held = counts.iter().filter(|(code, _)| !code.is_empty());
    let mut all: Vec<_> = held
        .map(|(code, count)| choice(code, format!("{} ({count})", words(code))))
        .collect();
    all.sort_by(|a, b| a.words.cmp(&b.words));
    if !selected.is_empty() && all.iter().all(|option| !option.selected) {
        all.insert(0, choice(selected, format!("{} (0)", words(selected))));
    }
    all.insert(0, choice("", t.get("filter-any")));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    fn filters(query: &str) -> Filters {
        Filters::from_query(Some(query))
    }

    #[test]
    fn an_address_survives_being_read_and_written() {
        let query = "from=2022-09-01&province=Kabul&q=caf%C3%A9+%26+school";
        assert_eq!(filters(query).query(&[]), query);
        assert_eq!(filters("").href("/incidents"), "/incidents");
        let second = filters(query).href_with("/incidents", &[("page", "2".into())]);
        assert_eq!(second, format!("/incidents?page=2&{query}"));
    }

    #[test]
    fn nothing_in_an_address_is_refused() {
        let odd = filters("from=yesterday&from=2022-01-01&page=2&nonsense=%FF&type=%20raid%20");
        assert_eq!(odd.filter().from, None);
        assert_eq!(odd.filter().event_type.as_deref(), Some("raid"));
        let t = Locales::load().get(None);
        let fields: Vec<_> = odd.errors(&t).iter().map(|error| error.field).collect();
        assert_eq!(fields, ["from"]);
        assert_eq!(
            filters("from=2023-01-02&to=2023-01-01").errors(&t)[0].field,
            "to"
        );
    }

    #[test]
    fn each_active_filter_can_be_taken_away_alone() {
        let t = Locales::load().get(None);
        let active = filters("to=2022-09-30&province=Kabul").active(&t, "/");
        let hrefs: Vec<_> = active.iter().map(|one| one.href.as_str()).collect();
        assert_eq!(hrefs, ["/?province=Kabul", "/?to=2022-09-30"]);
        assert_eq!(active[1].words, "Kabul");
    }

    #[test]
    fn a_value_the_dataset_does_not_hold_stays_chosen() {
        let t = Locales::load().get(None);
        let facets = Facets {
            provinces: vec![("Kabul".into(), 31)],
            ..Facets::default()
        };
        let form = filters("province=Atlantis").form(&t, &facets, "/");
        let words: Vec<_> = form
            .provinces
            .iter()
            .map(|one| one.words.as_str())
            .collect();
        assert_eq!(
            words,
            [t.get("filter-any").as_str(), "Atlantis (0)", "Kabul (31)"]
        );
        assert!(form.provinces[1].selected);
    }
}
