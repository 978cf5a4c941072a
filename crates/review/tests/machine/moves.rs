//! Moves: whose they are, and when.

use cairn_domain::{Actor, Role};
use cairn_review::{Act, Command, Refusal, StageKey};

use crate::{cast::*, story::*};

#[test]
fn a_stale_view_is_refused_with_every_other_reason() {
    let mut story = standard("triage");
    let now = story.state.seq;
    let command = Command {
        seen: now - 1,
        words: String::new(),
        act: take("accept"),
    };
    let reasons = story.ask(ANA, &command).clone().expect_err("stale");
    assert_eq!(
        reasons.0,
        [Refusal::Stale { seen: now - 1, now }, Refusal::NeedsRating]
    );
}

#[test]
fn a_move_belongs_to_its_stage() {
    let stage = StageKey::from("triage");
    let asked = cairn_review::MoveKey::from("place_established");
    let refusal = Refusal::NoSuchMove { asked, stage };
    standard("triage")
        .when(ANA, take("place_established"))
        .refused_with(&[refusal]);
    let ended = standard("published").when(LEA, take("place_established"));
    assert!(ended.codes().contains(&"item_is_settled"));
}

#[test]
fn a_move_belongs_to_its_roles() {
    let desk = standard("sign_off");
    let lead = Refusal::NeedsRole {
        any_of: vec![Role::Lead],
    };
    desk.clone()
        .when_because(ANA, take("return_to_triage"), "why")
        .refused_with(&[lead]);
    desk.clone()
        .when_because(ADA, take("return_to_triage"), "why")
        .refused(&["needs_role"]);
    desk.clone()
        .when_because(Actor::Submitter, take("return_to_triage"), "why")
        .refused(&["needs_account"]);
    desk.when_because(Actor::Machine, take("return_to_triage"), "why")
        .refused(&["needs_account"]);
}

#[test]
fn the_machine_lets_items_out_of_intake_and_nobody_else_does() {
    let mut story = standard("intake");
    for actor in [ANA, LEA, Actor::Submitter] {
        story
            .clone()
            .when(actor, take("admit"))
            .refused(&["no_such_move"]);
    }
    story.intake_done = false;
    story
        .clone()
        .when(Actor::Machine, take("admit"))
        .refused(&["intake_not_finished"]);
    story.intake_done = true;
    story
        .when(Actor::Machine, take("admit"))
        .then(&["admit to triage"]);
}

#[test]
fn only_sign_offs_take_the_move_that_follows_them() {
    for actor in [LEA, Actor::Machine] {
        let story = standard("sign_off").when(actor, take("approve"));
        assert_eq!(story.codes().first(), Some(&"no_such_move"));
    }
}

#[test]
fn a_release_is_the_machines_or_a_leads() {
    let story = standard("approved");
    story
        .clone()
        .when(Actor::Machine, take("publish"))
        .then(&["publish to published"]);
    story
        .clone()
        .when(LEO, take("publish"))
        .then(&["publish to published"]);
    story
        .clone()
        .when(ANA, take("publish"))
        .refused(&["needs_role"]);
    let submitter = story.when(Actor::Submitter, take("publish"));
    assert!(!submitter.codes().is_empty());
}

#[test]
fn a_withdrawal_is_the_submitters_at_every_stage() {
    for stage in [
        "intake",
        "triage",
        "geolocation",
        "chronolocation",
        "sign_off",
        "approved",
    ] {
        let key = format!("withdraw_from_{stage}");
        let story = standard(stage);
        let told = format!("{key} to withdrawn");
        story
            .clone()
            .when(Actor::Submitter, take(&key))
            .then(&[&told]);
        story
            .clone()
            .handed_in_by(VAL)
            .when(VAL, take(&key))
            .then(&[&told]);
        story.when(LEA, take(&key)).refused(&["no_such_move"]);
    }
    let held = standard("triage").and(ANA, Act::Claim);
    held.when(Actor::Submitter, take("withdraw_from_triage"))
        .then(&["withdraw_from_triage to withdrawn"]);
}

#[test]
fn what_is_published_is_retracted_by_a_lead_who_says_why_and_never_otherwise_left() {
    let public = standard("published");
    public
        .clone()
        .when(LEA, take("retract"))
        .refused(&["needs_reason"]);
    public
        .clone()
        .when_because(ANA, take("retract"), "wrong")
        .refused(&["needs_role"]);
    let retracted = public
        .when_because(LEA, take("retract"), "wrong")
        .then(&["retract to retracted"]);
    for actor in EVERYBODY {
        let open: Vec<_> = retracted
            .offers(actor)
            .into_iter()
            .filter(|o| o.is_open())
            .collect();
        assert_eq!(open, [], "{actor:?}");
    }
}
