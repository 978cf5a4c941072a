//! Places that running words hold: for finding those that should not be there, not for reading one
//! that was typed as a place.

use cairn_domain::Point;

use super::parse_near;
use crate::Reading;

/// The most words one place is written in: `34 ° 29 ' 54.6 " N, 69 ° 3 ' 52.3 " E` and a little more.
const MOST_WORDS: usize = 14;
/// What stands around a place in a sentence and is no part of it.
const AROUND: &[char] = &[
    '.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '«', '»', '،', '؛', '؟', '“', '”',
];

/// Every place in a text that any notation of [`super::ALL`] names, in the order of where it begins;
/// `near` completes short Plus codes. One place may be found more than once, with and without words
/// around it. A coordinate that stands alone is not found.
pub fn found_in(text: &str, near: Point) -> Vec<Reading> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found: Vec<Reading> = Vec::new();
    for begin in 0..words.len() {
        if !words[begin].contains(char::is_numeric) {
            continue;
        }
        let longest = words.len().min(begin + MOST_WORDS);
        // A grid reference may begin with a word that has no digit; a place in words never does.
        let read = (begin + 1..=longest).filter_map(|end| {
            let piece = words[begin..end].join(" ");
            parse_near(piece.trim_matches(AROUND), near).ok()
        });
        found.extend(read);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Notation;

    fn finest(text: &str) -> Option<(Notation, f64)> {
        let near = Point::try_new(34.5, 69.06).expect("a point");
        let found = found_in(text, near).into_iter();
        let near = found.filter(|it| {
            (it.point.lat() - 34.5).abs() < 0.1 && (it.point.lon() - 69.06).abs() < 0.1
        });
        near.min_by(|a, b| a.precision_m.total_cmp(&b.precision_m))
            .map(|it| (it.notation, it.precision_m))
    }

    #[test]
    fn places_are_found_in_sentences_in_any_notation() {
        let cases = [
            (
                "It lies at 34°29'54.6\"N 69°03'52.3\"E, by the river.",
                Notation::Dms,
            ),
            (
                "It lies (34 29 54 N, 69 03 52 E) by the river.",
                Notation::Dms,
            ),
            ("It lies at 34°29.910'N, 69°03.872'E.", Notation::Ddm),
            ("Grid 42S WD 05908 17315; nothing else.", Notation::Mgrs),
            ("The code is 8J6FF3X7+CR.", Notation::PlusCode),
            ("در ۳۴٫۴۹۸۵۱، ۶۹٫۰۶۴۵۲ دیده شد.", Notation::Decimal),
        ];
        for (text, notation) in cases {
            let found = finest(text);
            assert!(
                found.is_some_and(|(as_read, m)| as_read == notation && m < 100.0),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn counts_dates_and_streets_are_no_places() {
        for text in [
            "34 people were killed and 69 injured on 30 September 2022 at 08:40.",
            "Street 34, house 69, 1.2 km away",
            "",
        ] {
            assert!(
                finest(text).is_none_or(|(_, m)| m > 10_000.0),
                "{text}: {:?}",
                finest(text)
            );
        }
    }
}
