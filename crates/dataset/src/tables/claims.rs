//! The columns of `claims.csv`.

use crate::{PublicClaim, cell::Cell, column::Column};

/// `claims.csv`: one row a claim and an incident it is tied to, one row for a claim that is not.
pub(crate) const CLAIMS: &[Column<PublicClaim>] = &[
    Column {
        name: "claim_id",
        values: "text, or empty",
        meaning: "Id of the claim, which is no key: a claim that is tied to several incidents has a row for each.",
        cell: |_, c| said(&c.short),
    },
    Column {
        name: "incident",
        values: "text, or empty",
        meaning: "The incident it speaks of; empty when nobody has tied it to a published one.",
        cell: |incident, _| said(incident),
    },
    Column {
        name: "kind",
        values: "code, see below",
        meaning: "Only itemised claims are counted; the others are kept beside them.",
        cell: |_, c| Cell::text(c.kind.code()),
    },
    Column {
        name: "date",
        values: "YYYY-MM-DD",
        meaning: "The day the claimant names, in the Gregorian calendar.",
        cell: |_, c| Cell::Day(c.date),
    },
    Column {
        name: "date_precision",
        values: "code, see below",
        meaning: "How finely the claimant names it.",
        cell: |_, c| Cell::text(c.date_precision.code()),
    },
    Column {
        name: "stated_date",
        values: "text, or empty",
        meaning: "The date as it stands in the source.",
        cell: |_, c| said(&c.stated_date),
    },
    Column {
        name: "calendar",
        values: "code, see below",
        meaning: "The calendar it is stated in.",
        cell: |_, c| Cell::text(c.calendar.code()),
    },
    Column {
        name: "place_name",
        values: "text, or empty",
        meaning: "The place the claimant names.",
        cell: |_, c| said(&c.place_name),
    },
    Column {
        name: "province",
        values: "text",
        meaning: "The province the claimant names.",
        cell: |_, c| Cell::text(&c.province),
    },
    Column {
        name: "pcode",
        values: "text, or empty",
        meaning: "Code of that place (COD-AB).",
        cell: |_, c| said(&c.pcode),
    },
    Column {
        name: "target",
        values: "code, or empty",
        meaning: "Whom the claimant says was hit. Empty: not said.",
        cell: |_, c| said(&c.target),
    },
    Column {
        name: "method",
        values: "code, or empty",
        meaning: "How, as an event type. Empty: not said.",
        cell: |_, c| said(&c.method),
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
        name: "issue",
        values: "text, or empty",
        meaning: "Which issue of it.",
        cell: |_, c| said(&c.issue),
    },
    Column {
        name: "published_on",
        values: "YYYY-MM-DD, or empty",
        meaning: "When it was published.",
        cell: |_, c| c.published_on.map_or(Cell::Unknown, Cell::Day),
    },
    Column {
        name: "language",
        values: "text, or empty",
        meaning: "Language of the quote (BCP 47).",
        cell: |_, c| said(&c.language),
    },
    Column {
        name: "statement",
        values: "text",
        meaning: "What they say, in a line.",
        cell: |_, c| Cell::text(&c.statement),
    },
    Column {
        name: "quote",
        values: "text, or empty",
        meaning: "What they say, in their words.",
        cell: |_, c| said(&c.quote),
    },
    Column {
        name: "translation",
        values: "text, or empty",
        meaning: "The quote, translated.",
        cell: |_, c| said(&c.translation),
    },
    Column {
        name: "killed_min",
        values: "number, or empty",
        meaning: "Killed, as claimed, at least. Empty: not said. 0: nobody.",
        cell: |_, c| Cell::maybe_count(c.killed.min),
    },
    Column {
        name: "killed_max",
        values: "number, or empty",
        meaning: "Killed, as claimed, at most.",
        cell: |_, c| Cell::maybe_count(c.killed.max),
    },
    Column {
        name: "injured_min",
        values: "number, or empty",
        meaning: "Injured, as claimed, at least. Empty: not said. 0: nobody.",
        cell: |_, c| Cell::maybe_count(c.injured.min),
    },
    Column {
        name: "injured_max",
        values: "number, or empty",
        meaning: "Injured, as claimed, at most.",
        cell: |_, c| Cell::maybe_count(c.injured.max),
    },
    Column {
        name: "status",
        values: "code, see below",
        meaning: "What has been found of it.",
        cell: |_, c| Cell::text(c.status.code()),
    },
    Column {
        name: "counted",
        values: "true or false",
        meaning: "Whether it stands for one claimed event: itemised, within scope, not said again later.",
        cell: |_, c| Cell::Truth(c.is_counted()),
    },
    Column {
        name: "same_as",
        values: "text, or empty",
        meaning: "The earlier claim that it repeats.",
        cell: |_, c| Cell::maybe_text(c.same_as.as_deref()),
    },
    Column {
        name: "relation",
        values: "code, see below, or empty",
        meaning: "What the incident is to the claim.",
        cell: |_, c| Cell::maybe_text(c.relation),
    },
    Column {
        name: "agrees_date",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: date.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.date)),
    },
    Column {
        name: "agrees_place",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: place.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.place)),
    },
    Column {
        name: "agrees_target",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: target.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.target)),
    },
    Column {
        name: "agrees_method",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: method.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.method)),
    },
    Column {
        name: "agrees_killed",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: killed.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.killed)),
    },
    Column {
        name: "agrees_injured",
        values: "agree, differs, unknown, or empty",
        meaning: "Whether the two say the same: injured.",
        cell: |_, c| Cell::maybe_text(c.agreement.map(|said| said.injured)),
    },
    Column {
        name: "rationale",
        values: "text, or empty",
        meaning: "Why, in words.",
        cell: |_, c| said(&c.rationale),
    },
    Column {
        name: "searched",
        values: "text, or empty",
        meaning: "Where was looked for evidence.",
        cell: |_, c| said(&c.searched),
    },
    Column {
        name: "assessed_on",
        values: "YYYY-MM-DD, or empty",
        meaning: "The day it was assessed last.",
        cell: |_, c| c.assessed_on.map_or(Cell::Unknown, Cell::Day),
    },
    Column {
        name: "archive_url",
        values: "text, or empty",
        meaning: "Archived copy of the source. Empty: none, or withheld.",
        cell: |_, c| Cell::maybe_text(c.archive_url.as_deref()),
    },
    Column {
        name: "archive_sha256",
        values: "64 hex digits, or empty",
        meaning: "Digest of that copy.",
        cell: |_, c| Cell::maybe_text(c.archive_sha256.map(|digest| digest.to_string())),
    },
];

/// Words, or an empty cell.
fn said(words: &str) -> Cell<'_> {
    match words {
        "" => Cell::Unknown,
        words => Cell::text(words),
    }
}
