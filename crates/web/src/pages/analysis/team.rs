//! The analysis of the team's own rows.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{analysis, audit};
use cairn_domain::{Action, Export};

use super::{
    csv::csv,
    view::{Places, View, view},
};
use crate::{
    Web,
    extract::Member,
    forms::Fields,
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page,
};

#[derive(Template)]
#[template(path = "analysis/team.html")]
struct TeamPage {
    shell: Shell,
    href: String,
    lead: String,
    as_of: String,
    view: View,
    low: String,
    may_edit: bool,
}

/// `GET /projects/{code}/analysis`
pub(crate) async fn team(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
) -> Result<Response, WebError> {
    let t = &visitor.t;
    let material = analysis::team_material(&web.app, &visit).await?;
    let code = visit.project.code.to_string();
    let base = format!("/projects/{code}");
    let places = Places {
        claims: format!("{base}/claims"),
        // The team's list of incidents takes no such filter.
        incidents: String::new(),
        claim: format!("{base}/claims/"),
        incident: format!("{base}/incidents/"),
        tables: format!("{base}/analysis"),
    };
    let lead = [
        ("incidents", material.attacks.len().to_string()),
        ("verified", material.verified().count().to_string()),
        ("claims", material.counted().count().to_string()),
    ];
    page(&TeamPage {
        shell: visitor.shell_in(&visit, Some(Tab::Analysis), t.get("analysis-title")),
        lead: t.with("analysis-lead", &lead),
        as_of: t.get("analysis-as-of-now"),
        view: view(t, &code, &material, &places, true),
        low: material.low_visibility.join("\n"),
        may_edit: visit.may(Action::EditClaims),
        href: places.tables,
    })
}

/// `GET /projects/{code}/analysis/{table}`: one table as CSV.
pub(crate) async fn team_csv(
    State(web): State<Web>,
    Member { visit, .. }: Member,
    Path((code, name)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let material = analysis::team_material(&web.app, &visit).await?;
    let key = name.strip_suffix(".csv").unwrap_or_default();
    let table = csv(&code, key, &material, true)?;
    audit::exported(&web.app, &visit, Export::Analysis).await?;
    Ok(table)
}

/// `POST /projects/{code}/analysis`: marks the provinces that show little.
pub(crate) async fn mark(
    State(web): State<Web>,
    Member { visit, .. }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    analysis::set_low_visibility(&web.app, &visit, &fields.text("low_visibility")).await?;
    let code = &visit.project.code;
    Ok(Redirect::to(&format!("/projects/{code}/analysis?done=visibility-marked")).into_response())
}
