//! The workspace as people of a story see it.

use cairn_app::AppError;
use cairn_domain::Role;
use cairn_review::{Act, Refusal, Refusals};

use super::{
    super::sample::{ANA, BEN, LEA, Story, assert_no_bare_keys, shell, verifier, visit},
    *,
};
use crate::{forms::Fields, pages::item::Form};

impl ItemPage {
    /// What a member sees of a story.
    fn sample(story: &Story, visit: &Visit, posted: &Posted) -> String {
        let dossier = story.dossier(visit);
        let read = Read {
            suggestions: Vec::new(),
            around: Around::default(),
            dossier,
            incidents: Vec::new(),
            now: story.now(),
        };
        draw(shell(), visit, &read, posted, "")
            .render()
            .expect("renders")
    }
}

fn ana() -> Visit {
    visit(ANA, Role::Verifier)
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields::from_pairs(
        pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
    )
}

#[test]
fn every_stage_renders_for_everybody_without_a_missing_word() {
    for template in cairn_review::workflow::TEMPLATES {
        let stories = [Story::at_triage(template), Story::at_geolocation(template)];
        for story in &stories {
            for (user, role) in [
                (ANA, Role::Verifier),
                (BEN, Role::Verifier),
                (LEA, Role::Lead),
                (LEA, Role::Admin),
            ] {
                let html = ItemPage::sample(story, &visit(user, role), &Posted::nothing());
                assert_no_bare_keys(&html);
            }
        }
    }
    let story = Story::objected_at_sign_off();
    assert_no_bare_keys(&ItemPage::sample(&story, &ana(), &Posted::nothing()));
}

#[test]
fn at_triage_one_form_rates_links_and_sends_on() {
    let html = ItemPage::sample(&Story::at_triage("standard"), &ana(), &Posted::nothing());
    for words in [
        "name=\"sensitivity\"",
        "list=\"incidents\"",
        "name=\"to\" value=\"accept\"",
        "/claim\"",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(
        !html.contains("id=\"geolocation-form\""),
        "it is not the time for that"
    );
}

#[test]
fn the_form_that_records_a_place_is_there_only_for_whoever_holds_the_item() {
    let story = Story::at_geolocation("standard");
    let html = ItemPage::sample(&story, &ana(), &Posted::nothing());
    assert!(html.contains("id=\"geolocation-form\"") && html.contains("data-mode=\"pick\""));
    assert!(html.contains("data-island=\"annotate\""));
    let html = ItemPage::sample(&story, &visit(BEN, Role::Verifier), &Posted::nothing());
    assert!(!html.contains("id=\"geolocation-form\""));
    assert!(html.contains("data-refusal=\"held_by_another\"") && html.contains("Ana"));
}

#[test]
fn nothing_but_the_cover_is_fetched_before_somebody_chooses() {
    let html = ItemPage::sample(&Story::at_triage("standard"), &ana(), &Posted::nothing());
    let fetched = html
        .split(" src=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next());
    let media: Vec<_> = fetched.filter(|src| src.contains("/media/")).collect();
    let cover = cairn_domain::Digest::of_bytes(b"cover").to_string();
    assert!(
        !media.is_empty() && media.iter().all(|src| src.ends_with(&cover)),
        "{media:?}"
    );
}

#[test]
fn a_stale_view_is_told_what_changed_and_keeps_what_was_typed() {
    let mut story = Story::at_geolocation("standard");
    let seen = story.dossier(&ana()).item.state.seq;
    let lead = cairn_domain::Actor::Member {
        user: LEA,
        role: Role::Lead,
    };
    story.act(lead, "Look at the gate.", Act::Object);
    let dossier = story.dossier(&ana());
    let typed = fields(&[
        ("seen", &seen.to_string()),
        ("camera", "34.49851, 69.06452"),
        ("feature-3-words", "A fourth"),
    ]);
    let stale = Refusals(vec![Refusal::Stale {
        seen,
        now: dossier.item.state.seq,
    }]);
    let error = AppError::Refused(stale);
    let posted =
        Posted::refused(&shell().t, &dossier, Form::Geolocation, typed, &error).expect("a form");
    assert_eq!(posted.status(), 409);
    let html = ItemPage::sample(&story, &ana(), &posted);
    for words in [
        "data-refusal=\"stale\"",
        "Lea objected",
        "Look at the gate.",
        "value=\"34.49851, 69.06452\"",
        "A fourth",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn fields_that_cannot_be_read_are_named_beside_what_was_typed() {
    let story = Story::at_geolocation("standard");
    let error = AppError::invalid("camera", "coordinates-unreadable");
    let typed = fields(&[("camera", "by the river")]);
    let posted = Posted::refused(
        &shell().t,
        &story.dossier(&ana()),
        Form::Geolocation,
        typed,
        &error,
    );
    let posted = posted.expect("a form");
    assert_eq!(posted.status(), 422);
    let html = ItemPage::sample(&story, &ana(), &posted);
    assert!(html.contains("href=\"#camera\"") && html.contains("value=\"by the river\""));
    assert!(html.contains("id=\"camera-error\""));
}

#[test]
fn errors_that_are_not_about_the_form_are_left_to_the_edge() {
    let story = Story::at_triage("standard");
    let dossier = story.dossier(&ana());
    assert!(
        Posted::refused(
            &shell().t,
            &dossier,
            Form::Claim,
            fields(&[]),
            &AppError::NotFound
        )
        .is_none()
    );
    assert_eq!(verifier(ANA), ana().actor());
}
