//! A log in a directory: grown in steps, proven, rewritten by somebody who has the key.

use std::{fs, time::Instant};

use cairn_domain::Digest;
use cairn_ledger::{
    Fault, ItemProof, Leaf, LedgerError, LogDirectory, LogKey, MemoryTree, SignedCheckpoint,
    TreeHead, VerifierKeys, verify_directory,
};
use proptest::prelude::*;
use tempfile::TempDir;

const ORIGIN: &str = "ledger.example/one";

fn key() -> LogKey {
    LogKey::generate(ORIGIN, &[7; 32]).expect("a key")
}

fn trusted(key: &LogKey) -> VerifierKeys {
    VerifierKeys::parse(&key.verifiers().join("\n")).expect("keys")
}

fn salt(n: u64) -> [u8; 32] {
    Digest::of_bytes(&n.to_le_bytes()).0
}

fn event(n: u64) -> Vec<u8> {
    format!(r#"{{"event":{{"event":"signed_off"}},"item":"0192f0c1-2222-7000-8000-000000000000","seq":{n}}}"#)
        .into_bytes()
}

fn leaf(n: u64) -> Leaf {
    Leaf::commit(&salt(n), &event(n))
}

/// Grows a log to `size` and gives its checkpoint.
fn grow(log: &LogDirectory, size: u64, key: &LogKey) -> SignedCheckpoint {
    let leaves: Vec<_> = (0..size).map(leaf).collect();
    grow_with(log, &leaves, key)
}

fn grow_with(log: &LogDirectory, leaves: &[Leaf], key: &LogKey) -> SignedCheckpoint {
    let old = log
        .checkpoint()
        .expect("a checkpoint")
        .map(|old| old.head().clone());
    let from = LogDirectory::wanted_from(old.as_ref().map_or(0, |head| head.size));
    let wanted = &leaves[usize::try_from(from).expect("small")..];
    log.append(old.as_ref(), wanted, key)
        .expect("the log grows")
}

fn faults(log: &LogDirectory, older: &[Vec<u8>]) -> Vec<Fault> {
    verify_directory(log, &trusted(&key()), older).faults
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// However it grew, the log is the one of its entries, and every earlier checkpoint is of its past.
    #[test]
    fn grows_in_any_steps(steps in prop::collection::vec(0_u64..300, 1..6)) {
        let folder = TempDir::new().expect("a folder");
        let log = LogDirectory::at(folder.path());
        let mut size = 0;
        let mut older = Vec::new();
        for step in steps {
            size += step;
            older.push(grow(&log, size, &key()).bytes().to_vec());
        }
        let verified = verify_directory(&log, &trusted(&key()), &older);
        prop_assert_eq!(&verified.faults, &[]);
        prop_assert_eq!(verified.entries, (0..size).map(leaf).collect::<Vec<_>>());
        let root = MemoryTree::of((0..size).map(leaf)).root_at(size);
        prop_assert_eq!(verified.head.map(|head| head.root), root);
    }
}

#[test]
fn every_entry_is_proven_in_less_than_two_kilobytes() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    let checkpoint = grow(&log, 1_000, &key());
    let keys = trusted(&key());
    for n in 0..1_000 {
        let proof = ItemProof::make(&log, &checkpoint, n, salt(n), event(n)).expect("a proof");
        let bytes = proof.to_bytes();
        assert!(bytes.len() <= 2_048, "{} bytes", bytes.len());
        let proven = ItemProof::parse(&bytes)
            .expect("it reads")
            .verify(&keys)
            .expect("it holds");
        assert_eq!(
            (proven.index, proven.size, proven.event),
            (n, 1_000, event(n))
        );
    }
    let early = ItemProof::make(&log, &checkpoint, 1_000, salt(1_000), event(1_000));
    assert!(matches!(
        early,
        Err(LedgerError::NotYet {
            index: 1_000,
            size: 1_000
        })
    ));
    let wrong = ItemProof::make(&log, &checkpoint, 5, salt(6), event(6));
    assert!(matches!(wrong, Err(LedgerError::NotProven)));
}

/// The secret is written in base64, which has plus signs, in a line of parts between plus signs.
#[test]
fn whatever_its_seed_a_key_verifies_what_it_signed() {
    for seed in 0..64_u8 {
        let folder = TempDir::new().expect("a folder");
        let log = LogDirectory::at(folder.path());
        let seed = std::array::from_fn(|at| seed.wrapping_mul(31).wrapping_add(at as u8 * 7));
        let key = LogKey::generate("cairn.test/log", &seed).expect("a key");
        let key = LogKey::parse(&key.to_text()).expect("it reads");
        grow_with(&log, &[leaf(0), leaf(1)], &key);
        assert_eq!(verify_directory(&log, &trusted(&key), &[]).faults, []);
    }
}

#[test]
fn a_proof_that_was_touched_proves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    let checkpoint = grow(&log, 300, &key());
    let proof = ItemProof::make(&log, &checkpoint, 270, salt(270), event(270)).expect("a proof");
    let bytes = proof.to_bytes();
    let keys = trusted(&key());
    for at in 0..bytes.len() {
        let mut touched = bytes.clone();
        touched[at] ^= 1;
        let believed = ItemProof::parse(&touched).and_then(|proof| proof.verify(&keys));
        assert!(believed.is_err(), "byte {at}");
    }
    let stranger = trusted(&LogKey::generate(ORIGIN, &[8; 32]).expect("a key"));
    let believed = ItemProof::parse(&bytes)
        .expect("it reads")
        .verify(&stranger);
    assert!(matches!(believed, Err(LedgerError::BadSignature(_))));
}

/// What somebody could do who holds the key and wants another past.
fn rewritten(mut leaves: Vec<Leaf>, which: usize) -> Vec<Leaf> {
    let at = which * 37 % 190;
    match which % 4 {
        0 => leaves[at] = leaf(1_000_000 + at as u64),
        1 => drop(leaves.remove(at)),
        2 => leaves.swap(at, at + 1),
        _ => leaves.insert(at, leaf(2_000_000)),
    }
    leaves
}

#[test]
fn a_hundred_of_a_hundred_rewrites_are_caught_though_signed_with_the_true_key() {
    let folder = TempDir::new().expect("a folder");
    let honest = LogDirectory::at(folder.path().join("honest"));
    let kept = grow(&honest, 200, &key()).bytes().to_vec();
    let leaves: Vec<_> = (0..240).map(leaf).collect();
    grow_with(&honest, &leaves, &key());
    assert_eq!(faults(&honest, std::slice::from_ref(&kept)), []);
    for which in 0..100 {
        let log = LogDirectory::at(folder.path().join(format!("rewritten-{which}")));
        grow_with(&log, &rewritten(leaves.clone(), which), &key());
        assert_eq!(
            faults(&log, &[]),
            [],
            "{which} is a log that holds by itself"
        );
        let found = faults(&log, std::slice::from_ref(&kept));
        assert_eq!(
            found,
            [Fault::Rewritten {
                which: 0,
                size: 200
            }],
            "{which}"
        );
        fs::remove_dir_all(log.path()).expect("it was there");
    }
    let cut = LogDirectory::at(folder.path().join("cut"));
    grow(&cut, 199, &key());
    assert_eq!(
        faults(&cut, &[kept]),
        [Fault::Shrunk {
            which: 0,
            then: 200,
            now: 199
        }]
    );
}

#[test]
fn any_touched_byte_of_any_file_is_found() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    grow(&log, 300, &key());
    let names = [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ];
    for name in names {
        let path = folder.path().join(name);
        let bytes = fs::read(&path).expect(name);
        for at in (0..bytes.len()).step_by(bytes.len().div_ceil(25)) {
            let mut touched = bytes.clone();
            touched[at] ^= 0x10;
            fs::write(&path, touched).expect("written");
            assert_ne!(faults(&log, &[]), [], "{name}, byte {at}");
        }
        fs::write(&path, &bytes).expect("written");
    }
    assert_eq!(faults(&log, &[]), []);
}

#[test]
fn nothing_is_signed_over_tiles_that_do_not_fit() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    let old = grow(&log, 300, &key());
    fs::write(folder.path().join("tile/0/001.p/44"), [0; 44 * 32]).expect("written");
    let leaves: Vec<_> = (256..400).map(leaf).collect();
    let grown = log.append(Some(old.head()), &leaves, &key());
    assert!(matches!(grown, Err(LedgerError::BadTiles(_))), "{grown:?}");
    assert_eq!(log.checkpoint().expect("readable"), Some(old));
}

#[test]
fn two_keys_sign_while_one_takes_over() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    let old = key();
    let both = key().joined_by(&[9; 32]);
    let both = LogKey::parse(&both.to_text()).expect("the file reads back");
    grow(&log, 10, &both);
    let new_line = both
        .to_text()
        .lines()
        .next()
        .map(str::to_owned)
        .expect("a line");
    let new = LogKey::parse(&new_line).expect("a key");
    for keys in [&old, &both, &new] {
        assert_eq!(verify_directory(&log, &trusted(keys), &[]).faults, []);
    }
    assert_ne!(old.verifiers(), new.verifiers());
    assert!(!format!("{both:?}").contains("PRIVATE"));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "measures how long verifying takes"
)]
fn a_hundred_thousand_entries_are_verified_in_half_a_minute() {
    let folder = TempDir::new().expect("a folder");
    let log = LogDirectory::at(folder.path());
    let head: TreeHead = grow(&log, 100_000, &key()).head().clone();
    let begun = Instant::now();
    let verified = verify_directory(&log, &trusted(&key()), &[]);
    assert_eq!((verified.faults, verified.head), (vec![], Some(head)));
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
