//! Finding the same footage: what a file looks like to the machine, what was found and how, and
//! every answer that was ever given.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Hashes, local features and frames of a file, compact; the first byte of the body is its version.
CREATE TABLE fingerprint (
    file {uuid} NOT NULL PRIMARY KEY REFERENCES file (id),
    item {uuid} NOT NULL REFERENCES item (id),
    project {uuid} NOT NULL REFERENCES project (id),
    kind {text} NOT NULL CHECK (kind IN ('picture', 'footage')),
    body {bytes} NOT NULL
) {strict};
CREATE INDEX fingerprint_project ON fingerprint (project, file);

-- With how many files of its project a file was compared, once that was done.
CREATE TABLE comparison (
    file {uuid} NOT NULL PRIMARY KEY REFERENCES file (id),
    files {big} NOT NULL CHECK (files >= 0),
    compared_at {time} NOT NULL
) {strict};

-- What the machine takes the pair to be, how sure it is (0 to 1), and where one is in the other.
ALTER TABLE file_match ADD COLUMN relation {text} NOT NULL DEFAULT 'similar'
    CHECK (relation IN ('same_file', 'same_footage', 'excerpt', 'similar'));
ALTER TABLE file_match ADD COLUMN score {real} NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 1);
ALTER TABLE file_match ADD COLUMN found {text} NOT NULL DEFAULT {object:} CHECK ({json:found});

-- What was said of a pair, in order; no verdict means that the one before was taken back.
CREATE TABLE match_answer (
    match {uuid} NOT NULL REFERENCES file_match (id),
    position {big} NOT NULL CHECK (position >= 0),
    verdict {text} CHECK (verdict IN
        ('same_file', 'same_footage', 'excerpt_of', 'same_event', 'unrelated')),
    answered_by {uuid} REFERENCES account (id),
    answered_at {time} NOT NULL,
    PRIMARY KEY (match, position)
) {strict};
INSERT INTO match_answer SELECT id, 0, verdict, answered_by, answered_at FROM file_match
    WHERE verdict IS NOT NULL;

-- From which score on a lead lets pairs be confirmed together; none: one by one only.
ALTER TABLE project ADD COLUMN confirm_from {real} CHECK (confirm_from BETWEEN 0 AND 1);
"#,
    append_only: ["match_answer"]
);
