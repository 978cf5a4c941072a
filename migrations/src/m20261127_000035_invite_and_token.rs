//! Invitations into a project, and tokens for programs.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- The secret in the link is never stored, only its SHA-256.
CREATE TABLE invitation (
    id {uuid} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL UNIQUE CHECK ({hex64:digest}),
    project {uuid} NOT NULL REFERENCES project (id),
    role {text} NOT NULL CHECK (role IN ('reader', 'volunteer', 'verifier', 'lead', 'admin')),
    -- For whom, in the words of whoever invites.
    note {text} NOT NULL,
    -- Nobody, if the operator invites from the command line.
    invited_by {uuid} REFERENCES account (id),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time},
    used_by {uuid} REFERENCES account (id),
    revoked_at {time}
) {strict};
CREATE INDEX invitation_project ON invitation (project);

-- For programs: one project, a scope, an end. Never moves or signs.
CREATE TABLE api_token (
    id {uuid} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL UNIQUE CHECK ({hex64:digest}),
    account {uuid} NOT NULL REFERENCES account (id),
    project {uuid} NOT NULL REFERENCES project (id),
    name {text} NOT NULL CHECK (name <> ''),
    scope {text} NOT NULL CHECK (scope IN ('read', 'submit')),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    last_used_on {date},
    revoked_at {time}
) {strict};
CREATE INDEX api_token_account ON api_token (account);
"#,
    append_only: []
);
