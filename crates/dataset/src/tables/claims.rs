//! The columns of `claims.csv`.

use crate::{PublicClaim, cell::Cell, column::Column};

/// `claims.csv`.
pub(crate) const CLAIMS: &[Column<PublicClaim>] = &[
    Column {
        name: "incident",
        values: "text, or empty",
        meaning: "The incident it speaks of; empty when nobody has tied it to a published one.",
        cell: |incident, _| {
            if incident.is_empty() {
                Cell::Unknown
            } else {
                Cell::text(incident)
            }
        },
    },
    Column {
        name: "date",
        values: "YYYY-MM-DD",
        meaning: "The day the claimant names.",
        cell: |_, c| Cell::Day(c.date),
    },
    Column {
        name: "province",
        values: "text",
        meaning: "The province the claimant names.",
        cell: |_, c| Cell::text(&c.province),
    },
    Column {
        name: "claimant",
        values: "text",
        meaning: "Who says so.",
        cell: |_, c| Cell::text(&c.claimant),
    },
    Column {
        name: "outlet",
        values: "text",
        meaning: "Where they said it.",
        cell: |_, c| Cell::text(&c.outlet),
    },
    Column {
        name: "statement",
        values: "text",
        meaning: "What they say, in a line.",
        cell: |_, c| Cell::text(&c.statement),
    },
    Column {
        name: "killed",
        values: "number, or empty",
        meaning: "Killed, as claimed. Empty: not said.",
        cell: |_, c| Cell::maybe_count(c.killed),
    },
    Column {
        name: "injured",
        values: "number, or empty",
        meaning: "Injured, as claimed. Empty: not said.",
        cell: |_, c| Cell::maybe_count(c.injured),
    },
    Column {
        name: "status",
        values: "code, see below",
        meaning: "What has been found of it.",
        cell: |_, c| Cell::text(c.status.code()),
    },
];
