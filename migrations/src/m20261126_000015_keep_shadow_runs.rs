//! Runs of the shadow solver that people kept as evidence.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Everything that went in, what did the work, what came out; anybody can run it again.
CREATE TABLE solver_run (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    author {uuid} NOT NULL REFERENCES account (id),
    made_at {time} NOT NULL,
    body {text} NOT NULL CHECK ({json:body})
) {strict};
CREATE INDEX solver_run_item ON solver_run (item, id);
"#,
    append_only: ["solver_run"]
);
