//! What people have typed into a form and not sent yet.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- One for each person and form of an item; nobody else ever reads it.
CREATE TABLE draft (
    account {uuid} NOT NULL REFERENCES account (id),
    item {uuid} NOT NULL REFERENCES item (id),
    form {text} NOT NULL CHECK (form <> ''),
    saved_at {time} NOT NULL,
    fields {text} NOT NULL CHECK ({json:fields}),
    PRIMARY KEY (account, item, form)
) {strict};
"#,
    append_only: []
);
