//! Map layers that the operator added.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- The address is a template for tiles, or the name of a file in the folder of layers.
CREATE TABLE map_layer (
    id {text} NOT NULL PRIMARY KEY CHECK (id <> ''),
    label {text} NOT NULL CHECK (label <> ''),
    kind {text} NOT NULL CHECK (kind IN ('pmtiles', 'xyz', 'wmts')),
    mode {text} NOT NULL CHECK (mode IN ('local', 'proxied', 'direct')),
    address {text} NOT NULL CHECK (address <> ''),
    attribution {text} NOT NULL CHECK (attribution <> ''),
    max_zoom {big} NOT NULL CHECK (max_zoom BETWEEN 0 AND 30),
    tile_size {big} NOT NULL CHECK (tile_size IN (256, 512)),
    imagery_date {text} NOT NULL,
    {bool:allow_private},
    {bool:enabled},
    added_at {time} NOT NULL,
    CHECK ((mode = 'local') = (kind = 'pmtiles') OR mode = 'direct')
) {strict};
"#,
    append_only: []
);
