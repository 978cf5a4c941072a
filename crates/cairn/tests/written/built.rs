//! How the program is built, and what its pages and scripts never do.

use crate::page::{all_code, code};
use crate::repository::{read, texts_under};

/// Text of a section of the workspace's `Cargo.toml`.
fn profile(name: &str) -> String {
    let text = read("Cargo.toml");
    let begin = format!("\n[{name}]\n");
    let (_, rest) = text
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no [{name}]"));
    rest.split("\n[").next().unwrap_or(rest).to_owned()
}

/// What ships checks its sums, as everything under test does: the profile of tests does so by itself.
#[test]
fn sums_that_overflow_end_a_job_in_what_ships_too() {
    let release = profile("profile.release");
    assert!(
        release.lines().any(|line| line == "overflow-checks = true"),
        "{release}"
    );
    let text = read("Cargo.toml");
    assert!(
        !text.contains("overflow-checks = false"),
        "nobody is let off"
    );
    let sum = std::hint::black_box(u8::MAX).checked_add(std::hint::black_box(1));
    assert_eq!(sum, None);
    assert!(
        std::panic::catch_unwind(|| std::hint::black_box(u8::MAX) + std::hint::black_box(1))
            .is_err()
    );
}

/// What the program does hangs on settings that the guide names, and never on how it was built.
#[test]
fn there_is_no_debug_mode() {
    for (path, text) in all_code() {
        for word in [
            "debug_assertions",
            "cfg!(debug",
            "feature = \"debug\"",
            "RUST_BACKTRACE",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
    for name in ["cairn", "web", "app", "storage", "media"] {
        let text = read(&format!("crates/{name}/Cargo.toml"));
        assert!(
            !text.contains("\n[features]"),
            "{name}: who builds decides what ships"
        );
    }
}

/// The demo's password is the demo's alone, and its command takes an empty directory alone.
#[test]
fn no_credential_ships_but_the_demos() {
    let mut seen = false;
    for (path, text) in all_code() {
        let has = text.contains("cairn-demo-please-change");
        assert!(!has || path.starts_with("crates/cairn/src/demo/"), "{path}");
        seen |= has;
        for word in [
            "BEGIN PRIVATE KEY",
            "BEGIN EC PRIVATE",
            "BEGIN RSA PRIVATE",
            "AKIA",
        ] {
            assert!(!text.contains(word), "{path} holds a key");
        }
    }
    assert!(seen, "the demo was found");
}

/// Whoever pastes a password, or lets a program fill it in, is let.
#[test]
fn passwords_may_be_pasted_and_filled_in() {
    let mut fields = 0;
    for (path, text) in texts_under("web/templates") {
        for (at, _) in text.match_indices("type=\"password\"") {
            fields += 1;
            let begin = text[..at].rfind("<input").expect("is an input");
            let end = at + text[at..].find('>').expect("ends");
            let input = &text[begin..end];
            assert!(input.contains("autocomplete=\""), "{path}: {input}");
            assert!(!input.contains("autocomplete=\"off\""), "{path}: {input}");
            assert!(
                !input.contains("maxlength") && !input.contains("readonly"),
                "{path}: {input}"
            );
        }
        for word in ["onpaste", "oncopy", "oncut", "ondrop"] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
    assert!(fields >= 2, "{fields}");
    for (path, text) in texts_under("web/src") {
        for word in ["\"paste\"", "\"copy\"", "\"beforeinput\"", "onpaste"] {
            let listens = text.contains(&format!("addEventListener({word}"));
            assert!(!listens, "{path} listens to {word}");
        }
    }
    let guide = code("web/templates/macros/account.html");
    assert!(guide.contains("autocomplete=\"{{ kind }}\""));
}

/// Types are held by the compiler, and nothing steps around it.
#[test]
fn scripts_are_strict_about_types() {
    let settings: serde_json::Value =
        serde_json::from_str(&read("web/tsconfig.json")).expect("is JSON");
    let settings = &settings["compilerOptions"];
    for name in [
        "strict",
        "noUncheckedIndexedAccess",
        "noFallthroughCasesInSwitch",
    ] {
        assert_eq!(settings[name], true, "{name}");
    }
    assert!(
        read("scripts/test").contains("npm --prefix web run check"),
        "and it is run"
    );
    let mut files = 0;
    for (path, text) in texts_under("web/src") {
        files += 1;
        for line in text.lines().filter(|line| {
            !line.trim_start().starts_with("//") && !line.trim_start().starts_with(['*', '/'])
        }) {
            for word in ["@ts-ignore", "@ts-nocheck", "as any", ": any;", "<any>"] {
                assert!(!line.contains(word), "{path}: {line}");
            }
            // An operator of the map's own language stands between quotes.
            let loose = line.contains(" == ") || line.contains(" != ");
            assert!(!loose, "{path}: {line}");
        }
    }
    assert!(files > 60, "{files}");
}

/// What comes from outside never becomes the name of a property, so that no prototype is reached.
#[test]
fn scripts_reach_no_prototype() {
    for (path, text) in texts_under("web/src") {
        for word in [
            "__proto__",
            ".prototype",
            "Object.setPrototypeOf",
            "constructor[",
            "structuredClone(JSON",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
        // Merging copies what it is given: only from a literal that stands beside it.
        for (at, call) in text.match_indices("Object.assign(") {
            let rest = &text[at + call.len()..];
            let source = rest
                .split_once(',')
                .map(|(_, source)| source.trim_start())
                .unwrap_or_default();
            assert!(
                source.starts_with('{'),
                "{path}: Object.assign({}",
                &rest[..40.min(rest.len())]
            );
        }
    }
    let packages = read("web/package-lock.json");
    for merger in [
        "\"node_modules/lodash\"",
        "\"node_modules/deepmerge\"",
        "\"node_modules/merge-deep\"",
        "\"node_modules/qs\"",
    ] {
        assert!(
            !packages.contains(merger),
            "{merger} merges what it is given"
        );
    }
}
