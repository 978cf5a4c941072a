//! The workspace of one item: looking, recording where and when, moving it on.

mod around;
mod chrono_form;
mod claims;
mod drafts;
mod feature_rows;
mod footage;
mod geo_form;
mod head;
mod map_pane;
mod page;
mod parts;
mod posted;
mod proof;
mod references;
#[cfg(test)]
pub(crate) mod sample;
mod scene;
mod sealed;
mod submitter;
mod suggested;
mod sun;
mod triage;
mod triage_form;
mod views;

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError, FieldError, Visit, matching, release,
    review::{self, Acted},
};
use cairn_domain::{Action, Digest, FindingId, MatchId, MatchVerdict, ShortId};
use cairn_review::{Act, Command, ReviewEvent};
use serde::Deserialize;

use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
};

pub(super) use claims::Claims;
pub(crate) use drafts::keep_draft;
pub(crate) use footage::{frames, keep_frame};
pub(super) use head::page_title;
pub(super) use page::{audience, changed, viewing};
pub(super) use posted::{Form, Posted, item_href};
pub(crate) use proof::{proof_png, proof_svg};
pub(crate) use references::{add_reference, reference};
pub(super) use scene::Scene;
pub(crate) use sealed::open_sealed;
pub(super) use views::{ObjectionView, SettleForm};

/// What the address says about the page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    /// A moment in the project's zone for which the sun is to be shown.
    #[serde(default)]
    sun_at: String,
}

/// `GET /projects/{code}/items/{short}`
pub(crate) async fn show(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let read = page::read(&web.app, &member, &short).await?;
    page::answer(
        StatusCode::OK,
        &member,
        &read,
        &Posted::nothing(),
        &wanted.sun_at,
    )
}

/// `POST …/claim`
pub(crate) async fn claim(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let outcome = send(&member, &short, &fields, Act::Claim).await;
    posted::answer(&member, &short, Form::Claim, fields, outcome, "claimed").await
}

/// `POST …/release`
pub(crate) async fn release(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let outcome = send(&member, &short, &fields, Act::Release).await;
    posted::answer(&member, &short, Form::Release, fields, outcome, "released").await
}

/// `POST …/triage`: rating, incident and duplicate, and the move that was pressed with them.
pub(crate) async fn triage(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let outcome = triage::save(&member, &short, &fields).await;
    posted::answer(&member, &short, Form::Triage, fields, outcome, "triaged").await
}

/// `POST …/geolocation`
pub(crate) async fn geolocation(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    if fields.ticked("look") || fields.ticked("pick") {
        member.visit.permit(Action::RecordFinding)?;
        let fields = geo_form::picked(fields);
        return posted::looked(&member, &short, Form::Geolocation, fields).await;
    }
    let (draft, verdict) = geo_form::draft(&fields);
    let app = member.visitor.app();
    let outcome = review::record_geolocation(app, &member.visit, &short, &draft, &verdict).await;
    // At a blind stage the last answer sends the item on, and the two are to be compared.
    let has_moved = |acted: &Acted| {
        let mut events = acted.events.iter();
        events.any(|event| matches!(event, ReviewEvent::Moved { .. }))
    };
    let done = match &outcome {
        Ok(acted) if has_moved(acted) => "placed-twice#findings",
        _ => "geolocated",
    };
    posted::answer(&member, &short, Form::Geolocation, fields, outcome, done).await
}

/// `POST …/chronolocation`
pub(crate) async fn chronolocation(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    if fields.ticked("look") {
        member.visit.permit(Action::RecordFinding)?;
        return posted::looked(&member, &short, Form::Chronolocation, fields).await;
    }
    let (draft, verdict) = chrono_form::draft(&fields);
    let app = member.visitor.app();
    let outcome = review::record_chronolocation(app, &member.visit, &short, &draft, &verdict).await;
    let outcome = outcome.map_err(chrono_form::own_names);
    posted::answer(
        &member,
        &short,
        Form::Chronolocation,
        fields,
        outcome,
        "chronolocated",
    )
    .await
}

/// `POST …/move`
pub(crate) async fn take_move(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let act = Act::Move {
        to: fields.text("to").as_str().into(),
    };
    let outcome = send(&member, &short, &fields, act).await;
    posted::answer(&member, &short, Form::Move, fields, outcome, "moved").await
}

/// `POST …/settle`
pub(crate) async fn settle(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let chosen = || fields.text("finding").parse::<FindingId>();
    let missing = |_| AppError::invalid("finding", "choice-missing");
    let outcome = match member
        .visit
        .permit(Action::Settle)
        .and_then(|_| chosen().map_err(missing))
    {
        Ok(finding) => send(&member, &short, &fields, Act::Settle { finding }).await,
        Err(error) => Err(error),
    };
    posted::answer(&member, &short, Form::Settle, fields, outcome, "settled").await
}

/// `POST …/object`
pub(crate) async fn object(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let outcome = send(&member, &short, &fields, Act::Object).await;
    posted::answer(&member, &short, Form::Object, fields, outcome, "objected").await
}

/// `POST …/answer`
pub(crate) async fn answer(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let objection = fields.number("objection").unwrap_or_default();
    let outcome = send(&member, &short, &fields, Act::Answer { objection }).await;
    posted::answer(&member, &short, Form::Answer, fields, outcome, "answered").await
}

/// `POST …/sign-off`: approves the revision that was on the page, once both checks are ticked.
pub(crate) async fn sign_off(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let outcome = match member
        .visit
        .permit(Action::SignOff)
        .and_then(|_| ready_to_sign(&fields))
    {
        Ok(revision) => send(&member, &short, &fields, Act::SignOff { revision }).await,
        Err(error) => Err(error),
    };
    super::sign_off::answer(&member, &short, fields, outcome).await
}

fn ready_to_sign(fields: &Fields) -> Result<Digest, AppError> {
    let unticked = ["checked_faces", "checked_harm"]
        .into_iter()
        .filter(|name| !fields.ticked(name));
    let errors: Vec<_> = unticked
        .map(|name| FieldError::new(name, "check-missing"))
        .collect();
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    fields
        .text("revision")
        .parse()
        .map_err(|_| AppError::invalid("revision", "form-unreadable"))
}

/// `POST …/match`
pub(crate) async fn answer_match(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let outcome = match member
        .visit
        .permit(Action::AnswerMatch)
        .and_then(|_| verdict(&fields))
    {
        Ok((id, verdict)) => matching::answer_match(app, &member.visit, id, verdict).await,
        Err(error) => Err(error),
    };
    posted::answer(
        &member,
        &short,
        Form::Match,
        fields,
        outcome,
        "match-answered",
    )
    .await
}

fn verdict(fields: &Fields) -> Result<(MatchId, MatchVerdict), AppError> {
    let id = fields.text("match").parse();
    let verdict = fields.text("verdict").parse();
    let id = id.map_err(|_| AppError::invalid("match", "form-unreadable"))?;
    Ok((
        id,
        verdict.map_err(|_| AppError::invalid("match", "choice-missing"))?,
    ))
}

/// `POST …/comment`
pub(crate) async fn comment(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let outcome = review::comment(app, &member.visit, &short, &fields.text("body")).await;
    posted::answer(&member, &short, Form::Comment, fields, outcome, "commented").await
}

/// `POST …/ask`: a question that leaves the team.
pub(crate) async fn ask_submitter(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let question = review::Question {
        seen: posted::seen(&fields),
        words: fields.text("question"),
        is_meant_for_submitter: fields.ticked("to_submitter"),
    };
    let app = member.visitor.app();
    let outcome = review::ask_submitter(app, &member.visit, &short, question).await;
    posted::answer(&member, &short, Form::Ask, fields, outcome, "asked").await
}

/// `POST …/retract`
pub(crate) async fn retract(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let outcome = match withdrawal(&member.visit, &fields) {
        Ok(why) => release::retract(app, &member.visit, &short, posted::seen(&fields), why).await,
        Err(error) => Err(error),
    };
    posted::answer(&member, &short, Form::Move, fields, outcome, "retracted").await
}

/// Why a record is withdrawn. Who may not do so is told that, whatever they sent.
fn withdrawal(visit: &Visit, fields: &Fields) -> Result<release::Retraction, AppError> {
    visit.permit(Action::Retract)?;
    let kind = fields.text("kind").parse();
    let kind = kind.map_err(|_| AppError::invalid("kind", "retraction-kind"))?;
    let other = fields.text("replaced_by").trim().to_uppercase();
    let own = format!("{}-", visit.project.code);
    let other = other.strip_prefix(&own).unwrap_or(&other);
    let replaced_by = match other {
        "" => None,
        id => Some(
            id.parse()
                .map_err(|_| AppError::invalid("replaced_by", "retraction-replaced"))?,
        ),
    };
    Ok(release::Retraction {
        kind,
        words: fields.text("words"),
        replaced_by,
    })
}

/// Sends one act with what the page said and why.
async fn send(
    member: &Member,
    short: &ShortId,
    fields: &Fields,
    act: Act,
) -> Result<Acted, AppError> {
    let command = Command {
        seen: posted::seen(fields),
        words: fields.text("words"),
        act,
    };
    review::act(member.visitor.app(), &member.visit, short, command).await
}
