//! Pairs of a whole project: those that wait for a person, and those that were found to be the same.

use cairn_domain::{FileId, ItemId, MatchId, MatchVerdict, ProjectId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    MatchRecord, Reads, StorageError,
    entity::{file_match, file_match::Column, item, match_answer},
    error::Settle,
    row::{Row, each},
};

/// Two files that a person, or their bytes, said to be the same footage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinRecord {
    /// The match.
    pub id: MatchId,
    /// Nobody said so: it follows from what was said of other pairs.
    pub follows: bool,
    /// One file.
    pub file: FileId,
    /// Its item.
    pub item: ItemId,
    /// The other.
    pub other_file: FileId,
    /// Its item.
    pub other_item: ItemId,
}

/// One answer to a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRecord {
    /// What was said; none took back what was said before.
    pub verdict: Option<MatchVerdict>,
    /// Who said it; none for the machine.
    pub answered_by: Option<UserId>,
    /// When.
    pub answered_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// Pairs of a project that nobody has answered, the surest first and at most so many, each
    /// seen from the newer file.
    pub async fn open_pairs(
        &self,
        project: ProjectId,
        most: u64,
    ) -> Result<Vec<MatchRecord>, StorageError> {
        let rows = file_match::Entity::find()
            .join(JoinType::InnerJoin, newer_item())
            .filter(item::Column::Project.eq(project.0))
            .filter(Column::Verdict.is_null())
            .order_by_desc(Column::Score)
            .order_by_asc(Column::Id)
            .limit(most);
        let rows = rows.all(&self.db).await.settle()?;
        self.named(rows).await
    }

    /// Everything in a project that was said to be the same footage. Parts do not count: two clips
    /// of one compilation have nothing to do with each other.
    pub async fn joins(&self, project: ProjectId) -> Result<Vec<JoinRecord>, StorageError> {
        let same = ["same_file", "same_footage"];
        let rows = file_match::Entity::find()
            .join(JoinType::InnerJoin, newer_item())
            .filter(item::Column::Project.eq(project.0))
            .filter(Column::Verdict.is_in(same))
            .order_by_asc(Column::Id);
        let rows = rows.all(&self.db).await.settle()?;
        let join = |row: file_match::Model| JoinRecord {
            id: MatchId(row.id),
            follows: row.answered_by.is_none() && !row.exact,
            file: FileId(row.file),
            item: ItemId(row.item),
            other_file: FileId(row.other_file),
            other_item: ItemId(row.other_item),
        };
        Ok(rows.into_iter().map(join).collect())
    }

    /// What was said of a match, in order.
    pub async fn answers_of(&self, id: MatchId) -> Result<Vec<AnswerRecord>, StorageError> {
        use match_answer::Column as C;
        let rows = match_answer::Entity::find()
            .filter(C::Match.eq(id.0))
            .order_by_asc(C::Position);
        each(rows.all(&self.db).await.settle()?, |row| {
            Ok(AnswerRecord {
                verdict: Row::of("match_answer", id)
                    .parse_some("verdict", row.verdict.as_deref())?,
                answered_by: row.answered_by.map(UserId),
                answered_at: row.answered_at,
            })
        })
    }

    /// A match of a project, seen from the newer file.
    pub async fn find_pair(
        &self,
        project: ProjectId,
        id: MatchId,
    ) -> Result<Option<MatchRecord>, StorageError> {
        let row = file_match::Entity::find_by_id(id.0)
            .join(JoinType::InnerJoin, newer_item())
            .filter(item::Column::Project.eq(project.0));
        match row.one(&self.db).await.settle()? {
            Some(row) => Ok(self.named(vec![row]).await?.pop()),
            None => Ok(None),
        }
    }
}

fn newer_item() -> sea_orm::RelationDef {
    file_match::Entity::belongs_to(item::Entity)
        .from(Column::Item)
        .to(item::Column::Id)
        .into()
}
