//! Every act but moves and sign-offs: who may, when, and what comes of it.

use cairn_domain::{Actor, Consent};
use cairn_review::{Refusal, ReviewEvent};
use chrono::{DateTime, TimeDelta};

use crate::{cast::*, story::*};
use cairn_review::Act;

#[test]
fn a_claim_holds_for_the_lease_and_its_holder_may_extend_it() {
    let story = standard("triage")
        .when(ANA, Act::Claim)
        .then(&["claimed by Ana"]);
    let story = story.later(TimeDelta::minutes(20)).when(ANA, Act::Claim);
    let until = DateTime::UNIX_EPOCH + TimeDelta::minutes(50);
    assert_eq!(
        story.state.lease.map(|lease| (lease.by, lease.until)),
        Some((id(ANA), until))
    );
}

#[test]
fn what_one_person_holds_nobody_else_works_on() {
    let held = standard("triage").and(ANA, Act::Claim);
    let until = held.state.lease.expect("held").until;
    let by_ana = [Refusal::HeldByAnother { by: id(ANA), until }];
    for act in [Act::Claim, rate(), link(), duplicate(), take("accept")] {
        let story = held.clone().and(ANA, rate()).when(BEN, act);
        assert!(
            story.codes().contains(&"held_by_another"),
            "{:?}",
            story.codes()
        );
    }
    held.clone().when(LEA, Act::Claim).refused_with(&by_ana);
    // The lead's hold over another's, in a place of judgement too.
    let desk = standard("sign_off").and(ANA, Act::Claim);
    desk.when(LEA, Act::Claim).refused_with(&by_ana);
}

#[test]
fn a_hold_runs_out_by_itself() {
    let held = standard("triage").and(ANA, Act::Claim).later(LEASE);
    held.clone().when(BEN, Act::Claim).then(&["claimed by Ben"]);
    held.when(BEN, rate()).then(&["rated graphic"]);
}

#[test]
fn a_hold_does_not_stop_a_lead_who_judges() {
    let desk = standard("sign_off").and(ANA, Act::Claim);
    let act = signature(&desk);
    desk.clone()
        .when(LEA, act)
        .then(&["signed by Lea", "approve to approved"]);
    desk.when_because(LEA, take("return_to_triage"), "not ours")
        .then(&["return_to_triage to triage"]);
}

#[test]
fn claiming_belongs_to_reviewers_past_intake_and_before_the_end() {
    standard("intake")
        .when(ANA, Act::Claim)
        .refused(&["not_at_this_stage"]);
    standard("published")
        .when(ANA, Act::Claim)
        .refused(&["item_is_settled"]);
    for stranger in [VAL, ADA, RAY] {
        standard("triage")
            .when(stranger, Act::Claim)
            .refused(&["needs_role"]);
    }
    standard("triage")
        .when(Actor::Submitter, Act::Claim)
        .refused(&["needs_account"]);
    standard("triage")
        .when(Actor::Machine, Act::Claim)
        .refused(&["needs_account"]);
}

#[test]
fn a_hold_is_given_back_by_its_holder_or_by_a_lead_who_says_why() {
    let held = standard("triage").and(ANA, Act::Claim);
    held.clone().when(ANA, Act::Release).then(&["released"]);
    held.clone()
        .when(BEN, Act::Release)
        .refused(&["held_by_another"]);
    held.clone()
        .when(LEA, Act::Release)
        .refused(&["needs_reason"]);
    held.when_because(LEA, Act::Release, "Ana is on leave")
        .then(&["released"]);
    standard("triage")
        .when(ANA, Act::Release)
        .refused(&["not_held_by_you"]);
}

#[test]
fn rating_linking_and_naming_are_open_while_the_item_is() {
    for (act, told) in [
        (rate(), "rated graphic"),
        (link(), "linked: true"),
        (duplicate(), "duplicate named: true"),
    ] {
        for stage in ["triage", "chronolocation", "sign_off", "approved"] {
            standard(stage).when(BEN, act.clone()).then(&[told]);
        }
        standard("intake")
            .when(BEN, act.clone())
            .refused(&["not_at_this_stage"]);
        standard("published")
            .when(BEN, act.clone())
            .refused(&["item_is_settled"]);
        standard("triage").when(VAL, act).refused(&["needs_role"]);
    }
    standard("triage")
        .when(ANA, Act::Link { incident: None })
        .then(&["linked: false"]);
}

#[test]
fn a_finding_needs_its_stage_and_a_hold() {
    let at = standard("geolocation");
    at.clone()
        .when(ANA, found(PLACE, 21, 1))
        .refused(&["not_held_by_you"]);
    let held = at.clone().and(ANA, Act::Claim);
    held.clone()
        .when(ANA, found(PLACE, 21, 1))
        .then(&["geolocation found by Ana"]);
    held.clone()
        .when(ANA, impossible(PLACE, 21))
        .then(&["geolocation impossible by Ana"]);
    held.clone()
        .when(ANA, found(TIME, 21, 1))
        .refused(&["not_at_this_stage"]);
    held.clone()
        .when(BEN, found(PLACE, 21, 1))
        .refused(&["held_by_another"]);
    held.clone()
        .when(VAL, found(PLACE, 21, 1))
        .refused(&["needs_role", "held_by_another"]);
    held.later(LEASE)
        .when(ANA, found(PLACE, 21, 1))
        .refused(&["not_held_by_you"]);
    let settled = standard("published").when(ANA, found(PLACE, 21, 1));
    assert!(settled.codes().contains(&"item_is_settled"));
}

#[test]
fn a_later_finding_takes_the_place_of_the_authors_own() {
    let story = standard("geolocation")
        .finds(ANA, found(PLACE, 21, 1))
        .and(ANA, found(PLACE, 22, 2));
    assert_eq!(story.state.findings.len(), 1, "one author, one answer");
    let both = story.and(ANA, Act::Release).finds(BEN, found(PLACE, 23, 2));
    assert_eq!(both.state.findings.len(), 2);
}

/// At the desk for disputes with two places that lie apart.
fn disputed() -> Story {
    let story = standard("geolocation").finds(ANA, found(PLACE, 11, 1));
    let story = story.and(ANA, Act::Release).finds(BEN, found(PLACE, 22, 9));
    story.and(BEN, take("dispute_place")).at("disputed")
}

#[test]
fn a_lead_settles_what_others_dispute_and_says_why() {
    let story = disputed();
    story
        .clone()
        .when_because(ANA, settle(11), "mine")
        .refused(&["needs_role", "own_finding"]);
    story
        .clone()
        .when(LEA, settle(11))
        .refused(&["needs_reason"]);
    story
        .clone()
        .when_because(LEA, settle(99), "that one")
        .refused(&["no_such_finding"]);
    story
        .clone()
        .when_because(LEA, take("place_settled"), "so")
        .refused(&["findings_disagree"]);
    let settled = story.when_because(LEA, settle(11), "the minaret is on the left");
    let settled = settled
        .then(&["geolocation settled by Lea"])
        .and(LEA, take("place_settled"));
    // Whoever answers again reopens the question.
    let back = settled
        .and(BEN, take("back_to_geolocation"))
        .finds(BEN, found(PLACE, 23, 8));
    assert_eq!(back.state.settled, []);
    back.when(BEN, take("place_established"))
        .refused(&["findings_disagree"]);
}

#[test]
fn a_lead_changes_their_mind_about_a_dispute() {
    let story = disputed().and(LEA, settle(11)).and(LEA, settle(22));
    assert_eq!(story.state.settled.len(), 1, "one answer to one question");
    assert_eq!(
        story.state.settled_on(PLACE).map(|f| f.author),
        Some(id(BEN))
    );
}

#[test]
fn a_lead_does_not_settle_their_own_dispute_nor_an_agreement() {
    let story = standard("geolocation")
        .finds(ANA, found(PLACE, 11, 1))
        .and(ANA, Act::Release);
    let own = story
        .clone()
        .finds(LEA, found(PLACE, 22, 9))
        .and(LEA, take("dispute_place"));
    own.clone()
        .when_because(LEA, settle(22), "I know")
        .refused_with(&[Refusal::OwnFinding { kind: PLACE }]);
    own.when_because(LEO, settle(22), "it fits")
        .then(&["geolocation settled by Leo"]);
    let agreed = story
        .finds(BEN, found(PLACE, 22, 1))
        .and(BEN, take("dispute_place"));
    agreed
        .when_because(LEA, settle(11), "that")
        .refused(&["no_such_finding"]);
}

#[test]
fn a_place_and_an_impossible_are_a_dispute_too() {
    let story = standard("geolocation")
        .finds(ANA, found(PLACE, 11, 1))
        .and(ANA, Act::Release);
    let story = story.finds(BEN, impossible(PLACE, 22));
    story
        .clone()
        .when(BEN, take("place_established"))
        .refused(&["findings_disagree"]);
    story
        .clone()
        .when(BEN, take("no_place"))
        .refused(&["not_concluded_impossible"]);
    let settled = story.and(BEN, take("dispute_place")).and(LEA, settle(22));
    settled
        .clone()
        .when_because(LEA, take("place_settled"), "so")
        .refused(&["needs_finding"]);
    let back = settled.and(LEA, take("place_reopened"));
    back.when(BEN, take("no_place"))
        .then(&["no_place to unverifiable"]);
}

#[test]
fn settling_belongs_to_a_desk() {
    let story = disputed().and(LEA, take("place_reopened"));
    story
        .when_because(LEA, settle(22), "after all")
        .refused(&["not_at_this_stage"]);
}

#[test]
fn an_objection_is_open_to_reviewers_and_has_words() {
    for stage in ["intake", "triage", "sign_off", "approved", "published"] {
        standard(stage)
            .when_because(BEN, Act::Object, "the shadow is wrong")
            .then(&["objected by Ben"]);
    }
    standard("triage")
        .when(BEN, Act::Object)
        .refused(&["needs_reason"]);
    standard("triage")
        .when(BEN, Act::Object)
        .refused(&["needs_reason"]);
    standard("triage")
        .when_because(VAL, Act::Object, "no")
        .refused(&["needs_role"]);
    standard("triage")
        .when_because(Actor::Submitter, Act::Object, "no")
        .refused(&["needs_account"]);
    let rejected = standard("triage").and(ANA, take("set_aside"));
    rejected
        .when_because(BEN, Act::Object, "it is ours")
        .refused(&["item_is_settled"]);
}

#[test]
fn an_objection_is_answered_by_a_lead_or_taken_back() {
    let objected = standard("sign_off").and(BEN, Act::Object);
    let number = objected.state.seq;
    let answer = Act::Answer { objection: number };
    objected
        .clone()
        .when(LEA, answer.clone())
        .refused(&["needs_reason"]);
    objected
        .clone()
        .when_because(ANA, answer.clone(), "fine")
        .refused(&["not_yours_to_answer"]);
    objected
        .clone()
        .when_because(VAL, answer.clone(), "fine")
        .refused(&["needs_role", "not_yours_to_answer"]);
    objected
        .clone()
        .when_because(BEN, answer.clone(), "I misread it")
        .then(&["answered by Ben"]);
    let answered = objected
        .when_because(LEO, answer.clone(), "checked again")
        .then(&["answered by Leo"]);
    answered
        .clone()
        .when_because(LEO, answer, "twice")
        .refused(&["no_such_objection"]);
    answered
        .when_because(LEA, Act::Answer { objection: 1 }, "what")
        .refused(&["no_such_objection"]);
}

#[test]
fn consent_is_the_submitters_or_a_leads_who_says_why() {
    let internal = || consent(Consent::Internal);
    let story = standard("triage");
    story
        .clone()
        .when(Actor::Submitter, internal())
        .then(&["consent internal"]);
    story
        .clone()
        .when(LEA, internal())
        .refused(&["needs_reason"]);
    story
        .clone()
        .when_because(LEA, internal(), "they wrote to us")
        .then(&["consent internal"]);
    story
        .clone()
        .when_because(ANA, internal(), "they wrote to me")
        .refused(&["needs_role"]);
    story
        .clone()
        .when_because(VAL, internal(), "mine")
        .refused(&["needs_role"]);
    story
        .when_because(Actor::Machine, internal(), "so")
        .refused(&["needs_account"]);
    let own = standard("triage").handed_in_by(VAL);
    own.when(VAL, internal()).then(&["consent internal"]);
    let withdrawn = standard("triage").and(Actor::Submitter, take("withdraw_from_triage"));
    withdrawn
        .when(Actor::Submitter, internal())
        .refused(&["item_is_settled"]);
}

#[test]
fn an_item_goes_on_under_a_newer_workflow_that_has_its_stage() {
    let mut story = standard("geolocation");
    let draft = story.workflow.draft().clone();
    let newer = |version| cairn_review::Workflow::try_from_draft(draft.clone(), version).unwrap();
    story.workflow = newer(2);
    story
        .clone()
        .when(LEA, Act::Migrate { workflow: 2 })
        .then(&["migrated to 2"]);
    story
        .clone()
        .when(ADA, Act::Migrate { workflow: 2 })
        .then(&["migrated to 2"]);
    story
        .clone()
        .when(ANA, Act::Migrate { workflow: 2 })
        .refused(&["needs_role"]);
    story
        .clone()
        .when(LEA, Act::Migrate { workflow: 3 })
        .refused(&["cannot_migrate"]);
    story.workflow = newer(1);
    story
        .clone()
        .when(LEA, Act::Migrate { workflow: 1 })
        .refused(&["cannot_migrate"]);
    let rapid = cairn_review::workflow::template("rapid").unwrap();
    story.workflow = cairn_review::Workflow::try_from_draft(rapid, 2).unwrap();
    story
        .when(LEA, Act::Migrate { workflow: 2 })
        .refused(&["cannot_migrate"]);
    let mut published = standard("published");
    published.workflow = newer(2);
    published
        .when(LEA, Act::Migrate { workflow: 2 })
        .refused(&["item_is_settled"]);
}

#[test]
fn a_moved_item_is_nobodys() {
    let story = standard("triage")
        .and(ANA, Act::Claim)
        .and(ANA, rate())
        .and(ANA, take("accept"));
    assert_eq!(story.state.lease, None);
    let moved = story.history.last().expect("moved");
    assert!(matches!(moved, ReviewEvent::Moved { workflow: 1, .. }));
}
