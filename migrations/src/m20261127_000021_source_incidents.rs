//! What carries an incident: its sources with their own counts, which evidence carries which fact,
//! its history, merging, and the project's changes to the codebook.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Its short id leads to the other one for ever. Never a chain: merging moves what was merged into it.
ALTER TABLE incident ADD COLUMN merged_into {uuid} REFERENCES incident (id);
CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL;

-- Sources of one origin count once.
CREATE TABLE incident_source (
    id {uuid} NOT NULL PRIMARY KEY,
    incident {uuid} NOT NULL REFERENCES incident (id),
    origin {text} NOT NULL CHECK (origin <> ''),
    kind {text} NOT NULL CHECK (kind IN ('witness', 'media', 'authority', 'hospital', 'armed_group',
        'organisation', 'other')),
    title {text} NOT NULL,
    url {text} NOT NULL,
    {bool:url_public},
    published_on {date},
    killed {text} NOT NULL CHECK ({json:killed}),
    injured {text} NOT NULL CHECK ({json:injured}),
    added_by {uuid} NOT NULL REFERENCES account (id),
    added_at {time} NOT NULL
) {strict};
CREATE INDEX incident_source_incident ON incident_source (incident, id);

-- A fact of an incident is carried by an item or by a source.
CREATE TABLE incident_fact (
    id {serial},
    incident {uuid} NOT NULL REFERENCES incident (id),
    field {text} NOT NULL,
    item {uuid} REFERENCES item (id),
    source {uuid} REFERENCES incident_source (id),
    CHECK ((item IS NULL) <> (source IS NULL))
) {strict};
CREATE INDEX incident_fact_incident ON incident_fact (incident, id);

CREATE TABLE incident_event (
    id {serial},
    incident {uuid} NOT NULL REFERENCES incident (id),
    at {time} NOT NULL,
    actor {uuid} NOT NULL REFERENCES account (id),
    kind {text} NOT NULL CHECK (kind IN ('opened', 'edited', 'source_added', 'source_removed',
        'carried', 'merged', 'merged_away', 'split', 'split_off')),
    reason {text} NOT NULL,
    changes {text} NOT NULL CHECK ({json:changes}),
    other {uuid} REFERENCES incident (id)
) {strict};
CREATE INDEX incident_event_incident ON incident_event (incident, id);

-- What a project added to the codebook, renamed or retired; a code is never deleted.
CREATE TABLE vocabulary_term (
    project {uuid} NOT NULL REFERENCES project (id),
    vocabulary {text} NOT NULL CHECK (vocabulary IN ('event_type', 'target_type', 'location_type')),
    code {text} NOT NULL CHECK (code <> ''),
    parent {text},
    labels {text} NOT NULL CHECK ({json:labels}),
    note {text} NOT NULL,
    {bool:retired},
    PRIMARY KEY (project, vocabulary, code)
) {strict};
"#,
    append_only: ["incident_event"]
);
