//! Boundaries that the operator imported, and which of them hold a point.

use cairn_domain::{BoundarySetId, Point};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{boundary_area, boundary_set},
    error::Settle,
    row::{Row, big, each, micros, to_json},
};

/// A file of boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundarySetRecord {
    /// The row.
    pub id: BoundarySetId,
    /// Who made them.
    pub source: String,
    /// Under which terms.
    pub licence: String,
    /// 1 provinces, 2 districts.
    pub level: u8,
    /// How many there are.
    pub areas: u64,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
}

/// One area of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRecord {
    /// Its file.
    pub set: BoundarySetId,
    /// As the file has it.
    pub name: String,
    /// As the file has it.
    pub code: Option<String>,
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
    /// Closed lines of `[longitude, latitude]`.
    pub rings: Vec<Vec<[f64; 2]>>,
}

impl Reads<'_> {
    /// The files there are, the newest first.
    pub async fn boundary_sets(&self) -> Result<Vec<BoundarySetRecord>, StorageError> {
        let rows = boundary_set::Entity::find().order_by_desc(boundary_set::Column::Id);
        each(rows.all(&self.db).await.settle()?, set_record)
    }

    /// The areas whose bounds hold a point. Whether the shape does is the caller's question.
    pub async fn areas_around(&self, point: Point) -> Result<Vec<AreaRecord>, StorageError> {
        use boundary_area::Column as C;
        let rows = boundary_area::Entity::find()
            .filter(C::West.lte(point.lon()))
            .filter(C::East.gte(point.lon()))
            .filter(C::South.lte(point.lat()))
            .filter(C::North.gte(point.lat()));
        each(rows.all(&self.db).await.settle()?, area_record)
    }

    /// All areas of a file, in its order.
    pub async fn areas_of(&self, set: BoundarySetId) -> Result<Vec<AreaRecord>, StorageError> {
        use boundary_area::Column as C;
        let rows = boundary_area::Entity::find()
            .filter(C::BoundarySet.eq(set.0))
            .order_by_asc(C::Position);
        each(rows.all(&self.db).await.settle()?, area_record)
    }
}

impl WriteTx {
    /// Keeps a file with all its areas.
    pub async fn insert_boundaries(
        &self,
        new: &BoundarySetRecord,
        areas: Vec<AreaRecord>,
    ) -> Result<(), StorageError> {
        let row = boundary_set::Model {
            id: new.id.0,
            source: new.source.clone(),
            licence: new.licence.clone(),
            level: new.level.into(),
            areas: big(new.areas)?,
            imported_at: micros(new.imported_at),
        };
        boundary_set::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let rows = (0..).zip(areas).map(|(position, area)| {
            let [west, south, east, north] = area.bounds;
            Ok(boundary_area::Model {
                boundary_set: new.id.0,
                position,
                name: area.name,
                code: area.code,
                west,
                south,
                east,
                north,
                shape: to_json(&area.rings)?,
            })
        });
        self.insert_all(rows.collect::<Result<_, StorageError>>()?)
            .await
    }

    /// Forgets a file and its areas.
    pub async fn remove_boundaries(&self, id: BoundarySetId) -> Result<(), StorageError> {
        let areas = boundary_area::Entity::delete_many()
            .filter(boundary_area::Column::BoundarySet.eq(id.0));
        areas.exec(&self.db).await.settle()?;
        let set = boundary_set::Entity::delete_by_id(id.0);
        set.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn set_record(row: boundary_set::Model) -> Result<BoundarySetRecord, StorageError> {
    let at = Row::of("boundary_set", row.id);
    Ok(BoundarySetRecord {
        id: BoundarySetId(row.id),
        level: at.number("level", row.level)?,
        areas: at.number("areas", row.areas)?,
        source: row.source,
        licence: row.licence,
        imported_at: row.imported_at,
    })
}

fn area_record(row: boundary_area::Model) -> Result<AreaRecord, StorageError> {
    let at = Row::of("boundary_area", row.boundary_set);
    Ok(AreaRecord {
        set: BoundarySetId(row.boundary_set),
        rings: at.json("shape", &row.shape)?,
        name: row.name,
        code: row.code,
        bounds: [row.west, row.south, row.east, row.north],
    })
}
