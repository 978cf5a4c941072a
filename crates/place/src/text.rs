//! Pasted text made plain: one kind of digit, space, quote and minus, and nothing invisible.

/// Normalises what keyboards, browsers and chat programs do to coordinates. Persian and Arabic
/// digits and separators, full-width forms, typographic primes and minus signs become ASCII; bidi
/// marks and other invisible characters go; any white space becomes a space.
pub(crate) fn plain(text: &str) -> String {
    let plain: String = text.chars().filter_map(plain_char).collect();
    // Two single primes are how some write seconds.
    plain.replace("''", "\"").trim().to_owned()
}

fn plain_char(c: char) -> Option<char> {
    Some(match c {
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        '\u{ff10}'..='\u{ff19}' => digit(c, '\u{ff10}'),
        '٫' => '.',
        '٬' => return None, // thousands
        '،' | '，' | '、' => ',',
        '؛' => ';',
        '−' | '–' | '—' | '‐' | '‑' | '﹣' | '－' => '-',
        '′' | '’' | '‘' | 'ʹ' | '´' | '`' | '‛' => '\'',
        '″' | '”' | '“' | '„' | 'ʺ' | '‟' => '"',
        'º' | '˚' | '∘' | '⁰' | 'ᵒ' => '°',
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
    }
}
