//! Every reason there is to say no is told by some story; a new one needs a line here.

use std::collections::BTreeSet;

use cairn_domain::{Actor, Consent, Digest};
use cairn_review::{Act, Refusal, Workflow};

use crate::{cast::*, story::*};

/// One way to meet each reason. The code is the one the story must end with.
fn told() -> Vec<(&'static str, Story)> {
    let desk = || standard("sign_off");
    let placing = || standard("geolocation");
    let held = || placing().and(BEN, Act::Claim);
    let mut waiting = standard("intake");
    waiting.intake_done = false;
    let mut stale = standard("triage");
    stale.ask(
        ANA,
        &cairn_review::Command {
            seen: 0,
            words: String::new(),
            act: rate(),
        },
    );
    let disputed = placing()
        .finds(ANA, found(PLACE, 21, 1))
        .and(ANA, Act::Release);
    let disputed = disputed.finds(BEN, found(PLACE, 22, 9));
    let internal = standard("approved").and(Actor::Submitter, consent(Consent::Internal));
    let objected = desk().and(BEN, Act::Object);
    let open = Act::Answer {
        objection: objected.state.seq,
    };
    let signed = crate::journeys::court("sign_off");
    let mine = signature(&signed);
    let own = on_the_standard_road(Story::begin("standard").handed_in_by(SUE), "sign_off");
    let wrote = placing()
        .finds(LEA, found(PLACE, 23, 1))
        .and(LEA, take("place_established"));
    let wrote = wrote
        .finds(ANA, found(TIME, 24, 1))
        .and(ANA, take("time_established"));
    let mut old = standard("triage");
    old.workflow = Workflow::try_from_draft(old.workflow.draft().clone(), 1).unwrap();
    vec![
        ("stale", stale),
        ("held_by_another", held().when(ANA, Act::Claim)),
        ("not_held_by_you", placing().when(ANA, found(PLACE, 25, 1))),
        ("no_such_move", placing().when(ANA, take("accept"))),
        (
            "not_at_this_stage",
            placing().and(ANA, Act::Claim).when(ANA, found(TIME, 26, 1)),
        ),
        ("item_is_settled", standard("published").when(ANA, rate())),
        ("needs_role", placing().when(VAL, rate())),
        (
            "intake_not_finished",
            waiting.when(Actor::Machine, take("admit")),
        ),
        ("needs_rating", standard("triage").when(ANA, take("accept"))),
        ("needs_incident", {
            let unlinked = desk().and(ANA, Act::Link { incident: None });
            let act = signature(&unlinked);
            unlinked.when(LEA, act)
        }),
        (
            "needs_duplicate_named",
            standard("triage").when(ANA, take("call_duplicate")),
        ),
        ("needs_reason", placing().when(ANA, take("back_to_triage"))),
        (
            "needs_finding",
            placing().when(ANA, take("place_established")),
        ),
        ("needs_another_finding", {
            crate::journeys::court("second_geolocation").when(ANA, take("place_established"))
        }),
        (
            "findings_disagree",
            disputed.when(BEN, take("place_established")),
        ),
        (
            "not_concluded_impossible",
            placing().when(ANA, take("no_place")),
        ),
        ("needs_sign_off", {
            let mut unsigned = standard("approved");
            unsigned.state.sign_offs.clear();
            unsigned.when(LEA, take("publish"))
        }),
        (
            "revision_changed",
            desk().when(
                LEA,
                Act::SignOff {
                    revision: Digest([1; 32]),
                },
            ),
        ),
        ("own_submission", {
            let act = signature(&own);
            own.when(SUE, act)
        }),
        ("own_finding", {
            let act = signature(&wrote);
            wrote.when(LEA, act)
        }),
        (
            "already_signed",
            signed.and(LEA, mine.clone()).when(LEA, mine),
        ),
        ("open_objection", {
            let act = signature(&objected);
            objected.clone().when(LEA, act)
        }),
        (
            "no_such_objection",
            desk().when_because(LEA, Act::Answer { objection: 1 }, "what"),
        ),
        (
            "not_yours_to_answer",
            objected.when_because(ANA, open, "fine"),
        ),
        ("consent_forbids", internal.when(LEA, take("publish"))),
        (
            "no_such_finding",
            desk().when_because(LEA, settle(99), "that"),
        ),
        ("needs_account", placing().when(Actor::Submitter, rate())),
        (
            "cannot_migrate",
            old.when(LEA, Act::Migrate { workflow: 1 }),
        ),
    ]
}

#[test]
fn every_refusal_has_its_story() {
    let mut met = BTreeSet::new();
    for (code, story) in told() {
        assert!(story.codes().contains(&code), "{code}: {:?}", story.codes());
        met.extend(story.codes());
    }
    assert_eq!(
        met,
        Refusal::ALL_CODES.iter().copied().collect::<BTreeSet<_>>()
    );
}

#[test]
fn the_code_in_json_is_the_code() {
    for (_, story) in told() {
        for refusal in story.reasons() {
            let json = serde_json::to_value(refusal).unwrap();
            assert_eq!(json["code"], refusal.code());
            assert_eq!(&serde_json::from_value::<Refusal>(json).unwrap(), refusal);
        }
    }
}
