//! A place as somebody typed it into a form.

use cairn_domain::Point;

use crate::FieldError;

/// Reads the field `point`; nothing when nothing is typed. What is typed and no place is noted.
pub(crate) fn point(text: &str, errors: &mut Vec<FieldError>) -> Option<Point> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match cairn_place::parse(text) {
        Ok(reading) => Some(reading.point),
        Err(bad) => {
            let detail = bad.to_string();
            errors.push(FieldError::with("point", "coordinates-unreadable", detail));
            None
        }
    }
}
