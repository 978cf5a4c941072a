//! What is in a bag, and who accepts it.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use cairn_app::{
    certificate::BagError,
    ledger::{self, ItemProof, VerifierKeys, public_keys},
};
use cairn_testkit::{TestApp, bag_validator, go_verifier};
use serde_json::Value;
use tempfile::TempDir;

use super::{DISSENT, hand_in, issued, packed, told, written};

fn accepts(validator: &Path, bag: &Path) -> bool {
    let validated = Command::new(validator).arg("--validate").arg(bag).output();
    validated.expect("it runs").status.success()
}

/// Turns one bit in the middle of a file; gives what it was.
fn flip(path: &Path) -> Vec<u8> {
    let whole = fs::read(path).expect("reads");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(path, flipped).expect("writes");
    whole
}

#[tokio::test]
async fn other_peoples_validator_accepts_a_bag_and_refuses_a_flipped_bit_in_any_file() {
    let (story, short) = Box::pin(told()).await;
    let room = TempDir::new().expect("a directory");
    let at = room.path().join("bag");
    let bag = packed(issued(&story, &short).await.with_originals());
    written(&story, &bag, &at).await;
    let Some(validator) = bag_validator() else {
        return;
    };
    assert!(accepts(&validator, &at));
    let written = bag.files().map(|(path, _)| path.to_owned());
    let item = story.item(&short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    let original = format!("data/files/{}", files[0].sha256);
    // The seal of the tag files is itself unsealed, as the standard has it.
    let sealed = written.filter(|path| path != "tagmanifest-sha256.txt");
    for path in sealed.chain([original]) {
        let path = at.join(path);
        let whole = flip(&path);
        assert!(!accepts(&validator, &at), "{}", path.display());
        fs::write(&path, whole).expect("writes");
    }
    assert!(accepts(&validator, &at));
}

#[tokio::test]
async fn every_proof_of_a_bag_leads_to_its_checkpoint_and_gos_own_code_agrees() {
    let (story, short) = Box::pin(told()).await;
    let room = TempDir::new().expect("a directory");
    let bag = packed(issued(&story, &short).await);
    written(&story, &bag, room.path()).await;
    let keys = public_keys(&story.app.settings.ledger).expect("keys");
    let kept = fs::read_to_string(room.path().join("data/ledger-keys"));
    assert_eq!(kept.expect("reads"), keys);
    let keys = VerifierKeys::parse(&keys).expect("keys");
    let proofs: Vec<_> = bag
        .files()
        .filter(|(path, _)| path.starts_with("data/proofs/"))
        .collect();
    let events = story.item(&short).await.state.seq;
    assert_eq!(proofs.len() as u64, events, "one for each event");
    for (path, bytes) in &proofs {
        let proof = ItemProof::parse(bytes).expect("a proof");
        proof.verify(&keys).expect(path);
    }
    let Some(verifier) = go_verifier(room.path()) else {
        return;
    };
    let mut go = Command::new(verifier);
    let go = go.arg("proof").arg(room.path().join("data/ledger-keys"));
    let go = go.args(proofs.iter().map(|(path, _)| room.path().join(path)));
    let said = go.output().expect("it runs");
    let lines = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success(), "{lines}");
    assert_eq!(lines.lines().count() as u64, events);

    let forged = room.path().join(proofs[3].0);
    let text = String::from_utf8_lossy(proofs[3].1).replace("index ", "index 1");
    fs::write(&forged, text).expect("writes");
    assert!(!go.status().expect("it runs").success());
}

#[tokio::test]
async fn a_report_has_what_was_replaced_objected_signed_covered_and_taken_back() {
    let (story, short) = Box::pin(told()).await;
    let issued = issued(&story, &short).await;
    let record = serde_json::to_value(&issued.certificate).expect("JSON");
    let standings = record["findings"].as_array().expect("findings");
    let standing = |at: usize| standings[at]["standing"].as_str().expect("a word");
    assert_eq!(standings.len(), 3);
    assert_eq!((standing(0), standing(1)), ("superseded", "counts"));
    assert_eq!(
        record["findings"][0]["body"]["verbatim"],
        "34.51111, 69.07777"
    );
    let objection = &record["objections"][0];
    assert_eq!(
        (&objection["by"], &objection["words"]),
        (&"ben".into(), &DISSENT.into())
    );
    assert_eq!(objection["answer"], "It fell in 2021");
    assert_eq!(record["sign_offs"][0]["by"], "lea");
    let redaction = &record["redactions"][0];
    assert_eq!(redaction["regions"][0]["reason"], "face");
    assert_eq!(redaction["confirmed_by"], "ben");
    let steps = record["publication"]["steps"].as_array().expect("steps");
    assert_eq!(steps[0]["step"], "published");
    assert_eq!(steps[0]["release"], 1);
    assert_eq!(steps[1]["words"], "It was filmed a day earlier");
    assert_eq!(record["publication"]["is_public"], false);
    assert_eq!(record["incidents"][0]["title"], "Explosion at a school");
    assert_eq!(record["sources"][0]["url"], "https://example.org/post/1");
    let history = record["history"].as_array().expect("events");
    assert_eq!(history.len() as u64, story.item(&short).await.state.seq);
    let roles = history
        .iter()
        .filter(|line| line["actor"]["role"] == "lead");
    assert!(roles.count() >= 4, "who acted in which role");

    let bag = packed(issued);
    let files: BTreeMap<_, _> = bag.files().collect();
    let html = String::from_utf8_lossy(files["data/certificate.html"]).into_owned();
    for said in [
        DISSENT,
        "34.5111",
        "It fell in 2021",
        "not an expert opinion",
        "Replaced",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(
        !html.contains("certificate-") && !html.contains("<script"),
        "{html}"
    );
    let info = String::from_utf8_lossy(files["bag-info.txt"]).into_owned();
    assert!(
        info.contains("Cairn-No-PDF: no Chromium is configured"),
        "{info}"
    );
}

#[tokio::test]
async fn the_same_state_gives_the_same_bag_to_the_byte() {
    let (story, short) = Box::pin(told()).await;
    let (one, other) = (issued(&story, &short).await, issued(&story, &short).await);
    let (one, other) = (packed(one), packed(other));
    assert!(one.files().eq(other.files()));
    let zip = one.to_zip().expect("zipped");
    assert_eq!(zip, other.to_zip().expect("zipped"));
}

#[tokio::test]
async fn what_no_checkpoint_counts_yet_is_said_and_not_proven() {
    let story = TestApp::new().await;
    let (_, _, short) = hand_in(&story).await;
    ledger::sign(&story.app).await.expect("signed");
    let comes = story.item(&short).await.state.seq;
    let act = cairn_review::Act::ChangeConsent {
        consent: cairn_domain::Consent::Internal,
    };
    story.act(&story.leo, &short, act, "They called").await;
    let issued = issued(&story, &short).await;
    assert_eq!(issued.proofs.len() as u64, comes);
    let record = serde_json::to_value(&issued.certificate).expect("JSON");
    let last = record["history"].as_array().and_then(|all| all.last());
    let leaf = &last.expect("an event")["leaf"];
    assert_eq!(
        (&leaf["proof"], &leaf["no_proof"]),
        (&Value::Null, &"not_yet_signed".into())
    );
    // What the submitter wants kept inside is not handed on either.
    assert_eq!(record["sources"][0]["url"], Value::Null);
}

#[tokio::test]
async fn a_bag_wants_a_directory_of_its_own_and_originals_as_received() {
    let (story, short) = Box::pin(told()).await;
    let bag = packed(issued(&story, &short).await.with_originals());
    assert!(matches!(bag.to_zip(), Err(BagError::Originals)));
    let room = TempDir::new().expect("a directory");
    let blobs = story.app.store.blobs();
    fs::write(room.path().join("mine"), "mine").expect("writes");
    let refused = bag.write_to(blobs, room.path()).await;
    assert!(matches!(refused, Err(BagError::NotEmpty(_))));
    assert_eq!(fs::read_dir(room.path()).expect("reads").count(), 1);

    let item = story.item(&short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    let stored = blobs.local_path(&files[0].sha256);
    let mut bytes = fs::read(&stored).expect("reads");
    bytes[100] ^= 1;
    fs::remove_file(&stored).expect("removed");
    fs::write(&stored, bytes).expect("written");
    let refused = bag.write_to(blobs, &room.path().join("bag")).await;
    assert!(matches!(refused, Err(BagError::Altered(_))));
}
