//! Sizes of files, and lengths on the ground, in words.

/// `812 B`, `2.1 MB`, `1.4 GB`; powers of ten, as file managers and phones show them.
pub(crate) fn size_words(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let mut size = bytes as f64 / 1_000.0;
    let mut unit = UNITS[0];
    for bigger in &UNITS[1..] {
        if size < 999.95 {
            break;
        }
        size /= 1_000.0;
        unit = bigger;
    }
    format!("{size:.1} {unit}")
}

/// `80 cm`, `12 m`, `1.2 km`, `643 km`: two figures and no more than somebody would say.
pub(crate) fn length_words(metres: f64) -> String {
    match metres {
        m if m < 0.995 => format!("{:.0} cm", m * 100.0),
        m if m < 9.95 => format!("{} m", tenths(m)),
        m if m < 999.5 => format!("{m:.0} m"),
        m if m < 9_950.0 => format!("{} km", tenths(m / 1_000.0)),
        m => format!("{:.0} km", m / 1_000.0),
    }
}

/// One decimal unless it is zero.
fn tenths(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A whole number with thin spaces between thousands: `1 234 567`.
pub(crate) fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3);
    let groups = groups.map(|group| String::from_utf8_lossy(group).into_owned());
    let head = (!head.is_empty()).then(|| head.to_owned());
    let all: Vec<_> = head.into_iter().chain(groups).collect();
    all.join("\u{202f}")
}

#[cfg(test)]
mod tests {
    use super::{grouped, length_words, size_words};

    #[test]
    fn lengths_read_like_a_scale() {
        for (metres, words) in [
            (0.5, "50 cm"),
            (2.0, "2 m"),
            (9.5, "9.5 m"),
            (500.0, "500 m"),
            (1_234.0, "1.2 km"),
            (643_816.0, "644 km"),
        ] {
            assert_eq!(length_words(metres), words);
        }
    }

    #[test]
    fn thousands_stand_apart() {
        let all = [0.4, 999.0, 1_000.0, 12_345.0, 1_234_567.2].map(grouped);
        let words = [
            "0",
            "999",
            "1\u{202f}000",
            "12\u{202f}345",
            "1\u{202f}234\u{202f}567",
        ];
        assert_eq!(all, words);
    }

    #[test]
    fn reads_like_a_file_manager() {
        assert_eq!(size_words(812), "812 B");
        assert_eq!(size_words(2_100_000), "2.1 MB");
        assert_eq!(size_words(999_999_999), "1.0 GB");
    }
}
