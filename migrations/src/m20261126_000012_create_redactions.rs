//! Redactions of files, and the copies that were made of them.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Immutable: superseded by a later one of the same file, never edited.
CREATE TABLE redaction (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    file {uuid} NOT NULL REFERENCES file (id),
    author {uuid} NOT NULL REFERENCES account (id),
    recorded_at {time} NOT NULL,
    body {text} NOT NULL CHECK ({json:body})
) {strict};
CREATE INDEX redaction_item ON redaction (item, recorded_at, id);

-- What became of it: names of derivatives, or why there are none. Sound has no cover.
CREATE TABLE redaction_copy (
    redaction {uuid} NOT NULL PRIMARY KEY REFERENCES redaction (id),
    made_at {time} NOT NULL,
    copy {text} CHECK ({hex64:copy}),
    cover {text} CHECK ({hex64:cover}),
    problem {text},
    CHECK ((copy IS NULL) <> (problem IS NULL)),
    CHECK (cover IS NULL OR copy IS NOT NULL)
) {strict};
"#,
    append_only: ["redaction", "redaction_copy"]
);
