//! The columns of `sources.csv`.

use crate::{PublicSource, cell::Cell, column::Column};

/// `sources.csv`.
pub(crate) const SOURCES: &[Column<PublicSource>] = &[
    Column {
        name: "id",
        values: "text",
        meaning: "The item with a number: stable within a release.",
        cell: |item, s| Cell::text(format!("{item}-{}", s.number)),
    },
    Column {
        name: "evidence",
        values: "text",
        meaning: "The item that was found there: `id` in `evidence.csv`.",
        cell: |item, _| Cell::text(item),
    },
    Column {
        name: "platform",
        values: "text",
        meaning: "The site, by the name of its host.",
        cell: |_, s| Cell::text(&s.platform),
    },
    Column {
        name: "url",
        values: "text, or empty",
        meaning: "The link; empty when it is withheld to protect whoever posted it.",
        cell: |_, s| Cell::maybe_text(s.url.as_ref()),
    },
];
