//! Single fields of a typed claim, each read into what it means or noted with what is wrong in it.

use std::str::FromStr;

use cairn_domain::{Digest, StatedCount};
use chrono::NaiveDate;

use crate::FieldError;

pub(super) fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// A day, or nothing when nothing is typed; what is typed and no day is an error.
pub(super) fn day(
    field: &'static str,
    text: &str,
    errors: &mut Vec<FieldError>,
) -> Option<NaiveDate> {
    let text = text.trim();
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if read.is_none() && !text.is_empty() {
        errors.push(FieldError::with(field, "date-unreadable", text));
    }
    read
}

/// A value of a closed vocabulary; empty keeps what there is.
pub(super) fn code<T: FromStr>(
    field: &'static str,
    text: &str,
    known: T,
    errors: &mut Vec<FieldError>,
) -> T {
    let text = text.trim();
    if text.is_empty() {
        return known;
    }
    text.to_lowercase().parse().unwrap_or_else(|_| {
        errors.push(FieldError::with(field, "claim-code-unknown", text));
        known
    })
}

/// A value of one of the project's own vocabularies.
pub(super) fn plain_code(field: &'static str, text: &str, errors: &mut Vec<FieldError>) -> String {
    let text = text.trim().to_lowercase();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !text.chars().all(is_plain) {
        errors.push(FieldError::with(field, "claim-code-odd", text.clone()));
    }
    text
}

pub(super) fn count(
    (min_field, min): (&'static str, &str),
    (max_field, max): (&'static str, &str),
    errors: &mut Vec<FieldError>,
) -> StatedCount {
    let mut number = |field, text: &str| {
        let text = text.trim();
        let read = text.parse::<u32>().ok();
        if read.is_none() && !text.is_empty() {
            errors.push(FieldError::with(field, "count-unreadable", text));
        }
        read
    };
    let said = StatedCount {
        min: number(min_field, min),
        max: number(max_field, max),
    };
    if let (Some(min), Some(max)) = (said.min, said.max)
        && min > max
    {
        errors.push(FieldError::new(max_field, "count-reversed"));
    }
    said
}

pub(super) fn link(text: &str, errors: &mut Vec<FieldError>) -> String {
    let text = text.trim();
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    if !text.is_empty() && (!is_link || text.contains(char::is_whitespace)) {
        errors.push(FieldError::with("archive_url", "link-unreadable", text));
    }
    text.to_owned()
}

pub(super) fn digest(text: &str, errors: &mut Vec<FieldError>) -> Option<Digest> {
    let text = text.trim().to_lowercase();
    let read = text.parse().ok();
    if read.is_none() && !text.is_empty() {
        errors.push(FieldError::with(
            "archive_sha256",
            "claim-digest-unreadable",
            text,
        ));
    }
    read
}

pub(super) fn is_yes(text: &str, errors: &mut Vec<FieldError>) -> bool {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" => true,
        "" | "no" | "false" | "0" => false,
        other => {
            errors.push(FieldError::with("archive_public", "claim-yes-or-no", other));
            false
        }
    }
}
