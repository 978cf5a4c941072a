//! Boundaries and names of places that the operator imported.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- A file of boundaries: one of a source and level, a new one takes its place.
CREATE TABLE boundary_set (
    id {uuid} NOT NULL PRIMARY KEY,
    source {text} NOT NULL CHECK (source <> ''),
    licence {text} NOT NULL CHECK (licence <> ''),
    level {big} NOT NULL CHECK (level IN (1, 2)),
    areas {big} NOT NULL CHECK (areas > 0),
    imported_at {time} NOT NULL
) {strict};
CREATE UNIQUE INDEX boundary_set_source ON boundary_set (source, level);

-- Degrees; the shape is a list of rings of [longitude, latitude].
CREATE TABLE boundary_area (
    boundary_set {uuid} NOT NULL REFERENCES boundary_set (id),
    position {big} NOT NULL CHECK (position >= 0),
    name {text} NOT NULL CHECK (name <> ''),
    code {text},
    west {real} NOT NULL,
    south {real} NOT NULL,
    east {real} NOT NULL,
    north {real} NOT NULL,
    shape {text} NOT NULL CHECK ({json:shape}),
    PRIMARY KEY (boundary_set, position)
) {strict};
-- All four edges, so that shapes elsewhere are passed over without being read.
CREATE INDEX boundary_area_around ON boundary_area (west, east, south, north);

-- A list of names: one of a source, a new one takes its place.
CREATE TABLE gazetteer (
    id {uuid} NOT NULL PRIMARY KEY,
    source {text} NOT NULL CHECK (source <> ''),
    licence {text} NOT NULL CHECK (licence <> ''),
    places {big} NOT NULL CHECK (places > 0),
    names {big} NOT NULL CHECK (names > 0),
    imported_at {time} NOT NULL
) {strict};
CREATE UNIQUE INDEX gazetteer_source ON gazetteer (source);

CREATE TABLE gazetteer_place (
    gazetteer {uuid} NOT NULL REFERENCES gazetteer (id),
    position {big} NOT NULL CHECK (position >= 0),
    source_id {text} NOT NULL,
    name {text} NOT NULL CHECK (name <> ''),
    lat {real} NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon {real} NOT NULL CHECK (lon BETWEEN -180 AND 180),
    class {text} NOT NULL,
    code {text} NOT NULL,
    country {text} NOT NULL,
    admin1 {text},
    admin2 {text},
    population {big} CHECK (population >= 0),
    PRIMARY KEY (gazetteer, position)
) {strict};

-- Every spelling, by the form in which spellings are compared.
CREATE TABLE gazetteer_name (
    gazetteer {uuid} NOT NULL REFERENCES gazetteer (id),
    key {text} NOT NULL CHECK (key <> ''),
    position {big} NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (gazetteer, key, position)
) {clustered};
"#,
    append_only: []
);
