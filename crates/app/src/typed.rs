//! How long what a member types may be, where a field has no limit of its own. Long enough for any honest
//! answer; what is longer fills pages, histories and releases that others have to read.

use crate::{AppError, FieldError};

/// Characters of a title, a name, a list in one line.
const LONGEST_LINE: usize = 1_000;
/// Characters of a summary, of reasoning, of a reason.
const LONGEST: usize = 20_000;

/// Looks at a title, a name or a list in one line.
pub(crate) fn line(field: &'static str, text: &str, errors: &mut Vec<FieldError>) {
    check(field, text, LONGEST_LINE, errors);
}

/// Looks at a paragraph.
pub(crate) fn paragraph(field: &'static str, text: &str, errors: &mut Vec<FieldError>) {
    check(field, text, LONGEST, errors);
}

/// As [`paragraph`], for use cases that have nothing else to check.
pub(crate) fn require(field: &'static str, text: &str) -> Result<(), AppError> {
    let mut errors = Vec::new();
    paragraph(field, text, &mut errors);
    match errors.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid(errors)),
    }
}

fn check(field: &'static str, text: &str, most: usize, errors: &mut Vec<FieldError>) {
    // No text has more characters than bytes.
    if text.len() > most && text.chars().count() > most {
        errors.push(FieldError::with(field, "text-long", most.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_counts_characters_and_says_which_field() {
        let mut errors = Vec::new();
        line("title", &"ب".repeat(LONGEST_LINE), &mut errors);
        paragraph("summary", &"ب".repeat(LONGEST), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        line("title", &"ب".repeat(LONGEST_LINE + 1), &mut errors);
        paragraph("summary", &"a".repeat(LONGEST + 1), &mut errors);
        let said: Vec<_> = errors
            .iter()
            .map(|it| (it.field, it.detail.as_str()))
            .collect();
        assert_eq!(said, [("title", "1000"), ("summary", "20000")]);
        assert!(require("reason", "short").is_ok());
    }
}
