//! Who may depend on whom (I1, I2, I12): read from cargo's own metadata and from the sources.
//!
//! `cairn → web → app → {storage, media, dataset} → {review, matching, place, ledger} → domain`,
//! `storage → migrations`, `testkit` for tests alone, `bench` for nobody. A crate may use any crate
//! further down, none beside it or above it.

mod repository;

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

/// Crate and level; an arrow goes from a higher level to a lower one.
const LEVELS: [(&str, u8); 12] = [
    ("cairn", 5),
    ("cairn-web", 4),
    ("cairn-app", 3),
    ("cairn-storage", 2),
    ("cairn-media", 2),
    ("cairn-dataset", 2),
    ("cairn-review", 1),
    ("cairn-matching", 1),
    ("cairn-place", 1),
    ("cairn-ledger", 1),
    ("cairn-migrations", 1),
    ("cairn-domain", 0),
];
const TESTKIT: &str = "cairn-testkit";
/// Measures; nothing may need it.
const BENCH: &str = "cairn-bench";

/// Crates that do no I/O, know no clock and roll no dice.
const PURE: [&str; 4] = [
    "cairn-domain",
    "cairn-review",
    "cairn-place",
    "cairn-matching",
];

/// One line of some `Cargo.toml`.
#[derive(Debug)]
struct Dependency {
    of: String,
    on: String,
    /// Only for tests, benches and examples.
    for_tests: bool,
}

fn cargo(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(repository::root())
        .output()
        .expect("cargo runs, it is running this test");
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "cargo {arguments:?}: {complaint}");
    String::from_utf8(out.stdout).expect("cargo speaks UTF-8")
}

fn packages() -> Vec<Value> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&text).expect("metadata is JSON");
    metadata["packages"]
        .as_array()
        .expect("metadata lists packages")
        .clone()
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("cargo names its packages")
}

fn dependencies() -> Vec<Dependency> {
    let mut all = Vec::new();
    for package in packages() {
        let lines = package["dependencies"]
            .as_array()
            .expect("metadata lists dependencies")
            .clone();
        all.extend(lines.iter().map(|line| Dependency {
            of: text_of(&package, "name").to_owned(),
            on: text_of(line, "name").to_owned(),
            for_tests: line["kind"] == "dev",
        }));
    }
    all
}

fn level(name: &str) -> Option<u8> {
    LEVELS.iter().find(|(n, _)| *n == name).map(|(_, l)| *l)
}

/// Says what is wrong with one arrow, if anything is.
fn flaw(arrow: &Dependency) -> Option<String> {
    let Dependency { of, on, for_tests } = arrow;
    if on == TESTKIT {
        return (!for_tests).then(|| format!("{of} uses {on} outside its tests"));
    }
    if on == BENCH {
        return Some(format!("{of} uses {on}, which only measures"));
    }
    if of == TESTKIT || of == BENCH {
        return (on == "cairn").then(|| format!("{of} must not know the binary"));
    }
    let (Some(from), Some(to)) = (level(of), level(on)) else {
        return None; // somebody else's crate
    };
    if on == "cairn-migrations" && of != "cairn-storage" {
        return Some(format!("{of} uses {on}, which is for storage alone"));
    }
    (from <= to).then(|| format!("{of} → {on} points up or sideways"))
}

#[test]
fn arrows_point_down_only() {
    let flaws: Vec<_> = dependencies().iter().filter_map(flaw).collect();
    assert!(flaws.is_empty(), "{flaws:#?}");
}

#[test]
fn an_upward_arrow_would_be_seen() {
    let arrow = |of: &str, on: &str, for_tests| Dependency {
        of: of.into(),
        on: on.into(),
        for_tests,
    };
    assert!(flaw(&arrow("cairn-domain", "cairn-app", false)).is_some());
    assert!(flaw(&arrow("cairn-media", "cairn-storage", false)).is_some());
    assert!(flaw(&arrow("cairn-app", "cairn-migrations", false)).is_some());
    assert!(flaw(&arrow("cairn-web", "cairn-testkit", false)).is_some());
    assert!(flaw(&arrow("cairn-web", "cairn-testkit", true)).is_none());
    assert!(flaw(&arrow("cairn-web", "cairn-bench", true)).is_some());
    assert!(flaw(&arrow("cairn-bench", "cairn-web", false)).is_none());
    assert!(flaw(&arrow("cairn-app", "cairn-domain", false)).is_none());
}

#[test]
fn every_crate_has_its_level() {
    let named: BTreeSet<_> = LEVELS
        .iter()
        .map(|(name, _)| *name)
        .chain([TESTKIT, BENCH])
        .collect();
    let all = packages();
    let found: BTreeSet<_> = all.iter().map(|p| text_of(p, "name")).collect();
    assert_eq!(found, named, "a new crate is earned by a rule: give it one");
}

/// Everything a crate brings into a program, whether directly or not.
fn tree(name: &str) -> BTreeSet<String> {
    let list = cargo(&[
        "tree", "-p", name, "-e", "normal", "--prefix", "none", "--format", "{p}",
    ]);
    list.lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn pure_crates_bring_no_runtime_no_database_and_no_dice() {
    let banned = ["tokio", "sea-orm", "sqlx", "axum", "object_store", "rand"];
    for name in PURE {
        let tree = tree(name);
        assert!(tree.contains("cairn-domain"), "{name}: {tree:?}");
        let brought: Vec<_> = banned.iter().filter(|b| tree.contains(**b)).collect();
        assert!(brought.is_empty(), "{name} brings {brought:?}");
    }
}

#[test]
fn pure_crates_read_nothing_wait_for_nothing_and_guess_nothing() {
    let banned = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "async fn",
        ".await",
        "::now()",
        "::now_v7(",
        "::new_v4(",
        "getrandom::",
    ];
    let mut seen = 0;
    for (path, text) in repository::sources() {
        if !PURE.iter().any(|name| in_crate(&path, name)) {
            continue;
        }
        seen += 1;
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let found: Vec<_> = banned.iter().filter(|b| code.contains(**b)).collect();
        assert!(found.is_empty(), "{path} has {found:?}");
    }
    assert!(seen > PURE.len(), "the sources were found");
}

fn in_crate(path: &str, package: &str) -> bool {
    let folder = package.strip_prefix("cairn-").unwrap_or(package);
    path.starts_with(&format!("crates/{folder}/src/"))
}

/// Programs may use it only in the crates named; tests and benches may measure against anything.
fn named_only_in(dependency: &str, crates: &[&str]) {
    let all = dependencies();
    let users: BTreeSet<_> = all
        .iter()
        .filter(|d| d.on == dependency && !d.for_tests)
        .map(|d| d.of.as_str())
        .collect();
    let strangers: Vec<_> = users.iter().filter(|u| !crates.contains(u)).collect();
    assert!(
        strangers.is_empty(),
        "{dependency} is used by {strangers:?}"
    );
    assert!(!users.is_empty(), "{dependency} has left: change this rule");
}

#[test]
fn the_database_and_the_blob_store_are_named_only_in_storage() {
    named_only_in("sea-orm", &["cairn-storage"]);
    named_only_in("sea-orm-migration", &["cairn-storage", "cairn-migrations"]);
    named_only_in("object_store", &["cairn-storage"]);
}

#[test]
fn the_web_framework_is_named_only_in_web() {
    named_only_in("axum", &["cairn-web", TESTKIT]);
    named_only_in("askama", &["cairn-web"]);
    // Templates are compiled: nothing that would read one at run time is here.
    let engines = ["minijinja", "tera", "handlebars", "liquid", "ramhorns"];
    let found = dependencies();
    let found = found.iter().find(|d| engines.contains(&d.on.as_str()));
    assert!(found.is_none(), "an engine for templates has come in");
}

#[test]
fn ffmpeg_is_called_only_in_media() {
    // The demo draws its own clips with it; nothing it is given comes from a stranger.
    let allowed = |path: &str| in_crate(path, "cairn-media") || path.ends_with("/demo/clip.rs");
    for (path, text) in repository::sources() {
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let calls = ["\"ffmpeg\"", "\"ffprobe\"", "\"heif-convert\""]
            .iter()
            .any(|name| code.contains(name));
        assert!(!calls || allowed(&path), "{path} names a media program");
    }
}

/// What nobody may guess comes from the operating system; dice that repeat themselves are for the demo
/// and for measuring. And there is one cipher, named once.
#[test]
fn chance_is_rolled_and_secrets_are_sealed_in_one_place() {
    named_only_in("getrandom", &["cairn-app"]);
    let may_roll = |path: &str| {
        let parts = ["/app/src/clock.rs", "/cairn/src/demo/"];
        let is_named = parts.iter().any(|part| path.contains(part));
        is_named || in_crate(path, BENCH) || in_crate(path, TESTKIT)
    };
    let dice = [
        "Dice::seeded",
        "Dice::Seeded",
        "Self::Seeded",
        "thread_rng",
        "fastrand",
        "OsRng",
    ];
    let others = [
        "AES_", "AES-", "Aes128", "Aes256", "Ecb", "Cbc", "rc4", "blowfish",
    ];
    let (mut rolled, mut sealed) = (false, false);
    for (path, text) in repository::sources() {
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let rolls = dice.iter().any(|name| code.contains(name));
        assert!(!rolls || may_roll(&path), "{path} rolls dice of its own");
        let seals = code.contains("ring::aead");
        assert!(!seals || path.ends_with("/app/src/keys.rs"), "{path} seals");
        assert!(!seals || code.contains("CHACHA20_POLY1305"), "{path}");
        let other = others.iter().find(|name| code.contains(**name));
        assert!(other.is_none(), "{path} names {other:?}");
        rolled |= rolls;
        sealed |= seals;
    }
    assert!(rolled && sealed, "the dice and the cipher were found");
}

#[test]
fn no_crate_allows_unsafe_code() {
    for package in packages() {
        let roots = package["targets"]
            .as_array()
            .expect("a package has targets");
        let roots = roots.iter().filter(|t| {
            let kinds = t["kind"].as_array().expect("a target has kinds");
            kinds.iter().any(|k| k == "lib" || k == "bin")
        });
        for target in roots {
            let path = text_of(target, "src_path");
            let text = std::fs::read_to_string(path).expect("cargo knows where it is");
            assert!(text.contains("#![forbid(unsafe_code)]"), "{path}");
        }
    }
}

#[test]
fn the_sealed_table_is_named_in_one_module() {
    let mut seen = false;
    for (path, text) in repository::sources() {
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let names = ["sealed_claim::", "\"sealed_claim\""];
        let is_named = names.iter().any(|name| code.contains(name));
        let list_of_tables = path.ends_with("storage/src/entity/mod.rs");
        let allowed = [
            "storage/src/sealed.rs",
            "storage/src/entity/sealed_claim.rs",
        ];
        let step = path.starts_with("migrations/");
        let allowed = list_of_tables || step || allowed.iter().any(|end| path.ends_with(end));
        assert!(!is_named || allowed, "{path} names the sealed table");
        seen |= is_named;
    }
    assert!(seen, "the table was found");
}

/// Metadata is a claim. What makes a finding knows nothing of it, so nothing can be copied over.
#[test]
fn no_code_fills_a_finding_from_what_a_file_claims() {
    let makers = [
        "app/src/review/find.rs",
        "app/src/review/facts.rs",
        "web/src/pages/item/geo_form.rs",
        "web/src/pages/item/chrono_form.rs",
        "web/src/pages/item/scene.rs",
        "domain/src/finding.rs",
    ];
    let words = ["metadata::", "OpenClaim", "open_claims", "sealed_claims"];
    for maker in makers {
        let text = repository::read(&format!("crates/{maker}"));
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let found: Vec<_> = words.iter().filter(|word| code.contains(**word)).collect();
        assert!(found.is_empty(), "{maker} knows of {found:?}");
    }
    // Nor does anything else that makes one, and no script of a page: a copy is a person's act.
    for (path, text) in repository::sources() {
        let code = repository::without_comments(repository::without_unit_tests(&text));
        let makes = ["GeolocationDraft {", "ChronolocationDraft {", "Finding {"];
        let makes = makes.iter().any(|name| code.contains(name));
        let reads = code.contains("OpenClaim") || code.contains("open_claims");
        let is_sample = path.contains("/sample/");
        assert!(
            !(makes && reads) || is_sample,
            "{path} makes findings and reads metadata"
        );
    }
}
