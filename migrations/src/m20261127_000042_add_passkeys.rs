//! Passkeys: keys that lie in a device or a security key and answer for one site alone.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE passkey (
    id {uuid} NOT NULL PRIMARY KEY,
    account {uuid} NOT NULL REFERENCES account (id),
    -- Of what the device calls it: no device is known by the same name in two accounts.
    digest {text} NOT NULL UNIQUE CHECK ({hex64:digest}),
    -- The public key with what is known of it, encrypted to a key outside the database.
    sealed {bytes} NOT NULL,
    name {text} NOT NULL CHECK (name <> ''),
    -- How often the device says that it has answered; 0 if it does not count.
    counter {big} NOT NULL CHECK (counter >= 0),
    created_at {time} NOT NULL,
    last_used_at {time},
    -- Since then it is refused: its counter went back, so there may be two of it.
    suspect_at {time}
) {strict};
CREATE INDEX passkey_account ON passkey (account);
"#,
    append_only: []
);
