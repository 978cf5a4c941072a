//! The analysis of what is published, for anybody, and the published claims behind its numbers.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    analysis::{self, PublicAnalysis},
    public::{self, PublicClaim},
};

use super::{
    csv::csv,
    view::{Places, View, view},
};
use crate::{
    Web,
    i18n::Translator,
    pages::public::{frame, not_yet, public_page},
    present::filters::text_in,
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "analysis/public.html")]
struct PublicPage {
    shell: Shell,
    lead: String,
    as_of: String,
    view: View,
}

#[derive(Template)]
#[template(path = "analysis/claims.html")]
struct ClaimsPage {
    shell: Shell,
    found: String,
    is_narrowed: bool,
    rows: Vec<Row>,
}

/// One published claim.
struct Row {
    id: String,
    date: String,
    claimant: String,
    source: String,
    statement: String,
    place: String,
    killed: String,
    injured: String,
    kind: String,
    status: String,
}

/// `GET /analysis`
pub(crate) async fn public(State(web): State<Web>, visitor: Visitor) -> Result<Response, WebError> {
    if public::dataset(&web.app).await?.is_none() {
        return not_yet(&visitor, "analysis-title");
    }
    let (dataset, found) = material(&web).await?;
    let t = &visitor.t;
    let places = Places {
        claims: "/claims".to_owned(),
        incidents: "/incidents".to_owned(),
        claim: String::new(),
        incident: format!("/incidents/{}-", dataset.project.code),
        tables: "/analysis".to_owned(),
    };
    let material = &found.material;
    let lead = [
        ("verified", material.verified().count().to_string()),
        ("claims", material.counted().count().to_string()),
    ];
    let code = dataset.project.code.to_string();
    public_page(
        StatusCode::OK,
        &PublicPage {
            shell: frame(&visitor, &dataset, t.get("analysis-title")),
            lead: t.with("analysis-public-lead", &lead),
            as_of: t.get1("analysis-as-of", "version", found.version),
            view: view(t, &code, material, &places, false),
        },
    )
}

/// `GET /analysis/{name}`: one table as CSV.
pub(crate) async fn public_csv(
    State(web): State<Web>,
    Path(name): Path<String>,
) -> Result<Response, WebError> {
    let (dataset, found) = material(&web).await?;
    let key = name.strip_suffix(".csv").unwrap_or_default();
    let code = format!("{}-release-{}", dataset.project.code, found.version);
    csv(&code, key, &found.material, false)
}

/// `GET /claims`: published claims, by what a number of the analysis asks.
pub(crate) async fn public_claims(
    State(web): State<Web>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    if public::dataset(&web.app).await?.is_none() {
        return not_yet(&visitor, "public-claims-title");
    }
    let (dataset, found) = material(&web).await?;
    let t = &visitor.t;
    let asked = |name: &str| text_in(query.as_deref(), name);
    let is = |name: &str, value: &str| {
        let wanted = asked(name);
        wanted.is_empty() || wanted == value
    };
    let wanted = |claim: &&PublicClaim| {
        is("status", claim.status.code())
            && is("kind", claim.kind.code())
            && is("province", &claim.province)
            && is("place", &claim.place_name)
            && is("month", &claim.date.format("%Y-%m").to_string())
            && (asked("counted").is_empty() || claim.is_counted())
    };
    let mut shown: Vec<&PublicClaim> = found.claims.iter().filter(wanted).collect();
    shown.sort_by(|a, b| (b.date, &b.short).cmp(&(a.date, &a.short)));
    let counts = [
        ("found", shown.len().to_string()),
        ("total", found.claims.len().to_string()),
        ("version", found.version.to_string()),
    ];
    public_page(
        StatusCode::OK,
        &ClaimsPage {
            shell: frame(&visitor, &dataset, t.get("public-claims-title")),
            found: t.with("public-claims-found", &counts),
            is_narrowed: shown.len() < found.claims.len(),
            rows: shown.into_iter().map(|claim| row(t, claim)).collect(),
        },
    )
}

async fn material(web: &Web) -> Result<(public::Dataset, PublicAnalysis), AppError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let found = analysis::public_material(&web.app, &dataset).await?;
    Ok((dataset, found))
}

fn row(t: &Translator, claim: &PublicClaim) -> Row {
    let source = match (claim.outlet.as_str(), claim.issue.as_str()) {
        (outlet, "") => outlet.to_owned(),
        (outlet, issue) => t.get2("claim-outlet-issue", "outlet", outlet, "issue", issue),
    };
    let place = match claim.place_name.as_str() {
        "" => claim.province.clone(),
        name => format!("{name}, {}", claim.province),
    };
    Row {
        id: claim.short.clone(),
        date: claim.date.format("%-d %b %Y").to_string(),
        claimant: claim.claimant.clone(),
        source,
        statement: claim.statement.clone(),
        place,
        killed: claim.killed.words().unwrap_or_default(),
        injured: claim.injured.words().unwrap_or_default(),
        kind: t.vocab("claim-kind", claim.kind),
        status: t.vocab("claim-status", claim.status),
    }
}
