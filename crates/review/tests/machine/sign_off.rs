//! Sign-off: one exact revision, by leads who neither handed it in nor wrote what they judge.

use cairn_domain::Digest;
use cairn_review::{Act, Refusal};

use crate::{cast::*, journeys::court, story::*};

#[test]
fn a_sign_off_that_completes_the_quorum_moves_the_item_in_the_same_decision() {
    let desk = standard("sign_off");
    let act = signature(&desk);
    desk.when(LEA, act)
        .then(&["signed by Lea", "approve to approved"]);
}

#[test]
fn two_leads_sign_where_two_are_asked_for() {
    let desk = court("sign_off");
    let act = signature(&desk);
    let once = desk
        .when(LEA, act.clone())
        .then(&["signed by Lea"])
        .at("sign_off");
    once.clone()
        .when(LEA, act.clone())
        .refused(&["already_signed"]);
    once.when(LEO, act)
        .then(&["signed by Leo", "approve to approved"]);
}

#[test]
fn nobody_signs_their_own_work() {
    let own = on_the_standard_road(Story::begin("standard").handed_in_by(SUE), "sign_off");
    let act = signature(&own);
    own.clone()
        .when(SUE, act)
        .refused_with(&[Refusal::OwnSubmission]);
    let wrote = standard("chronolocation").finds(LEA, found(TIME, 31, 1));
    let wrote = wrote.and(LEA, take("time_established"));
    let act = signature(&wrote);
    wrote
        .clone()
        .when(LEA, act.clone())
        .refused_with(&[Refusal::OwnFinding { kind: TIME }]);
    wrote
        .when(LEO, act)
        .then(&["signed by Leo", "approve to approved"]);
}

#[test]
fn a_sign_off_names_what_was_read() {
    let desk = standard("sign_off");
    desk.clone()
        .when(
            LEA,
            Act::SignOff {
                revision: Digest([7; 32]),
            },
        )
        .refused(&["revision_changed"]);
    let read = signature(&desk);
    desk.and(ANA, duplicate())
        .when(LEA, read)
        .refused(&["revision_changed"]);
}

#[test]
fn signing_is_for_leads_at_the_desk() {
    let desk = standard("sign_off");
    let act = signature(&desk);
    for other in [ANA, ADA, VAL] {
        desk.clone()
            .when(other, act.clone())
            .refused(&["needs_role"]);
    }
    let triage = standard("triage");
    let act = signature(&triage);
    triage.when(LEA, act).refused(&["not_at_this_stage"]);
    let end = standard("published");
    let act = signature(&end);
    end.when(LEA, act)
        .refused(&["item_is_settled", "not_at_this_stage"]);
}

#[test]
fn everything_the_approval_needs_is_said_at_once() {
    let desk = standard("sign_off")
        .and(BEN, Act::Object)
        .and(ANA, Act::Link { incident: None });
    let act = signature(&desk);
    desk.when(LEA, act)
        .refused(&["open_objection", "needs_incident"]);
}

#[test]
fn an_edit_after_approval_makes_it_stale_and_publication_waits() {
    let edited = standard("approved").and(BEN, duplicate());
    edited
        .clone()
        .when(LEA, take("publish"))
        .refused(&["revision_changed"]);
    let again = edited
        .and(LEO, take("reopen"))
        .and(LEO, take("time_established"));
    sign(again, LEA)
        .at("approved")
        .when(LEA, take("publish"))
        .then(&["publish to published"]);
}

#[test]
fn after_a_reopening_the_same_lead_may_say_that_it_holds() {
    let reopened = standard("approved").and(LEO, take("reopen"));
    let reopened = reopened.and(LEO, take("time_established"));
    let act = signature(&reopened);
    reopened
        .when(LEA, act)
        .then(&["signed by Lea", "approve to approved"]);
}

#[test]
fn going_back_to_work_takes_the_sign_offs_away() {
    let back = court("sign_off");
    let back = sign(back, LEA).and(LEO, take("return_to_triage"));
    assert_eq!(back.state.sign_offs, []);
}

#[test]
fn a_signature_stops_counting_when_its_lead_becomes_an_author() {
    let mut story = standard("approved");
    let mut record = story.state.findings[0];
    record.author = id(LEA);
    story.state.findings.push(record);
    // The digest of that finding is known already; make the old signature name the new revision.
    let now = story.facts().revision;
    story.state.sign_offs[0].revision = now;
    story
        .when(LEO, take("publish"))
        .refused_with(&[Refusal::NeedsSignOff { have: 0, need: 1 }]);
}
