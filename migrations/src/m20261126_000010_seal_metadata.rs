//! What files say about themselves, in two tables: what the team may read, and everything whole,
//! sealed. The name that a device gave a file goes to the sealed one.
//!
//! What was read before this step was never typed, so all of it is sealed.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Typed values of tags on a closed list. Never raw text.
CREATE TABLE open_claim (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 1),
    tag {text} NOT NULL,
    value {text} NOT NULL CHECK ({json:value}),
    place {text} NOT NULL,
    tool {text} NOT NULL,
    PRIMARY KEY (file, position)
) {strict};

-- May name a person or a device. Position 0 is the name that the device gave the file.
CREATE TABLE sealed_claim (
    file {uuid} NOT NULL REFERENCES file (id),
    position {big} NOT NULL CHECK (position >= 0),
    tag {text} NOT NULL,
    raw {text} NOT NULL,
    parsed {text} CHECK (parsed IS NULL OR {json:parsed}),
    place {text} NOT NULL,
    tool {text} NOT NULL,
    PRIMARY KEY (file, position)
) {strict};

INSERT INTO sealed_claim
    SELECT file, position + 1, tag, value, NULL, place, tool FROM metadata_claim;
INSERT INTO sealed_claim
    SELECT id, 0, 'FileName', claimed_name, NULL, 'upload', 'browser'
    FROM file WHERE claimed_name IS NOT NULL;
DROP TABLE metadata_claim;
ALTER TABLE file DROP COLUMN claimed_name;

-- Who may open what is sealed, and how much of places and devices is open.
ALTER TABLE project ADD COLUMN sealing {text} NOT NULL
    DEFAULT {object:"reader":"lead","place":"coarse","device":true} CHECK ({json:sealing});
"#,
    append_only: []
);
