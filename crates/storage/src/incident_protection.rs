//! What single incidents ask for before they may be public.

use cairn_domain::{IncidentId, Protection};
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::{Reads, StorageError, WriteTx, entity::incident_protection, error::Settle, row::Row};

impl Reads<'_> {
    /// What an incident asks for beyond its project; nothing if nobody has said.
    pub async fn incident_protection(&self, id: IncidentId) -> Result<Protection, StorageError> {
        let row = incident_protection::Entity::find_by_id(id.0)
            .one(&self.db)
            .await;
        let Some(row) = row.settle()? else {
            return Ok(Protection::default());
        };
        let at = Row::of("incident_protection", row.incident);
        Ok(Protection {
            cell_m: row.cell_m,
            date_step: at.parse("date_step", &row.date_step)?,
            embargo_until: row.embargo_until,
        })
    }
}

impl WriteTx {
    /// Says what an incident asks for; what was said before is replaced.
    pub async fn set_incident_protection(
        &self,
        id: IncidentId,
        protection: &Protection,
    ) -> Result<(), StorageError> {
        let old = incident_protection::Entity::delete_by_id(id.0)
            .exec(&self.db)
            .await;
        old.settle()?;
        let row = incident_protection::Model {
            incident: id.0,
            cell_m: protection.cell_m,
            date_step: protection.date_step.to_string(),
            embargo_until: protection.embargo_until,
        };
        incident_protection::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
