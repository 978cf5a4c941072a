//! How often what is public changed, so that whatever was made of it is known to be old; and counts of
//! what is claimed, which had to be read off every row.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE published_project ADD COLUMN changes {big} NOT NULL DEFAULT 1 CHECK (changes >= 1);

ALTER TABLE published_cell ADD COLUMN claimed {big} NOT NULL DEFAULT 0 CHECK (claimed >= 0);
CREATE TABLE published_cell_claimed (
    project {uuid} NOT NULL,
    kept {big} NOT NULL,
    month {text} NOT NULL,
    province {text} NOT NULL,
    event_type {text} NOT NULL,
    target {text} NOT NULL,
    location_type {text} NOT NULL,
    claimed {big} NOT NULL,
    PRIMARY KEY (project, kept, month, province, event_type, target, location_type)
) {clustered};
INSERT INTO published_cell_claimed
SELECT project, kept, month,
    CASE WHEN kept & 1 = 0 THEN '' ELSE province END,
    CASE WHEN kept & 2 = 0 THEN '' ELSE event_type END,
    CASE WHEN kept & 4 = 0 THEN '' ELSE target END,
    CASE WHEN kept & 8 = 0 THEN '' ELSE location_type END,
    count(*)
FROM published_incident, (
    SELECT 0 AS kept UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 8 UNION ALL SELECT 9
    UNION ALL SELECT 10 UNION ALL SELECT 12 UNION ALL SELECT 15
) AS kinds
WHERE retracted_at IS NULL AND claims > 0
GROUP BY 1, 2, 3, 4, 5, 6, 7;
UPDATE published_cell SET claimed = COALESCE((
    SELECT counted.claimed FROM published_cell_claimed AS counted
    WHERE counted.project = published_cell.project AND counted.kept = published_cell.kept
        AND counted.month = published_cell.month AND counted.province = published_cell.province
        AND counted.event_type = published_cell.event_type AND counted.target = published_cell.target
        AND counted.location_type = published_cell.location_type
), 0);
DROP TABLE published_cell_claimed;

-- Whether anybody claims it is in them too, so that counting still reads no row.
DROP INDEX published_incident_order;
CREATE INDEX published_incident_order ON published_incident
    (project, position, month, province, event_type, target, location_type, claims)
    WHERE retracted_at IS NULL;
DROP INDEX published_incident_province;
CREATE INDEX published_incident_province ON published_incident
    (project, province, position, month, event_type, target, location_type, claims)
    WHERE retracted_at IS NULL;
"#,
    append_only: []
);
