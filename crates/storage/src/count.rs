//! How many items stand at each stage, kept by the moves themselves so that no page counts rows.

use cairn_domain::ProjectId;
use cairn_review::StageKey;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::stage_count::{self, Column},
    error::Settle,
    row::Row,
};

impl Reads<'_> {
    /// Stages with items, by name, with how many.
    pub async fn stage_counts(
        &self,
        project: ProjectId,
    ) -> Result<Vec<(String, u64)>, StorageError> {
        let rows = stage_count::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Items.gt(0))
            .order_by_asc(Column::Stage);
        let rows = rows.all(&self.db).await.settle()?;
        let at = Row::of("stage_count", project);
        rows.into_iter()
            .map(|row| Ok((row.stage, at.number("items", row.items)?)))
            .collect()
    }
}

impl WriteTx {
    /// Counts an item out of one stage, if it was at one, and into another.
    pub(crate) async fn move_count(
        &self,
        project: ProjectId,
        from: Option<&StageKey>,
        to: &StageKey,
    ) -> Result<(), StorageError> {
        let Some(from) = from else {
            return self.count_in(project, &to.0).await;
        };
        // Both at once. On PostgreSQL the ledger's lock is held by now, so nobody deadlocks.
        let one = Expr::case(Column::Stage.eq(&from.0), -1_i64).finally(1_i64);
        let done = stage_count::Entity::update_many()
            .col_expr(Column::Items, Expr::col(Column::Items).add(one))
            .filter(Column::Project.eq(project.0))
            .filter(Column::Stage.is_in([&from.0, &to.0]))
            .exec(&self.db)
            .await
            .settle()?;
        if done.rows_affected < 2 {
            // The first item that ever comes here.
            self.count_in(project, &to.0).await?;
        }
        Ok(())
    }

    async fn count_in(&self, project: ProjectId, stage: &str) -> Result<(), StorageError> {
        let row = stage_count::Model {
            project: project.0,
            stage: stage.to_owned(),
            items: 1,
        };
        let one_more = Expr::col((stage_count::Entity, Column::Items)).add(1);
        let add = OnConflict::columns([Column::Project, Column::Stage])
            .value(Column::Items, one_more)
            .to_owned();
        stage_count::Entity::insert(row.into_active_model())
            .on_conflict(add)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
