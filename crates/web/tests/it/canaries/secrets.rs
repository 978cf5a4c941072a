//! Words and numbers that may not be public, and the search for them in bytes.

/// What may not be found anywhere.
#[derive(Debug, Clone)]
pub(super) struct Secrets {
    stem: String,
    /// Bytes that stand for something private, with what that is.
    marks: Vec<(String, Vec<u8>)>,
}

impl Secrets {
    /// None but every word that begins with `stem`, which is lower case.
    pub(super) fn new(stem: &str) -> Self {
        Self {
            stem: stem.to_owned(),
            marks: Vec::new(),
        }
    }

    /// Whether this is the world that is compared with the first one.
    pub(super) fn is_other(&self) -> bool {
        self.stem.ends_with("two")
    }

    /// A word for a private field, that says which one when it is found.
    pub(super) fn word(&self, what: &str) -> String {
        format!("{} {}", self.stem, what)
    }

    /// The same where no blanks may stand.
    pub(super) fn name(&self, what: &str) -> String {
        self.word(what).replace(' ', "-")
    }

    /// A text that is private as it stands.
    pub(super) fn text(&mut self, what: &str, text: &str) {
        self.marks
            .push((what.to_owned(), text.to_lowercase().into_bytes()));
    }

    /// Bytes that are private, as they are and in hexadecimal.
    pub(super) fn bytes(&mut self, what: &str, bytes: &[u8]) {
        self.text(what, &hex::encode(bytes));
        self.marks
            .push((what.to_owned(), bytes.to_ascii_lowercase()));
    }

    /// Degrees that are private from the fourth decimal on, however they are written.
    pub(super) fn number(&mut self, what: &str, degrees: f64) {
        let digits = format!("{degrees:.5}");
        self.text(what, &digits[..digits.len() - 1]);
        let micro = (degrees * 1e6).round() as i32;
        let short = degrees as f32;
        let forms = [
            degrees.to_le_bytes().to_vec(),
            degrees.to_be_bytes().to_vec(),
            short.to_le_bytes().to_vec(),
            short.to_be_bytes().to_vec(),
            micro.to_le_bytes().to_vec(),
            micro.to_be_bytes().to_vec(),
        ];
        for form in forms {
            self.marks
                .push((what.to_owned(), form.to_ascii_lowercase()));
        }
    }

    /// What of it is in some bytes, whatever the case of its letters.
    pub(super) fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let text = one_by_one(&bytes.to_ascii_lowercase());
        let words = text.match_indices(&self.stem);
        let words = words.map(|(at, _)| text[at..].chars().take(60).collect());
        let is_there = |(_, mark): &&(String, Vec<u8>)| text.contains(&one_by_one(mark));
        let marks = self.marks.iter().filter(is_there);
        words.chain(marks.map(|(what, _)| what.clone())).collect()
    }
}

/// Whether a piece stands in some bytes, whatever the case of letters.
pub(super) fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    let lower = |bytes: &[u8]| one_by_one(&bytes.to_ascii_lowercase());
    lower(bytes).contains(&lower(piece))
}

/// Any bytes as a text, a letter for a byte: texts are searched fast.
fn one_by_one(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
