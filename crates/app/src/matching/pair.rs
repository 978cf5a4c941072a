//! One match as the page that compares both files shows it.

use cairn_domain::{Action, FileId, ItemId, MatchId, MatchVerdict};
use cairn_storage::{ItemRecord, MatchRecord, Reads};
use chrono::{DateTime, Utc};

use super::{Cluster, HowFound, cluster::cluster};
use crate::{
    App, AppError, Visit,
    review::{self, FileView},
};

/// Two files that may be the same, with all that speaks for it.
#[derive(Debug)]
pub struct PairView {
    /// The match, seen from the newer file.
    pub row: MatchRecord,
    /// How it was found, told from the newer file to the older.
    pub how: HowFound,
    /// The newer file.
    pub newer: Side,
    /// The older file.
    pub older: Side,
    /// What was said of the pair, in order.
    pub answers: Vec<AnswerLine>,
    /// What the newer file was said to be the same as.
    pub cluster: Cluster,
}

/// One of the two files.
#[derive(Debug)]
pub struct Side {
    /// Its item.
    pub item: ItemRecord,
    /// The file, as far as the viewer has uncovered it.
    pub file: FileView,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerLine {
    /// What was said; none took back what was said before.
    pub verdict: Option<MatchVerdict>,
    /// Who said it; none for the machine.
    pub who: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Reads one match for a member.
pub async fn pair(app: &App, visit: &Visit, id: MatchId) -> Result<PairView, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let row = reads.find_pair(visit.project.id, id).await?;
    let row = row.ok_or(AppError::NotFound)?;
    Ok(PairView {
        how: HowFound::parse(&row.found),
        newer: side(&reads, visit, row.item, row.file).await?,
        older: side(&reads, visit, row.other_item, row.other_file).await?,
        answers: answers(&reads, id).await?,
        cluster: cluster(&reads, visit.project.id, row.file, visit.user).await?,
        row,
    })
}

async fn side(
    reads: &Reads<'_>,
    visit: &Visit,
    item: ItemId,
    file: FileId,
) -> Result<Side, AppError> {
    let item = reads.load_item(item).await?;
    let files = review::file_views(reads, &visit.project.zone, &item, visit.user).await?;
    let file = files.into_iter().find(|view| view.file.id == file);
    Ok(Side {
        file: file.ok_or(AppError::NotFound)?,
        item,
    })
}

async fn answers(reads: &Reads<'_>, id: MatchId) -> Result<Vec<AnswerLine>, AppError> {
    let mut lines = Vec::new();
    for answer in reads.answers_of(id).await? {
        let who = match answer.answered_by {
            Some(user) => reads.find_account(user).await?.map(|account| account.name),
            None => None,
        };
        lines.push(AnswerLine {
            verdict: answer.verdict,
            who,
            at: answer.answered_at,
        });
    }
    Ok(lines)
}
