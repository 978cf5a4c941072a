//! What somebody does not want to be given to look at. Nobody else reads it, and no reason is asked.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE opt_out (
    account {uuid} NOT NULL REFERENCES account (id),
    note {text} NOT NULL CHECK (note IN ('blood', 'bodies', 'injured', 'children', 'sexual_violence', 'torture', 'killing',
        'distressing_sound', 'explosion', 'personal_information')),
    PRIMARY KEY (account, note)
) {strict};
"#,
    append_only: []
);
