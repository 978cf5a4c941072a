//! Settings of the instance: small JSON values by key.

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};
use serde_json::Value;

use crate::{
    Reads, StorageError, WriteTx,
    entity::setting,
    error::Settle,
    row::{Row, to_json},
};

impl Reads<'_> {
    /// A setting, if it was ever set.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, StorageError> {
        let row = setting::Entity::find_by_id(key).one(&self.db).await;
        let row = row.settle()?;
        row.map(|row| Row::of("setting", &row.key).json("value", &row.value))
            .transpose()
    }
}

impl WriteTx {
    /// Sets a setting.
    pub async fn set_setting(&self, key: &str, value: &Value) -> Result<(), StorageError> {
        let row = setting::Model {
            key: key.to_owned(),
            value: to_json(value)?,
        };
        let replace = OnConflict::column(setting::Column::Key)
            .update_column(setting::Column::Value)
            .to_owned();
        setting::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
