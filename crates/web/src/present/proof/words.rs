//! The words of a proof: who says what, feature by feature, and what the place rests on.

use cairn_app::review::Proof;
use cairn_place::format_decimal;

use super::{
    super::{
        findings::metres,
        moment,
        places::{feature_words, place_facts},
    },
    layout::unit,
};
use crate::i18n::Translator;

/// Letters in a line: a column of DejaVu Sans at 17 pixels, bold as well.
const LINE: usize = 66;
const LINE_HEIGHT: f64 = 25.0;

/// One line of text.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) y: String,
    pub(super) class: &'static str,
    pub(super) words: String,
}

/// `AFG-7K3QXM · Geolocation by Ana, 3 Oct 2022, 12:30`.
pub(super) fn title(t: &Translator, id: &str, proof: &Proof, zone: &str) -> String {
    let known = [
        ("item", id.to_owned()),
        ("author", proof.author.clone()),
        ("when", moment(proof.finding.recorded_at, zone).local),
    ];
    t.with("proof-title", &known)
}

/// The place, how precisely it is known, how sure the author is.
pub(super) fn headline(t: &Translator, proof: &Proof) -> String {
    let place = &proof.place;
    let confidence = proof.finding.confidence;
    let known = [
        ("point", format_decimal(place.camera, place.precision_m)),
        ("metres", metres(place.precision_m)),
        ("confidence", t.vocab("confidence", confidence)),
    ];
    t.with("proof-headline", &known)
}

/// Everything under the pictures, and where it ends.
pub(super) fn rows(t: &Translator, proof: &Proof, top: f64) -> (Vec<Row>, f64) {
    let mut page = Page {
        rows: Vec::new(),
        y: top,
    };
    for (number, feature) in (1..).zip(feature_words(t, &proof.place)) {
        let kind = match feature.kind.as_str() {
            "" => String::new(),
            kind => format!("{kind}: "),
        };
        page.write("strong", &format!("{number}. {kind}{}", feature.words));
        page.write("soft", &feature.found);
    }
    page.y += LINE_HEIGHT / 2.0;
    for fact in place_facts(t, &proof.place) {
        page.write("plain", &format!("{}: {}", fact.label, fact.value));
    }
    page.y += LINE_HEIGHT / 2.0;
    page.write("plain", &proof.finding.reasoning);
    (page.rows, page.y)
}

/// By what the finding can be recognised.
pub(super) fn foot(t: &Translator, proof: &Proof) -> String {
    let finding = proof.finding.id.to_string();
    t.get2(
        "proof-foot",
        "finding",
        finding,
        "digest",
        proof.digest.to_string(),
    )
}

struct Page {
    rows: Vec<Row>,
    y: f64,
}

impl Page {
    fn write(&mut self, class: &'static str, text: &str) {
        for words in wrapped(text) {
            self.y += LINE_HEIGHT;
            let y = unit(self.y);
            self.rows.push(Row { y, class, words });
        }
    }
}

/// Lines of at most [`LINE`] letters, broken between words; SVG breaks none by itself.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= LINE {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}
