//! Where somebody with an account starts.

use askama::Template;
use axum::{extract::State, response::Response};
use cairn_app::AppError;
use cairn_domain::{Action, permit};

use crate::{
    Web,
    present::{Moment, moment},
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page},
};

#[derive(Template)]
#[template(path = "projects.html")]
struct ProjectsPage {
    shell: Shell,
    projects: Vec<Entry>,
    /// Whether the visitor runs the instance.
    operator: bool,
}

/// One project of the visitor.
struct Entry {
    code: String,
    name: String,
    summary: String,
    role: String,
    href: String,
    demo: bool,
}

/// `GET /projects`
pub(crate) async fn list(State(web): State<Web>, visitor: Visitor) -> Result<Response, WebError> {
    let account = visitor.signed_in()?;
    let memberships = web
        .app
        .store
        .read()
        .memberships_of(account.id)
        .await
        .map_err(AppError::from)?;
    let projects = memberships.into_iter().map(|(project, role)| {
        let team = permit::allows(role, Action::ViewItems);
        Entry {
            href: if team {
                format!("/projects/{}/queue", project.code)
            } else {
                "/my/submissions".into()
            },
            role: visitor.t.vocab("role", role),
            code: project.code.to_string(),
            name: project.name,
            summary: project.summary,
            demo: project.is_demo,
        }
    });
    let shell = visitor.shell(visitor.t.get("projects-title"));
    page(&ProjectsPage {
        projects: projects.collect(),
        operator: account.is_operator,
        shell,
    })
}

#[derive(Template)]
#[template(path = "my_submissions.html")]
struct MySubmissionsPage {
    shell: Shell,
    rows: Vec<Submitted>,
}

/// One item the visitor handed in.
struct Submitted {
    id: String,
    title: String,
    received: Moment,
    standing: String,
}

/// `GET /my/submissions`: a member follows what they handed in, as coarsely as a receipt tells it.
pub(crate) async fn my_submissions(
    State(web): State<Web>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    let user = visitor.signed_in()?.id;
    let reads = web.app.store.read();
    let mut rows = Vec::new();
    for (project, _) in reads.memberships_of(user).await.map_err(AppError::from)? {
        let items = reads
            .items_of_submitter(project.id, user)
            .await
            .map_err(AppError::from)?;
        rows.extend(items.into_iter().map(|item| {
            let standing = cairn_app::intake::standing(item.state.kind, item.state.outcome);
            Submitted {
                id: format!("{}-{}", project.code, item.short),
                title: item.title,
                received: moment(item.received_at, &project.zone),
                standing: visitor
                    .t
                    .get(format!("standing-{}", standing.code().replace('_', "-"))),
            }
        }));
    }
    page(&MySubmissionsPage {
        shell: visitor.shell(visitor.t.get("my-submissions-title")),
        rows,
    })
}
