//! `/`: what this is, how much of it, and the map beside the list.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    public::{self, Dataset, PublicIncident, PublicList},
    stored::PublicFilter,
};

use super::{AsOf, frame, not_yet, public_page, row::Row, sketch::Sketch};
use crate::{
    Web,
    i18n::Translator,
    present::{
        chart::{self, MonthChart},
        filters::{FilterForm, Filters},
    },
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

/// How many incidents stand beside the map; the rest is a page away.
const LISTED: usize = 50;
/// How many are read for the figures and for the drawing that stands where no map can.
const READ: u64 = 500;

#[derive(Template)]
#[template(path = "public/map.html")]
struct MapPage {
    shell: Shell,
    name: String,
    summary: String,
    as_of: AsOf,
    stats: Vec<Stat>,
    filters: FilterForm,
    chart: MonthChart,
    view_box: String,
    shown: String,
    rows: Vec<Row>,
    sketch: Sketch,
    points_src: String,
    csv_href: String,
    geojson_href: String,
    list_href: String,
    found: u64,
    total: u64,
}

/// One figure with its denominator.
struct Stat {
    value: String,
    words: String,
}

/// `GET /`
pub(crate) async fn map(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let Some(dataset) = public::dataset(&web.app).await? else {
        return not_yet(&visitor, "public-map-title");
    };
    let filters = Filters::from_query(query.as_deref());
    let whole = public::list(&web.app, &dataset, &PublicFilter::default(), 0, READ).await?;
    let narrowed = match filters.is_empty() {
        true => None,
        false => Some(public::list(&web.app, &dataset, &filters.filter(), 0, READ).await?),
    };
    let found = narrowed.as_ref().unwrap_or(&whole);
    let shell = frame(&visitor, &dataset, visitor.t.get("public-map-title"));
    public_page(
        StatusCode::OK,
        &MapPage::new(shell, &dataset, &filters, &whole, found),
    )
}

impl MapPage {
    fn new(
        shell: Shell,
        dataset: &Dataset,
        filters: &Filters,
        whole: &PublicList,
        found: &PublicList,
    ) -> Self {
        let t = &shell.t;
        let listed = found.incidents.iter().take(LISTED);
        let for_map = [("for", "map".to_owned())];
        Self {
            name: dataset.project.name.clone(),
            summary: dataset.project.summary.clone(),
            as_of: AsOf::newest(dataset),
            stats: stats(t, whole, found, filters.value("province")),
            filters: filters.form(t, &found.facets, "/"),
            chart: MonthChart::new(t, &whole.facets.months, &found.facets.months, filters, "/"),
            view_box: chart::view_box(),
            shown: shown(
                t,
                found.incidents.len().min(LISTED),
                found.found,
                found.total,
            ),
            rows: listed.map(|incident| Row::new(t, incident)).collect(),
            sketch: Sketch::new(t, &found.incidents),
            points_src: filters.href_with("/data/incidents.geojson", &for_map),
            csv_href: filters.href("/data/incidents.csv"),
            geojson_href: filters.href("/data/incidents.geojson"),
            list_href: filters.href("/incidents"),
            found: found.found,
            total: found.total,
            shell,
        }
    }
}

/// `18 of 70 attacks`, and how many of those a filter found are listed here.
pub(super) fn shown(t: &Translator, listed: usize, found: u64, total: u64) -> String {
    let listed = u64::try_from(listed).unwrap_or(u64::MAX);
    let of_all = t.get2("public-shown", "shown", found, "total", total);
    if listed < found {
        return t.get2("public-shown-part", "listed", listed, "all", of_all);
    }
    of_all
}

/// Figures of what is shown, each with what it is out of. Those that need every record read are
/// left out where the dataset is larger than what was read.
fn stats(t: &Translator, whole: &PublicList, found: &PublicList, province: &str) -> Vec<Stat> {
    let of = |count: usize, total: usize| match count == total {
        true => count.to_string(),
        false => t.get2("public-stat-of", "count", count, "total", total),
    };
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let (here, all) = (number(found.found), number(found.total));
    let stat = |value: String, key: &str| Stat {
        value,
        words: t.get(key),
    };
    let mut stats = vec![stat(of(here, all), "public-stat-incidents")];
    if whole.incidents.len() == all && found.incidents.len() == here {
        let pieces = of(evidence(&found.incidents), evidence(&whole.incidents));
        stats.push(stat(pieces, "public-stat-evidence"));
    }
    // The facet counts the other provinces too, so that they can be chosen.
    let here_provinces = match province {
        "" => found.facets.provinces.len(),
        _ => usize::from(here > 0),
    };
    let provinces = of(here_provinces, whole.facets.provinces.len());
    stats.push(stat(provinces, "public-stat-provinces"));
    if found.incidents.len() == here && here > 0 {
        let crowds = found
            .incidents
            .iter()
            .filter(|incident| incident.crowd_in_public)
            .count();
        let words = t.get2("public-stat-of", "count", crowds, "total", here);
        stats.push(stat(words, "public-stat-crowd"));
    }
    stats
}

fn evidence(incidents: &[PublicIncident]) -> usize {
    incidents
        .iter()
        .map(|incident| incident.evidence.len())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    impl MapPage {
        fn sample(query: &str) -> Self {
            let (dataset, whole) = (
                sample::dataset(),
                sample::list(&[sample::kaaj(), sample::invented()]),
            );
            let mut found = sample::list(&[sample::kaaj()]);
            found.total = 2;
            Self::new(
                sample::shell(),
                &dataset,
                &Filters::from_query(Some(query)),
                &whole,
                &found,
            )
        }
    }

    #[test]
    fn the_filter_stands_in_every_link() {
        let html = MapPage::sample("province=Kabul&from=2022-09-01")
            .render()
            .expect("renders");
        for address in [
            "/data/incidents.geojson?for=map&#38;from=2022-09-01&#38;province=Kabul",
            "/data/incidents.csv?from=2022-09-01&#38;province=Kabul",
            "/incidents?from=2022-09-01&#38;province=Kabul",
        ] {
            assert!(html.contains(address), "{address}");
        }
        assert!(html.contains("1 of 2 attacks"));
        assert!(html.contains("/incidents/AFG-7K3QXM"));
    }

    #[test]
    fn an_empty_result_says_what_to_do() {
        let (dataset, whole) = (sample::dataset(), sample::list(&[sample::kaaj()]));
        let mut none = sample::list(&[]);
        none.total = 1;
        let filters = Filters::from_query(Some("province=Atlantis"));
        let page = MapPage::new(sample::shell(), &dataset, &filters, &whole, &none);
        let html = page.render().expect("renders");
        assert!(html.contains(&page.shell.t.get("public-none-shown")));
        assert!(html.contains("Atlantis (0)"));
    }

    #[test]
    fn figures_carry_their_denominators() {
        let page = MapPage::sample("province=Kabul");
        let values: Vec<_> = page.stats.iter().map(|stat| stat.value.as_str()).collect();
        assert_eq!(values, ["1 of 2", "1 of 2", "1 of 2", "1 of 1"]);
    }
}
