//! How a team works, in its own words, as published: every version stays.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Who wrote a version is in the log of acts; the public table knows nobody.
CREATE TABLE published_method (
    project {uuid} NOT NULL REFERENCES project (id),
    version {big} NOT NULL CHECK (version > 0),
    words {text} NOT NULL CHECK (words <> ''),
    at {time} NOT NULL,
    PRIMARY KEY (project, version)
) {strict};
"#,
    append_only: ["published_method"]
);
