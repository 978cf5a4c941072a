//! When each frame of a recording is on screen, and which frames people kept.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
-- The compact form of the table; the rest is there to be read without it.
CREATE TABLE frame_table (
    file {uuid} NOT NULL PRIMARY KEY REFERENCES file (id),
    frames {big} NOT NULL CHECK (frames > 0),
    ends_s {real} NOT NULL CHECK (ends_s >= 0),
    {bool:is_interlaced},
    body {bytes} NOT NULL
) {strict};

-- Who kept which frame, and when; its picture is the derivative with the same bytes.
CREATE TABLE snapshot (
    file {uuid} NOT NULL REFERENCES file (id),
    frame {big} NOT NULL CHECK (frame >= 0),
    pts {big} NOT NULL,
    tick_numerator {big} NOT NULL CHECK (tick_numerator > 0),
    tick_denominator {big} NOT NULL CHECK (tick_denominator > 0),
    at_s {real} NOT NULL,
    sha256 {text} NOT NULL CHECK ({hex64:sha256}),
    kept_by {uuid} NOT NULL REFERENCES account (id),
    kept_at {time} NOT NULL,
    PRIMARY KEY (file, frame)
) {strict};
"#,
    append_only: ["snapshot"]
);
