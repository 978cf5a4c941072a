//! Published incidents in the order they are read, with what filters need as columns; counts of
//! them by month; and, on SQLite, an index of their words.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE published_incident RENAME TO published_incident_before;

-- `position` puts the rows in the order of their days and, within a day, of their short ids; the
-- last three digits of its base tell apart those of two projects that share both.
CREATE TABLE published_incident (
    position {big} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    body {text} NOT NULL CHECK ({json:body}),
    date {date} NOT NULL,
    month {text} NOT NULL CHECK (length(month) = 7),
    province {text} NOT NULL,
    event_type {text} NOT NULL,
    target {text} NOT NULL,
    location_type {text} NOT NULL,
    lat {real} CHECK (lat BETWEEN -90 AND 90),
    lon {real} CHECK (lon BETWEEN -180 AND 180),
    precision_m {real} NOT NULL CHECK (precision_m >= 0),
    killed {big} CHECK (killed >= 0),
    injured {big} CHECK (injured >= 0),
    claims {big} NOT NULL CHECK (claims >= 0),
    search {text} NOT NULL,
    first_release {big} NOT NULL CHECK (first_release >= 1),
    retracted_reason {text},
    retracted_at {time},
    retracted_last_release {big},
    UNIQUE (project, short),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK ((retracted_reason IS NULL) = (retracted_at IS NULL)),
    CHECK ((retracted_last_release IS NULL) = (retracted_at IS NULL))
) {strict};
INSERT INTO published_incident
SELECT (({days:date}) * 729000000
        + {letter:1} * 24300000 + {letter:2} * 810000 + {letter:3} * 27000
        + {letter:4} * 900 + {letter:5} * 30 + {letter:6}) * 1024
        + row_number() OVER (PARTITION BY date, short ORDER BY project) - 1,
    project, short, body, date, month, province, event_type, target,
    COALESCE({body_text:location_type}, ''), {body_real:lat}, {body_real:lon},
    COALESCE({body_real:precision_m}, 0), {body_big:killed_low}, {body_big:injured_low},
    CASE WHEN body LIKE '%"claims":[]%' OR body NOT LIKE '%"claims":[%' THEN 0 ELSE 1 END,
    search, first_release, retracted_reason, retracted_at, retracted_last_release
FROM published_incident_before;
DROP TABLE published_incident_before;

-- The first two hold every facet, so that counting reads no row.
CREATE INDEX published_incident_order ON published_incident
    (project, position, month, province, event_type, target, location_type)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_province ON published_incident
    (project, province, position, month, event_type, target, location_type)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_type ON published_incident (project, event_type, position)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_target ON published_incident (project, target, position)
    WHERE retracted_at IS NULL;
CREATE INDEX published_incident_location ON published_incident (project, location_type, position)
    WHERE retracted_at IS NULL;

-- How many are public: whole months, by up to two of four things (1 province, 2 event type,
-- 4 target, 8 kind of place; `kept` adds them up) and by all four. What is not kept is empty.
CREATE TABLE published_cell (
    project {uuid} NOT NULL REFERENCES project (id),
    kept {big} NOT NULL CHECK (kept BETWEEN 0 AND 15),
    month {text} NOT NULL CHECK (length(month) = 7),
    province {text} NOT NULL,
    event_type {text} NOT NULL,
    target {text} NOT NULL,
    location_type {text} NOT NULL,
    incidents {big} NOT NULL CHECK (incidents >= 0),
    PRIMARY KEY (project, kept, month, province, event_type, target, location_type)
) {clustered};
INSERT INTO published_cell
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
WHERE retracted_at IS NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Words alone, without places in the text: what is asked is whether a record holds them. A record's
-- number is its position, so that what is found comes in the order of days by itself.
{sqlite:CREATE VIRTUAL TABLE published_text USING fts5(words, content = '', contentless_delete = 1, detail = 'none', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")};
{sqlite:INSERT INTO published_text (rowid, words) SELECT position, search FROM published_incident WHERE retracted_at IS NULL};
"#,
    append_only: []
);
