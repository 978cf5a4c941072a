//! The columns of `sources.csv`.

use crate::{PublicSource, cell::Cell, column::Column};

/// `sources.csv`.
pub(crate) const SOURCES: &[Column<PublicSource>] = &[
    Column {
        name: "id",
        values: "text",
        meaning: "The incident with a number: stable within a release.",
        cell: |incident, s| Cell::text(format!("{incident}-{}", s.number)),
    },
    Column {
        name: "incident",
        values: "text",
        meaning: "The incident that it speaks of: `id` in `incidents.csv`.",
        cell: |incident, _| Cell::text(incident),
    },
    Column {
        name: "kind",
        values: "code, see below",
        meaning: "Who it is.",
        cell: |_, s| Cell::text(s.kind.code()),
    },
    Column {
        name: "title",
        values: "text",
        meaning: "What it is called.",
        cell: |_, s| Cell::text(&s.title),
    },
    Column {
        name: "url",
        values: "text, or empty",
        meaning: "The link; empty when it is withheld to protect whoever is behind it.",
        cell: |_, s| Cell::maybe_text(s.url.as_ref()),
    },
    Column {
        name: "published_on",
        values: "YYYY-MM-DD, or empty",
        meaning: "The day it was published.",
        cell: |_, s| s.published_on.map_or(Cell::Unknown, Cell::Day),
    },
    Column {
        name: "killed_low",
        values: "number, or empty",
        meaning: "Killed as it says, lowest.",
        cell: |_, s| Cell::maybe_count(s.killed.low),
    },
    Column {
        name: "killed_high",
        values: "number, or empty",
        meaning: "Killed as it says, highest.",
        cell: |_, s| Cell::maybe_count(s.killed.high),
    },
    Column {
        name: "injured_low",
        values: "number, or empty",
        meaning: "Injured as it says, lowest.",
        cell: |_, s| Cell::maybe_count(s.injured.low),
    },
    Column {
        name: "injured_high",
        values: "number, or empty",
        meaning: "Injured as it says, highest.",
        cell: |_, s| Cell::maybe_count(s.injured.high),
    },
];
