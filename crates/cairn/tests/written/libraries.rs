//! Libraries of others: where they come from, that each is known by its digest, and how soon they are mended.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

use crate::page::flowing;
use crate::repository;

#[test]
fn every_library_comes_from_its_registry_with_its_digest() {
    let lock = repository::read("Cargo.lock");
    let mut count = 0;
    for package in lock.split("[[package]]").skip(1) {
        let Some(source) = package
            .lines()
            .find_map(|line| line.strip_prefix("source = "))
        else {
            let name = package
                .lines()
                .find_map(|line| line.strip_prefix("name = "))
                .unwrap_or_default();
            assert!(
                name.trim_matches('"').starts_with("cairn"),
                "{name} comes from nowhere"
            );
            continue;
        };
        count += 1;
        assert_eq!(
            source,
            "\"registry+https://github.com/rust-lang/crates.io-index\""
        );
        let digest = package
            .lines()
            .find_map(|line| line.strip_prefix("checksum = "));
        assert_eq!(
            digest.map(|digest| digest.trim_matches('"').len()),
            Some(64),
            "{package}"
        );
    }
    assert!(count > 200, "{count}");

    let lock: Value =
        serde_json::from_str(&repository::read("web/package-lock.json")).expect("is JSON");
    let packages = lock["packages"].as_object().expect("lists packages");
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        let digest = package["integrity"].as_str().unwrap_or_default();
        assert!(digest.starts_with("sha512-"), "{path} has no digest");
        let from = package["resolved"]
            .as_str()
            .unwrap_or("https://registry.npmjs.org/");
        assert!(
            from.starts_with("https://registry.npmjs.org/"),
            "{path} comes from {from}"
        );
    }
    let deny = repository::read("deny.toml");
    assert!(
        deny.contains("unknown-registry = \"deny\"") && deny.contains("unknown-git = \"deny\"")
    );
}

/// Nothing that makes any type its sender likes, no YAML, no pickles, no patterns made at run time.
#[test]
fn no_reader_of_dangerous_formats_is_among_the_libraries() {
    let lock = repository::read("Cargo.lock");
    let names: BTreeSet<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = "))
        .map(|name| name.trim_matches('"'))
        .collect();
    assert!(names.contains("serde_json"));
    let dangerous = [
        "typetag",
        "serde_yaml",
        "serde_yml",
        "yaml-rust",
        "serde-pickle",
        "bincode",
        "rmp-serde",
        "ron",
        "mlua",
        "rhai",
        "boa_engine",
    ];
    let found: Vec<_> = dangerous
        .iter()
        .filter(|name| names.contains(**name))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    // The one binary format from outside goes into plain values, with a depth that ends.
    for (path, text) in crate::page::all_code() {
        let reads = text.contains("ciborium::de::") || text.contains("ciborium::from_reader");
        assert!(
            !reads || text.contains("from_reader_with_recursion_limit::<Value"),
            "{path}"
        );
        assert!(
            !text.contains("serde_json::from_reader") || path.starts_with("crates/cairn/"),
            "{path} reads without an end"
        );
    }
}

#[test]
fn the_bill_of_materials_names_what_the_program_is_made_of() {
    let made = Command::new("node")
        .arg("scripts/sbom.mjs")
        .current_dir(repository::root())
        .output();
    let made = made.expect("node is installed");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let bill: Value = serde_json::from_slice(&made.stdout).expect("is JSON");
    assert_eq!(
        (&bill["bomFormat"], &bill["specVersion"]),
        (&Value::from("CycloneDX"), &Value::from("1.6"))
    );
    let parts = bill["components"].as_array().expect("lists components");
    let purls: BTreeSet<_> = parts
        .iter()
        .filter_map(|part| part["purl"].as_str())
        .collect();
    assert_eq!(purls.len(), parts.len(), "each once");
    for part in parts {
        let hashes = part["hashes"].as_array().map_or(0, Vec::len);
        let licences = part["licenses"].as_array().map_or(0, Vec::len);
        assert!(hashes == 1 && licences == 1, "{part}");
    }
    // As cargo itself tells it.
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "-p",
            "cairn",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--offline",
            "--format",
            "{p}",
        ])
        .current_dir(repository::root())
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    let mut count = 0;
    for line in tree.lines().filter(|line| !line.contains("(/")) {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let purl = format!("pkg:cargo/{name}@{}", version.trim_start_matches('v'));
        assert!(purls.contains(purl.as_str()), "{purl} is missing");
        count += 1;
    }
    assert!(count > 100, "{count}");
    assert!(
        purls
            .iter()
            .any(|purl| purl.starts_with("pkg:npm/maplibre-gl@"))
    );
}

#[test]
fn how_soon_libraries_are_mended_is_promised() {
    let promised = flowing(&repository::read("SECURITY.md"));
    for sentence in [
        "within 3 days",
        "within 14 days",
        "within 30 days",
        "every 90 days",
        "scripts/sbom.mjs",
    ] {
        assert!(
            promised.contains(sentence),
            "SECURITY.md does not say “{sentence}”"
        );
    }
}
