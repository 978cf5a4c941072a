//! Promises about what a person sees: every sentence asked for is written, every refusal has its
//! words, every colour is a token.

mod repository;

use std::collections::BTreeSet;

use repository::{read, sources, texts_under, without_unit_tests};

/// Whether a line of a stylesheet writes a colour out.
fn literal_colour(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value);
    let hex = value.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_alphanumeric);
        let digits: String = digits.collect();
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    });
    let named = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "lab("];
    hex || named.iter().any(|function| value.contains(function))
}

#[test]
fn colours_are_tokens() {
    for (path, text) in texts_under("web/styles") {
        // An icon is drawn by the browser outside the page, where no token reaches.
        if !path.ends_with(".css") {
            continue;
        }
        if path.ends_with("tokens.css") {
            assert!(
                text.lines().any(literal_colour),
                "this is where they are written"
            );
            continue;
        }
        let line = text.lines().find(|line| literal_colour(line));
        assert!(line.is_none(), "{path}: {line:?}");
    }
}

/// What a script takes for markup or for code can only be a drawing that stands in the script, under
/// a name in capitals.
#[test]
fn scripts_make_no_markup_of_words() {
    let ways = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ];
    let mut drawings = 0;
    for (path, text) in texts_under("web/src") {
        for line in text.lines() {
            let Some(way) = ways.iter().find(|way| line.contains(**way)) else {
                continue;
            };
            let value = line.split(*way).nth(1).unwrap_or_default();
            let value = value.trim_matches(|c: char| " =;".contains(c));
            let is_drawing = value.len() > 1 && value.bytes().all(|b| b.is_ascii_uppercase());
            assert!(is_drawing, "{path}: {line}");
            drawings += 1;
        }
    }
    assert!(drawings > 0, "the drawings were found");
}

/// Keys that a file asks for by name: `t.get("…")`, `t.get1("…", …)`.
fn fluent_keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (at, call) in text.match_indices("t.get") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue; // request.get("…") asks somebody else
        }
        let rest = text[at + call.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
        let key = rest.trim_start().strip_prefix('(').map(str::trim_start);
        let key = key
            .and_then(|k| k.strip_prefix('"'))
            .and_then(|k| k.split('"').next());
        keys.extend(key.map(str::to_owned));
    }
    keys
}

fn english_keys() -> BTreeSet<String> {
    let files = texts_under("web/locales/en");
    let lines = files.iter().flat_map(|(_, text)| text.lines());
    lines
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

#[test]
fn every_sentence_asked_for_is_written() {
    let english = english_keys();
    let mut files = texts_under("web/templates");
    files.extend(sources());
    let mut asked = 0;
    for (path, text) in files {
        let keys = fluent_keys(without_unit_tests(&text));
        asked += keys.len();
        let unknown: Vec<_> = keys.difference(&english).collect();
        assert!(unknown.is_empty(), "{path} asks for {unknown:?}");
    }
    assert!(
        asked > 100,
        "only {asked} keys were found: has the call another name now?"
    );
}

/// Beginnings of keys that are put together: `format!("queue-waits-{kind}")`.
fn composed(text: &str) -> BTreeSet<&str> {
    text.split('"')
        .filter_map(|string| string.split_once('{'))
        .map(|(start, _)| start)
        .filter(|start| start.ends_with('-') && start.len() > 3)
        .filter(|start| start.bytes().all(|b| b == b'-' || b.is_ascii_lowercase()))
        .collect()
}

#[test]
fn every_sentence_written_is_asked_for() {
    let mut files = texts_under("web/templates");
    files.extend(texts_under("crates/web/src"));
    let text: String = files.into_iter().map(|(_, text)| text).collect();
    let starts = composed(&text);
    let is_asked = |key: &String| {
        text.contains(&format!("\"{key}\"")) || starts.iter().any(|start| key.starts_with(start))
    };
    let dead: Vec<_> = english_keys()
        .into_iter()
        .filter(|key| !is_asked(key))
        .collect();
    assert!(dead.is_empty(), "nobody asks for {dead:?}");
}

/// Codes of the refusals, from the enum itself: `NeedsRating` → `needs-rating`.
fn refusal_codes() -> Vec<String> {
    let text = read("crates/review/src/refusal.rs");
    let body = text
        .split("pub enum Refusal {")
        .nth(1)
        .expect("the enum is there");
    let body = body.split("\n}").next().expect("and it ends");
    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
    variants
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.trim_end_matches([' ', '{', ',']))
        .map(|name| {
            let mut code = String::new();
            for (at, letter) in name.char_indices() {
                if letter.is_ascii_uppercase() && at > 0 {
                    code.push('-');
                }
                code.push(letter.to_ascii_lowercase());
            }
            code
        })
        .collect()
}

#[test]
fn every_refusal_has_its_words() {
    let english = english_keys();
    let codes = refusal_codes();
    assert!(codes.contains(&"needs-rating".to_owned()), "{codes:?}");
    let silent: Vec<_> = codes
        .iter()
        .map(|code| format!("refusal-{code}"))
        .filter(|key| !english.contains(key))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
