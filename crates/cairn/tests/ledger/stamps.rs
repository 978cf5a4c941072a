//! Time stamps of others over a checkpoint: an authority made of `openssl ts`, which then judges what is
//! kept, and proofs as the library of OpenTimestamps writes them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use cairn_domain::Digest;
use cairn_ledger::{Leaf, LogDirectory, LogKey};
use serde_json::json;

use super::place::{Closed, Ran, closed};

/// An authority of one's own.
struct Authority(PathBuf);

const CONFIG: &str = "[here]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
clock_precision_digits = 3
ess_cert_id_alg = sha256
";

impl Authority {
    /// Makes its key; nothing if there is no openssl.
    fn new(instance: &Closed) -> Option<Self> {
        Command::new("openssl").arg("version").output().ok()?;
        let authority = Self(instance.path("authority"));
        fs::create_dir(&authority.0).expect("made");
        fs::write(authority.0.join("config"), CONFIG).expect("written");
        let made = authority.runs(
            "req -x509 -newkey rsa:2048 -nodes -keyout key -out authority.pem -days 30 -subj /CN=Authority \
             -addext extendedKeyUsage=critical,timeStamping",
            &[],
        );
        assert!(made, "a key");
        Some(authority)
    }

    fn runs(&self, words: &str, paths: &[&Path]) -> bool {
        let mut command = Command::new("openssl");
        command.args(words.split_whitespace()).args(paths);
        let output = command.current_dir(&self.0).output().expect("runs");
        output.status.success()
    }

    /// Answers a request.
    fn answer(&self, request: &Path) -> PathBuf {
        let words = "ts -reply -config config -section here -signer authority.pem -inkey key -out answer.tsr -queryfile";
        assert!(self.runs(words, &[request]), "answered");
        self.0.join("answer.tsr")
    }

    /// Whether it stands by an answer about a file.
    fn stands_by(&self, answer: &Path, about: &Path) -> bool {
        let words = "ts -verify -CAfile authority.pem -in";
        self.runs(words, &[answer, Path::new("-data"), about])
    }
}

/// A proof over some bytes, as PyPI `opentimestamps` 0.4.5 writes it: promised by a calendar, and if so
/// in block 358391.
fn opentimestamps(bytes: &[u8], is_in_block: bool) -> Vec<u8> {
    let pending = "0083dfe30d2ef90c8e191868747470733a2f2f63616c656e6461722e6578616d706c65";
    let block = match is_in_block {
        true => "ff000588960d73d7190103f7ef15",
        false => "",
    };
    let head = "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108";
    let operations = "f008313233343536373808";
    let digest = Digest::of_bytes(bytes).to_string();
    let text = [head, &digest, operations, block, pending].concat();
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(byte).collect()
}

fn stamp(instance: &Closed, answer: &Path) -> Ran {
    instance.run(&["ledger", "timestamp", answer.to_str().expect("text")])
}

fn path_in(line: &serde_json::Value, field: &str) -> PathBuf {
    PathBuf::from(line[field].as_str().expect("a path"))
}

#[tokio::test]
async fn an_authority_stamps_a_checkpoint_and_everybody_can_judge_it() {
    let instance = closed().await;
    let Some(authority) = Authority::new(&instance) else {
        return;
    };
    let asked = instance.run(&["ledger", "timestamp"]);
    assert_eq!((asked.code, asked.said.as_str()), (0, ""));
    let line = &asked.lines[0];
    let (request, checkpoint) = (path_in(line, "request"), path_in(line, "checkpoint"));
    assert_eq!(line["size"], json!(instance.signed[1]));
    assert_eq!(
        fs::read(&checkpoint).expect("kept"),
        fs::read(instance.path("ledger/checkpoint")).expect("read")
    );

    let answer = authority.answer(&request);
    let taken = stamp(&instance, &answer);
    assert_eq!((taken.code, taken.said.as_str()), (0, ""));
    let said = &taken.lines[0];
    assert_eq!(
        (&said["stamp"], &said["policy"]),
        (&json!("rfc3161"), &json!("1.2.3.4.1"))
    );
    let at = said["at"].as_str().expect("a time");
    assert!(at.parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{at}");
    let kept = checkpoint.with_extension("tsr");
    assert!(authority.stands_by(&kept, &checkpoint));
    assert!(!authority.stands_by(&kept, &request), "and by nothing else");

    let verified = instance.run(&["ledger", "verify"]);
    assert_eq!((verified.code, verified.lines.len()), (0, 2));
    assert_eq!(&verified.lines[0], said);
    assert_eq!(verified.lines[1]["stamps"], 1);

    let second = authority.answer(&request);
    let refused = stamp(&instance, &second);
    assert_eq!(refused.code, 1, "the first answer stays");
    assert!(
        refused.said.contains("is there already"),
        "{}",
        refused.said
    );
    let again = stamp(&instance, &kept);
    assert_eq!(again.code, 0, "the same answer again is none the worse");
}

#[tokio::test]
async fn a_stamp_of_something_else_is_not_taken() {
    let instance = closed().await;
    let other = instance.path("other");
    fs::write(&other, opentimestamps(b"something else", false)).expect("written");
    let early = stamp(&instance, &other);
    assert_eq!(early.code, 1);
    assert!(
        early.said.contains("no checkpoint was kept"),
        "{}",
        early.said
    );
    let asked = instance.run(&["ledger", "timestamp"]);
    let request = path_in(&asked.lines[0], "request");
    let refused = stamp(&instance, &other);
    assert_eq!(refused.code, 1);
    assert!(
        refused.said.contains("over other bytes"),
        "{}",
        refused.said
    );
    fs::write(&other, "no stamp at all").expect("written");
    assert_eq!(stamp(&instance, &other).code, 1);

    let Some(authority) = Authority::new(&instance) else {
        return;
    };
    let answer = authority.answer(&request);
    fs::remove_dir_all(request.parent().expect("a folder")).expect("removed");
    let asked = instance.run(&["ledger", "timestamp"]);
    assert_eq!(asked.code, 0);
    let refused = stamp(&instance, &answer);
    assert_eq!(refused.code, 1, "the request has another number now");
    assert!(
        refused.said.contains("answers another request"),
        "{}",
        refused.said
    );
}

#[tokio::test]
async fn a_proof_of_opentimestamps_is_replaced_by_one_that_says_more() {
    let instance = closed().await;
    let asked = instance.run(&["ledger", "timestamp"]);
    let checkpoint = path_in(&asked.lines[0], "checkpoint");
    let bytes = fs::read(&checkpoint).expect("kept");
    let proof = instance.path("proof.ots");
    fs::write(&proof, opentimestamps(&bytes, false)).expect("written");
    let taken = stamp(&instance, &proof);
    assert_eq!((taken.code, taken.said.as_str()), (0, ""));
    let line = &taken.lines[0];
    assert_eq!(line["pending"], json!(["https://calendar.example"]));
    assert_eq!(line["bitcoin_blocks"], json!([]));
    fs::write(&proof, opentimestamps(&bytes, true)).expect("written");
    let taken = stamp(&instance, &proof);
    assert_eq!(taken.lines[0]["bitcoin_blocks"], json!([358_391]));

    let out = instance.path("bag");
    let out = out.to_str().expect("text");
    let made = instance.run(&["certificate", &instance.item, "--out", out]);
    assert_eq!((made.code, made.said.as_str()), (0, ""));
    let data = instance.path("bag/data");
    let record = fs::read(data.join("certificate.json")).expect("read");
    let record: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
    let [told] = &record["ledger"]["stamps"].as_array().expect("stamps")[..] else {
        panic!("{}", record["ledger"])
    };
    assert_eq!(told["bitcoin_blocks"], json!([358_391]));
    assert_eq!(
        fs::read(data.join("stamps/checkpoint")).expect("read"),
        bytes
    );
    assert_eq!(
        fs::read(data.join(told["path"].as_str().expect("a path"))).expect("read"),
        opentimestamps(&bytes, true)
    );
    let key = data.join("ledger-keys");
    let proofs: Vec<_> = fs::read_dir(data.join("stamps"))
        .expect("read")
        .map(|entry| entry.expect("an entry").path().display().to_string())
        .filter(|path| path.ends_with(".tlog-proof"))
        .collect();
    assert_eq!(told["proven"], json!(proofs.len()));
    let words = ["ledger", "verify", "--key", key.to_str().expect("text")];
    let paths: Vec<&str> = proofs.iter().map(String::as_str).collect();
    let verified = instance.run(&[&words[..], &paths].concat());
    assert_eq!((verified.code, verified.lines.len()), (0, proofs.len()));

    let kept = checkpoint.with_extension("ots");
    fs::write(&kept, opentimestamps(b"something else", true)).expect("written");
    let verified = instance.run(&["ledger", "verify"]);
    assert_eq!(
        (verified.code, &verified.lines[0]["fault"]),
        (1, &json!("stamp"))
    );
}

#[tokio::test]
async fn a_past_rewritten_since_it_was_stamped_is_a_fault() {
    let instance = closed().await;
    assert_eq!(instance.run(&["ledger", "timestamp"]).code, 0);
    let honest = LogDirectory::at(instance.path("ledger"));
    let key = fs::read_to_string(instance.path("keys/ledger.key")).expect("the key");
    let key = LogKey::parse(&key).expect("the key");
    let mut leaves = honest.entries(instance.signed[1]).expect("entries");
    leaves[3] = Leaf::commit(&[9; 32], b"another past");
    fs::remove_file(instance.path("ledger/checkpoint")).expect("removed");
    honest.append(None, &leaves, &key).expect("written");
    let verified = instance.run(&["ledger", "verify"]);
    assert_eq!(
        (verified.code, &verified.lines[0]["fault"]),
        (1, &json!("stamped-checkpoint"))
    );
}
