//! Imagery that pictures of an item are compared with.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Whose imagery, from when, under what terms; its bytes only where the licence allows keeping them.
CREATE TABLE reference (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    added_by {uuid} NOT NULL REFERENCES account (id),
    added_at {time} NOT NULL,
    sha256 {text} CHECK (sha256 IS NULL OR {hex64:sha256}),
    body {text} NOT NULL CHECK ({json:body})
) {strict};
CREATE INDEX reference_item ON reference (item, id);
"#,
    append_only: ["reference"]
);
