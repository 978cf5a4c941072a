//! The register as a list.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use cairn_app::{
    audit,
    claim::{self, ClaimFilter, ClaimList, ListedClaim},
};
use cairn_domain::{Action, Export};

use super::words::{badge, csv_answer, place, source};
use crate::{
    Web,
    extract::Member,
    i18n::Translator,
    present::{
        Choice,
        filters::{number_in, text_in},
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page,
};

/// Rows on one page.
const PAGE: usize = 100;
/// Names in the address.
const NAMES: [&str; 10] = [
    "status", "kind", "claimant", "province", "month", "place", "tied", "q", "repeated", "counted",
];

#[derive(Template)]
#[template(path = "claims/list.html")]
struct ListPage {
    shell: Shell,
    href: String,
    csv_href: String,
    filter: ClaimFilter,
    is_filtered: bool,
    statuses: Vec<Choice>,
    kinds: Vec<Choice>,
    claimants: Vec<Choice>,
    provinces: Vec<Choice>,
    months: Vec<Choice>,
    tied: Vec<Choice>,
    rows: Vec<Row>,
    lead: String,
    found: String,
    previous: String,
    next: String,
    total: usize,
    may_edit: bool,
}

struct Row {
    id: String,
    href: String,
    kind: String,
    date: String,
    claimant: String,
    source: String,
    statement: String,
    place: String,
    killed: String,
    injured: String,
    status: String,
    badge: &'static str,
    why: String,
    needs: bool,
}

/// `GET /projects/{code}/claims`
pub(crate) async fn list(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let filter = filter(query.as_deref());
    let found = claim::list(&web.app, &visit, &filter).await?;
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let href = format!("/projects/{code}/claims");
    let at = number_in(query.as_deref(), "page").unwrap_or(1).max(1);
    let at = usize::try_from(at).unwrap_or(1);
    let first = (at - 1).saturating_mul(PAGE).min(found.rows.len());
    let shown = found.rows.iter().skip(first).take(PAGE);
    let rows = shown.map(|one| row(t, &code, one)).collect();
    let to = |page: usize, is_there: bool| match is_there {
        true => address(&href, &filter, page),
        false => String::new(),
    };
    page(&ListPage {
        csv_href: address(&format!("{href}/claims.csv"), &filter, 1),
        is_filtered: filter != ClaimFilter::default(),
        statuses: options(t, &found.facets.statuses, &filter.status, |code| {
            t.vocab("claim-status", code)
        }),
        kinds: options(t, &found.facets.kinds, &filter.kind, |code| {
            t.vocab("claim-kind", code)
        }),
        claimants: options(t, &found.facets.claimants, &filter.claimant, str::to_owned),
        provinces: options(t, &found.facets.provinces, &filter.province, str::to_owned),
        months: options(t, &found.facets.months, &filter.month, str::to_owned),
        tied: tied(t, &filter.tied),
        lead: lead(t, &found),
        found: t.get2(
            "claims-found",
            "found",
            found.rows.len(),
            "total",
            found.total,
        ),
        previous: to(at - 1, at > 1),
        next: to(at + 1, first + PAGE < found.rows.len()),
        rows,
        total: found.total,
        may_edit: visit.may(Action::EditClaims),
        shell: visitor.shell_in(&visit, Some(Tab::Claims), t.get("claims-title")),
        filter,
        href,
    })
}

/// `GET /projects/{code}/claims/claims.csv`: what the filter finds.
pub(crate) async fn csv(
    State(web): State<Web>,
    Member { visit, .. }: Member,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let found = claim::list(&web.app, &visit, &filter(query.as_deref())).await?;
    audit::exported(&web.app, &visit, Export::Claims).await?;
    let code = visit.project.code.to_string();
    let claims = found.rows.iter().map(|one| &one.claim);
    csv_answer(
        claim::csv_of_claims(&code, claims)?,
        &format!("{code}-claims.csv"),
    )
}

fn filter(query: Option<&str>) -> ClaimFilter {
    let text = |name: &str| -> String { text_in(query, name).trim().chars().take(200).collect() };
    ClaimFilter {
        status: text("status"),
        kind: text("kind"),
        claimant: text("claimant"),
        province: text("province"),
        month: text("month"),
        place: text("place"),
        tied: text("tied"),
        text: text("q"),
        repeated: !text("repeated").is_empty(),
        counted: !text("counted").is_empty(),
    }
}

fn address(path: &str, filter: &ClaimFilter, page: usize) -> String {
    let yes = |is: bool| if is { "yes" } else { "" };
    let values = [
        filter.status.as_str(),
        &filter.kind,
        &filter.claimant,
        &filter.province,
        &filter.month,
        &filter.place,
        &filter.tied,
        &filter.text,
        yes(filter.repeated),
        yes(filter.counted),
    ];
    let page = if page > 1 {
        page.to_string()
    } else {
        String::new()
    };
    let pairs: Vec<(&str, &str)> = NAMES
        .into_iter()
        .zip(values)
        .chain([("page", page.as_str())])
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match serde_urlencoded::to_string(pairs).unwrap_or_default() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// How many there are, what of them counts, and how many of those somebody has assessed.
fn lead(t: &Translator, list: &ClaimList) -> String {
    let counts = [
        ("total", list.total.to_string()),
        ("counted", list.counted.to_string()),
        ("assessed", list.assessed.to_string()),
    ];
    t.with("claims-lead", &counts)
}

fn row(t: &Translator, code: &str, one: &ListedClaim) -> Row {
    let claim = &one.claim;
    let (why, needs) = match (one.unsigned, one.times) {
        (waiting, _) if waiting > 0 => (t.get("claims-why-unsigned"), true),
        (_, times) if one.is_repeated => (t.get1("claims-why-repeated", "times", times), false),
        (_, times) if times > 1 => (t.get1("claims-why-times", "times", times), false),
        _ if one.is_tied => (t.get("claims-why-tied"), false),
        _ => (String::new(), false),
    };
    Row {
        id: format!("{code}-{}", claim.short),
        href: format!("/projects/{code}/claims/{}", claim.short),
        kind: t.vocab("claim-kind", claim.kind),
        date: claim.date.format("%-d %b %Y").to_string(),
        claimant: claim.claimant.clone(),
        source: source(t, claim),
        statement: claim.statement.clone(),
        place: place(claim),
        killed: claim.killed.words().unwrap_or_default(),
        injured: claim.injured.words().unwrap_or_default(),
        status: t.vocab("claim-status", claim.status),
        badge: badge(claim.status),
        why,
        needs,
    }
}

fn tied(t: &Translator, selected: &str) -> Vec<Choice> {
    let choice = |code: &str| Choice {
        code: code.to_owned(),
        words: match code {
            "" => t.get("filter-any"),
            code => t.get(format!("claims-tied-{code}")),
        },
        meaning: String::new(),
        selected: code == selected,
    };
    ["", "yes", "no", "unsigned"].map(choice).into()
}

/// "Any", then every value with its count; what the address asks stays in the list.
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
    let mut all = vec![choice("", t.get("filter-any"))];
    let held = counts.iter().filter(|(code, _)| !code.is_empty());
    all.extend(held.map(|(code, count)| choice(code, format!("{} ({count})", words(code)))));
    if all.iter().all(|option| !option.selected) {
        all.push(choice(selected, format!("{selected} (0)")));
    }
    all
}
