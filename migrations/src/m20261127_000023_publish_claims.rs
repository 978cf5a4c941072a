//! Claims that are published beside the incidents: those no published incident is tied to, and what
//! a reader must know before comparing.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE published_claim (
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    body {text} NOT NULL CHECK ({json:body}),
    PRIMARY KEY (project, short)
) {strict};

-- Provinces that show little, whatever happens there: a list of names.
CREATE TABLE published_visibility (
    project {uuid} NOT NULL PRIMARY KEY REFERENCES project (id),
    provinces {text} NOT NULL CHECK ({json:provinces})
) {strict};
"#,
    append_only: []
);
