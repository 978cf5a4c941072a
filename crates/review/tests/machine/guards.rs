//! Each guard plays the history told in its file: what it refuses before, and what satisfies it.

use cairn_domain::{Actor, Consent};
use cairn_review::{Act, Command, Guard, Refusal};

use crate::{cast::*, story::*};

#[track_caller]
fn check(guard: Guard, before: &Story, reason: Refusal, after: &Story) {
    let asked = |words: &str| Command {
        seen: 1,
        words: words.into(),
        act: take("any"),
    };
    let no = guard.check(&before.case(&before.facts(), ANA), &asked(""));
    assert_eq!(no, Err(reason), "before");
    let yes = guard.check(&after.case(&after.facts(), ANA), &asked("because"));
    assert_eq!(yes, Ok(()), "after");
}

#[test]
fn intake_done() {
    let (mut before, after) = (standard("intake"), standard("intake"));
    before.intake_done = false;
    check(
        Guard::IntakeDone,
        &before,
        Refusal::IntakeNotFinished,
        &after,
    );
}

#[test]
fn rated() {
    let before = standard("triage");
    check(
        Guard::Rated,
        &before,
        Refusal::NeedsRating,
        &before.clone().and(ANA, rate()),
    );
}

#[test]
fn in_incident() {
    let before = standard("triage");
    check(
        Guard::InIncident,
        &before,
        Refusal::NeedsIncident,
        &before.clone().and(ANA, link()),
    );
}

#[test]
fn duplicate_named() {
    let before = standard("triage");
    let after = before.clone().and(ANA, duplicate());
    check(
        Guard::DuplicateNamed,
        &before,
        Refusal::NeedsDuplicateNamed,
        &after,
    );
}

#[test]
fn says_why() {
    let story = standard("triage");
    check(Guard::SaysWhy, &story, Refusal::NeedsReason, &story);
    let blank = Command {
        seen: 1,
        words: " \n".into(),
        act: take("any"),
    };
    let facts = story.facts();
    assert!(
        Guard::SaysWhy
            .check(&story.case(&facts, ANA), &blank)
            .is_err(),
        "blanks say nothing"
    );
}

#[test]
fn established() {
    let guard = Guard::Established { kind: PLACE };
    let before = standard("geolocation");
    let once = before.clone().finds(ANA, found(PLACE, 21, 1));
    check(guard, &before, Refusal::NeedsFinding { kind: PLACE }, &once);
    let impossible = before.finds(ANA, impossible(PLACE, 21));
    check(
        guard,
        &impossible,
        Refusal::NeedsFinding { kind: PLACE },
        &once,
    );
    let apart = once.and(ANA, Act::Release).finds(BEN, found(PLACE, 22, 9));
    let settled = apart
        .clone()
        .and(BEN, take("dispute_place"))
        .and(LEA, settle(22));
    check(
        guard,
        &apart,
        Refusal::FindingsDisagree { kind: PLACE },
        &settled,
    );
}

#[test]
fn independent() {
    let guard = Guard::Independent {
        kind: PLACE,
        at_least: 2,
    };
    let one = standard("geolocation")
        .finds(ANA, found(PLACE, 21, 1))
        .and(ANA, found(PLACE, 22, 1));
    let two = one
        .clone()
        .and(ANA, Act::Release)
        .finds(BEN, found(PLACE, 23, 9));
    check(
        guard,
        &one,
        Refusal::NeedsAnotherFinding {
            kind: PLACE,
            have: 1,
            need: 2,
        },
        &two,
    );
}

#[test]
fn impossible_to_tell() {
    let guard = Guard::Impossible { kind: PLACE };
    let reason = Refusal::NotConcludedImpossible { kind: PLACE };
    let untried = standard("geolocation");
    let tried = untried.clone().finds(ANA, impossible(PLACE, 21));
    check(guard, &untried, reason.clone(), &tried);
    let placed = untried.finds(ANA, found(PLACE, 22, 1));
    check(guard, &placed, reason, &tried);
}

#[test]
fn signed_off() {
    let guard = Guard::SignedOff { at_least: 1 };
    let (before, after) = (standard("sign_off"), standard("approved"));
    check(
        guard,
        &before,
        Refusal::NeedsSignOff { have: 0, need: 1 },
        &after,
    );
    check(
        guard,
        &after.clone().and(ANA, duplicate()),
        Refusal::RevisionChanged,
        &after,
    );
}

#[test]
fn no_objection() {
    let objected = standard("sign_off").and(BEN, Act::Object);
    let answered = objected.clone().and(
        LEA,
        Act::Answer {
            objection: objected.state.seq,
        },
    );
    check(
        Guard::NoObjection,
        &objected,
        Refusal::OpenObjection { count: 1 },
        &answered,
    );
}

#[test]
fn consent_to_publish() {
    let inside = standard("triage").and(Actor::Submitter, consent(Consent::Internal));
    let agreed = inside
        .clone()
        .and(Actor::Submitter, consent(Consent::PublishRedacted));
    check(
        Guard::ConsentToPublish,
        &inside,
        Refusal::ConsentForbids,
        &agreed,
    );
}
