//! Releases that two people stand for, and why records were withdrawn.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- What somebody would publish, until another says that it harms no one; one for each project.
CREATE TABLE release_candidate (
    project {uuid} NOT NULL PRIMARY KEY REFERENCES project (id),
    version {big} NOT NULL CHECK (version >= 1),
    content {text} NOT NULL CHECK ({hex64:content}),
    built_by {uuid} NOT NULL REFERENCES account (id),
    built_at {time} NOT NULL
) {strict};

-- Private: who said of a release that publishing it harms no one.
CREATE TABLE release_signature (
    release {uuid} NOT NULL PRIMARY KEY REFERENCES published_release (id),
    signed_by {uuid} NOT NULL REFERENCES account (id),
    signed_at {time} NOT NULL
) {strict};

ALTER TABLE published_retraction ADD COLUMN kind {text}
    CHECK (kind IN ('duplicate', 'false', 'misdated', 'privacy', 'safety', 'legal'));
ALTER TABLE published_retraction ADD COLUMN replaced_by {text} CHECK (length(replaced_by) = 6);
"#,
    append_only: ["release_signature"]
);
