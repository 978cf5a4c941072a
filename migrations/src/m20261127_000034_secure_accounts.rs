//! Second factors, recovery codes, known devices; what a session was begun with.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- In words such as "Firefox, Linux": enough to recognise one's own, too little to track anybody.
ALTER TABLE session ADD COLUMN device {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN factor {text} NOT NULL DEFAULT 'password'
    CHECK (factor IN ('password', 'second'));
-- When the holder last gave their password or a code.
ALTER TABLE session ADD COLUMN proved_at {time} NOT NULL DEFAULT '1970-01-01T00:00:00+00:00';

-- The seed of one-time codes, encrypted to a key outside the database.
CREATE TABLE second_factor (
    account {uuid} NOT NULL PRIMARY KEY REFERENCES account (id),
    sealed_seed {bytes} NOT NULL,
    -- Until then it is being set up and asked of nobody.
    confirmed_at {time},
    -- The last time step a code was taken for: no code is good twice.
    last_step {big} NOT NULL CHECK (last_step >= 0)
) {strict};

CREATE TABLE recovery_code (
    account {uuid} NOT NULL REFERENCES account (id),
    digest {text} NOT NULL CHECK ({hex64:digest}),
    used_at {time},
    PRIMARY KEY (account, digest)
) {strict};

-- Browsers in which somebody signed in before; they are let in past an attack on the account.
CREATE TABLE known_device (
    digest {text} NOT NULL PRIMARY KEY CHECK ({hex64:digest}),
    account {uuid} NOT NULL REFERENCES account (id),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL
) {strict};
CREATE INDEX known_device_account ON known_device (account);
"#,
    append_only: []
);
