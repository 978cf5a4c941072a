//! The texts of `tests/data/notations.tsv`, for whoever reads them all: tests, bench, fuzzing.

use cairn_domain::Point;
use cairn_place::{Area, Hints};

/// A text and what it is to be read as.
#[derive(Debug)]
pub struct Case {
    pub text: String,
    /// A notation's code, or `!` and the name of a refusal.
    pub expect: String,
    pub at: Option<Point>,
    pub within_m: f64,
    pub precision_m: f64,
    pub role: String,
    /// A part of the warning; empty if there must be none.
    pub warning: String,
    pub hints: Hints,
    /// Who says where it is.
    pub provenance: String,
}

/// Every case of the corpus.
pub fn cases() -> Vec<Case> {
    include_str!("../../data/notations.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(case)
        .collect()
}

fn case(line: &str) -> Case {
    let cells: Vec<_> = line.split('\t').collect();
    let [
        text,
        expect,
        lat,
        lon,
        within_m,
        precision_m,
        role,
        warning,
        hint,
        provenance,
    ] = cells[..]
    else {
        panic!("{} cells: {line}", cells.len());
    };
    let number = |text: &str| text.parse().unwrap_or(f64::NAN);
    Case {
        text: unescaped(text),
        expect: expect.to_owned(),
        at: Point::try_new(number(lat), number(lon)).ok(),
        within_m: number(within_m),
        precision_m: number(precision_m),
        role: role.to_owned(),
        warning: warning.to_owned(),
        hints: hints(hint),
        provenance: provenance.to_owned(),
    }
}

/// `\u{200e}` as the character it stands for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("\\u{…}");
        let code = u32::from_str_radix(code, 16).expect("hexadecimal");
        plain.push(char::from_u32(code).expect("a character"));
        plain.push_str(rest);
    }
    plain
}

fn hints(hint: &str) -> Hints {
    let numbers = |text: &str| -> Vec<f64> {
        let parts = text.split(',');
        parts.map(|part| part.parse().expect("a number")).collect()
    };
    match hint.split_once('=') {
        None => Hints::default(),
        Some(("near", point)) => {
            let at = numbers(point);
            let near = Some(Point::try_new(at[0], at[1]).expect("on the globe"));
            Hints { near, area: None }
        }
        Some((_, edges)) => {
            let at = numbers(edges);
            let area = Some(Area::try_new(at[0], at[1], at[2], at[3]).expect("an area"));
            Hints { near: None, area }
        }
    }
}
