//! Work waiting for a worker, enqueued in the transaction that calls for it.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- due_at is when a worker may take it; a worker that holds it has moved due_at to the end of its
-- lease, so that work of a worker that died comes back by itself. None: given up.
CREATE TABLE job (
    id {uuid} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    payload {text} NOT NULL CHECK ({json:payload}),
    attempts {big} NOT NULL CHECK (attempts >= 0),
    due_at {time},
    last_error {text}
) {strict};
CREATE INDEX job_due ON job (due_at, id);
"#,
    append_only: []
);
