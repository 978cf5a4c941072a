//! Reading documents and sources: sections, rows of tables, constants, literals. No rule lives here.

use crate::repository::{read, sources, without_comments, without_unit_tests};

/// The inventory of what is used and kept.
pub fn inventory() -> String {
    read("docs/security/inventory.md")
}

/// The operators' guide.
pub fn guide() -> String {
    read("docs/guide/operator.md")
}

/// What stands under a heading of the second level, up to the next one.
pub fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let begin = format!("\n## {heading}\n");
    let (_, rest) = page
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no section “{heading}”"));
    rest.split("\n## ").next().unwrap_or(rest)
}

/// The words of a document on one line, so that a sentence is found wherever its lines break.
pub fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of every table of a text, as cells.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| line.starts_with("| "));
    let cells = lines.map(|line| {
        let line = line.trim_matches('|');
        line.split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect()
    });
    cells
        .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.starts_with("---")))
        .collect()
}

/// The row that begins with a label, without the label.
pub fn row(text: &str, label: &str) -> String {
    let all = rows(text);
    let found = all.iter().find(|row| row[0] == label);
    found.unwrap_or_else(|| panic!("no row “{label}”"))[1..].join(" | ")
}

/// What stands between backticks.
pub fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The code of a file: no comments, no unit tests.
pub fn code(path: &str) -> String {
    without_comments(without_unit_tests(&read(path)))
}

/// All code of the program.
pub fn all_code() -> Vec<(String, String)> {
    let all = sources().into_iter();
    let measures =
        |path: &str| path.starts_with("crates/bench") || path.starts_with("crates/testkit");
    all.filter(|(path, _)| !measures(path))
        .map(|(path, text)| (path, without_comments(without_unit_tests(&text))))
        .collect()
}

/// A whole number that a source gives a name or a field: `const NAME: usize = 64 << 10;`, `name: 2 * 60,`.
pub fn number(path: &str, name: &str) -> u64 {
    let text = code(path);
    let lines = text.lines().map(str::trim);
    let value = lines
        .filter_map(|line| {
            let line = line
                .trim_start_matches("pub ")
                .trim_start_matches("pub(super) ");
            let line = line.trim_start_matches("pub(crate) ");
            if let Some(rest) = line.strip_prefix(&format!("const {name}: ")) {
                return rest.split_once(" = ").map(|(_, value)| value);
            }
            line.strip_prefix(&format!("{name}: "))
                .filter(|value| value.starts_with(|c: char| c.is_ascii_digit()))
        })
        .next()
        .unwrap_or_else(|| panic!("{path} gives {name} no number"));
    reckoned(value.trim_end_matches([';', ',']))
}

fn reckoned(value: &str) -> u64 {
    let plain = |text: &str| {
        let text = text.trim().replace('_', "");
        text.parse::<u64>()
            .unwrap_or_else(|_| panic!("{text} is no number"))
    };
    if let Some((number, shift)) = value.split_once("<<") {
        return plain(number) << plain(shift);
    }
    value.split('*').map(plain).product()
}

/// As people write it: `10,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[test]
fn numbers_are_read_and_written() {
    assert_eq!(reckoned("64 << 10"), 65_536);
    assert_eq!(reckoned("2 * 60"), 120);
    assert_eq!(reckoned("10_000"), 10_000);
    assert_eq!(grouped(250_000), "250,000");
    assert_eq!(grouped(15), "15");
    assert_eq!(rows("| a | b c |\n| --- | --- |\n| d | e |")[1], ["d", "e"]);
    assert_eq!(quoted("a `b` c `d`"), ["b", "d"]);
}
