//! Acts that are no event of an item, as leaves of the same log.
//!
//! SQLite cannot drop a NOT NULL in place, so the table of leaves is made anew, on both databases
//! alike; its triggers go with the old one.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE ledger_leaf RENAME TO ledger_leaf_before;
-- Numbered from 0 without gaps, in the order of commits. Of an item's event, or else of the act
-- with the same number.
CREATE TABLE ledger_leaf (
    number {big} NOT NULL PRIMARY KEY CHECK (number >= 0),
    item {uuid},
    seq {big},
    commitment {text} NOT NULL CHECK ({hex64:commitment}),
    UNIQUE (item, seq),
    FOREIGN KEY (item, seq) REFERENCES event (item, seq),
    CHECK ((item IS NULL) = (seq IS NULL))
) {strict};
INSERT INTO ledger_leaf SELECT number, item, seq, commitment FROM ledger_leaf_before;
DROP TABLE ledger_leaf_before;
{postgres:DROP FUNCTION ledger_leaf_refuse()};

-- The number is that of its leaf. Kind and subject stand in the act as well; here they are to be
-- found by. New kinds come without a new table, so no condition lists them: what the program does
-- not know it refuses to read, and every column is sealed by the leaf.
CREATE TABLE audit_event (
    number {big} NOT NULL PRIMARY KEY REFERENCES ledger_leaf (number),
    at {time} NOT NULL,
    -- Nobody, if the operator acts from the command line.
    actor {uuid} REFERENCES account (id),
    project {uuid} REFERENCES project (id),
    item {uuid} REFERENCES item (id),
    kind {text} NOT NULL CHECK (kind <> ''),
    subject {uuid},
    act {text} NOT NULL CHECK ({json:act}),
    -- Salted digest of the row that the act wrote, words included.
    sealed {text} CHECK ({hex64:sealed})
) {strict};
CREATE INDEX audit_event_kind ON audit_event (kind, number);
CREATE INDEX audit_event_actor ON audit_event (actor, number);
CREATE INDEX audit_event_actor_kind ON audit_event (actor, kind, number);
CREATE INDEX audit_event_subject ON audit_event (subject, actor, kind, number);

-- As event_salt: destroying it is how a leaf loses its meaning while the log still verifies.
CREATE TABLE audit_salt (
    number {big} NOT NULL PRIMARY KEY REFERENCES audit_event (number),
    salt {bytes} NOT NULL CHECK (length(salt) = 32)
) {strict};
"#,
    append_only: ["ledger_leaf", "audit_event"]
);
