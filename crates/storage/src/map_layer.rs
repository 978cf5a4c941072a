//! Map layers that the operator added.

use cairn_domain::{LayerKind, LayerMode};
use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::map_layer,
    error::Settle,
    row::{Row, each, micros},
};

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLayerRecord {
    /// A short name of its own, for addresses.
    pub id: String,
    /// What members read.
    pub label: String,
    /// How its tiles are addressed.
    pub kind: LayerKind,
    /// Who fetches them.
    pub mode: LayerMode,
    /// A template, or the name of a file in the folder of layers.
    pub address: String,
    /// Whom to name beside the map.
    pub attribution: String,
    /// Closer than this there are no tiles.
    pub max_zoom: u8,
    /// Pixels of a tile's side.
    pub tile_size: u16,
    /// Of when the pictures are, in words; may be empty.
    pub imagery_date: String,
    /// Whether the server may fetch from addresses that are not public.
    pub allow_private: bool,
    /// Whether members are offered it.
    pub enabled: bool,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// Every layer, by its label.
    pub async fn map_layers(&self) -> Result<Vec<MapLayerRecord>, StorageError> {
        use map_layer::Column as C;
        let rows = map_layer::Entity::find()
            .order_by_asc(C::Label)
            .order_by_asc(C::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// One layer.
    pub async fn find_map_layer(&self, id: &str) -> Result<Option<MapLayerRecord>, StorageError> {
        let row = map_layer::Entity::find_by_id(id).one(&self.db).await;
        row.settle()?.map(record).transpose()
    }
}

impl WriteTx {
    /// Keeps a layer.
    ///
    /// # Errors
    /// [`StorageError::Taken`] if its id is.
    pub async fn insert_map_layer(&self, new: &MapLayerRecord) -> Result<(), StorageError> {
        let row = map_layer::Model {
            id: new.id.clone(),
            label: new.label.clone(),
            kind: new.kind.to_string(),
            mode: new.mode.to_string(),
            address: new.address.clone(),
            attribution: new.attribution.clone(),
            max_zoom: new.max_zoom.into(),
            tile_size: new.tile_size.into(),
            imagery_date: new.imagery_date.clone(),
            allow_private: new.allow_private,
            enabled: new.enabled,
            added_at: micros(new.added_at),
        };
        map_layer::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("a layer's id")?;
        Ok(())
    }

    /// Forgets a layer; says whether there was one.
    pub async fn remove_map_layer(&self, id: &str) -> Result<bool, StorageError> {
        let removed = map_layer::Entity::delete_by_id(id).exec(&self.db).await;
        Ok(removed.settle()?.rows_affected > 0)
    }
}

fn record(row: map_layer::Model) -> Result<MapLayerRecord, StorageError> {
    let at = Row::of("map_layer", &row.id);
    Ok(MapLayerRecord {
        kind: at.parse("kind", &row.kind)?,
        mode: at.parse("mode", &row.mode)?,
        max_zoom: at.number("max_zoom", row.max_zoom)?,
        tile_size: at.number("tile_size", row.tile_size)?,
        id: row.id,
        label: row.label,
        address: row.address,
        attribution: row.attribution,
        imagery_date: row.imagery_date,
        allow_private: row.allow_private,
        enabled: row.enabled,
        added_at: row.added_at,
    })
}
