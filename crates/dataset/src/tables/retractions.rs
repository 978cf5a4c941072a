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
        name: "last_release",
        values: "number",
        meaning: "The last release that carried it.",
        cell: |_, r| Cell::Whole(r.last_release.into()),
    },
    Column {
        name: "reason",
        values: "text",
        meaning: "Why, as far as it can be said.",
        cell: |_, r| Cell::text(&r.reason),
    },
];
