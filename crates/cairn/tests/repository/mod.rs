//! The checkout as the tests of the house see it: where it is, what is in it. No rule lives here.

#![allow(
    dead_code,
    reason = "each test binary that includes this module uses its own part of it"
)]

use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: [&str; 9] = [
    ".git",
    "target",
    "node_modules",
    "dist",
    "book",
    "data",
    "demo-data",
    "output",
    ".tests",
];

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/cairn lies two folders below the root")
        .to_owned()
}

/// Whether a path lies in a folder that a build makes, so that a fresh clone has none.
pub fn is_made(path: &str) -> bool {
    path.split('/').any(|part| MADE.contains(&part))
}

/// A file of the checkout, by its path from the root.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every written text file under a folder, as (path from the root, text), sorted. Files that are
/// not UTF-8 (pictures) are left out.
pub fn texts_under(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found
        .into_iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            let from_root = path.strip_prefix(root()).expect("walked from the root");
            Some((from_root.to_string_lossy().into_owned(), text))
        })
        .collect()
}

/// Rust sources of every crate, without their tests, benches and examples.
pub fn sources() -> Vec<(String, String)> {
    let mut all = texts_under("crates");
    all.extend(texts_under("migrations"));
    all.retain(|(path, _)| path.ends_with(".rs") && path.contains("/src/"));
    all
}

/// What stands before the first `#[cfg(test)]`: the house's unit tests close their file.
pub fn without_unit_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Lines of code alone: comments cut off, so that a sentence about a thing is not a use of it.
pub fn without_comments(text: &str) -> String {
    let code = |line: &str| match line.find("//") {
        // `https://` inside a string is not a comment.
        Some(at) if !line[..at].ends_with(':') => line[..at].to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .filter_map(Result::ok);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        // In a second work tree of git, `.git` is a file.
        if MADE.contains(&name.as_str()) {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), found),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}
