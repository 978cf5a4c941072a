//! What the public may read, in tables of its own, and the private record of who built it.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Public queries read the published_ tables and nothing else.
CREATE TABLE published_project (
    id {uuid} NOT NULL PRIMARY KEY REFERENCES project (id),
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    summary {text} NOT NULL,
    zone {text} NOT NULL,
    {bool:is_demo},
    created_at {time} NOT NULL
) {strict};

CREATE TABLE published_release (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES published_project (id),
    version {big} NOT NULL CHECK (version >= 1),
    built_at {time} NOT NULL,
    manifest {text} NOT NULL CHECK ({json:manifest}),
    incidents {big} NOT NULL CHECK (incidents >= 0),
    evidence {big} NOT NULL CHECK (evidence >= 0),
    retractions {big} NOT NULL CHECK (retractions >= 0),
    UNIQUE (project, version)
) {strict};

CREATE TABLE published_file (
    release {uuid} NOT NULL REFERENCES published_release (id),
    name {text} NOT NULL,
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    mime {text} NOT NULL,
    size_bytes {big} NOT NULL CHECK (size_bytes >= 0),
    PRIMARY KEY (release, name)
) {strict};

CREATE TABLE published_incident (
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    body {text} NOT NULL CHECK ({json:body}),
    date {date} NOT NULL,
    month {text} NOT NULL CHECK (length(month) = 7),
    province {text} NOT NULL,
    event_type {text} NOT NULL,
    target {text} NOT NULL,
    search {text} NOT NULL,
    first_release {big} NOT NULL CHECK (first_release >= 1),
    retracted_reason {text},
    retracted_at {time},
    retracted_last_release {big},
    PRIMARY KEY (project, short),
    CHECK ((retracted_reason IS NULL) = (retracted_at IS NULL)),
    CHECK ((retracted_last_release IS NULL) = (retracted_at IS NULL))
) {strict};
CREATE INDEX published_incident_date ON published_incident (project, date, short)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_province ON published_incident (project, province, date)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_type ON published_incident (project, event_type, date)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_target ON published_incident (project, target, date)
    WHERE retracted_at IS NULL;

CREATE TABLE published_blob (
    project {uuid} NOT NULL REFERENCES project (id),
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    mime {text} NOT NULL,
    size_bytes {big} NOT NULL CHECK (size_bytes >= 0),
    PRIMARY KEY (project, sha256)
) {strict};

-- Every record taken back in the open: incidents, and items that evidenced one.
CREATE TABLE published_retraction (
    id {serial},
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    reason {text} NOT NULL,
    at {time} NOT NULL,
    last_release {big} NOT NULL CHECK (last_release >= 0)
) {strict};
CREATE INDEX published_retraction_release ON published_retraction (project, last_release, id);

-- Private: who built a release.
CREATE TABLE release_author (
    release {uuid} NOT NULL PRIMARY KEY REFERENCES published_release (id),
    built_by {uuid} NOT NULL REFERENCES account (id)
) {strict};
"#,
    append_only: [
        "published_release",
        "published_file",
        "published_retraction",
        "release_author"
    ]
);
