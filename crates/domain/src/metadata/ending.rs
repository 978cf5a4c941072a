//! What names of files end with. A name is a claim like others: it decides nothing, and what it says may not fit.

/// The MIME type of a file as its bytes say it, and what names of such files end with.
const ENDINGS: &[(&str, &[&str])] = &[
    ("image/jpeg", &["jpg", "jpeg", "jpe", "jfif", "mpo"]),
    ("image/png", &["png"]),
    ("image/webp", &["webp"]),
    ("image/gif", &["gif"]),
    ("image/heic", &["heic", "heif", "hif"]),
    ("image/avif", &["avif"]),
    ("video/mp4", &["mp4", "m4v", "mov", "f4v"]),
    ("video/quicktime", &["mov", "qt", "mp4"]),
    ("video/3gpp", &["3gp", "3gpp", "3g2", "mp4"]),
    ("video/x-matroska", &["mkv", "mka"]),
    ("video/webm", &["webm"]),
    ("video/x-msvideo", &["avi"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/mp4", &["m4a", "m4b", "mp4"]),
    ("audio/ogg", &["ogg", "oga", "opus", "spx"]),
    ("audio/wav", &["wav"]),
];

/// Whether the end of a name fits what the bytes are. A name without an ending says nothing.
pub fn fits(name: &str, mime: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    let Some((_, ending)) = last
        .rsplit_once('.')
        .filter(|(_, ending)| !ending.is_empty())
    else {
        return true;
    };
    let known = ENDINGS.iter().find(|(known, _)| *known == mime);
    known.is_none_or(|(_, endings)| {
        endings
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_of_another_kind_does_not_fit_and_none_says_nothing() {
        for (name, mime) in [
            ("IMG_1234.JPG", "image/jpeg"),
            ("a.b.jpeg", "image/jpeg"),
            ("blob", "image/jpeg"),
            ("VID_7.mov", "video/mp4"),
            ("name.", "image/png"),
            ("x.bin", "image/unheard-of"),
        ] {
            assert!(fits(name, mime), "{name} {mime}");
        }
        for (name, mime) in [
            ("photo.png", "image/jpeg"),
            ("clip.mp4", "image/jpeg"),
            ("clip.mp4.exe", "video/mp4"),
            ("folder.jpg/evil.php", "image/jpeg"),
        ] {
            assert!(!fits(name, mime), "{name} {mime}");
        }
    }
}
