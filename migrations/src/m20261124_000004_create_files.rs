//! Files as received, what was made and read from them, matches, findings.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE file (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    project {uuid} NOT NULL REFERENCES project (id),
    position {big} NOT NULL CHECK (position >= 0),
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    size_bytes {big} NOT NULL CHECK (size_bytes >= 0),
    mime {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('photo', 'video', 'audio', 'other')),
    claimed_name {text},
    width {big} CHECK (width >= 0),
    height {big} CHECK (height >= 0),
    duration_s {real} CHECK (duration_s >= 0),
    pdq {text} CHECK ({hex64:pdq}),
    pdq_quality {big} CHECK (pdq_quality BETWEEN 0 AND 100),
    preview_problem {text},
    UNIQUE (item, position)
) {strict};
CREATE INDEX file_bytes ON file (project, sha256);

CREATE TABLE derivative (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 0),
    project {uuid} NOT NULL REFERENCES project (id),
    kind {text} NOT NULL CHECK (kind IN ('cover', 'small_grey', 'large_grey', 'preview',
        'thumbnail', 'contact_sheet', 'proxy', 'public_copy')),
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    mime {text} NOT NULL,
    size_bytes {big} NOT NULL CHECK (size_bytes >= 0),
    width {big} CHECK (width >= 0),
    height {big} CHECK (height >= 0),
    tool {text} NOT NULL,
    arguments {text} NOT NULL,
    PRIMARY KEY (file, position)
) {strict};
CREATE INDEX derivative_bytes ON derivative (project, sha256);

-- What a file says about itself: a claim, never copied into a finding.
CREATE TABLE metadata_claim (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 0),
    tag {text} NOT NULL,
    value {text} NOT NULL,
    place {text} NOT NULL,
    tool {text} NOT NULL,
    oddity {text},
    PRIMARY KEY (file, position)
) {strict};

-- One row for a photo (no time), one per sampled frame of a video.
CREATE TABLE frame_hash (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 0),
    item {uuid} NOT NULL REFERENCES item (id),
    project {uuid} NOT NULL REFERENCES project (id),
    t_s {real},
    pdq {text} NOT NULL CHECK ({hex64:pdq}),
    quality {big} NOT NULL CHECK (quality BETWEEN 0 AND 100),
    PRIMARY KEY (file, position)
) {strict};
CREATE INDEX frame_hash_project ON frame_hash (project, file, position);

CREATE TABLE file_match (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    file {uuid} NOT NULL REFERENCES file (id),
    other_item {uuid} NOT NULL REFERENCES item (id),
    other_file {uuid} NOT NULL REFERENCES file (id),
    distance {big} NOT NULL CHECK (distance >= 0),
    transform {text} NOT NULL,
    {bool:exact},
    verdict {text} CHECK (verdict IN
        ('same_file', 'same_footage', 'excerpt_of', 'same_event', 'unrelated')),
    answered_by {uuid} REFERENCES account (id),
    answered_at {time},
    CHECK (file <> other_file),
    -- answered_by stays empty when the machine answers: byte-identical files.
    CHECK ((verdict IS NULL) = (answered_at IS NULL)),
    CHECK (answered_by IS NULL OR verdict IS NOT NULL)
) {strict};
-- Two files are compared once, whichever came first: an answer is never asked for again.
CREATE UNIQUE INDEX file_match_pair ON file_match ({smaller:file, other_file}, {larger:file, other_file});
CREATE INDEX file_match_item ON file_match (item, id);
CREATE INDEX file_match_other_item ON file_match (other_item, id);

-- Immutable: superseded by a later one, never edited.
CREATE TABLE finding (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    author {uuid} NOT NULL REFERENCES account (id),
    recorded_at {time} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('geolocation', 'chronolocation')),
    body {text} NOT NULL CHECK ({json:body}),
    confidence {text} NOT NULL CHECK (confidence IN ('confirmed', 'probable', 'possible')),
    reasoning {text} NOT NULL
) {strict};
CREATE INDEX finding_item ON finding (item, recorded_at, id);
"#,
    append_only: ["finding"]
);
