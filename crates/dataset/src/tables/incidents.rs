//! The columns of `incidents.csv` and the properties of `incidents.geojson`.

use crate::{PublicIncident, cell::Cell, column::Column};

/// `incidents.csv` and the properties of `incidents.geojson`.
pub(crate) const INCIDENTS: &[Column<PublicIncident>] = &[
    Column {
        name: "id",
        values: "text",
        meaning: "Stable id of the incident; never used for another.",
        cell: |_, i| Cell::text(&i.short),
    },
    Column {
        name: "title",
        values: "text",
        meaning: "One line.",
        cell: |_, i| Cell::text(&i.title),
    },
    Column {
        name: "summary",
        values: "text",
        meaning: "A paragraph.",
        cell: |_, i| Cell::text(&i.summary),
    },
    Column {
        name: "date",
        values: "YYYY-MM-DD",
        meaning: "The local day it happened, or began.",
        cell: |_, i| Cell::Day(i.date),
    },
    Column {
        name: "lat",
        values: "degrees, or empty",
        meaning: "Latitude, WGS 84, north positive, with only the decimals its precision supports; empty when withheld.",
        cell: |_, i| Cell::degrees(i.lat, i.precision_m),
    },
    Column {
        name: "lon",
        values: "degrees, or empty",
        meaning: "Longitude, WGS 84, east positive, likewise.",
        cell: |_, i| Cell::degrees(i.lon, i.precision_m),
    },
    Column {
        name: "precision_m",
        values: "metres",
        meaning: "Radius around the published point within which it happened. Points may be snapped to a grid to protect people; the radius includes that.",
        cell: |_, i| Cell::metres(i.precision_m),
    },
    Column {
        name: "geo_precision",
        values: "code, see below",
        meaning: "The radius in words.",
        cell: |_, i| Cell::text(i.geo_precision.code()),
    },
    Column {
        name: "place_name",
        values: "text",
        meaning: "Named place.",
        cell: |_, i| Cell::text(&i.place_name),
    },
    Column {
        name: "province",
        values: "text",
        meaning: "First administrative level, by name.",
        cell: |_, i| Cell::text(&i.province),
    },
    Column {
        name: "event_type",
        values: "code of the project's list",
        meaning: "What happened, such as `suicide_bombing` or `shooting`.",
        cell: |_, i| Cell::text(&i.event_type),
    },
    Column {
        name: "target",
        values: "code of the project's list",
        meaning: "Who was hit, such as `hazara` or `civilians`.",
        cell: |_, i| Cell::text(&i.target),
    },
    Column {
        name: "location_type",
        values: "code of the project's list",
        meaning: "What kind of place it was, such as `school` or `checkpoint`.",
        cell: |_, i| Cell::text(&i.location_type),
    },
    Column {
        name: "crowd_in_public",
        values: "true or false",
        meaning: "Whether it hit a crowd gathered in public.",
        cell: |_, i| Cell::Truth(i.crowd_in_public),
    },
    Column {
        name: "attribution",
        values: "text",
        meaning: "Who is held to have done it, in words. Not a finding of a court.",
        cell: |_, i| Cell::text(&i.attribution),
    },
    Column {
        name: "killed_low",
        values: "number, or empty",
        meaning: "Killed, lowest credible count. Empty is unknown; 0 is known to be none.",
        cell: |_, i| Cell::maybe_count(i.killed_low),
    },
    Column {
        name: "killed_high",
        values: "number, or empty",
        meaning: "Killed, highest credible count. Empty with a low count given: at least that many.",
        cell: |_, i| Cell::maybe_count(i.killed_high),
    },
    Column {
        name: "injured_low",
        values: "number, or empty",
        meaning: "Injured, lowest credible count.",
        cell: |_, i| Cell::maybe_count(i.injured_low),
    },
    Column {
        name: "injured_high",
        values: "number, or empty",
        meaning: "Injured, highest credible count.",
        cell: |_, i| Cell::maybe_count(i.injured_high),
    },
    Column {
        name: "evidence_count",
        values: "number",
        meaning: "Published items in `evidence.csv`.",
        cell: |_, i| Cell::Whole(i.evidence.len() as u64),
    },
    Column {
        name: "claim_count",
        values: "number",
        meaning: "Claims about it in `claims.csv`.",
        cell: |_, i| Cell::Whole(i.claims.len() as u64),
    },
    Column {
        name: "source_note",
        values: "text",
        meaning: "Where the facts come from.",
        cell: |_, i| Cell::text(&i.source_note),
    },
    Column {
        name: "synthetic",
        values: "true or false",
        meaning: "Invented for a demonstration: not an event in the world.",
        cell: |_, i| Cell::Truth(i.synthetic),
    },
    Column {
        name: "first_release",
        values: "number",
        meaning: "The release that published it first.",
        cell: |_, i| Cell::Whole(i.first_release.into()),
    },
    Column {
        name: "updated_release",
        values: "number",
        meaning: "The release that changed it last.",
        cell: |_, i| Cell::Whole(i.updated_release.into()),
    },
];
