//! Lists of names that the operator imported, found by any of their spellings.

use cairn_domain::{GazetteerId, Point};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{gazetteer, gazetteer_name, gazetteer_place},
    error::Settle,
    row::{Row, big, each, micros},
};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerRecord {
    /// The row.
    pub id: GazetteerId,
    /// Who made it.
    pub source: String,
    /// Under which terms.
    pub licence: String,
    /// How many places it has.
    pub places: u64,
    /// How many spellings.
    pub names: u64,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
}

/// A place of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRecord {
    /// The list's own number for it.
    pub source_id: String,
    /// The main name.
    pub name: String,
    /// Where.
    pub point: Point,
    /// `P` populated place, `A` administrative, `T` terrain …
    pub class: String,
    /// The finer code.
    pub code: String,
    /// The list's code for the country.
    pub country: String,
    /// The list's code for the province.
    pub admin1: Option<String>,
    /// The list's code for the district.
    pub admin2: Option<String>,
    /// People, if known.
    pub population: Option<u64>,
}

/// A name that a place has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// The form in which spellings are compared.
    pub key: String,
    /// Which place of the list, counted from 0.
    pub position: u32,
    /// As it is written.
    pub name: String,
}

/// A place that was looked for by a name.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPlace {
    /// Whose list it is on.
    pub gazetteer: GazetteerId,
    /// Which.
    pub place: PlaceRecord,
    /// The spelling that was met.
    pub spelling: String,
    /// Whether it is the whole name, not its beginning.
    pub is_whole: bool,
}

impl Reads<'_> {
    /// The lists there are, the newest first.
    pub async fn gazetteers(&self) -> Result<Vec<GazetteerRecord>, StorageError> {
        let rows = gazetteer::Entity::find().order_by_desc(gazetteer::Column::Id);
        each(rows.all(&self.db).await.settle()?, list_record)
    }

    /// The places of a list of which a spelling has this key, at most `most`, and those of which one
    /// begins with it, as many again.
    pub async fn find_places(
        &self,
        list: GazetteerId,
        key: &str,
        most: u64,
    ) -> Result<Vec<FoundPlace>, StorageError> {
        use gazetteer_name::Column as C;
        // No letter comes after U+10FFFF, and text is compared byte by byte.
        let after = format!("{key}\u{10ffff}");
        let whole = Condition::all().add(C::Key.eq(key));
        let begun = Condition::all().add(C::Key.gt(key)).add(C::Key.lt(after));
        let mut found = self.find_spelt(list, whole, most).await?;
        let is_whole = found.len();
        found.extend(self.find_spelt(list, begun, most).await?);
        let places = found.into_iter().enumerate().map(|(at, (name, place))| {
            Ok(FoundPlace {
                gazetteer: list,
                place: place_record(place)?,
                spelling: name.name,
                is_whole: at < is_whole,
            })
        });
        places.collect()
    }

    async fn find_spelt(
        &self,
        list: GazetteerId,
        spelt: Condition,
        most: u64,
    ) -> Result<Vec<(gazetteer_name::Model, gazetteer_place::Model)>, StorageError> {
        use gazetteer_name::Column as C;
        let names = gazetteer_name::Entity::find()
            .filter(C::Gazetteer.eq(list.0))
            .filter(spelt)
            .order_by_asc(C::Key)
            .order_by_asc(C::Position)
            .limit(most);
        let names = names.all(&self.db).await.settle()?;
        let places = gazetteer_place::Entity::find()
            .filter(gazetteer_place::Column::Gazetteer.eq(list.0))
            .filter(gazetteer_place::Column::Position.is_in(names.iter().map(|name| name.position)))
            .all(&self.db)
            .await
            .settle()?;
        let named = names.into_iter().filter_map(|name| {
            let place = places.iter().find(|place| place.position == name.position);
            place.cloned().map(|place| (name, place))
        });
        Ok(named.collect())
    }
}

impl WriteTx {
    /// Keeps a list with all its places and their spellings, which must come sorted.
    pub async fn insert_gazetteer(
        &self,
        new: &GazetteerRecord,
        places: Vec<PlaceRecord>,
        spellings: Vec<Spelling>,
    ) -> Result<(), StorageError> {
        let row = gazetteer::Model {
            id: new.id.0,
            source: new.source.clone(),
            licence: new.licence.clone(),
            places: big(new.places)?,
            names: big(new.names)?,
            imported_at: micros(new.imported_at),
        };
        gazetteer::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let rows = (0..)
            .zip(places)
            .map(|(position, place)| place_row(new.id, position, place));
        self.insert_all(rows.collect::<Result<_, _>>()?).await?;
        let names = spellings.into_iter().map(|spelling| gazetteer_name::Model {
            gazetteer: new.id.0,
            key: spelling.key,
            position: spelling.position.into(),
            name: spelling.name,
        });
        self.insert_all(names.collect()).await
    }

    /// Forgets a list, its places and their spellings.
    pub async fn remove_gazetteer(&self, id: GazetteerId) -> Result<(), StorageError> {
        let names = gazetteer_name::Entity::delete_many()
            .filter(gazetteer_name::Column::Gazetteer.eq(id.0));
        names.exec(&self.db).await.settle()?;
        let places = gazetteer_place::Entity::delete_many()
            .filter(gazetteer_place::Column::Gazetteer.eq(id.0));
        places.exec(&self.db).await.settle()?;
        let list = gazetteer::Entity::delete_by_id(id.0);
        list.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn place_row(
    list: GazetteerId,
    position: i64,
    place: PlaceRecord,
) -> Result<gazetteer_place::Model, StorageError> {
    Ok(gazetteer_place::Model {
        gazetteer: list.0,
        position,
        source_id: place.source_id,
        name: place.name,
        lat: place.point.lat(),
        lon: place.point.lon(),
        class: place.class,
        code: place.code,
        country: place.country,
        admin1: place.admin1,
        admin2: place.admin2,
        population: place.population.map(big).transpose()?,
    })
}

fn list_record(row: gazetteer::Model) -> Result<GazetteerRecord, StorageError> {
    let at = Row::of("gazetteer", row.id);
    Ok(GazetteerRecord {
        id: GazetteerId(row.id),
        places: at.number("places", row.places)?,
        names: at.number("names", row.names)?,
        source: row.source,
        licence: row.licence,
        imported_at: row.imported_at,
    })
}

fn place_record(row: gazetteer_place::Model) -> Result<PlaceRecord, StorageError> {
    let at = Row::of("gazetteer_place", row.position);
    let point = Point::try_new(row.lat, row.lon);
    Ok(PlaceRecord {
        point: point.map_err(|_| at.corrupt("lat"))?,
        population: at.number_some("population", row.population)?,
        source_id: row.source_id,
        name: row.name,
        class: row.class,
        code: row.code,
        country: row.country,
        admin1: row.admin1,
        admin2: row.admin2,
    })
}
