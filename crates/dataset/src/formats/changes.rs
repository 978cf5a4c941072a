//! `changes.json`: what is new, changed and gone since the release before.

use serde::Serialize;

use crate::{
    Changes,
    changes::of_ordered,
    formats::{Cause, Work, pretty},
};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    project: &'a str,
    from: Option<u32>,
    to: u32,
    #[serde(flatten)]
    changes: Changes,
}

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    pretty(&Document {
        format: "cairn-changes/1",
        project: &work.release.project_code,
        from: work.before.map(|before| before.version),
        to: work.release.version,
        changes: of_ordered(work.release, work.before),
    })
}
