//! Projects, their numbered workflows, accounts, memberships, sessions, settings.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE project (
    id {uuid} NOT NULL PRIMARY KEY,
    code {text} NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 6),
    name {text} NOT NULL,
    summary {text} NOT NULL,
    zone {text} NOT NULL,
    lease_minutes {big} NOT NULL CHECK (lease_minutes > 0),
    publish_cell_m {real} NOT NULL CHECK (publish_cell_m >= 0),
    {bool:is_demo},
    -- The version new items start under.
    workflow_version {big} NOT NULL CHECK (workflow_version >= 1),
    created_at {time} NOT NULL
) {strict};

-- Numbered and immutable: an edit makes the next version.
CREATE TABLE workflow (
    project {uuid} NOT NULL REFERENCES project (id),
    version {big} NOT NULL CHECK (version >= 1),
    draft {text} NOT NULL CHECK ({json:draft}),
    created_at {time} NOT NULL,
    PRIMARY KEY (project, version)
) {strict};

CREATE TABLE account (
    id {uuid} NOT NULL PRIMARY KEY,
    email {text} NOT NULL UNIQUE CHECK (email = lower(email)),
    name {text} NOT NULL,
    password_hash {text} NOT NULL,
    {bool:is_operator},
    created_at {time} NOT NULL
) {strict};

CREATE TABLE membership (
    project {uuid} NOT NULL REFERENCES project (id),
    account {uuid} NOT NULL REFERENCES account (id),
    role {text} NOT NULL CHECK (role IN ('reader', 'volunteer', 'verifier', 'lead', 'admin')),
    PRIMARY KEY (project, account)
) {strict};
CREATE INDEX membership_account ON membership (account);

-- The secret itself is never stored, only its SHA-256.
CREATE TABLE session (
    id {uuid} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL UNIQUE CHECK ({hex64:digest}),
    account {uuid} NOT NULL REFERENCES account (id),
    created_at {time} NOT NULL,
    last_seen_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    revoked_at {time}
) {strict};
CREATE INDEX session_account ON session (account);

CREATE TABLE setting (
    key {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL CHECK ({json:value})
) {strict};
"#,
    append_only: []
);
