//! Pieces for other people's pages: the map and the months of a filter, without any script. These
//! are the only pages that may stand in a frame of another site.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use cairn_app::{
    AppError,
    public::{self, Dataset},
    stored::{Facet, PublicFilter},
};

use super::{AsOf, frame, public_page, sketch::Sketch};
use crate::{
    Web,
    present::{
        chart::{self, MonthChart},
        filters::Filters,
    },
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

/// Incidents on an embedded map.
const READ: u64 = 500;
/// Nothing but its own styles, and anybody may frame it.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors *";

#[derive(Template)]
#[template(path = "public/embed.html")]
struct EmbedPage {
    shell: Shell,
    as_of: AsOf,
    source: String,
    open_href: String,
    sketch: Option<Sketch>,
    chart: Option<MonthChart>,
    view_box: String,
}

/// `GET /embed/map`: the map of a filter.
pub(crate) async fn embed_map(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = Filters::from_query(query.as_deref());
    let found = public::list(&web.app, &dataset, &filters.filter(), 0, READ).await?;
    let sketch = Sketch::new(&visitor.t, &found.incidents);
    framed(&EmbedPage {
        sketch: Some(sketch),
        ..EmbedPage::bare(&visitor, &dataset, &filters)
    })
}

/// `GET /embed/chart/{name}`: `months`, the attacks of each month under a filter.
pub(crate) async fn embed_chart(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    if name != "months" {
        return Err(AppError::NotFound.into());
    }
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let filters = Filters::from_query(query.as_deref());
    let months = async |filter: &PublicFilter| {
        public::counts(&web.app, &dataset, filter, Facet::Month).await
    };
    let whole = months(&PublicFilter::default()).await?;
    let found = months(&filters.filter()).await?;
    let chart = MonthChart::new(&visitor.t, &whole, &found, &filters, "/");
    framed(&EmbedPage {
        chart: Some(chart),
        ..EmbedPage::bare(&visitor, &dataset, &filters)
    })
}

impl EmbedPage {
    fn bare(visitor: &Visitor, dataset: &Dataset, filters: &Filters) -> Self {
        let as_of = AsOf::newest(dataset);
        let source = [
            ("project", dataset.project.name.clone()),
            ("version", as_of.version.to_string()),
            ("date", as_of.date.clone()),
        ];
        Self {
            shell: frame(visitor, dataset, dataset.project.name.clone()),
            source: visitor.t.with("embed-source", &source),
            open_href: filters.href("/"),
            sketch: None,
            chart: None,
            view_box: chart::view_box(),
            as_of,
        }
    }
}

fn framed(page: &EmbedPage) -> Result<Response, WebError> {
    let mut response = public_page(StatusCode::OK, page)?;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(FRAMED),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    #[test]
    fn it_has_its_source_and_no_script() {
        let shell = sample::shell();
        let sketch = Sketch::new(&shell.t, &[sample::kaaj()]);
        let page = EmbedPage {
            as_of: AsOf::newest(&sample::dataset()),
            source: "Afghanistan attacks, release 2".into(),
            open_href: "/?province=Kabul".into(),
            sketch: Some(sketch),
            chart: None,
            view_box: chart::view_box(),
            shell,
        };
        let html = page.render().expect("renders");
        assert!(html.contains("release 2") && html.contains("href=\"/?province=Kabul\""));
        assert!(!html.contains("<script"));
    }
}
