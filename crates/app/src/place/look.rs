//! What is known of a place that somebody typed: the areas that hold its point, or the places of its
//! name.

use std::cmp::Reverse;

use cairn_domain::{Action, GazetteerId, Point};
use cairn_place::{
    boundary::{Shape, province_of},
    gazetteer::{Match, search, tight_key},
    parse,
};
use cairn_storage::Reads;

use crate::{App, AppError, Visit};

/// Places that are shown.
const SHOWN: usize = 10;
/// Places that are read of each list: a common village name has some hundred.
const MOST: u64 = 200;
/// Two entries of one name nearer than this, in metres, are one place.
const SAME_M: f64 = 3_000.0;

/// What is known of what was typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// Imported areas that hold the point, provinces first, of each level the newest first.
    pub areas: Vec<AreaAt>,
    /// Places of that name; only if what was typed is no coordinate.
    pub places: Vec<NamedPlace>,
    /// How many more there are.
    pub more: usize,
}

/// An imported area that holds a point.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaAt {
    /// As the file has it.
    pub name: String,
    /// 1 provinces, 2 districts.
    pub level: u8,
    /// Who made the boundary.
    pub source: String,
    /// Metres to its nearest edge.
    pub edge_m: f64,
}

/// A place of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPlace {
    /// The main name.
    pub name: String,
    /// The spelling that was met.
    pub spelling: String,
    /// Where.
    pub point: Point,
    /// GeoNames' and GNS' class: `P` populated place, `A` administrative, `T` terrain …
    pub class: String,
    /// People, if known.
    pub population: Option<u64>,
    /// The areas it lies in, the smaller first.
    pub within: Vec<String>,
    /// Who made the list; `None` for the places that Cairn ships.
    pub source: Option<String>,
    how: Match,
}

/// Looks at what was typed as a place: a coordinate in any notation, or else a name.
pub async fn look(app: &App, visit: &Visit, typed: &str) -> Result<Look, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    if typed.trim().is_empty() {
        return Ok(Look::default());
    }
    if let Ok(reading) = parse(typed) {
        let areas = areas_at(&reads, reading.point).await?;
        return Ok(Look {
            areas,
            ..Look::default()
        });
    }
    let mut places = named(&reads, typed).await?;
    let more = places.len().saturating_sub(SHOWN);
    places.truncate(SHOWN);
    for place in &mut places {
        place.within = within(&reads, place.point).await?;
    }
    Ok(Look {
        areas: Vec::new(),
        places,
        more,
    })
}

/// The imported areas that hold a point.
async fn areas_at(reads: &Reads<'_>, point: Point) -> Result<Vec<AreaAt>, AppError> {
    let around = reads.areas_around(point).await?;
    if around.is_empty() {
        return Ok(Vec::new());
    }
    let sets = reads.boundary_sets().await?;
    let mut held: Vec<(usize, AreaAt)> = Vec::new();
    for area in around {
        let shape = Shape::try_new(area.rings).ok();
        let Some(shape) = shape.filter(|shape| shape.contains(point)) else {
            continue;
        };
        let Some(age) = sets.iter().position(|set| set.id == area.set) else {
            continue;
        };
        held.push((
            age,
            AreaAt {
                name: area.name,
                level: sets[age].level,
                source: sets[age].source.clone(),
                edge_m: shape.edge_m(point),
            },
        ));
    }
    held.sort_by_key(|(age, area)| (area.level, *age));
    Ok(held.into_iter().map(|(_, area)| area).collect())
}

/// Names of the areas around a place: its imported district, then its province.
async fn within(reads: &Reads<'_>, point: Point) -> Result<Vec<String>, AppError> {
    let areas = areas_at(reads, point).await?;
    let at = |level| areas.iter().find(|area| area.level == level);
    let shipped = || province_of(point).map(|within| within.province.name.to_owned());
    let province = at(1).map(|area| area.name.clone()).or_else(shipped);
    let district = at(2).map(|area| area.name.clone());
    Ok(district.into_iter().chain(province).collect())
}

/// Shipped and imported places of a name, the best first.
async fn named(reads: &Reads<'_>, typed: &str) -> Result<Vec<NamedPlace>, AppError> {
    let key = tight_key(typed);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for list in reads.gazetteers().await? {
        found.extend(imported(reads, list.id, &list.source, &key).await?);
    }
    let shipped = search(typed, usize::try_from(MOST).unwrap_or(usize::MAX));
    found.extend(shipped.into_iter().map(|hit| NamedPlace {
        name: hit.place.name.to_owned(),
        spelling: hit.name.to_owned(),
        point: hit.place.point,
        class: "P".to_owned(),
        population: hit.place.population.map(u64::from),
        within: Vec::new(),
        source: None,
        how: hit.how,
    }));
    found.sort_by_key(|place| (place.how, place.class != "P", Reverse(place.population)));
    Ok(each_once(found))
}

async fn imported(
    reads: &Reads<'_>,
    list: GazetteerId,
    source: &str,
    key: &str,
) -> Result<Vec<NamedPlace>, AppError> {
    let found = reads.find_places(list, key, MOST).await?.into_iter();
    let place = |found: cairn_storage::FoundPlace| NamedPlace {
        how: match found.is_whole {
            true => Match::Whole,
            false => Match::Beginning,
        },
        name: found.place.name,
        spelling: found.spelling,
        point: found.place.point,
        class: found.place.class,
        population: found.place.population,
        within: Vec::new(),
        source: Some(source.to_owned()),
    };
    Ok(found.map(place).collect())
}

/// One entry a place: those of the same class, nearby, that share a name.
fn each_once(found: Vec<NamedPlace>) -> Vec<NamedPlace> {
    let mut kept: Vec<NamedPlace> = Vec::new();
    for place in found {
        let is_same = |other: &NamedPlace| {
            other.class == place.class
                && other.point.distance_m(place.point) < SAME_M
                && share_a_name(other, &place)
        };
        if !kept.iter().any(is_same) {
            kept.push(place);
        }
    }
    kept
}

fn share_a_name(one: &NamedPlace, other: &NamedPlace) -> bool {
    let keys = |place: &NamedPlace| [tight_key(&place.name), tight_key(&place.spelling)];
    let theirs = keys(other);
    keys(one).iter().any(|key| theirs.contains(key))
}
