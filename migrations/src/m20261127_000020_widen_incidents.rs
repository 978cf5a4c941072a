//! The whole record of an incident: how exactly its day is known, its time of day, several targets
//! and kinds of place, where an attribution comes from, civilians apart.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
ALTER TABLE incident ADD COLUMN date_end {date};
ALTER TABLE incident ADD COLUMN date_precision {text} NOT NULL DEFAULT 'day'
    CHECK (date_precision IN ('day', 'week', 'month', 'range'));
ALTER TABLE incident ADD COLUMN time_local {text};
ALTER TABLE incident ADD COLUMN time_zone {text};
ALTER TABLE incident ADD COLUMN time_precision {text}
    CHECK (time_precision IN ('minute', 'quarter_hour', 'hour', 'part_of_day', 'unknown'));
ALTER TABLE incident ADD COLUMN time_basis {text}
    CHECK (time_basis IN ('shadow', 'metadata', 'source', 'clock_in_frame'));
ALTER TABLE incident ADD COLUMN adm1_pcode {text} NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN urban_rural {text}
    CHECK (urban_rural IN ('urban', 'peri_urban', 'rural'));
ALTER TABLE incident ADD COLUMN urban_rural_method {text} NOT NULL DEFAULT '';
-- What stood in `attribution` were words about who did it.
ALTER TABLE incident RENAME COLUMN attribution TO perpetrator;
ALTER TABLE incident ADD COLUMN attribution {text}
    CHECK (attribution IN ('claimed_by_group', 'attributed_by_authority', 'attributed_by_media',
        'assessed_by_us', 'unclaimed', 'denied', 'competing'));
ALTER TABLE incident ADD COLUMN {bool:hallmarks} DEFAULT {false};
ALTER TABLE incident ADD COLUMN attribution_confidence {text}
    CHECK (attribution_confidence IN ('high', 'medium', 'low'));
ALTER TABLE incident ADD COLUMN killed_best {big}
    CHECK (killed_best >= killed_low AND killed_best >= 0 AND killed_best <= killed_high);
ALTER TABLE incident ADD COLUMN injured_best {big}
    CHECK (injured_best >= injured_low AND injured_best >= 0 AND injured_best <= injured_high);
-- The counts further down the record are read together and never searched.
ALTER TABLE incident ADD COLUMN civilians_killed {text} NOT NULL DEFAULT 'null'
    CHECK ({json:civilians_killed});
ALTER TABLE incident ADD COLUMN civilians_injured {text} NOT NULL DEFAULT 'null'
    CHECK ({json:civilians_injured});
ALTER TABLE incident ADD COLUMN perpetrators_killed {text} NOT NULL DEFAULT 'null'
    CHECK ({json:perpetrators_killed});
ALTER TABLE incident ADD COLUMN casualty_basis {text}
    CHECK (casualty_basis IN ('visual', 'official', 'hospital', 'media', 'mixed'));
ALTER TABLE incident ADD COLUMN verification {text} NOT NULL DEFAULT 'unverified'
    CHECK (verification IN ('verified', 'likely', 'unverified', 'contested', 'refuted'));
ALTER TABLE incident ADD COLUMN content_warning {text} NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN tags {text} NOT NULL DEFAULT '[]' CHECK ({json:tags});
ALTER TABLE incident ADD COLUMN method_version {text} NOT NULL DEFAULT '';
-- One code becomes a list of codes.
ALTER TABLE incident RENAME COLUMN target TO targets;
ALTER TABLE incident RENAME COLUMN location_type TO location_types;
UPDATE incident SET
    targets = '["' || replace(replace(targets, '\', '\\'), '"', '\"') || '"]',
    location_types = '["' || replace(replace(location_types, '\', '\\'), '"', '\"') || '"]';
"#,
    append_only: []
);
