//! What a scanner for malware said of files: kept for good, one row a time it looked.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE file_scan (
    file {uuid} NOT NULL REFERENCES file (id),
    at {time} NOT NULL,
    verdict {text} NOT NULL CHECK (verdict IN ('clean', 'found', 'unknown')),
    -- The scanner's own words, a line at most.
    said {text} NOT NULL,
    PRIMARY KEY (file, at)
) {strict};
"#,
    append_only: ["file_scan"]
);
