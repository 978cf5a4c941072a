//! One claim: what is said, what it may speak of, what people answered.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    Visit,
    claim::{self, ClaimPage, LinkView, SuggestionView},
};
use cairn_domain::{
    Action, Agreement, Attribute, Claim, ClaimRelation, ClaimStatus, Incident, ShortId, UserId,
    claim::Reason,
};

use super::words::{badge, facts};
use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, FormError,
        agreement::{Answer, answers},
        choices,
        filters::text_in,
        moment,
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page_with},
};

/// Who did something and when, in the words of a key.
type Named<'a> = dyn Fn(Option<UserId>, Option<chrono::DateTime<chrono::Utc>>, &str) -> String + 'a;

#[derive(Template)]
#[template(path = "claims/show.html")]
struct ShowPage {
    shell: Shell,
    list_href: String,
    href: String,
    id: String,
    claim: Claim,
    facts: Vec<(String, String)>,
    status: String,
    status_means: String,
    badge: &'static str,
    kind: String,
    assessed: String,
    earlier: Option<(String, String)>,
    later: Vec<(String, String)>,
    links: Vec<LinkRow>,
    suggestions: Vec<SuggestionRow>,
    form: AnswerForm,
    statuses: Vec<Choice>,
    searched: String,
    same_as: String,
    may_edit: bool,
    errors: Vec<FormError>,
}

struct LinkRow {
    id: String,
    href: String,
    what: String,
    relation: String,
    badge: &'static str,
    agreement: Vec<Answer>,
    rationale: String,
    decided: String,
    signed: String,
    /// What the signature is for; empty when there is nothing to sign.
    sign_at: String,
    answer_href: String,
}

struct SuggestionRow {
    id: String,
    href: String,
    what: String,
    score: u32,
    reasons: Vec<String>,
    agreement: Vec<Answer>,
    answer_href: String,
}

struct AnswerForm {
    incident: String,
    /// What the incident in the form is, once it is known.
    what: String,
    relations: Vec<Choice>,
    attributes: Vec<(String, String, Vec<Choice>)>,
    rationale: String,
}

/// `GET /projects/{code}/claims/{short}`; with `?incident=` the answer form speaks of that one.
pub(crate) async fn show(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
    RawQuery(query): RawQuery,
) -> Result<Response, WebError> {
    let mut typed = Fields::default();
    typed.set("incident", text_in(query.as_deref(), "incident"));
    draw(
        &web,
        &visitor,
        &visit,
        &short,
        &typed,
        Vec::new(),
        StatusCode::OK,
    )
    .await
}

/// The page with what was typed into its forms.
pub(super) async fn draw(
    web: &Web,
    visitor: &Visitor,
    visit: &Visit,
    short: &ShortId,
    typed: &Fields,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let known = claim::claim_page(&web.app, visit, short).await?;
    let template = template(visitor, visit, known, typed, errors);
    page_with(status, &template)
}

fn template(
    visitor: &Visitor,
    visit: &Visit,
    known: ClaimPage,
    typed: &Fields,
    errors: Vec<FormError>,
) -> ShowPage {
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let (claim, zone) = (&known.claim, &visit.project.zone);
    let list_href = format!("/projects/{code}/claims");
    let href = format!("{list_href}/{}", claim.short);
    let id = format!("{code}-{}", claim.short);
    let short_of = |other: &Claim| {
        (
            format!("{list_href}/{}", other.short),
            format!("{code}-{}", other.short),
        )
    };
    let person =
        |user: Option<UserId>, at, key: &str| signature(t, &known.names, zone, user, at, key);
    let assessment = |name: &str, kept: String| match typed.all("status").is_empty() {
        true => kept,
        false => typed.text(name),
    };
    let same_as = known.earlier.as_ref().map(|other| short_of(other).1);
    let words = Words {
        t,
        code: &code,
        href: &href,
    };
    ShowPage {
        shell: visitor.shell_in(visit, Some(Tab::Claims), t.get1("claim-title", "id", &id)),
        facts: facts(t, claim),
        status: t.vocab("claim-status", claim.status),
        status_means: t.vocab("claim-status", format!("{}-meaning", claim.status)),
        badge: badge(claim.status),
        kind: t.vocab("claim-kind", claim.kind),
        assessed: person(claim.assessed_by, claim.assessed_at, "claim-assessed"),
        earlier: known.earlier.as_ref().map(short_of),
        later: known.later.iter().map(short_of).collect(),
        links: known
            .links
            .iter()
            .map(|view| words.link(view, &person))
            .collect(),
        suggestions: known
            .suggestions
            .iter()
            .map(|one| words.suggestion(one))
            .collect(),
        form: words.form(&known, typed),
        statuses: choices(
            t,
            "claim-status",
            ClaimStatus::ALL,
            &[&assessment("status", claim.status.to_string())],
        ),
        searched: assessment("searched", claim.searched.clone()),
        same_as: assessment("same_as", same_as.unwrap_or_default()),
        may_edit: visit.may(Action::EditClaims),
        list_href,
        id,
        errors,
        claim: known.claim.clone(),
        href: href.clone(),
    }
}

fn signature(
    t: &Translator,
    names: &HashMap<UserId, String>,
    zone: &str,
    user: Option<UserId>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    key: &str,
) -> String {
    let name = user.and_then(|user| names.get(&user));
    match name.zip(at) {
        Some((name, at)) => t.get2(key, "name", name, "when", moment(at, zone).local),
        None => String::new(),
    }
}

/// What every part of the page needs to speak.
struct Words<'a> {
    t: &'a Translator,
    code: &'a str,
    href: &'a str,
}

impl Words<'_> {
    fn link(&self, view: &LinkView, person: &Named<'_>) -> LinkRow {
        let link = &view.link;
        let signed = match (link.is_signed(), link.relation) {
            (_, ClaimRelation::Unrelated) => String::new(),
            (true, _) if link.signed_by.is_none() => self.t.get("claim-link-older"),
            (true, _) => person(link.signed_by, link.signed_at, "claim-link-signed"),
            (false, _) => self.t.get("claim-link-unsigned"),
        };
        LinkRow {
            id: self.id(&view.incident),
            href: self.incident_href(&view.incident),
            what: what(&view.incident),
            relation: self.t.vocab("claim-relation", link.relation),
            badge: match link.relation {
                ClaimRelation::Corroborated => "settled",
                ClaimRelation::Contradicted => "refused",
                _ => "",
            },
            agreement: answers(self.t, &link.attributes),
            rationale: link.rationale.clone(),
            decided: person(link.decided_by, link.decided_at, "claim-link-decided"),
            signed,
            sign_at: match (view.may_sign, link.decided_at) {
                (true, Some(at)) => at.to_rfc3339(),
                _ => String::new(),
            },
            answer_href: self.answer_href(&view.incident),
        }
    }

    fn suggestion(&self, view: &SuggestionView) -> SuggestionRow {
        let reasons = view.suggestion.reasons.iter();
        SuggestionRow {
            id: self.id(&view.incident),
            href: self.incident_href(&view.incident),
            what: what(&view.incident),
            score: view.suggestion.score,
            reasons: reasons.map(|reason| self.reason(*reason)).collect(),
            agreement: answers(self.t, &view.attributes),
            answer_href: self.answer_href(&view.incident),
        }
    }

    fn reason(&self, reason: Reason) -> String {
        let points = reason.points().to_string();
        let (key, value) = match reason {
            Reason::Days(days) => ("days", days.to_string()),
            Reason::Distance(metres) => ("distance", format!("{:.1}", metres / 1_000.0)),
            Reason::SamePlace => ("place", String::new()),
            Reason::SameProvince => ("province", String::new()),
            Reason::SameTarget => ("target", String::new()),
            Reason::SameMethod => ("method", String::new()),
        };
        let values = [("value", value), ("points", points)];
        self.t.with(format!("claim-reason-{key}"), &values)
    }

    /// The form as it was typed, or for the incident that the address names with what is on record
    /// or proposed.
    fn form(&self, known: &ClaimPage, typed: &Fields) -> AnswerForm {
        let named = typed.text("incident");
        let bare = named
            .trim()
            .rsplit('-')
            .next()
            .unwrap_or_default()
            .to_uppercase();
        let on_record = known
            .links
            .iter()
            .find(|view| view.incident.short.as_str() == bare);
        let proposed = known
            .suggestions
            .iter()
            .find(|view| view.incident.short.as_str() == bare);
        let attributes = on_record
            .map(|view| view.link.attributes)
            .or(proposed.map(|view| view.attributes))
            .unwrap_or_default();
        let is_typed = !typed.all("relation").is_empty() || !typed.all("rationale").is_empty();
        let kept = |name: &str, otherwise: String| match is_typed {
            true => typed.text(name),
            false => otherwise,
        };
        let relation = on_record.map(|view| view.link.relation.to_string());
        let relation = kept("relation", relation.unwrap_or_default());
        let rationale = on_record.map(|view| view.link.rationale.clone());
        let incident = on_record
            .map(|view| &view.incident)
            .or(proposed.map(|view| &view.incident));
        let attribute = |one: &Attribute| {
            let name = format!("agree_{one}");
            let chosen = kept(&name, attributes.of(*one).to_string());
            let options = choices(self.t, "claim-agreement", Agreement::ALL, &[&chosen]);
            (name, self.t.vocab("claim-attribute", one), options)
        };
        AnswerForm {
            what: incident.map(what).unwrap_or_default(),
            incident: named,
            relations: choices(self.t, "claim-relation", ClaimRelation::ALL, &[&relation]),
            attributes: Attribute::ALL.iter().map(attribute).collect(),
            rationale: kept("rationale", rationale.unwrap_or_default()),
        }
    }

    fn id(&self, incident: &Incident) -> String {
        format!("{}-{}", self.code, incident.short)
    }

    fn incident_href(&self, incident: &Incident) -> String {
        format!("/projects/{}/incidents/{}", self.code, incident.short)
    }

    fn answer_href(&self, incident: &Incident) -> String {
        format!("{}?incident={}#answer", self.href, incident.short)
    }
}

/// `30 Sep 2022, Kabul: School in Kaj`
fn what(incident: &Incident) -> String {
    format!(
        "{}, {}: {}",
        incident.date.format("%-d %b %Y"),
        incident.province,
        incident.title
    )
}

impl ShowPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
