//! Sizes of files in words.

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

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn reads_like_a_file_manager() {
        assert_eq!(size_words(812), "812 B");
        assert_eq!(size_words(2_100_000), "2.1 MB");
        assert_eq!(size_words(999_999_999), "1.0 GB");
    }
}
