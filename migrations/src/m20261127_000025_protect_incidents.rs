//! What single incidents ask for beyond their project before they may be public.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- Without a row an incident is published as its project says.
CREATE TABLE incident_protection (
    incident {uuid} NOT NULL PRIMARY KEY REFERENCES incident (id),
    cell_m {real} NOT NULL CHECK (cell_m >= 0),
    date_step {text} NOT NULL CHECK (date_step IN ('day', 'week', 'month')),
    embargo_until {date}
) {strict};
"#,
    append_only: []
);
