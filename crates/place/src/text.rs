//! Pasted text made plain: one kind of digit, space, quote and minus, and nothing invisible.

use std::borrow::Cow;

/// Normalises what keyboards, browsers and chat programs do to coordinates. Persian and Arabic
/// digits, letters and separators, full-width forms, typographic primes and minus signs become one
/// form each, ASCII where there is one; bidi marks and other invisible characters go; any white
/// space becomes a space. Text that is plain already is handed back as it is.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_plain(text.as_bytes()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(rewritten(text))
    }
}

fn is_plain(text: &[u8]) -> bool {
    let mut before = 0;
    text.iter().all(|&byte| {
        let twice = byte == b'\'' && before == b'\'';
        before = byte;
        (b' '..=b'~').contains(&byte) && byte != b'`' && !twice
    })
}

fn rewritten(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter_map(plain_char) {
        // Two single primes are how some write seconds.
        if c == '\'' && plain.ends_with('\'') {
            plain.pop();
            plain.push('"');
        } else {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain.drain(..plain.len() - plain.trim_start().len());
    plain
}

fn plain_char(c: char) -> Option<char> {
    if (' '..='_').contains(&c) || ('a'..='~').contains(&c) {
        return Some(c);
    }
    Some(match c {
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        '\u{ff10}'..='\u{ff19}' => digit(c, '\u{ff10}'),
        '٫' | '．' => '.',
        '٬' => return None, // thousands
        '،' | '，' | '、' => ',',
        '؛' => ';',
        '：' => ':',
        '−' | '–' | '—' | '‐' | '‑' | '﹣' | '－' => '-',
        '＋' => '+',
        '′' | '’' | '‘' | 'ʹ' | '´' | '`' | '‛' => '\'',
        '″' | '”' | '“' | '„' | 'ʺ' | '‟' => '"',
        'º' | '˚' | '∘' | '⁰' | 'ᵒ' => '°',
        // Arabic and Pashto keyboards write these letters of Persian words otherwise.
        'ي' | 'ى' | 'ې' => 'ی',
        'ك' => 'ک',
        // Soft hyphen, zero width, bidi marks, embeddings and isolates, byte order mark.
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => return None,
        '\u{2060}'..='\u{2069}' | '\u{feff}' => return None,
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// The ASCII digit for one of ten that start at `zero`.
fn digit(c: char, zero: char) -> char {
    let value = u32::from(c) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_arabic_and_invisible_characters_become_plain() {
        assert_eq!(
            plain("\u{200f}۳۴٫۵۵۸۷،\u{a0}۶۹٫۲۲۱۷\u{202c}"),
            "34.5587, 69.2217"
        );
        assert_eq!(plain("٣٤°٣٣′٣١″"), "34°33'31\"");
        assert_eq!(plain("−34º 33’ 31’’ "), "-34° 33' 31\"");
        assert_eq!(plain("\u{200e} 34 33'' \u{200e} "), "34 33\"");
        assert_eq!(plain("شمالي"), "شمالی");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(plain(" 34.5587, 69.2217\n"), Cow::Borrowed(_)));
        assert!(matches!(plain("34.5587,\t69.2217"), Cow::Owned(_)));
    }
}
