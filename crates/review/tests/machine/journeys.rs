//! Whole journeys through each built-in workflow.

use cairn_domain::{Actor, Consent};

use crate::{cast::*, story::*};

/// The usual road of the `court` workflow: two answers to each question, each for itself.
pub fn court(stage: &str) -> Story {
    let road: [Leg; 8] = [
        ("intake", |s| s.and(Actor::Machine, take("admit"))),
        ("triage", |s| {
            s.and(ANA, rate()).and(ANA, link()).and(ANA, take("accept"))
        }),
        ("geolocation", |s| {
            s.finds(ANA, found(PLACE, 11, 1))
                .and(ANA, take("place_proposed"))
        }),
        ("second_geolocation", |s| {
            s.finds(BEN, found(PLACE, 12, 1))
                .and(BEN, take("place_established"))
        }),
        ("chronolocation", |s| {
            s.finds(ANA, found(TIME, 13, 1))
                .and(ANA, take("time_proposed"))
        }),
        ("second_chronolocation", |s| {
            s.finds(BEN, found(TIME, 14, 1))
                .and(BEN, take("time_established"))
        }),
        ("sign_off", |s| sign(sign(s, LEA), LEO)),
        ("approved", |s| s.and(Actor::Machine, take("publish"))),
    ];
    let mut story = Story::begin("court");
    for (name, step) in road {
        if story.state.stage.0 == stage {
            return story;
        }
        assert_eq!(story.state.stage.0, name);
        story = step(story);
    }
    story.at(stage)
}

#[test]
fn standard_leads_from_a_receipt_to_the_public_dataset() {
    let told: Vec<_> = standard("published").history.iter().map(tell).collect();
    let expected = [
        "received at intake",
        "admit to triage",
        "rated graphic",
        "linked: true",
        "accept to geolocation",
        "claimed by Ana",
        "geolocation found by Ana",
        "place_established to chronolocation",
        "claimed by Ana",
        "chronolocation found by Ana",
        "time_established to sign_off",
        "signed by Lea",
        "approve to approved",
        "publish to published",
    ];
    assert_eq!(told, expected);
}

#[test]
fn court_asks_for_two_of_everything() {
    court("published").at("published");
    // The same person twice is one person.
    let twice = court("second_geolocation").finds(ANA, found(PLACE, 21, 1));
    twice
        .when(ANA, take("place_established"))
        .refused(&["needs_another_finding"]);
}

#[test]
fn court_takes_a_dispute_to_a_lead() {
    let story = court("second_geolocation").finds(BEN, found(PLACE, 21, 9));
    let story = story
        .when(BEN, take("place_established"))
        .refused(&["findings_disagree"]);
    // Where answers are hidden from each other nobody settles; the desk for it comes next.
    let story = story
        .when_because(LEA, settle(11), "that")
        .refused(&["not_at_this_stage"]);
    let desk = story.and(BEN, take("dispute_place")).at("disputed_place");
    let desk = desk
        .when_because(LEA, take("place_settled"), "so")
        .refused(&["findings_disagree"]);
    let desk = desk.and(LEA, settle(11));
    desk.and(LEA, take("place_settled")).at("chronolocation");
}

#[test]
fn court_hides_every_first_answer_from_the_second_author() {
    let workflow = Story::begin("court").workflow;
    for stage in workflow
        .stages()
        .iter()
        .filter(|stage| !stage.records.is_empty())
    {
        assert!(stage.blind, "{}", stage.key);
    }
}

#[test]
fn rapid_asks_for_both_in_one_stage() {
    let story = Story::begin("rapid").and(Actor::Machine, take("admit"));
    let story = story
        .and(ANA, rate())
        .and(ANA, link())
        .and(ANA, take("accept"))
        .at("location");
    let story = story.finds(ANA, found(PLACE, 11, 1));
    let story = story
        .when(ANA, take("place_and_time_established"))
        .refused(&["needs_finding"]);
    let story = story
        .and(ANA, found(TIME, 12, 1))
        .and(ANA, take("place_and_time_established"));
    sign(story, LEA).and(LEA, take("publish")).at("published");
}

#[test]
fn what_was_given_for_internal_use_stays_inside() {
    let story = standard("sign_off").and(Actor::Submitter, consent(Consent::Internal));
    let approved = sign(story, LEA).at("approved");
    let refused = approved
        .when(LEA, take("publish"))
        .refused(&["consent_forbids"]);
    let agreed = refused.and(Actor::Submitter, consent(Consent::PublishRedacted));
    // The consent is part of what is signed.
    agreed
        .when(LEA, take("publish"))
        .refused(&["revision_changed"]);
}

#[test]
fn every_stage_of_people_can_be_left_backwards_with_a_reason() {
    for (stage, back) in [
        ("geolocation", "back_to_triage"),
        ("chronolocation", "back_to_geolocation"),
        ("sign_off", "return_to_chronolocation"),
        ("sign_off", "return_to_geolocation"),
        ("sign_off", "return_to_triage"),
        ("approved", "reopen"),
    ] {
        standard(stage)
            .when(LEA, take(back))
            .refused(&["needs_reason"]);
        standard(stage).and(LEA, take(back));
    }
}

#[test]
fn an_item_ends_as_a_duplicate_only_when_the_other_is_named() {
    let story = standard("triage")
        .when(ANA, take("call_duplicate"))
        .refused(&["needs_duplicate_named"]);
    story
        .and(ANA, duplicate())
        .and(ANA, take("call_duplicate"))
        .at("duplicate");
}

#[test]
fn court_asks_a_second_person_even_when_the_first_found_nothing() {
    let story = court("geolocation").finds(ANA, impossible(PLACE, 21));
    let second = story
        .and(ANA, take("place_proposed"))
        .at("second_geolocation");
    let apart = second
        .finds(BEN, found(PLACE, 22, 1))
        .and(BEN, take("dispute_place"));
    // Sent back, the dispute does not hold the item up where nobody can settle it.
    let back = apart.and(LEA, take("place_reopened")).at("geolocation");
    back.and(ANA, take("place_proposed"))
        .and(BEN, take("dispute_place"))
        .at("disputed_place");
}
