//! The editor as people of a story see it.

use cairn_domain::{
    FileId, FrameBox, Redaction, RedactionBody, RedactionId, RedactionReason, Region, RegionShape,
    Role, SoundTreatment, Span, Track,
};
use uuid::Uuid;

use super::*;
use crate::{
    forms::Fields,
    pages::item::sample::{ANA, BEN, Story, assert_no_bare_keys, shell, visit},
};

fn known(outcome: Option<RedactionOutcome>) -> RedactionView {
    let place = FrameBox {
        x: 0.4,
        y: 0.25,
        w: 0.2,
        h: 0.5,
    };
    let region = Region {
        shape: RegionShape::Ellipse,
        reason: RedactionReason::Other,
        words: "the tattoo".into(),
        span: Span::whole(),
        track: Track::still(place).expect("inside"),
    };
    let body = RedactionBody::try_new(vec![region], SoundTreatment::Keep).expect("a region");
    RedactionView {
        redaction: Redaction {
            id: RedactionId(Uuid::from_u128(900)),
            file: FileId(Uuid::from_u128(400)),
            author: ANA,
            recorded_at: "2022-10-03T08:00:00Z".parse().expect("a moment"),
            body,
        },
        outcome,
        author: "Ana".into(),
        confirmed_by: None,
    }
}

fn drawn(redaction: Option<RedactionView>, posted: &Posted) -> String {
    let (story, visit) = (Story::at_triage("standard"), visit(BEN, Role::Verifier));
    let mut dossier = story.dossier(&visit);
    dossier.files[0].redaction = redaction;
    let sha256 = dossier.files[0].file.sha256;
    let page = draw(shell(), &visit, &dossier, &sha256, posted, story.now());
    let html = page.expect("the file").render().expect("renders");
    assert_no_bare_keys(&html);
    html
}

#[test]
fn a_file_that_nobody_has_covered_offers_the_form_alone() {
    let html = drawn(None, &Posted::nothing());
    assert!(html.contains("name=\"region-0-track\"") && html.contains("Make the redacted copy"));
    assert!(
        html.contains("Blurred or pixelated"),
        "and says why it is black"
    );
    assert!(!html.contains("id=\"copy\""));
}

#[test]
fn a_redaction_stands_in_the_form_with_what_became_of_it() {
    let waiting = drawn(Some(known(None)), &Posted::nothing());
    assert!(waiting.contains("The copy is being made") && waiting.contains("40 25 20 50"));
    assert!(waiting.contains("Something else: the tattoo (Ellipse)"));
    let problem = "no decoder".to_owned();
    let failed = drawn(
        Some(known(Some(RedactionOutcome::Failed { problem }))),
        &Posted::nothing(),
    );
    assert!(failed.contains("could not be made") && failed.contains("no decoder"));
    let copy = Digest::of_bytes(b"redacted");
    let made = RedactionOutcome::Made { copy, cover: None };
    let made = drawn(Some(known(Some(made))), &Posted::nothing());
    assert!(
        made.contains(&format!("/media/{copy}")),
        "shown in steps, covered first"
    );
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong() {
    let (story, visit) = (Story::at_triage("standard"), visit(BEN, Role::Verifier));
    let dossier = story.dossier(&visit);
    let fields = [("region-0-track", "9 9"), ("region-0-words", "by the door")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let error = cairn_app::AppError::Invalid(vec![cairn_app::FieldError::with(
        "regions",
        "redaction-place",
        "1",
    )]);
    let t = shell().t;
    let posted = Posted::refused(
        &t,
        &dossier,
        Form::Redact,
        Fields::from_pairs(fields),
        &error,
    );
    let html = drawn(None, &posted.expect("about the form"));
    assert!(html.contains("href=\"#regions\"") && html.contains("Region 1: give its place"));
    assert!(html.contains(">9 9</textarea>") && html.contains("by the door"));
}
