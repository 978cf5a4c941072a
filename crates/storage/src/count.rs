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
    /// Counts an item out of one stage and into another.
    pub(crate) async fn move_count(
        &self,
        project: ProjectId,
        from: Option<&str>,
        to: &StageKey,
    ) -> Result<(), StorageError> {
        let mut changes = vec![(to.0.as_str(), 1)];
        changes.extend(from.map(|stage| (stage, -1)));
        // Always in the same order, so that two writers do not wait for each other.
        changes.sort_unstable();
        for (stage, change) in changes {
            if change > 0 {
                self.count_in(project, stage).await?;
            } else {
                self.count_out(project, stage).await?;
            }
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

    async fn count_out(&self, project: ProjectId, stage: &str) -> Result<(), StorageError> {
        stage_count::Entity::update_many()
            .col_expr(Column::Items, Expr::col(Column::Items).sub(1))
            .filter(Column::Project.eq(project.0))
            .filter(Column::Stage.eq(stage))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
