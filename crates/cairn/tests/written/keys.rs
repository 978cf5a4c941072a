//! Keys, secrets and algorithms: every one in the program is in the inventory, and the other way round.

use std::collections::BTreeSet;

use crate::page::{all_code, flowing, inventory, quoted, row, rows, section};
use crate::repository;

#[test]
fn every_key_file_has_its_row() {
    let page = inventory();
    let keys = section(&page, "Keys and algorithms");
    let written: BTreeSet<String> = rows(keys)
        .into_iter()
        .filter_map(|row| quoted(&row[0]).first().map(|name| (*name).to_owned()))
        .filter(|name| name.ends_with(".key"))
        .collect();
    let mut there = BTreeSet::new();
    for (path, text) in all_code() {
        let is_worker = path.starts_with("crates/app/") || path.starts_with("crates/ledger/");
        for word in text.split('"').skip(1).step_by(2).filter(|_| is_worker) {
            if word.ends_with(".key") && word.len() > 4 && !word.contains(['{', ' ', '/']) {
                there.insert(word.to_owned());
            }
        }
    }
    assert_eq!(there, written);
    // Made, kept, replaced and destroyed: said of each, with when it is due.
    for name in &written {
        let said = row(keys, &format!("`{name}`"));
        let cells = said.split(" | ").filter(|cell| cell.len() > 3).count();
        assert_eq!(cells, 6, "{name}: {said}");
    }
}

#[test]
fn keys_have_a_life_that_is_written_down() {
    let page = inventory();
    let life = flowing(section(&page, "The life of a key"));
    let small = life.to_lowercase();
    for word in [
        "nist sp 800-57",
        "made",
        "used",
        "replaced",
        "compromised",
        "destroyed",
        "two years",
        "other algorithm",
    ] {
        assert!(small.contains(word), "nothing of “{word}”");
    }
    assert!(life.contains("`cairn ledger key --rotate`") && life.contains("`cairn panic`"));
}

/// Libraries that do cryptography, as far as we name them ourselves.
const LIBRARIES: [&str; 15] = [
    "argon2",
    "blake2",
    "ed25519-dalek",
    "getrandom",
    "hyper-rustls",
    "minisign-verify",
    "ring",
    "sha1",
    "sha2",
    "signed_note",
    "subtle",
    "tlog_tiles",
    "tokio-rustls",
    "totp-rs",
    "bip39",
];
/// Words in names of libraries that would be another one.
const TELLING: [&str; 22] = [
    "crypt", "cipher", "aes", "rsa", "ecdsa", "ed25519", "x25519", "blake", "sha1", "sha2", "sha3",
    "md5", "hmac", "argon", "scrypt", "pbkdf", "chacha", "rand", "sign", "totp", "ring", "tls",
];

#[test]
fn cryptography_is_done_by_libraries_that_the_inventory_names() {
    let text = repository::read("Cargo.toml");
    let (_, list) = text
        .split_once("[workspace.dependencies]")
        .expect("the list is there");
    let list = list.split("\n[").next().expect("and it ends");
    let named: BTreeSet<_> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim_end_matches(".workspace"))
        .collect();
    let page = inventory();
    let keys = section(&page, "Keys and algorithms");
    for library in LIBRARIES {
        assert!(
            named.contains(library),
            "{library} has left: change this list"
        );
        assert!(
            quoted(keys).contains(&library),
            "the inventory does not name {library}"
        );
    }
    let harmless = ["tracing", "string", "strum"];
    for name in named {
        let tells = TELLING.iter().any(|word| name.contains(word));
        let is_known =
            LIBRARIES.contains(&name) || harmless.iter().any(|word| name.starts_with(word));
        assert!(
            !tells || is_known,
            "{name} looks like cryptography: is it in the inventory?"
        );
    }
}

/// What nobody should use any more, for anything that keeps a secret or vouches for something.
#[test]
fn no_broken_algorithm_is_called_by_us() {
    let mut sha1 = BTreeSet::new();
    for (path, text) in all_code() {
        for word in [
            "md5::",
            "Md5",
            "MD5",
            "Rc4",
            "Des::",
            "TripleDes",
            "Blowfish",
        ] {
            assert!(!text.contains(word), "{path} names {word}");
        }
        if text.contains("sha1::") {
            sha1.insert(path);
        }
    }
    // A checksum that clients of tus may ask for, against faults of the line, and the form in which lists of
    // breached passwords are handed around; it keeps no secret and vouches for nothing.
    let known = [
        "crates/app/src/account/breached.rs",
        "crates/app/src/upload/checksum.rs",
    ];
    assert_eq!(sha1.iter().map(String::as_str).collect::<Vec<_>>(), known);
}
