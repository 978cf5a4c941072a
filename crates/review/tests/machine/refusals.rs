//! Every reason there is to say no is told by some story; a new one needs a line here.

use std::collections::BTreeSet;

use cairn_domain::{Actor, Consent, Digest};
use cairn_review::{Act, Command, Refusal};

use crate::{cast::*, journeys::court, story::*};

/// A code, and a story that ends with it.
type Told = (&'static str, Story);

fn told() -> Vec<Told> {
    let tellings = [
        of_acts,
        of_guards,
        of_findings,
        of_signing,
        of_objections,
        of_redactions,
        of_talking,
    ];
    tellings.iter().flat_map(|telling| telling()).collect()
}

fn signing(story: Story, by: Actor) -> Story {
    let act = signature(&story);
    story.when(by, act)
}

fn of_acts() -> Vec<Told> {
    let placing = || standard("geolocation");
    let held = placing().and(BEN, Act::Claim);
    let mut stale = standard("triage");
    let words = String::new();
    stale.ask(
        ANA,
        &Command {
            seen: 0,
            words,
            act: rate(),
        },
    );
    let internal = standard("approved").and(Actor::Submitter, consent(Consent::Internal));
    vec![
        ("stale", stale),
        ("held_by_another", held.when(ANA, Act::Claim)),
        ("not_held_by_you", placing().when(ANA, found(PLACE, 25, 1))),
        ("no_such_move", placing().when(ANA, take("accept"))),
        ("not_at_this_stage", placing().when(ANA, found(TIME, 26, 1))),
        ("item_is_settled", standard("published").when(ANA, rate())),
        ("needs_role", placing().when(VAL, rate())),
        ("needs_account", placing().when(Actor::Submitter, rate())),
        ("needs_reason", placing().when(ANA, take("back_to_triage"))),
        ("consent_forbids", internal.when(LEA, take("publish"))),
        (
            "cannot_migrate",
            placing().when(LEA, Act::Migrate { workflow: 1 }),
        ),
    ]
}

fn of_redactions() -> Vec<Told> {
    let covered = || standard("sign_off").and(BEN, redact(1, 41));
    let id = || covered().state.redactions[0].id;
    let signed = || sign(covered(), LEA);
    vec![
        (
            "redaction_not_confirmed",
            signed().when(Actor::Machine, take("publish")),
        ),
        ("own_redaction", covered().when(BEN, confirm(id()))),
        (
            "no_such_redaction",
            standard("triage").when(ANA, confirm(id())),
        ),
    ]
}

fn of_guards() -> Vec<Told> {
    let mut waiting = standard("intake");
    waiting.intake_done = false;
    let unlinked = standard("sign_off").and(ANA, Act::Link { incident: None });
    let triage = || standard("triage");
    vec![
        (
            "intake_not_finished",
            waiting.when(Actor::Machine, take("admit")),
        ),
        ("needs_rating", triage().when(ANA, take("accept"))),
        ("needs_incident", signing(unlinked, LEA)),
        (
            "needs_duplicate_named",
            triage().when(ANA, take("call_duplicate")),
        ),
    ]
}

fn of_findings() -> Vec<Told> {
    let placing = || standard("geolocation");
    let first = placing()
        .finds(ANA, found(PLACE, 21, 1))
        .and(ANA, Act::Release);
    let disputed = first.finds(BEN, found(PLACE, 22, 9));
    let second = court("second_geolocation");
    vec![
        (
            "needs_finding",
            placing().when(ANA, take("place_established")),
        ),
        (
            "needs_another_finding",
            second.when(ANA, take("place_established")),
        ),
        (
            "findings_disagree",
            disputed.when(BEN, take("place_established")),
        ),
        (
            "not_concluded_impossible",
            placing().when(ANA, take("no_place")),
        ),
        (
            "no_such_finding",
            placing().when_because(LEA, settle(99), "that"),
        ),
    ]
}

fn of_signing() -> Vec<Told> {
    let mut unsigned = standard("approved");
    unsigned.state.sign_offs.clear();
    let own = on_the_standard_road(Story::begin("standard").handed_in_by(SUE), "sign_off");
    let wrote = standard("geolocation").finds(LEA, found(PLACE, 23, 1));
    let wrote = wrote.and(LEA, take("place_established"));
    let wrote = wrote
        .finds(ANA, found(TIME, 24, 1))
        .and(ANA, take("time_established"));
    let other = Act::SignOff {
        revision: Digest([1; 32]),
    };
    let once = sign(court("sign_off"), LEA);
    vec![
        ("needs_sign_off", unsigned.when(LEA, take("publish"))),
        ("revision_changed", standard("sign_off").when(LEA, other)),
        ("own_submission", signing(own, SUE)),
        ("own_finding", signing(wrote, LEA)),
        ("already_signed", signing(once, LEA)),
    ]
}

fn of_objections() -> Vec<Told> {
    let objected = standard("sign_off").and(BEN, Act::Object);
    let open = Act::Answer {
        objection: objected.state.seq,
    };
    let unknown = Act::Answer { objection: 1 };
    vec![
        ("open_objection", signing(objected.clone(), LEA)),
        (
            "not_yours_to_answer",
            objected.when_because(ANA, open, "fine"),
        ),
        (
            "no_such_objection",
            standard("sign_off").when_because(LEA, unknown, "what"),
        ),
    ]
}

fn of_talking() -> Vec<Told> {
    let placing = || standard("geolocation");
    let nothing = Act::AddEvidence {
        files: Vec::new(),
        links: 0,
    };
    let unasked = Act::Reply { question: 3 };
    vec![
        ("only_submitter", placing().when(ANA, added())),
        ("needs_words", placing().when(ANA, Act::AskSubmitter)),
        (
            "no_such_question",
            placing().when_because(Actor::Submitter, unasked, "yes"),
        ),
        ("nothing_added", placing().when(Actor::Submitter, nothing)),
    ]
}

#[test]
fn every_refusal_has_its_story() {
    let mut met = BTreeSet::new();
    for (code, story) in told() {
        assert!(story.codes().contains(&code), "{code}: {:?}", story.codes());
        met.insert(code);
    }
    assert_eq!(met, Refusal::ALL_CODES.iter().copied().collect());
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
