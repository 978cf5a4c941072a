//! `/incidents`: the map's content as a table, a page at a time.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    public::{self, Dataset, PublicList},
    stored::{Facets, PublicFilter},
};

use super::{AsOf, frame, map::shown, not_yet, public_page, row::Row};
use crate::{
    Web,
    present::filters::{FilterForm, Filters, number_in},
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
    rows: Vec<Row>,
    shown: String,
    position: String,
    previous: String,
    next: String,
    csv_href: String,
    geojson_href: String,
    map_href: String,
    total: u64,
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
    let filters = Filters::from_query(query.as_deref());
    let page = number_in(query.as_deref(), "page")
        .unwrap_or(1)
        .clamp(1, 1_000_000);
    let offset = (page - 1) * PER_PAGE;
    let found = public::list(&web.app, &dataset, &filters.filter(), offset, PER_PAGE).await?;
    let whole = match filters.is_empty() {
        true => found.facets.clone(),
        false => {
            public::list(&web.app, &dataset, &PublicFilter::default(), 0, 1)
                .await?
                .facets
        }
    };
    let shell = frame(&visitor, &dataset, visitor.t.get("public-list-title"));
    public_page(
        StatusCode::OK,
        &ListPage::new(shell, &dataset, &filters, &whole, &found, page),
    )
}

impl ListPage {
    fn new(
        shell: Shell,
        dataset: &Dataset,
        filters: &Filters,
        whole: &Facets,
        found: &PublicList,
        page: u64,
    ) -> Self {
        let t = &shell.t;
        let to = |page: u64| filters.href_with(PATH, &[("page", page.to_string())]);
        let pages = found.found.div_ceil(PER_PAGE).max(1);
        Self {
            as_of: AsOf::newest(dataset),
            filters: filters.form(t, whole, PATH),
            rows: found
                .incidents
                .iter()
                .map(|incident| Row::new(t, incident))
                .collect(),
            shown: shown(t, usize::MAX, found.found, found.total),
            position: t.get2("public-list-page", "page", page, "pages", pages),
            previous: match page {
                0 | 1 => String::new(),
                2 => filters.href(PATH),
                page => to(page - 1),
            },
            next: if page < pages {
                to(page + 1)
            } else {
                String::new()
            },
            csv_href: filters.href("/data/incidents.csv"),
            geojson_href: filters.href("/data/incidents.geojson"),
            map_href: filters.href("/"),
            total: found.total,
            shell,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    fn sample(query: &str, found: u64, page: u64) -> ListPage {
        let mut list = sample::list(&[sample::kaaj(), sample::invented()]);
        (list.found, list.total) = (found, 120);
        let filters = Filters::from_query(Some(query));
        ListPage::new(
            sample::shell(),
            &sample::dataset(),
            &filters,
            &list.facets,
            &list,
            page,
        )
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
        let html = sample("", 2, 1).render().expect("renders");
        for words in [
            "AFG-7K3QXM",
            "25 to 54",
            "Suicide bombing",
            "Hazara",
            "30 Sep 2022",
        ] {
            assert!(html.contains(words), "{words}");
        }
    }
}
