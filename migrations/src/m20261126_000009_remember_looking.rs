//! What each person has uncovered of each item, and comments that are the team's alone.
//!
//! What a submitter says is an event with its words beside the log, so that nothing they wrote
//! can stand among internal comments, nor the other way round.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- One row a file that a person has uncovered, without a time: it remembers how far, not when.
-- `rating` is the digest of the rating they were warned with; under another one it is covered.
CREATE TABLE reveal (
    account {uuid} NOT NULL REFERENCES account (id),
    item {uuid} NOT NULL REFERENCES item (id),
    file {uuid} NOT NULL REFERENCES file (id),
    steps {big} NOT NULL CHECK (steps >= 1),
    rating {text} NOT NULL CHECK ({hex64:rating}),
    PRIMARY KEY (account, item, file)
) {strict};

ALTER TABLE comment DROP COLUMN from_submitter;
"#,
    append_only: []
);
