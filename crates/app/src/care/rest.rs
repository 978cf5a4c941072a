//! A break: whatever somebody holds goes back into the queue, so that nothing waits for them. No
//! reason is asked, and it is told from no other giving back.

use cairn_domain::{Action, UserId};
use cairn_review::{Act, Command};
use cairn_storage::{ItemRecord, QueueFilter};

use crate::{App, AppError, Visit, review};

/// Items of a project that are looked at; nobody holds more.
const MOST: u64 = 1_000;

/// Gives back everything that somebody holds, in every project.
pub async fn rest(app: &App, user: UserId) -> Result<(), AppError> {
    let reads = app.store.read();
    for (project, role) in reads.memberships_of(user).await? {
        let visit = Visit {
            project,
            user,
            role,
        };
        if visit.may(Action::Claim) {
            give_back_all(app, &visit).await?;
        }
    }
    Ok(())
}

async fn give_back_all(app: &App, visit: &Visit) -> Result<(), AppError> {
    let reads = app.store.read();
    let held = QueueFilter {
        held_by: Some(visit.user),
        limit: MOST,
        ..QueueFilter::default()
    };
    let page = reads.queue(visit.project.id, &held).await?;
    let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    for item in reads.items(&ids).await? {
        let holder = item.state.holder(app.clock.now());
        if holder.is_some_and(|lease| lease.by == visit.user) {
            give_back(app, visit, &item).await?;
        }
    }
    Ok(())
}

/// Whoever changed it in the meantime has it now, or nobody has.
async fn give_back(app: &App, visit: &Visit, item: &ItemRecord) -> Result<(), AppError> {
    let command = Command {
        seen: item.state.seq,
        words: String::new(),
        act: Act::Release,
    };
    match review::act(app, visit, &item.short, command).await {
        Ok(_) | Err(AppError::Refused(_) | AppError::Conflict) => Ok(()),
        Err(other) => Err(other),
    }
}
