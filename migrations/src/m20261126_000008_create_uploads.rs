//! Uploads that are not part of a submission yet: resumable, and gone after a while.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- The bytes lie in a file named by the id. Nobody is named here, and no file's name: whoever has
-- the token, of which only the digest is kept, may go on. sha256, mime and kind come with the last
-- byte.
CREATE TABLE upload (
    id {uuid} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL UNIQUE CHECK ({hex64:digest}),
    length_bytes {big} NOT NULL CHECK (length_bytes > 0),
    declared_sha256 {text} CHECK ({hex64:declared_sha256}),
    expires_at {time} NOT NULL,
    sha256 {text} CHECK ({hex64:sha256}),
    mime {text},
    kind {text} CHECK (kind IN ('photo', 'video', 'audio', 'other')),
    CHECK ((sha256 IS NULL) = (mime IS NULL)),
    CHECK ((sha256 IS NULL) = (kind IS NULL))
) {strict};
CREATE INDEX upload_expiry ON upload (expires_at, id);
"#,
    append_only: []
);
