//! `/incidents`: what a filter finds, as a table or as a list of equal content, a page at a time.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    public::{self, Dataset, PublicList},
    stored::{Facet, PublicFilter},
};

use super::{AsOf, frame, map::shown, not_yet, public_page, row::Row};
use crate::{
    Web,
    i18n::Translator,
    present::{
        chart::{self, MonthChart},
        facet_links::{FacetGroup, facet_groups},
        filters::{FilterForm, Filters, number_in, text_in},
    },
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

const PER_PAGE: u64 = 50;
const PATH: &str = "/incidents";

#[derive(Template)]
#[template(path = "public/incidents.html")]
struct ListPage {
    shell: Shell,
    as_of: AsOf,
    filters: FilterForm,
    facets: Vec<FacetGroup>,
    views: [Vec<View>; 2],
    chart: MonthChart,
    view_box: String,
    is_list: bool,
    rows: Vec<Row>,
    shown: String,
    position: String,
    previous: String,
    next: String,
    downloads: Vec<File>,
    filter_href: String,
    map_href: String,
    total: u64,
}

/// The same attacks in another form, or some of them.
struct View {
    words: String,
    href: String,
    count: Option<u64>,
    is_chosen: bool,
}

/// A form in which what is shown can be had.
struct File {
    words: String,
    href: String,
}

/// What is shown and in which form.
struct Asked<'a> {
    filters: &'a Filters,
    page: u64,
    is_list: bool,
}

/// What was read for it.
struct Found {
    list: PublicList,
    /// Months of the whole dataset.
    months: Vec<(String, u64)>,
    /// How many of what else is asked are claimed by somebody, and by nobody.
    claimed: [u64; 2],
}

/// `GET /incidents`
pub(crate) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let Some(dataset) = public::dataset(&web.app).await? else {
        return not_yet(&visitor, "public-list-title");
    };
    let query = query.as_deref();
    let filters = Filters::from_query(query);
    let asked = Asked {
        page: number_in(query, "page").unwrap_or(1).clamp(1, 1_000_000),
        is_list: text_in(query, "view") == "list",
        filters: &filters,
    };
    let found = read(&web, &dataset, &asked).await?;
    let shell = frame(&visitor, &dataset, visitor.t.get("public-list-title"));
    public_page(
        StatusCode::OK,
        &ListPage::new(shell, &dataset, &asked, &found),
    )
}

async fn read(web: &Web, dataset: &Dataset, asked: &Asked<'_>) -> Result<Found, AppError> {
    let filter = asked.filters.filter();
    let offset = (asked.page - 1) * PER_PAGE;
    let list = public::list(&web.app, dataset, &filter, offset, PER_PAGE).await?;
    let whole = PublicFilter::default();
    let months = public::counts(&web.app, dataset, &whole, Facet::Month).await?;
    let mut claimed = [0; 2];
    for (count, is_claimed) in claimed.iter_mut().zip([true, false]) {
        let one = PublicFilter {
            is_claimed: Some(is_claimed),
            ..filter.clone()
        };
        *count = public::count(&web.app, dataset, &one).await?;
    }
    Ok(Found {
        list,
        months,
        claimed,
    })
}

impl ListPage {
    fn new(shell: Shell, dataset: &Dataset, asked: &Asked<'_>, found: &Found) -> Self {
        let t = &shell.t;
        let (filters, list, page) = (asked.filters, &found.list, asked.page);
        let pages = list.found.div_ceil(PER_PAGE).max(1);
        let incidents = list.incidents.iter();
        Self {
            as_of: AsOf::newest(dataset),
            filters: filters.form(t, &list.facets, PATH),
            facets: facet_groups(t, filters, &list.facets, |filters| asked.href(filters)),
            views: asked.views(t, found.claimed),
            chart: MonthChart::new(t, &found.months, &list.facets.months, filters, PATH),
            view_box: chart::view_box(),
            is_list: asked.is_list,
            rows: incidents.map(|incident| Row::new(t, incident)).collect(),
            shown: shown(t, usize::MAX, list.found, list.total),
            position: t.get2("public-list-page", "page", page, "pages", pages),
            previous: if page > 1 {
                asked.page(page - 1)
            } else {
                String::new()
            },
            next: if page < pages {
                asked.page(page + 1)
            } else {
                String::new()
            },
            downloads: downloads(t, filters),
            filter_href: filters.href("/data/filter.json"),
            map_href: filters.href("/"),
            total: list.total,
            shell,
        }
    }
}

impl Asked<'_> {
    fn view(&self) -> (&'static str, String) {
        ("view", if self.is_list { "list" } else { "" }.to_owned())
    }

    /// The first page of other filters in the same form.
    fn href(&self, filters: &Filters) -> String {
        filters.href_with(PATH, &[self.view()])
    }

    fn page(&self, page: u64) -> String {
        let page = match page {
            0 | 1 => String::new(),
            page => page.to_string(),
        };
        self.filters.href_with(PATH, &[("page", page), self.view()])
    }

    /// List or table; and all, those that are claimed too, and those that nobody claims.
    fn views(&self, t: &Translator, claimed: [u64; 2]) -> [Vec<View>; 2] {
        let form = |key: &str, is_list: bool| View {
            words: t.get(key),
            href: Asked { is_list, ..*self }.href(self.filters),
            count: None,
            is_chosen: self.is_list == is_list,
        };
        let chosen = self.filters.value("claimed");
        let claim = |key: &str, code: &str, count: u64| View {
            words: t.get(key),
            href: self.href(&self.filters.with("claimed", code)),
            count: Some(count),
            is_chosen: chosen == code,
        };
        [
            vec![form("views-table", false), form("views-list", true)],
            vec![
                claim("views-claimed-all", "", claimed[0] + claimed[1]),
                claim("views-claimed-yes", "yes", claimed[0]),
                claim("views-claimed-no", "no", claimed[1]),
            ],
        ]
    }
}

fn downloads(t: &Translator, filters: &Filters) -> Vec<File> {
    let file = |(name, key): (&str, &str)| File {
        words: t.get(key),
        href: filters.href(&format!("/data/{name}")),
    };
    [
        ("incidents.csv", "dataset-csv"),
        ("incidents.geojson", "dataset-geojson"),
        ("incidents.jsonl", "download-jsonl"),
        ("incidents.json", "download-json"),
        ("incidents.parquet", "download-parquet"),
        ("dataset.sqlite", "download-sqlite"),
        ("incidents.xlsx", "download-xlsx"),
    ]
    .map(file)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    fn sample(query: &str, found: u64, page: u64) -> ListPage {
        let mut list = sample::list(&[sample::kaaj(), sample::invented()]);
        (list.found, list.total) = (found, 120);
        let filters = Filters::from_query(Some(query));
        let asked = Asked {
            page,
            is_list: query.contains("view=list"),
            filters: &filters,
        };
        let found = Found {
            months: list.facets.months.clone(),
            claimed: [1, 1],
            list,
        };
        ListPage::new(sample::shell(), &sample::dataset(), &asked, &found)
    }

    #[test]
    fn pages_keep_the_filter() {
        let page = sample("type=shooting", 120, 2);
        assert_eq!(page.previous, "/incidents?type=shooting");
        assert_eq!(page.next, "/incidents?page=3&type=shooting");
        let last = sample("", 120, 3);
        assert_eq!(
            (last.previous.as_str(), last.next.as_str()),
            ("/incidents?page=2", "")
        );
    }

    #[test]
    fn the_table_says_what_the_map_says() {
        // And the list says what the table says.
        for view in ["", "view=list"] {
            let html = sample(view, 2, 1).render().expect("renders");
            assert_eq!(html.contains("data-rows"), view.is_empty());
            for words in [
                "AFG-7K3QXM",
                "25 to 54",
                "27 to 110",
                "Suicide bombing",
                "Hazara",
                "30 Sep 2022",
                "Attack on the Kaaj educational centre",
            ] {
                assert!(html.contains(words), "{words}");
            }
        }
    }
}
