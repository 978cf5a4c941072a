//! The columns of `retractions.csv`.

use crate::{PublicRetraction, cell::Cell, column::Column};

/// `retractions.csv`.
pub(crate) const RETRACTIONS: &[Column<PublicRetraction>] = &[
    Column {
        name: "id",
        values: "text",
        meaning: "The incident or item that was withdrawn; the id is never used again.",
        cell: |_, r| Cell::text(&r.short),
    },
    Column {
        name: "retracted_on",
        values: "YYYY-MM-DD",
        meaning: "When.",
        cell: |_, r| Cell::Day(r.retracted_on),
    },
    Column {
        name: "reason",
        values: "code, see below; or empty",
        meaning: "Why it was withdrawn.",
        cell: |_, r| Cell::maybe_text(r.reason),
    },
    Column {
        name: "note",
        values: "text, or empty",
        meaning: "Why in words, as far as it can be said.",
        cell: |_, r| Cell::text(&r.note),
    },
    Column {
        name: "replaced_by",
        values: "text, or empty",
        meaning: "The record that tells it instead.",
        cell: |_, r| Cell::maybe_text(r.replaced_by.as_ref()),
    },
    Column {
        name: "last_release",
        values: "number",
        meaning: "The last release that carried it.",
        cell: |_, r| Cell::Whole(r.last_release.into()),
    },
];
