//! Queries of what was done beside the steps of items.

use cairn_domain::{AuditAct, AuditKind, FileId, ItemId, ProjectId, UserId};
use chrono::DateTime;

use super::sample;
use crate::{ActFilter, NewAct, Reads, StorageError};

pub(super) fn one() -> NewAct {
    NewAct {
        at: DateTime::UNIX_EPOCH,
        actor: Some(UserId(sample(0x02))),
        project: Some(ProjectId(sample(0x01))),
        item: Some(ItemId(sample(0x20))),
        act: AuditAct::FileViewed {
            file: FileId(sample(0x30)),
        },
    }
}

pub(super) async fn ask(reads: &Reads<'_>, user: UserId) -> Result<(), StorageError> {
    reads.last_act_at(user, &one().act).await?;
    for kind in [None, Some(AuditKind::FileViewed)] {
        for actor in [None, Some(user)] {
            for before in [None, Some(9)] {
                let wanted = ActFilter {
                    kind,
                    actor,
                    before,
                };
                reads.acts(&wanted, 10).await?;
            }
        }
    }
    Ok(())
}
