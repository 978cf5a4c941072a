//! Promises about the repository as a text: what the documents name exists, files stay readable,
//! nothing speaks of one person's machine. What is shown on screen is in `words.rs`.

mod repository;

use std::{collections::BTreeSet, path::Path};

use repository::{is_made, read, root, sources, texts_under};

/// Documents that speak of the present. Decisions and the changelog speak of their day.
const TRUE_TODAY: [&str; 5] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/style.md",
    "docs/benchmarks.md",
];

/// What a reader could try to open or run, out of one document.
#[derive(Default)]
struct Named {
    /// From the root, with the test after `::` if one is named.
    paths: BTreeSet<String>,
    crates: BTreeSet<String>,
    verbs: BTreeSet<String>,
}

fn named_in(document: &str) -> Named {
    let mut named = Named::default();
    let mut fenced = false;
    for line in document.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            note_verb(line.trim(), &mut named);
        } else {
            // Between backticks: every second piece.
            line.split('`')
                .skip(1)
                .step_by(2)
                .for_each(|code| note(code, &mut named));
        }
    }
    named
}

fn note_verb(code: &str, named: &mut Named) {
    let verb = code
        .strip_prefix("make ")
        .and_then(|rest| rest.split_whitespace().next());
    named.verbs.extend(verb.map(str::to_owned));
}

fn note(code: &str, named: &mut Named) {
    note_verb(code, named);
    let top = [
        "crates/",
        "web/",
        "docs/",
        "scripts/",
        "migrations/",
        ".ci/",
    ];
    let root_file = [".toml", ".md"].iter().any(|end| code.ends_with(end)) && !code.contains('/');
    let pattern = code.contains(['*', '<', '…', ' ', '{']);
    if !pattern && (root_file || top.iter().any(|t| code.starts_with(t))) {
        named.paths.insert(code.to_owned());
    }
    let rest = code.strip_prefix("cairn-").unwrap_or_default();
    if !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase()) {
        named.crates.insert(rest.to_owned());
    }
}

/// `path` or `path::test_name`; says what is missing.
fn missing(path: &str) -> Option<String> {
    let (file, test) = match path.split_once("::") {
        Some((file, test)) => (file, Some(test)),
        None => (path, None),
    };
    if !is_made(file) && !root().join(file).exists() {
        return Some(file.to_owned());
    }
    let test = test?;
    let defined = [format!("fn {test}("), format!("\"{test}\"")];
    let text = read(file);
    (!defined.iter().any(|d| text.contains(d))).then(|| path.to_owned())
}

#[test]
fn what_the_documents_name_exists() {
    let makefile = read("Makefile");
    for document in TRUE_TODAY {
        let named = named_in(&read(document));
        let gone: Vec<_> = named.paths.iter().filter_map(|p| missing(p)).collect();
        assert!(gone.is_empty(), "{document} names {gone:?}");
        for name in named.crates {
            let here = root().join("crates").join(&name).exists() || name == "migrations";
            assert!(here, "{document} names the crate cairn-{name}");
        }
        for verb in named.verbs {
            let defined = makefile.lines().any(|l| l.starts_with(&format!("{verb}:")));
            assert!(defined, "{document} names `make {verb}`");
        }
    }
}

#[test]
fn a_dead_name_would_be_seen() {
    let named = named_in("`make fly` in `docs/nowhere.md`, see `cairn-ghost`\n```\nmake soar\n```");
    assert_eq!(Vec::from_iter(named.verbs), ["fly", "soar"]);
    assert_eq!(Vec::from_iter(named.crates), ["ghost"]);
    assert_eq!(
        missing("docs/nowhere.md").as_deref(),
        Some("docs/nowhere.md")
    );
    assert!(missing("crates/cairn/tests/house.rs::no_such_test_here_").is_some());
}

#[test]
fn architecture_names_every_crate_and_every_invariant() {
    let text = read("docs/architecture.md");
    let crates = std::fs::read_dir(root().join("crates")).expect("crates/ is there");
    for entry in crates.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(
            text.contains(&format!("`crates/{name}`")),
            "no word about {name}"
        );
    }
    for number in 1..=13 {
        let line = text.lines().find(|l| l.contains(&format!("**I{number}**")));
        let line = line.unwrap_or_else(|| panic!("I{number} is not there"));
        assert!(line.contains("Held by"), "what holds I{number}?");
    }
}

/// Lines of code above which a Rust source needs its line in docs/long-files.txt.
const LONG: usize = 400;

#[test]
fn long_files_have_their_reason_and_only_shrink() {
    let list = read("docs/long-files.txt");
    let mut listed = BTreeSet::new();
    for entry in list
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let mut words = entry.splitn(3, ' ');
        let path = words.next().unwrap_or_default();
        let most: usize = words
            .next()
            .and_then(|w| w.parse().ok())
            .expect("path lines reason");
        assert!(
            words.next().is_some_and(|why| !why.is_empty()),
            "{path}: why?"
        );
        let lines = read(path).lines().count();
        assert!(lines <= most, "{path} grew from {most} to {lines} lines");
        assert!(lines >= LONG, "{path} is short again: take it off the list");
        listed.insert(path.to_owned());
    }
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(
            lines < LONG || listed.contains(&path),
            "{path} has {lines} lines"
        );
    }
}

/// Marks of one particular machine. Written in halves so that this file does not find itself.
const MACHINE: [&str; 5] = [
    concat!("/ro", "ot"),
    concat!("/wo", "rk"),
    concat!("arti", "factory"),
    concat!("index.crates", ".io:"),
    concat!("/tmp/", "brief"),
];

/// Whether `mark` stands in the text by itself and not inside a longer word or path.
fn stands_alone(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let inside = |c: char| c.is_alphanumeric() || "_-./}*$".contains(c);
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        let word = mark.starts_with('/');
        !word || (!before.is_some_and(inside) && !after.is_some_and(|c| c.is_alphanumeric()))
    })
}

#[test]
fn the_text_speaks_of_no_machine() {
    for (path, text) in texts_under(".") {
        let marks: Vec<_> = MACHINE.iter().filter(|m| stands_alone(&text, m)).collect();
        assert!(marks.is_empty(), "{path} speaks of {marks:?}");
        let host = path.ends_with("package-lock.json") && text.contains("\"resolved\"");
        assert!(!host, "{path} names a registry host; see web/.npmrc");
    }
}

#[test]
fn no_test_is_switched_off_and_nothing_is_left_undone() {
    let marks = [
        concat!("#[ign", "ore"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
    ];
    for (path, text) in texts_under("crates") {
        let found: Vec<_> = marks.iter().filter(|mark| text.contains(**mark)).collect();
        assert!(found.is_empty(), "{path} has {found:?}");
    }
}

#[test]
fn no_module_is_a_drawer() {
    let drawers = [
        "utils", "util", "helpers", "helper", "common", "manager", "misc",
    ];
    for (path, _) in texts_under("crates") {
        let name = path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
        let name = name.rsplit('/').next().unwrap_or_default();
        assert!(
            !drawers.contains(&name),
            "{path}: name it after what is in it"
        );
    }
}

#[test]
fn the_licence_is_whole() {
    let text = read("LICENSE");
    assert!(text.contains("GNU AFFERO GENERAL PUBLIC LICENSE"));
    assert!(text.contains("END OF TERMS AND CONDITIONS"));
    assert_eq!(text.len(), 34_523, "the official text, unchanged");
    assert!(Path::new(&root()).join("SECURITY.md").exists());
}
