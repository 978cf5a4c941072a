//! `/about`: what this is, how a record gets here, what is protected, who runs it.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use cairn_app::public;

use super::{frame, public_page};
use crate::{Web, problem::WebError, shell::Shell, visitor::Visitor};

#[derive(Template)]
#[template(path = "public/about.html")]
struct AboutPage {
    shell: Shell,
    /// Of the project, in the words of whoever runs it; empty before the first release.
    summary: String,
}

/// `GET /about`
pub(crate) async fn about(State(web): State<Web>, visitor: Visitor) -> Result<Response, WebError> {
    let title = visitor.t.get("about-title");
    let page = match public::dataset(&web.app).await? {
        Some(dataset) => AboutPage {
            shell: frame(&visitor, &dataset, title),
            summary: dataset.project.summary,
        },
        None => AboutPage {
            shell: visitor.shell(title),
            summary: String::new(),
        },
    };
    public_page(StatusCode::OK, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::{NotYetPage, sample};

    #[test]
    fn it_says_who_runs_it_and_what_is_protected() {
        let page = AboutPage {
            shell: sample::shell(),
            summary: "Run by the demo team.".into(),
        };
        let html = page.render().expect("renders");
        assert!(html.contains("Run by the demo team."));
        assert!(html.contains(&page.shell.t.get("about-protect-title")));
    }

    #[test]
    fn before_the_first_release_the_page_teaches() {
        let html = NotYetPage {
            shell: sample::shell(),
        }
        .render()
        .expect("renders");
        assert!(html.contains("href=\"/submit\"") && html.contains("href=\"/about\""));
    }
}
