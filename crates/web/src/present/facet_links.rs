//! Facets as links: every value with how many it would find, the chosen one leading back out.

use cairn_app::stored::Facets;

use super::filters::{Filters, code_words};
use crate::i18n::Translator;

/// Values in sight; the others are behind a step.
const IN_SIGHT: usize = 8;

/// The values of one thing.
#[derive(Debug, Clone)]
pub(crate) struct FacetGroup {
    pub(crate) title: String,
    pub(crate) links: Vec<FacetLink>,
    pub(crate) more: Vec<FacetLink>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacetLink {
    pub(crate) words: String,
    pub(crate) count: u64,
    /// The page narrowed to it, or widened again if it is chosen.
    pub(crate) href: String,
    pub(crate) is_chosen: bool,
}

/// The facets of a page, those with nothing to choose left out.
pub(crate) fn facet_groups(
    t: &Translator,
    filters: &Filters,
    facets: &Facets,
    href: impl Fn(&Filters) -> String,
) -> Vec<FacetGroup> {
    let groups = [
        ("province", "filter-province", "", &facets.provinces),
        ("type", "filter-type", "event-type", &facets.event_types),
        ("target", "filter-target", "target", &facets.targets),
        (
            "place",
            "filter-place",
            "location-type",
            &facets.location_types,
        ),
    ];
    let group = |(name, key, vocabulary, counts): (&'static str, &str, &str, &[(String, u64)])| {
        let mut links: Vec<_> = counts
            .iter()
            .filter(|(code, _)| !code.is_empty())
            .map(|(code, count)| {
                let is_chosen = filters.value(name) == code;
                FacetLink {
                    words: match vocabulary {
                        "" => code.clone(),
                        vocabulary => code_words(t, vocabulary, code),
                    },
                    count: *count,
                    href: href(&filters.with(name, if is_chosen { "" } else { code })),
                    is_chosen,
                }
            })
            .collect();
        links.sort_by(|a, b| {
            let rank = |link: &FacetLink| (!link.is_chosen, std::cmp::Reverse(link.count));
            rank(a).cmp(&rank(b)).then_with(|| a.words.cmp(&b.words))
        });
        let more = links.split_off(links.len().min(IN_SIGHT));
        FacetGroup {
            title: t.get(key),
            links,
            more,
        }
    };
    let groups =
        groups.map(|(name, key, vocabulary, counts)| group((name, key, vocabulary, counts)));
    groups
        .into_iter()
        .filter(|group| !group.links.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn the_chosen_value_comes_first_and_leads_back_out() {
        let t = Locales::load().get(None);
        let facets = Facets {
            provinces: vec![
                ("Herat".into(), 9),
                ("Kabul".into(), 31),
                ("Kunar".into(), 2),
            ],
            ..Facets::default()
        };
        let filters = Filters::from_query(Some("province=Kunar&q=school"));
        let groups = facet_groups(&t, &filters, &facets, |filters| filters.href("/incidents"));
        assert_eq!(groups.len(), 1, "nothing to choose, nothing to show");
        let links: Vec<_> = groups[0]
            .links
            .iter()
            .map(|link| (link.words.as_str(), link.count))
            .collect();
        assert_eq!(links, [("Kunar", 2), ("Kabul", 31), ("Herat", 9)]);
        assert_eq!(groups[0].links[0].href, "/incidents?q=school");
        assert_eq!(
            groups[0].links[1].href,
            "/incidents?province=Kabul&q=school"
        );
    }
}
