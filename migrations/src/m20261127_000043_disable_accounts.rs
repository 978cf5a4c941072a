//! Accounts that may not come in any more, and a record of who came in or tried.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Since then nobody comes in with it.
ALTER TABLE account ADD COLUMN disabled_at {time};

-- The last ones of each account, for its owner; older ones go.
CREATE TABLE sign_in (
    id {uuid} NOT NULL PRIMARY KEY,
    -- None, if no account has the name that was given; the name itself is not kept.
    account {uuid} REFERENCES account (id),
    at {time} NOT NULL,
    means {text} NOT NULL CHECK (means IN ('password', 'code', 'recovery_code', 'passkey')),
    outcome {text} NOT NULL CHECK (outcome IN ('in', 'half', 'wrong', 'disabled')),
    -- Browser and system in words, of those alone who came in.
    device {text} NOT NULL CHECK (device = '' OR outcome = 'in')
) {strict};
CREATE INDEX sign_in_account ON sign_in (account, id);
"#,
    append_only: []
);
