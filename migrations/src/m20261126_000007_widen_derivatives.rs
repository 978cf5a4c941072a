//! More kinds of derivatives: frames that a person kept, waveforms, redacted copies.
//!
//! SQLite cannot change a CHECK in place, so the table is made anew, on both databases alike.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE derivative RENAME TO derivative_before;
DROP INDEX derivative_bytes;
CREATE TABLE derivative (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 0),
    project {uuid} NOT NULL REFERENCES project (id),
    kind {text} NOT NULL CHECK (kind IN ('cover', 'small_grey', 'large_grey', 'preview',
        'thumbnail', 'contact_sheet', 'proxy', 'public_copy', 'snapshot', 'waveform', 'redacted')),
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    mime {text} NOT NULL,
    size_bytes {big} NOT NULL CHECK (size_bytes >= 0),
    width {big} CHECK (width >= 0),
    height {big} CHECK (height >= 0),
    tool {text} NOT NULL,
    arguments {text} NOT NULL,
    PRIMARY KEY (file, position)
) {strict};
INSERT INTO derivative SELECT file, position, project, kind, sha256, mime, size_bytes, width,
    height, tool, arguments FROM derivative_before;
DROP TABLE derivative_before;
CREATE INDEX derivative_bytes ON derivative (project, sha256);
"#,
    append_only: []
);
