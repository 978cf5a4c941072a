//! Nobody learns from a bag who handed an item in, or what is sealed of it.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use cairn_app::certificate::Bag;
use cairn_testkit::{TestApp, jpeg, street};

use super::{FILE_NAME, QUESTION, REMARK, REPLY, issued, packed, told};
use crate::{redacting::HIDDEN, sealed::OWNER};

/// Files of a bag in which a text stands, proofs as what they disclose too.
fn holding(bag: &Bag, text: &str) -> Vec<String> {
    let has = |bytes: &[u8]| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let disclosed = |bytes: &[u8]| {
        let proof = String::from_utf8_lossy(bytes).into_owned();
        let extra = proof.lines().find_map(|line| line.strip_prefix("extra "));
        extra.and_then(|extra| BASE64_STANDARD.decode(extra).ok())
    };
    bag.files()
        .filter(|(_, bytes)| has(bytes) || disclosed(bytes).is_some_and(|event| has(&event)))
        .map(|(path, _)| path.to_owned())
        .collect()
}

#[tokio::test]
async fn no_file_of_a_bag_says_what_is_sealed_or_was_said_in_confidence() {
    let (story, short) = Box::pin(told()).await;
    let bag = packed(issued(&story, &short).await);
    assert!(
        !holding(&bag, "Smoke over a school").is_empty(),
        "the search finds what is there"
    );
    let lea = story.lea.id.to_string();
    assert!(
        holding(&bag, &lea).len() > 2,
        "in the record and in what proofs disclose"
    );
    for secret in [
        FILE_NAME,
        OWNER,
        REPLY,
        QUESTION,
        REMARK,
        HIDDEN,
        "@test.example",
    ] {
        assert_eq!(holding(&bag, secret), [""; 0], "{secret}");
    }
    let withheld = issued(&story, &short).await.certificate.withheld;
    let kinds: Vec<_> = withheld.iter().map(|one| one.what.code()).collect();
    let all = [
        "submitter",
        "conversation",
        "raw_metadata",
        "redaction_words",
        "comments",
    ];
    assert_eq!(kinds, all);
}

#[tokio::test]
async fn a_member_who_hands_in_is_named_nowhere_not_even_in_a_proof() {
    let story = TestApp::new().await;
    let photo = jpeg(&street(5, 320, 240));
    let short = story.submit(photo, Some(story.volunteer.id)).await;
    story.triage(&story.ana, &short).await;
    cairn_app::ledger::sign(&story.app).await.expect("signed");
    let id = story.volunteer.id.to_string();
    let item = story.item(&short).await;
    assert_eq!(item.state.submitter, Some(story.volunteer.id));

    let issued = issued(&story, &short).await;
    let first = &issued.certificate.history[0].leaf;
    assert_eq!(first.no_proof.map(|why| why.code()), Some("withheld"));
    assert_eq!(issued.proofs.len() + 1, issued.certificate.history.len());
    let bag = packed(issued);
    for secret in [id.as_str(), "volunteer"] {
        assert_eq!(holding(&bag, secret), [""; 0], "{secret}");
    }
}
