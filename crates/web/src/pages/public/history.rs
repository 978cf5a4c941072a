//! What releases have done to one record, newest first.

use cairn_app::public::{Dataset, RecordHistory};

use super::AsOf;
use crate::{i18n::Translator, present::record_changes::ChangeList};

/// What happened to a record.
#[derive(Default)]
pub(super) struct History {
    pub(super) releases: Vec<ReleaseLine>,
    /// Whether older releases may have changed it too.
    pub(super) has_more: bool,
}

/// What one release did to it.
pub(super) struct ReleaseLine {
    pub(super) release: AsOf,
    pub(super) changes: ChangeList,
}

impl History {
    pub(super) fn new(t: &Translator, dataset: &Dataset, history: &RecordHistory) -> Self {
        let line = |(version, changes): &(u32, _)| {
            let releases = &mut dataset.releases.iter();
            let release = releases.find(|release| release.version == *version)?;
            let changes = ChangeList::new(t, changes, |_, _| String::new());
            let release = AsOf::of(release, &dataset.project.zone);
            (!changes.groups.is_empty()).then_some(ReleaseLine { release, changes })
        };
        Self {
            releases: history.releases.iter().filter_map(line).collect(),
            has_more: history.has_more,
        }
    }
}
