//! Incidents in the world and what parties claim about them.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE incident (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    title {text} NOT NULL,
    summary {text} NOT NULL,
    date {date} NOT NULL,
    lat {real} CHECK (lat BETWEEN -90 AND 90),
    lon {real} CHECK (lon BETWEEN -180 AND 180),
    precision_m {real} NOT NULL CHECK (precision_m >= 0),
    place_name {text} NOT NULL,
    province {text} NOT NULL,
    event_type {text} NOT NULL,
    target {text} NOT NULL,
    location_type {text} NOT NULL,
    {bool:crowd_in_public},
    attribution {text} NOT NULL,
    killed_low {big} CHECK (killed_low >= 0),
    killed_high {big} CHECK (killed_high >= 0),
    injured_low {big} CHECK (injured_low >= 0),
    injured_high {big} CHECK (injured_high >= 0),
    source_note {text} NOT NULL,
    {bool:synthetic},
    -- Short id, title, place and province in lower case, for finding by part of a word.
    search {text} NOT NULL,
    UNIQUE (project, short),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (killed_low <= killed_high),
    CHECK (injured_low <= injured_high)
) {strict};
CREATE INDEX incident_date ON incident (project, date, id);

CREATE TABLE claim (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    claimant {text} NOT NULL,
    outlet {text} NOT NULL,
    date {date} NOT NULL,
    province {text} NOT NULL,
    statement {text} NOT NULL,
    killed {big} CHECK (killed >= 0),
    injured {big} CHECK (injured >= 0),
    status {text} NOT NULL
        CHECK (status IN ('not_assessed', 'corroborated', 'unverified', 'contradicted')),
    incident {uuid} REFERENCES incident (id)
) {strict};
CREATE INDEX claim_date ON claim (project, date, id);
CREATE INDEX claim_incident ON claim (incident) WHERE incident IS NOT NULL;
"#,
    append_only: []
);
