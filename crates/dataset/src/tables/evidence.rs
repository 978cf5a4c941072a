//! The columns of `evidence.csv`.

use std::collections::BTreeSet;

use cairn_domain::{PlaceMethod, PrecisionClass, TimeEvidenceKind};

use crate::{PublicEvidence, cell::Cell, column::Column};

/// `evidence.csv`.
pub(crate) const EVIDENCE: &[Column<PublicEvidence>] = &[
    Column {
        name: "id",
        values: "text",
        meaning: "Stable id of the item.",
        cell: |_, e| Cell::text(&e.short),
    },
    Column {
        name: "incident",
        values: "text",
        meaning: "The incident it evidences: `id` in `incidents.csv`.",
        cell: |incident, _| Cell::text(incident),
    },
    Column {
        name: "kind",
        values: "code, see below",
        meaning: "What the file is.",
        cell: |_, e| Cell::text(e.kind.code()),
    },
    Column {
        name: "sensitivity",
        values: "code, see below",
        meaning: "How hard it is to look at.",
        cell: |_, e| Cell::text(e.sensitivity.code()),
    },
    Column {
        name: "content_notes",
        values: "codes separated by `;`",
        meaning: "What a viewer should know before looking.",
        cell: |_, e| Cell::codes(&e.content_notes),
    },
    Column {
        name: "captured_earliest",
        values: "RFC 3339, or empty",
        meaning: "It was recorded no earlier than this, rounded to what is published.",
        cell: |_, e| Cell::maybe_text(e.captured_earliest.as_ref()),
    },
    Column {
        name: "captured_latest",
        values: "RFC 3339, or empty",
        meaning: "It was recorded no later than this, likewise.",
        cell: |_, e| Cell::maybe_text(e.captured_latest.as_ref()),
    },
    Column {
        name: "lat",
        values: "degrees, or empty",
        meaning: "Latitude of the camera, as for incidents.",
        cell: |_, e| Cell::degrees(e.lat, e.precision_m),
    },
    Column {
        name: "lon",
        values: "degrees, or empty",
        meaning: "Longitude of the camera, as for incidents.",
        cell: |_, e| Cell::degrees(e.lon, e.precision_m),
    },
    Column {
        name: "precision_m",
        values: "metres",
        meaning: "Radius around the published point within which the camera stood.",
        cell: |_, e| Cell::metres(e.precision_m),
    },
    Column {
        name: "geo_precision",
        values: "code, see below",
        meaning: "The radius in words.",
        cell: |_, e| Cell::text(PrecisionClass::of_radius(e.precision_m).code()),
    },
    Column {
        name: "how_located",
        values: "text",
        meaning: "How the place was established.",
        cell: |_, e| Cell::text(&e.how_located),
    },
    Column {
        name: "location_methods",
        values: "codes separated by `;`",
        meaning: "How the place was found. Empty where it has none, and in older records.",
        cell: |_, e| {
            let methods = e.proof.iter().flat_map(|proof| &proof.methods);
            codes(methods.copied().map(PlaceMethod::code))
        },
    },
    Column {
        name: "facing_deg",
        values: "number, or empty",
        meaning: "Where the camera looked, in degrees from true north: the nearest of 0, 45 … 315.",
        cell: |_, e| {
            let facing = e.proof.as_ref().and_then(|proof| proof.facing_deg);
            Cell::maybe_count(facing.map(u32::from))
        },
    },
    Column {
        name: "features_matched",
        values: "number, or empty",
        meaning: "Things seen in the picture and found again on imagery or on other pictures. Empty where none are published.",
        cell: |_, e| {
            let matched = e.proof.as_ref().map_or(0, |proof| proof.features.len());
            Cell::maybe_count(u32::try_from(matched).ok().filter(|count| *count > 0))
        },
    },
    Column {
        name: "location_confidence",
        values: "code, see below",
        meaning: "How sure the team is of the place.",
        cell: |_, e| Cell::maybe_text(e.location_confidence),
    },
    Column {
        name: "how_dated",
        values: "text",
        meaning: "How the time was established.",
        cell: |_, e| Cell::text(&e.how_dated),
    },
    Column {
        name: "time_evidence",
        values: "codes separated by `;`",
        meaning: "What the time rests on, each kind once. Empty where nothing is said, and in older records.",
        cell: |_, e| {
            let kinds: BTreeSet<_> = e.bounds.iter().map(|bound| bound.kind).collect();
            codes(kinds.into_iter().map(TimeEvidenceKind::code))
        },
    },
    Column {
        name: "solver_runs",
        values: "number",
        meaning: "Runs of the shadow solver that the time rests on; the incident's page has them whole.",
        cell: |_, e| Cell::Whole(e.solver_runs.len() as u64),
    },
    Column {
        name: "time_confidence",
        values: "code, see below",
        meaning: "How sure the team is of the time.",
        cell: |_, e| Cell::maybe_text(e.time_confidence),
    },
    Column {
        name: "copy_sha256",
        values: "64 hex digits, or empty",
        meaning: "Digest of the copy made for the public. The original's digest is never published.",
        cell: |_, e| Cell::maybe_text(e.copy.as_ref().map(|copy| copy.sha256.to_string())),
    },
    Column {
        name: "copy_mime",
        values: "MIME type, or empty",
        meaning: "What the public copy is.",
        cell: |_, e| Cell::maybe_text(e.copy.as_ref().map(|copy| &copy.mime)),
    },
    Column {
        name: "copy_width",
        values: "pixels, or empty",
        meaning: "Width of the public copy.",
        cell: |_, e| Cell::maybe_count(e.copy.as_ref().and_then(|copy| copy.width)),
    },
    Column {
        name: "copy_height",
        values: "pixels, or empty",
        meaning: "Height of the public copy.",
        cell: |_, e| Cell::maybe_count(e.copy.as_ref().and_then(|copy| copy.height)),
    },
    Column {
        name: "cover_sha256",
        values: "64 hex digits, or empty",
        meaning: "Digest of the cover shown before anybody chooses to look.",
        cell: |_, e| Cell::maybe_text(e.cover.map(|digest| digest.to_string())),
    },
    Column {
        name: "commitment",
        values: "64 hex digits, or empty",
        meaning: "SHA-256 of a secret salt and the digests of the original files: nothing can be looked up by it, and whoever is given the salt can check that an original is the one this was published from.",
        cell: |_, e| Cell::maybe_text(e.commitment.map(|digest| digest.to_string())),
    },
];

fn codes(codes: impl Iterator<Item = &'static str>) -> Cell<'static> {
    Cell::text(codes.collect::<Vec<_>>().join(";"))
}
