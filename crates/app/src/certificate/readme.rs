//! `README.txt` of a bag: what is in it and how to verify it without Cairn.

use super::record::{Certificate, STATEMENT};

const TEXT: &str = include_str!("README.txt");

/// The text for one report.
pub(super) fn readme(certificate: &Certificate) -> String {
    let ledger = &certificate.ledger;
    let origin = ledger.origin.as_deref().unwrap_or("none was signed yet");
    let size = ledger.size.unwrap_or(0).to_string();
    let made = certificate.made.at.format("%Y-%m-%d %H:%M:%S UTC");
    let proven = format!("{} of {}", ledger.proven, certificate.history.len());
    TEXT.replace("{item}", &certificate.item.id)
        .replace("{made}", &made.to_string())
        .replace("{software}", &certificate.made.software)
        .replace("{origin}", origin)
        .replace("{size}", &size)
        .replace("{proven}", &proven)
        .replace("{attests}", &list(STATEMENT.attests))
        .replace("{does-not-attest}", &list(STATEMENT.does_not_attest))
}

fn list(sentences: &[&str]) -> String {
    let lines: Vec<_> = sentences
        .iter()
        .map(|sentence| format!("  - {}", wrapped(sentence)))
        .collect();
    lines.join("\n")
}

/// Lines of at most 76 characters, indented below a dash.
fn wrapped(sentence: &str) -> String {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        let line = lines.last_mut().filter(|line| line.len() + word.len() < 72);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n    ")
}
