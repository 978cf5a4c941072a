//! Redactions: who covers, who confirms, and what is not published before both have happened.

use cairn_domain::Actor;
use cairn_review::Refusal;

use crate::{cast::*, story::*};

#[test]
fn what_was_covered_is_published_once_somebody_else_has_looked() {
    let covered = standard("sign_off").and(ANA, redact(1, 41));
    let id = covered.state.redactions[0].id;
    let approved = sign(covered, LEA).at("approved");
    approved
        .clone()
        .when(Actor::Machine, take("publish"))
        .refused_with(&[Refusal::RedactionNotConfirmed { count: 1 }]);
    let confirmed = approved.when(BEN, confirm(id)).then(&["confirmed by Ben"]);
    confirmed
        .when(Actor::Machine, take("publish"))
        .then(&["publish to published"]);
}

#[test]
fn a_redaction_that_changes_makes_the_sign_off_stale_and_the_confirmation_void() {
    let covered = standard("sign_off").and(ANA, redact(1, 41));
    let id = covered.state.redactions[0].id;
    let approved = sign(covered.and(BEN, confirm(id)), LEA).at("approved");
    let again = approved.and(ANA, redact(1, 42));
    assert_eq!(again.state.redactions.len(), 1, "one a file");
    again
        .when(Actor::Machine, take("publish"))
        .refused(&["revision_changed", "redaction_not_confirmed"]);
}

#[test]
fn each_file_has_its_own_redaction_and_its_own_confirmation() {
    let both = standard("triage")
        .and(ANA, redact(1, 41))
        .and(BEN, redact(2, 42));
    let ids: Vec<_> = both.state.redactions.iter().map(|known| known.id).collect();
    let one = both.and(BEN, confirm(ids[0]));
    one.clone()
        .when(BEN, confirm(ids[1]))
        .refused_with(&[Refusal::OwnRedaction]);
    one.when(LEA, confirm(ids[0]))
        .refused_with(&[Refusal::NoSuchRedaction]);
}

#[test]
fn covering_is_for_reviewers_where_people_work() {
    standard("triage")
        .when(VAL, redact(1, 41))
        .refused(&["needs_role"]);
    standard("published")
        .when(ANA, redact(1, 41))
        .refused(&["item_is_settled"]);
    standard("intake")
        .when(ANA, redact(1, 41))
        .refused(&["not_at_this_stage"]);
    let held = standard("geolocation").and(BEN, cairn_review::Act::Claim);
    held.when(ANA, redact(1, 41)).refused(&["held_by_another"]);
}
