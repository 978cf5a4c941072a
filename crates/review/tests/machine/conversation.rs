//! What the team and whoever handed the item in say to each other.

use cairn_domain::Actor;
use cairn_review::Act;

use crate::{cast::*, story::*};

fn asked() -> Story {
    standard("geolocation").and(ANA, Act::AskSubmitter)
}

fn reply(story: &Story) -> Act {
    Act::Reply {
        question: story.state.questions[0].seq,
    }
}

#[test]
fn a_question_is_open_until_it_is_answered_once() {
    let story = asked();
    assert_eq!(story.state.open_questions().count(), 1);
    let act = reply(&story);
    let story = story.and(Actor::Submitter, act.clone());
    assert_eq!(story.state.open_questions().count(), 0);
    story
        .when_because(Actor::Submitter, act, "and another thing")
        .refused(&["no_such_question"]);
}

#[test]
fn only_whoever_handed_it_in_answers_and_adds() {
    let story = asked();
    for act in [reply(&story), Act::AddNote, added()] {
        for by in [ANA, LEA, VAL, ADA, RAY, Actor::Machine] {
            let refused = story.clone().when_because(by, act.clone(), "me");
            refused.refused(&["only_submitter"]);
        }
    }
    let own = on_the_standard_road(Story::begin("standard").handed_in_by(SUE), "geolocation");
    own.and(SUE, Act::AddNote).and(SUE, added());
}

#[test]
fn nothing_is_asked_before_people_work_on_it_or_after_its_end() {
    standard("intake")
        .when_because(ANA, Act::AskSubmitter, "when?")
        .refused(&["not_at_this_stage"]);
    for end in [
        standard("published"),
        standard("triage").and(ANA, take("set_aside")),
        standard("geolocation").and(Actor::Submitter, take("withdraw_from_geolocation")),
    ] {
        let settled = &["item_is_settled"];
        end.clone()
            .when_because(ANA, Act::AskSubmitter, "when?")
            .refused(settled);
        end.clone()
            .when_because(Actor::Submitter, Act::AddNote, "one more thing")
            .refused(settled);
        end.when(Actor::Submitter, added()).refused(settled);
    }
}

#[test]
fn at_intake_the_submitter_may_still_add_what_was_forgotten() {
    standard("intake")
        .when(Actor::Submitter, added())
        .then(&["1 files and 1 links added"]);
}

#[test]
fn nobody_signs_what_the_machine_has_not_read() {
    let mut story = standard("sign_off").and(Actor::Submitter, added());
    story.intake_done = false;
    let act = signature(&story);
    let mut story = story
        .when(LEA, act.clone())
        .refused(&["intake_not_finished"]);
    story.intake_done = true;
    story
        .when(LEA, act)
        .then(&["signed by Lea", "approve to approved"]);
}
