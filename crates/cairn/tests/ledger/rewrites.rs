//! A hundred pasts rewritten by somebody who has the true key, held against a checkpoint that was
//! kept: by the command line, and by Go's own code.

use std::{fs, path::Path, process::Command};

use cairn_ledger::{Leaf, LogDirectory, LogKey};
use cairn_testkit::go_verifier;

use super::place::closed;

/// Another past: an entry edited, deleted, moved or added.
fn rewritten(mut leaves: Vec<Leaf>, which: usize, kept: usize) -> Vec<Leaf> {
    let at = which / 4 % (kept - 1);
    let foreign = Leaf::commit(&[9; 32], format!("{which}").as_bytes());
    match which % 4 {
        0 => leaves[at] = foreign,
        1 => drop(leaves.remove(at)),
        2 => leaves.swap(at, at + 1),
        _ => leaves.insert(at, foreign),
    }
    // Long enough again that its length tells nothing.
    leaves.push(foreign);
    leaves
}

fn ends_with(program: &mut Command) -> (bool, String) {
    let output = program.output().expect("runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), said)
}

#[tokio::test]
async fn a_hundred_rewrites_under_the_true_key_are_caught_by_us_and_by_go() {
    let instance = closed().await;
    let honest = LogDirectory::at(instance.path("ledger"));
    let kept = instance.path("kept");
    let key = fs::read_to_string(instance.path("keys/ledger.key")).expect("the key");
    let key = LogKey::parse(&key).expect("the key");
    let [size, now] = instance.signed;
    let leaves = honest.entries(now).expect("entries");
    let go = go_verifier(instance.data());
    let ours = |log: &Path, older: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command.args(["ledger", "verify", "--dir"]).arg(log);
        for older in older {
            command.arg("--older").arg(older);
        }
        ends_with(&mut command)
    };
    let theirs = |log: &Path, older: &[&Path]| {
        let go = go.as_ref()?;
        Some(ends_with(
            Command::new(go).arg(log).arg(log.join("key")).args(older),
        ))
    };
    for which in 0..100 {
        let log = LogDirectory::at(instance.path(&format!("rewritten-{which}")));
        let size = usize::try_from(size).expect("small");
        log.append(None, &rewritten(leaves.clone(), which, size), &key)
            .expect("written");
        fs::copy(instance.path("ledger/key"), log.path().join("key")).expect("copied");
        if which < 4 {
            assert!(ours(log.path(), &[]).0, "{which} holds by itself");
            assert!(
                theirs(log.path(), &[]).is_none_or(|(held, _)| held),
                "{which}"
            );
        }
        let (held, said) = ours(log.path(), &[&kept]);
        assert!(
            !held && said.contains(r#""fault":"rewritten""#),
            "{which}: {said}"
        );
        if let Some((held, said)) = theirs(log.path(), &[&kept]) {
            assert!(
                !held && said.starts_with("FAIL consistency"),
                "{which}: {said}"
            );
        }
    }
    assert!(ours(honest.path(), &[&kept]).0);
    assert!(theirs(honest.path(), &[&kept]).is_none_or(|(held, _)| held));
}
