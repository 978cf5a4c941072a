//! Lists of hashes that partners gave, which files of the project are on them, and in which form each
//! file is described.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- A list as it was handed over.
CREATE TABLE hash_list (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    name {text} NOT NULL CHECK (name <> ''),
    origin {text} NOT NULL CHECK (origin <> ''),
    hashes {big} NOT NULL CHECK (hashes > 0),
    added_by {uuid} NOT NULL REFERENCES account (id),
    added_at {time} NOT NULL
) {strict};
CREATE INDEX hash_list_project ON hash_list (project);

CREATE TABLE listed_hash (
    list {uuid} NOT NULL REFERENCES hash_list (id),
    position {big} NOT NULL CHECK (position >= 0),
    pdq {text} NOT NULL CHECK ({hex64:pdq}),
    quality {big} CHECK (quality BETWEEN 0 AND 100),
    label {text} NOT NULL,
    t_s {real},
    PRIMARY KEY (list, position)
) {strict};

-- What the list calls something, and the file of ours that is within the radius of it.
CREATE TABLE list_hit (
    list {uuid} NOT NULL REFERENCES hash_list (id),
    file {uuid} NOT NULL REFERENCES file (id),
    label {text} NOT NULL,
    item {uuid} NOT NULL REFERENCES item (id),
    distance {big} NOT NULL CHECK (distance BETWEEN 0 AND 256),
    frames {big} NOT NULL CHECK (frames > 0),
    t_s {real},
    PRIMARY KEY (list, file, label)
) {strict};
CREATE INDEX list_hit_file ON list_hit (file);

-- The form of the body, so that files described in an older one are found and described again.
ALTER TABLE fingerprint ADD COLUMN version {big} NOT NULL DEFAULT 1;
CREATE INDEX fingerprint_version ON fingerprint (kind, version);
"#,
    append_only: []
);
