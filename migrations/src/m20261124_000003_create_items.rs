//! Items, their append-only history, and what is kept beside it.

use sea_orm_migration::prelude::*;

crate::step!(
    r#"
CREATE TABLE item (
    id {uuid} NOT NULL PRIMARY KEY,
    project {uuid} NOT NULL REFERENCES project (id),
    short {text} NOT NULL CHECK (length(short) = 6),
    title {text} NOT NULL,
    title_folded {text} NOT NULL,
    receipt {text} UNIQUE CHECK ({hex64:receipt}),
    claimed_what {text} NOT NULL,
    claimed_where {text} NOT NULL,
    claimed_when {text} NOT NULL,
    received_at {time} NOT NULL,
    {bool:is_synthetic},
    {bool:intake_done},
    revision {text} NOT NULL CHECK ({hex64:revision}),
    -- From here on: a cache of the fold of the item's events, written with them.
    seq {big} NOT NULL CHECK (seq >= 1),
    state {text} NOT NULL CHECK ({json:state}),
    workflow {big} NOT NULL,
    stage {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('intake', 'work', 'judgement', 'settled')),
    outcome {text} CHECK (outcome IN
        ('published', 'rejected', 'duplicate', 'unverifiable', 'withdrawn', 'retracted')),
    entered_at {time} NOT NULL,
    submitter {uuid} REFERENCES account (id),
    consent {text} NOT NULL CHECK (consent IN ('internal', 'publish_redacted', 'publish')),
    lease_by {uuid} REFERENCES account (id),
    lease_until {time},
    sensitivity {text} CHECK (sensitivity IN ('none', 'mild', 'graphic', 'extreme')),
    incident {uuid} REFERENCES incident (id),
    duplicate_of {uuid} REFERENCES item (id),
    -- Counters kept by the writes that change them, so that no list has to count.
    files {big} NOT NULL CHECK (files >= 0),
    open_matches {big} NOT NULL CHECK (open_matches >= 0),
    UNIQUE (project, short),
    FOREIGN KEY (project, workflow) REFERENCES workflow (project, version),
    CHECK ((lease_by IS NULL) = (lease_until IS NULL)),
    CHECK (outcome IS NULL OR kind = 'settled')
) {strict};
CREATE INDEX item_queue ON item (project, stage, entered_at, id);
CREATE INDEX item_kind ON item (project, kind, stage, entered_at, id);
CREATE INDEX item_held ON item (project, lease_by, stage, entered_at, id) WHERE lease_by IS NOT NULL;
CREATE INDEX item_title ON item (project, title_folded);
CREATE INDEX item_submitter ON item (project, submitter, received_at) WHERE submitter IS NOT NULL;
CREATE INDEX item_incident ON item (incident, received_at) WHERE incident IS NOT NULL;

CREATE TABLE stage_count (
    project {uuid} NOT NULL REFERENCES project (id),
    stage {text} NOT NULL,
    items {big} NOT NULL CHECK (items >= 0),
    PRIMARY KEY (project, stage)
) {strict};

CREATE TABLE event (
    item {uuid} NOT NULL REFERENCES item (id),
    seq {big} NOT NULL CHECK (seq >= 1),
    at {time} NOT NULL,
    actor_kind {text} NOT NULL CHECK (actor_kind IN ('member', 'submitter', 'machine')),
    actor_user {uuid} REFERENCES account (id),
    actor_role {text}
        CHECK (actor_role IN ('reader', 'volunteer', 'verifier', 'lead', 'admin')),
    event {text} NOT NULL CHECK ({json:event}),
    PRIMARY KEY (item, seq),
    CHECK ((actor_kind = 'member') = (actor_user IS NOT NULL)),
    CHECK ((actor_kind = 'member') = (actor_role IS NOT NULL))
) {strict};

-- What a person wrote, beside the log and not in it: a person can ask to be forgotten.
CREATE TABLE event_words (
    item {uuid} NOT NULL,
    seq {big} NOT NULL,
    words {text} NOT NULL,
    PRIMARY KEY (item, seq),
    FOREIGN KEY (item, seq) REFERENCES event (item, seq)
) {strict};

-- The 32 random bytes that keep a public leaf from being guessed. Destroying them is how a
-- leaf loses its meaning while the log still verifies.
CREATE TABLE event_salt (
    item {uuid} NOT NULL,
    seq {big} NOT NULL,
    salt {bytes} NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (item, seq),
    FOREIGN KEY (item, seq) REFERENCES event (item, seq)
) {strict};

-- Numbered from 0 without gaps, in the order of commits.
CREATE TABLE ledger_leaf (
    number {big} NOT NULL PRIMARY KEY CHECK (number >= 0),
    item {uuid} NOT NULL,
    seq {big} NOT NULL,
    commitment {text} NOT NULL CHECK ({hex64:commitment}),
    UNIQUE (item, seq),
    FOREIGN KEY (item, seq) REFERENCES event (item, seq)
) {strict};

CREATE TABLE comment (
    id {serial},
    item {uuid} NOT NULL REFERENCES item (id),
    author {uuid} REFERENCES account (id),
    at {time} NOT NULL,
    body {text} NOT NULL,
    {bool:from_submitter}
) {strict};
CREATE INDEX comment_item ON comment (item, id);

CREATE TABLE source (
    id {uuid} NOT NULL PRIMARY KEY,
    item {uuid} NOT NULL REFERENCES item (id),
    url {text} NOT NULL
) {strict};
CREATE INDEX source_item ON source (item, id);
"#,
    append_only: ["event", "ledger_leaf"]
);
