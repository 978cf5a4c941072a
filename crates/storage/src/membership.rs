//! Who is a member of which project, in which role.

use std::collections::HashMap;

use cairn_domain::{ProjectId, Role, UserId};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use crate::{
    AccountRecord, ProjectRecord, Reads, StorageError, WriteTx, account,
    entity::{account as account_row, membership},
    error::Settle,
    row::Row,
};

impl Reads<'_> {
    /// The role of an account in a project, if it is a member.
    pub async fn membership(
        &self,
        project: ProjectId,
        user: UserId,
    ) -> Result<Option<Role>, StorageError> {
        let row = membership::Entity::find_by_id((project.0, user.0));
        let row = row.one(&self.db).await.settle()?;
        row.map(|row| role(&row)).transpose()
    }

    /// The roles an account has, in whichever projects.
    pub async fn roles_of(&self, user: UserId) -> Result<Vec<Role>, StorageError> {
        let rows = membership::Entity::find().filter(membership::Column::Account.eq(user.0));
        let rows = rows.all(&self.db).await.settle()?;
        rows.iter().map(role).collect()
    }

    /// The projects an account is a member of, oldest first.
    pub async fn memberships_of(
        &self,
        user: UserId,
    ) -> Result<Vec<(ProjectRecord, Role)>, StorageError> {
        let rows = membership::Entity::find().filter(membership::Column::Account.eq(user.0));
        let mut joined = Vec::new();
        for row in rows.all(&self.db).await.settle()? {
            joined.push((
                self.load_project(ProjectId(row.project)).await?,
                role(&row)?,
            ));
        }
        joined.sort_by_key(|(project, _)| (project.created_at, project.id));
        Ok(joined)
    }

    /// Members of a project by name.
    pub async fn members(
        &self,
        project: ProjectId,
    ) -> Result<Vec<(AccountRecord, Role)>, StorageError> {
        let rows = membership::Entity::find().filter(membership::Column::Project.eq(project.0));
        let rows = rows.all(&self.db).await.settle()?;
        let roles: HashMap<_, _> = rows
            .iter()
            .map(|row| Ok((row.account, role(row)?)))
            .collect::<Result<_, StorageError>>()?;
        if roles.is_empty() {
            return Ok(Vec::new());
        }
        let accounts = account_row::Entity::find()
            .filter(account_row::Column::Id.is_in(roles.keys().copied()))
            .order_by_asc(account_row::Column::Name)
            .order_by_asc(account_row::Column::Id)
            .all(&self.db)
            .await
            .settle()?;
        let named = accounts.into_iter().filter_map(|row| {
            let role = *roles.get(&row.id)?;
            Some((account::record(row), role))
        });
        Ok(named.collect())
    }
}

impl WriteTx {
    /// Makes an account a member, or changes its role.
    pub async fn set_membership(
        &self,
        project: ProjectId,
        user: UserId,
        role: Role,
    ) -> Result<(), StorageError> {
        use membership::Column;
        let row = membership::Model {
            project: project.0,
            account: user.0,
            role: role.to_string(),
        };
        let replace = OnConflict::columns([Column::Project, Column::Account])
            .update_column(Column::Role)
            .to_owned();
        membership::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Ends a membership, if there is one.
    pub async fn remove_membership(
        &self,
        project: ProjectId,
        user: UserId,
    ) -> Result<(), StorageError> {
        let row = membership::Entity::delete_by_id((project.0, user.0));
        row.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn role(row: &membership::Model) -> Result<Role, StorageError> {
    Row::of("membership", row.account).parse("role", &row.role)
}
