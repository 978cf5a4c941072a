//! Claims become a register: whom, where it was said, what kind, how precisely; and each may speak
//! of many incidents.
//!
//! SQLite cannot change a CHECK in place, so the table is made anew, on both databases alike.
//! Claims that had no short id get one from their number, scattered over the alphabet by a factor
//! that shares no divisor with 30⁶, so that no two are alike.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE claim RENAME TO claim_before;
DROP INDEX claim_date;
DROP INDEX claim_incident;
CREATE TABLE claim (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    kind {text} NOT NULL CHECK (kind IN ('itemised', 'aggregate', 'denial', 'competing')),
    claimant {text} NOT NULL,
    outlet {text} NOT NULL,
    issue {text} NOT NULL,
    published_on {date},
    language {text} NOT NULL,
    statement {text} NOT NULL,
    quote {text} NOT NULL,
    translation {text} NOT NULL,
    -- The day named, in the Gregorian calendar; the words of the source are kept beside it.
    date {date} NOT NULL,
    date_precision {text} NOT NULL CHECK (date_precision IN ('day', 'week', 'month', 'year')),
    stated_date {text} NOT NULL,
    calendar {text} NOT NULL CHECK (calendar IN ('gregorian', 'solar_hijri', 'lunar_hijri')),
    place_name {text} NOT NULL,
    province {text} NOT NULL,
    pcode {text} NOT NULL,
    lat {real} CHECK (lat BETWEEN -90 AND 90),
    lon {real} CHECK (lon BETWEEN -180 AND 180),
    target {text} NOT NULL,
    method {text} NOT NULL,
    -- NULL is "not said"; 0 is "nobody".
    killed_min {big} CHECK (killed_min >= 0),
    killed_max {big} CHECK (killed_max >= 0),
    injured_min {big} CHECK (injured_min >= 0),
    injured_max {big} CHECK (injured_max >= 0),
    status {text} NOT NULL CHECK (status IN ('not_assessed', 'corroborated',
        'partially_corroborated', 'unverified', 'contradicted', 'out_of_scope',
        'duplicate_claim')),
    same_as {uuid} REFERENCES claim (id),
    archive_url {text} NOT NULL,
    archive_sha256 {text} CHECK ({hex64:archive_sha256}),
    {bool:archive_public},
    searched {text} NOT NULL,
    assessed_by {uuid} REFERENCES account (id),
    assessed_at {time},
    {bool:synthetic},
    revision {big} NOT NULL CHECK (revision >= 0),
    -- What the row said when it came in, as a digest: the same row is known again.
    came_as {text},
    UNIQUE (project, short),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (killed_min <= killed_max),
    CHECK (injured_min <= injured_max),
    CHECK (same_as <> id)
) {strict};
INSERT INTO claim SELECT id, project,
    substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place / 24300000 AS INTEGER) % 30 + 1, 1)
        || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place / 810000 AS INTEGER) % 30 + 1, 1)
        || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place / 27000 AS INTEGER) % 30 + 1, 1)
        || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place / 900 AS INTEGER) % 30 + 1, 1)
        || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place / 30 AS INTEGER) % 30 + 1, 1)
        || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(place AS INTEGER) % 30 + 1, 1),
    'itemised', claimant, outlet, '', NULL, '', statement, '', '', date, 'day', '', 'gregorian',
    '', province, '', NULL, NULL, '', '', killed, killed, injured, injured, status, NULL, '', NULL,
    false, '', NULL, NULL, false, 0, NULL
FROM (SELECT *, (row_number() OVER (PARTITION BY project ORDER BY date, id) * 433494437)
    % 729000000 AS place FROM claim_before) AS numbered;
CREATE INDEX claim_date ON claim (project, date, id);
CREATE INDEX claim_same_as ON claim (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX claim_came_as ON claim (project, came_as) WHERE came_as IS NOT NULL;

CREATE TABLE claim_incident (
    claim {uuid} NOT NULL REFERENCES claim (id),
    incident {uuid} NOT NULL REFERENCES incident (id),
    project {uuid} NOT NULL REFERENCES project (id),
    relation {text} NOT NULL CHECK (relation IN ('corroborated', 'partially_corroborated',
        'contradicted', 'duplicate_claim', 'unrelated')),
    date {text} NOT NULL CHECK (date IN ('agree', 'differs', 'unknown')),
    place {text} NOT NULL CHECK (place IN ('agree', 'differs', 'unknown')),
    target {text} NOT NULL CHECK (target IN ('agree', 'differs', 'unknown')),
    method {text} NOT NULL CHECK (method IN ('agree', 'differs', 'unknown')),
    killed {text} NOT NULL CHECK (killed IN ('agree', 'differs', 'unknown')),
    injured {text} NOT NULL CHECK (injured IN ('agree', 'differs', 'unknown')),
    rationale {text} NOT NULL,
    -- Nobody is on record for links that are older than this table.
    decided_by {uuid} REFERENCES account (id),
    decided_at {time},
    signed_by {uuid} REFERENCES account (id),
    signed_at {time},
    PRIMARY KEY (claim, incident),
    CHECK (signed_by <> decided_by),
    CHECK ((signed_by IS NULL) = (signed_at IS NULL))
) {strict};
INSERT INTO claim_incident SELECT id, incident, project,
    CASE status WHEN 'contradicted' THEN 'contradicted' ELSE 'corroborated' END,
    'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', '', NULL, NULL, NULL, NULL
FROM claim_before WHERE incident IS NOT NULL;
CREATE INDEX claim_incident_incident ON claim_incident (incident);
CREATE INDEX claim_incident_project ON claim_incident (project);
DROP TABLE claim_before;
"#,
    append_only: []
);
