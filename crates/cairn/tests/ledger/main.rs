//! The ledger from the command line, on a real data directory: verified, proven, checked, and held
//! against a database that was rolled back; and what ends an instance.

mod panic;
mod place;
mod rewrites;
mod stamps;

use std::fs;

use place::closed;
use serde_json::json;

#[tokio::test]
async fn the_ledger_is_verified_and_an_item_proven_without_a_server() {
    let instance = closed().await;
    let verified = instance.run(&["ledger", "verify"]);
    assert_eq!((verified.code, verified.said.as_str()), (0, ""));
    let [head] = &verified.lines[..] else {
        panic!("{:?}", verified.lines)
    };
    let size = head["size"].as_u64().expect("a size");
    assert!(size > 10 && head["faults"] == 0, "{head}");

    let keys = instance.run(&["ledger", "key"]);
    let public = keys.lines[0]["key"].as_str().expect("a key");
    assert_eq!(
        fs::read_to_string(instance.path("ledger/key")).expect("read"),
        format!("{public}\n")
    );

    let out = instance.path("proofs");
    let out = out.to_str().expect("text");
    let proven = instance.run(&["ledger", "prove", &instance.item, "--out", out]);
    assert_eq!((proven.code, proven.said.as_str()), (0, ""));
    let paths: Vec<_> = proven
        .lines
        .iter()
        .map(|line| line["path"].as_str().expect("a path"))
        .collect();
    assert!(paths.len() > 5, "{paths:?}");
    for line in &proven.lines {
        assert!(
            line["bytes"].as_u64().is_some_and(|bytes| bytes <= 2_048),
            "{line}"
        );
    }
    let words = [&["ledger", "verify", "--key", public], &paths[..]].concat();
    let believed = instance.run(&words);
    assert_eq!((believed.code, believed.lines.len()), (0, paths.len()));
    let seqs: Vec<_> = believed
        .lines
        .iter()
        .map(|line| line["event"]["seq"].as_u64().expect("a number"))
        .collect();
    assert_eq!(seqs, (1..=paths.len() as u64).collect::<Vec<_>>());

    let proven = instance.run(&["ledger", "prove", "--act", "0", "--out", out]);
    let path = proven.lines[0]["path"].as_str().expect("a path");
    let believed = instance.run(&["ledger", "verify", "--key", public, path]);
    assert_eq!(believed.code, 0, "{}", believed.said);
    let act = &believed.lines[0]["event"];
    assert_eq!(
        (act["number"].as_u64(), act["actor"].is_null()),
        (Some(0), true)
    );
    assert_eq!(act["act"]["kind"], "second_factor_required");
    let last = (size - 1).to_string();
    let none = instance.run(&["ledger", "prove", "--act", &last, "--out", out]);
    assert_eq!(none.code, 1, "the last leaf is of an item's event");
}

#[tokio::test]
async fn a_custody_report_is_written_once_and_its_proofs_hold() {
    let instance = closed().await;
    let out = instance.path("bag");
    let out = out.to_str().expect("text");
    let words = ["certificate", &instance.item, "--out", out];
    let made = instance.run(&[&words[..], &["--with-files"]].concat());
    assert_eq!((made.code, made.said.as_str()), (0, ""));
    let line = &made.lines[0];
    assert_eq!(
        (&line["pdf"], &line["files"]),
        (&json!(false), &json!(true))
    );
    let count = line["proofs"].as_u64().expect("a count");
    assert!(count > 5 && line["events"] == count, "{line}");

    let text = fs::read_to_string(instance.path("bag/data/certificate.json"));
    let record: serde_json::Value = serde_json::from_str(&text.expect("read")).expect("JSON");
    assert_eq!(record["made"]["by"], json!(null), "the operator");
    let file = &record["files"][0];
    let kept = fs::read(
        instance
            .path("bag/data")
            .join(file["path"].as_str().expect("a path")),
    );
    assert_eq!(file["size_bytes"], kept.expect("read").len() as u64);

    let proofs = record["history"].as_array().expect("events").iter();
    let proofs: Vec<_> = proofs
        .map(|event| {
            format!(
                "{out}/data/{}",
                event["leaf"]["proof"].as_str().expect("a path")
            )
        })
        .collect();
    let key = format!("{out}/data/ledger-keys");
    let paths: Vec<&str> = proofs.iter().map(String::as_str).collect();
    let verified = instance.run(&[&["ledger", "verify", "--key", &key], &paths[..]].concat());
    assert_eq!((verified.code, verified.lines.len() as u64), (0, count));

    let again = instance.run(&words);
    assert_eq!(again.code, 1);
    assert!(again.said.contains("it is not empty"), "{}", again.said);
    let none = instance.run(&["certificate", "AFG-222222", "--out", "elsewhere"]);
    assert_eq!(
        (none.code, none.said.as_str()),
        (1, "cairn: there is no item AFG-222222\n")
    );
}

#[tokio::test]
async fn what_was_touched_is_said_with_a_code_and_fails() {
    let instance = closed().await;
    let clean = instance.run(&["check", "--digest"]);
    assert_eq!((clean.code, clean.said.as_str()), (0, ""));
    let digest = clean.lines[0]["digest"].as_str().expect("a digest");
    assert_eq!(digest.len(), 64);
    let again = instance.run(&["check"]);
    assert_eq!((again.code, again.lines.len()), (0, 1));
    assert_eq!(again.lines[0].get("digest"), None);

    let size = clean.lines[0]["leaves"].as_u64().expect("a count");
    let entries = instance.path(&format!("ledger/tile/entries/000.p/{size}"));
    let whole = fs::read(&entries).expect("read");
    let mut touched = whole.clone();
    touched[40] ^= 1;
    fs::write(&entries, &touched).expect("written");
    let verified = instance.run(&["ledger", "verify"]);
    assert_eq!(verified.code, 1);
    assert_eq!(verified.said, "cairn: the ledger does not hold: 2 faults\n");
    assert_eq!(verified.lines[0]["fault"], "root");
    let checked = instance.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert_eq!(checked.lines[0]["code"], "ledger");
    assert!(
        checked.lines[0]["do"]
            .as_str()
            .is_some_and(|remedy| remedy.contains("mirror"))
    );

    fs::write(&entries, &whole).expect("written");
    assert_eq!(instance.run(&["check"]).code, 0);
}

#[tokio::test]
async fn a_server_refuses_a_database_older_than_its_ledger_until_that_is_accepted() {
    let instance = closed().await;
    let [before, after] = instance.signed;
    assert!(before < after);
    assert!(instance.serve(&[]).is_ok(), "what was signed is there");
    instance.restore_database();
    let refused = instance.serve(&[]).expect_err("refused");
    assert!(
        refused.contains(&format!("{after} events were signed and it holds {before}"))
            && refused.contains("--accept-rollback REASON"),
        "{refused}"
    );
    let checked = instance.run(&["check"]);
    assert_eq!(checked.lines[0]["code"], "ledger-mismatch");
    let signed = instance.run(&["ledger", "sign"]);
    assert_eq!(signed.code, 1, "nor does anything else sign over it");

    let ready = instance.serve(&["--accept-rollback", "The disk died."]);
    assert!(ready.expect("serves").starts_with("listening on http://"));
    let again = instance.serve(&[]);
    assert!(again.is_ok(), "and from then on without: {again:?}");
    let verified = instance.run(&["ledger", "verify"]);
    let head = &verified.lines[0];
    assert_eq!((verified.code, &head["faults"]), (0, &json!(0)));
    assert!(
        head["origin"]
            .as_str()
            .is_some_and(|origin| origin.ends_with("/2")),
        "{head}"
    );
}

#[tokio::test]
async fn a_start_that_cannot_sign_names_the_file_and_what_the_system_said() {
    let instance = closed().await;
    fs::remove_file(instance.path("ledger/checkpoint")).expect("removed");
    fs::create_dir(instance.path("ledger/checkpoint.new")).expect("in the way");
    let refused = instance.serve(&[]).expect_err("refused");
    let path = instance.path("ledger/checkpoint");
    let wanted = format!(
        "{}: creating it failed: Is a directory (os error 21)",
        path.display()
    );
    assert!(refused.contains(&wanted), "{refused}");
}
