//! Every flaw there is, in the standard workflow with one thing changed.

use std::collections::BTreeSet;

use cairn_domain::{FindingKind, Role};
use cairn_review::{
    Guard, Move, MoveKey, Outcome, Stage, StageKey, StageKind, Trigger, Workflow, WorkflowDraft,
    workflow::{self, Flaw},
};

use crate::cast::*;

fn draft() -> WorkflowDraft {
    workflow::template("standard").expect("built in")
}

fn mv<'a>(draft: &'a mut WorkflowDraft, key: &str) -> &'a mut Move {
    draft
        .moves
        .iter_mut()
        .find(|mv| mv.key.0 == key)
        .expect("drawn")
}

fn stage<'a>(draft: &'a mut WorkflowDraft, key: &str) -> &'a mut Stage {
    draft
        .stages
        .iter_mut()
        .find(|stage| stage.key.0 == key)
        .expect("drawn")
}

fn without(draft: &mut WorkflowDraft, key: &str, unwanted: fn(&Guard) -> bool) {
    mv(draft, key).guards.retain(|guard| !unwanted(guard));
}

fn flaws(change: impl FnOnce(&mut WorkflowDraft)) -> Vec<Flaw> {
    let mut draft = draft();
    change(&mut draft);
    Workflow::try_from_draft(draft, 1).expect_err("flawed")
}

/// The change leads to this flaw; there may be others with it.
#[track_caller]
fn check(flaw: Flaw, change: impl FnOnce(&mut WorkflowDraft)) {
    let found = flaws(change);
    assert!(found.contains(&flaw), "{found:#?}");
}

fn key(name: &str) -> MoveKey {
    MoveKey::from(name)
}

fn at(name: &str) -> StageKey {
    StageKey::from(name)
}

#[test]
fn names() {
    check(Flaw::BadKey("Geo location".into()), |d| {
        stage(d, "triage").key = at("Geo location")
    });
    check(Flaw::BadKey("1st".into()), |d| {
        mv(d, "accept").key = key("1st")
    });
    check(Flaw::BadKey(String::new()), |d| {
        mv(d, "accept").key = key("")
    });
    check(Flaw::StageTwice(at("triage")), |d| {
        let twin = stage(d, "triage").clone();
        d.stages.push(twin);
    });
    check(Flaw::MoveTwice(key("accept")), |d| {
        let twin = mv(d, "accept").clone();
        d.moves.push(twin);
    });
    let nowhere = Flaw::NoSuchStage {
        by_move: key("accept"),
        stage: at("nowhere"),
    };
    check(nowhere, |d| mv(d, "accept").to = at("nowhere"));
    check(Flaw::BadStart(at("triage")), |d| d.start = at("triage"));
    check(Flaw::BadStart(at("nowhere")), |d| d.start = at("nowhere"));
}

#[test]
fn stages() {
    check(Flaw::EndWithoutOutcome(at("rejected")), |d| {
        stage(d, "rejected").outcome = None
    });
    check(Flaw::OutcomeWithoutEnd(at("triage")), |d| {
        stage(d, "triage").outcome = Some(Outcome::Rejected);
    });
    check(Flaw::RecordsOutsideWork(at("sign_off")), |d| {
        stage(d, "sign_off").records = vec![FindingKind::Geolocation];
    });
    check(Flaw::StuckIntake(at("intake")), |d| {
        mv(d, "admit").trigger = Trigger::Person
    });
    check(Flaw::SignOffTwice(at("sign_off")), |d| {
        let mut twin = mv(d, "approve").clone();
        twin.key = key("approve_again");
        d.moves.push(twin);
    });
}

#[test]
fn roads() {
    check(Flaw::Unreachable(at("duplicate")), |d| {
        d.moves.retain(|m| m.to.0 != "duplicate")
    });
    // Withdrawing is always possible; it does not count as a way out for the team.
    check(Flaw::DeadEnd(at("approved")), |d| {
        d.moves
            .retain(|m| m.from.0 != "approved" || m.trigger == Trigger::Submitter);
    });
    let place = Guard::Established { kind: PLACE };
    let never = |by: &str, guard| Flaw::NeverMet {
        by_move: key(by),
        guard,
    };
    check(never("publish", place), |d| {
        stage(d, "geolocation").records.clear()
    });
    // Recorded somewhere, but only after it is asked for.
    let time = Guard::Established { kind: TIME };
    check(never("place_established", time), |d| {
        mv(d, "place_established").guards.push(time);
        d.moves.retain(|m| {
            !matches!(
                m.from.0.as_str(),
                "chronolocation" | "disputed" | "sign_off" | "approved"
            ) || m.to.0 != "geolocation" && m.to.0 != "triage" && m.to.0 != "disputed"
        });
    });
    let signed = Guard::SignedOff { at_least: 1 };
    check(never("publish", signed), |d| {
        mv(d, "approve").trigger = Trigger::Person
    });
    check(never("admit", Guard::Rated), |d| {
        mv(d, "admit").guards.push(Guard::Rated)
    });
}

#[test]
fn staff() {
    check(Flaw::Unstaffed(key("accept")), |d| {
        mv(d, "accept").roles.clear()
    });
    check(Flaw::Unstaffed(key("publish")), |d| {
        mv(d, "publish").roles.clear()
    });
    for role in [Role::Reader, Role::Volunteer, Role::Admin] {
        check(
            Flaw::RoleMayNot {
                by_move: key("accept"),
                role,
            },
            |d| mv(d, "accept").roles.push(role),
        );
    }
    let verifier = Flaw::RoleMayNot {
        by_move: key("publish"),
        role: Role::Verifier,
    };
    check(verifier, |d| mv(d, "publish").roles.push(Role::Verifier));
    check(Flaw::RolesUnused(key("approve")), |d| {
        mv(d, "approve").roles.push(Role::Lead)
    });
}

#[test]
fn triggers() {
    check(Flaw::LeavesIntakeEarly(key("admit")), |d| {
        mv(d, "admit").guards.clear()
    });
    check(Flaw::MachineOutsideIntake(key("accept")), |d| {
        mv(d, "accept").trigger = Trigger::Machine
    });
    check(Flaw::SubmitterDecides(key("withdraw_from_triage")), |d| {
        mv(d, "withdraw_from_triage").to = at("geolocation");
    });
    check(Flaw::SignOffOutsideJudgement(key("accept")), |d| {
        mv(d, "accept").trigger = Trigger::SignOff;
    });
    check(Flaw::SignOffUncounted(key("approve")), |d| {
        without(d, "approve", |guard| {
            matches!(guard, Guard::SignedOff { .. })
        });
    });
}

#[test]
fn words() {
    for silent in [
        "set_aside",
        "reject_at_sign_off",
        "back_to_triage",
        "return_to_triage",
    ] {
        check(Flaw::SaysNothing(key(silent)), |d| {
            mv(d, silent).guards.clear()
        });
    }
    for number in [0, 6] {
        let guard = Guard::Independent {
            kind: PLACE,
            at_least: number,
        };
        check(Flaw::BadQuorum(key("place_established")), |d| {
            mv(d, "place_established").guards.push(guard);
        });
        check(Flaw::BadQuorum(key("publish")), |d| {
            mv(d, "publish")
                .guards
                .push(Guard::SignedOff { at_least: number });
        });
    }
}

#[test]
fn publication() {
    check(Flaw::NothingPublished, |d| {
        stage(d, "published").outcome = Some(Outcome::Rejected)
    });
    let gates = [
        Guard::Established { kind: PLACE },
        Guard::Established { kind: TIME },
        Guard::SignedOff { at_least: 1 },
        Guard::NoObjection,
        Guard::ConsentToPublish,
    ];
    for guard in gates {
        let flaw = Flaw::PublishesWithout {
            by_move: key("publish"),
            guard,
        };
        check(flaw, |d| {
            mv(d, "publish").guards.retain(|carried| *carried != guard)
        });
    }
    check(Flaw::PublishesOutsideRelease(key("publish")), |d| {
        mv(d, "publish").trigger = Trigger::Person;
    });
    check(Flaw::ReleasesElsewhere(key("publish")), |d| {
        mv(d, "publish").to = at("rejected")
    });
    check(Flaw::NeverRetracted(at("published")), |d| {
        d.moves.retain(|m| m.key.0 != "retract")
    });
    check(Flaw::RetractsLightly(key("retract")), |d| {
        mv(d, "retract").guards.clear()
    });
    check(Flaw::RetractsLightly(key("retract")), |d| {
        mv(d, "retract").roles = vec![Role::Verifier];
    });
    check(Flaw::LeavesAnEnd(key("retract")), |d| {
        mv(d, "retract").from = at("rejected")
    });
    check(Flaw::LeavesAnEnd(key("retract")), |d| {
        mv(d, "retract").to = at("triage")
    });
}

#[test]
fn a_shortcut_to_publication_is_refused_with_all_it_lacks() {
    let found = flaws(|d| {
        d.moves.push(Move {
            key: key("shortcut"),
            from: at("triage"),
            to: at("published"),
            trigger: Trigger::Person,
            roles: vec![Role::Lead],
            guards: Vec::new(),
        });
    });
    let codes: BTreeSet<_> = found
        .iter()
        .map(std::mem::discriminant)
        .map(|d| format!("{d:?}"))
        .collect();
    assert_eq!(
        (found.len(), codes.len()),
        (6, 2),
        "five gates and the release: {found:#?}"
    );
}

#[test]
fn every_flaw_is_a_sentence() {
    let mut wrong = draft();
    wrong
        .stages
        .retain(|stage| stage.kind != StageKind::Settled);
    let found = Workflow::try_from_draft(wrong, 1).expect_err("no ends");
    assert!(!found.is_empty());
    for flaw in found {
        let sentence = flaw.to_string();
        assert!(
            sentence.len() > 20 && !sentence.ends_with('.'),
            "{sentence}"
        );
    }
}

#[test]
fn a_misspelt_word_in_a_draft_is_not_passed_over() {
    let json = serde_json::to_string(&draft()).unwrap();
    for (right, wrong) in [
        ("\"guards\"", "\"guard\""),
        ("\"roles\"", "\"role\""),
        ("\"records\"", "\"record\""),
    ] {
        let misspelt = json.replacen(right, wrong, 1);
        assert_ne!(misspelt, json);
        assert!(
            serde_json::from_str::<WorkflowDraft>(&misspelt).is_err(),
            "{wrong}"
        );
    }
}
