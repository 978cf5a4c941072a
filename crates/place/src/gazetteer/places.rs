//! Populated places of Afghanistan with their spellings: some 300, far too few for villages.

use std::sync::LazyLock;

use cairn_domain::Point;

use super::{name_key, tight_key};
use crate::{
    boundary::{Province, provinces},
    distance::between,
};

/// A populated place.
#[derive(Debug)]
pub struct Place {
    /// In GeoNames; `None` for a place that is not there.
    pub geonames_id: Option<u32>,
    /// The main name, in Latin letters.
    pub name: &'static str,
    /// Its middle.
    pub point: Point,
    /// People, if known.
    pub population: Option<u32>,
    /// The province it belongs to.
    pub province: Option<&'static Province>,
    /// Further spellings, in Latin and Arabic letters.
    pub other: Vec<&'static str>,
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is the whole name.
    Whole,
    /// The name begins with it.
    Beginning,
    /// A later word of the name begins with it.
    Word,
}

/// A place that a search found.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// Which.
    pub place: &'static Place,
    /// The spelling that was met.
    pub name: &'static str,
    /// How well.
    pub how: Match,
}

/// The named place nearest to a point.
#[derive(Debug, Clone, Copy)]
pub struct Nearest {
    /// Which.
    pub place: &'static Place,
    /// Metres from its middle to the point.
    pub distance_m: f64,
    /// From its middle to the point, in degrees from true north, 0..360.
    pub bearing_deg: f64,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let rows = include_str!("../../data/places.tsv").lines().skip(1);
    rows.filter_map(place).collect()
});

/// A name as it is written, and whose it is.
struct Spelling {
    key: String,
    /// The key without spaces: مزارشریف and مزار شریف are both written.
    tight: String,
    name: &'static str,
    place: &'static Place,
}

/// Every spelling, by its tight key.
static SPELLINGS: LazyLock<Vec<Spelling>> = LazyLock::new(|| {
    let spellings = places().iter().flat_map(|place| {
        let names = std::iter::once(&place.name).chain(&place.other);
        names.map(move |name| {
            let key = name_key(name);
            let tight = tight_key(name);
            Spelling {
                key,
                tight,
                name,
                place,
            }
        })
    });
    let mut spellings: Vec<_> = spellings.collect();
    spellings.sort_by(|a, b| a.tight.cmp(&b.tight));
    spellings
});

fn place(row: &'static str) -> Option<Place> {
    let mut cells = row.split('\t');
    let geonames_id = cells.next()?.parse().ok();
    let name = cells.next()?;
    let [lat, lon, population] = [cells.next()?, cells.next()?, cells.next()?];
    let code = cells.next()?;
    let other = cells.next()?.split('|').filter(|name| !name.is_empty());
    Some(Place {
        geonames_id,
        name,
        point: Point::try_new(lat.parse().ok()?, lon.parse().ok()?).ok()?,
        population: population.parse().ok().filter(|people| *people > 0),
        province: provinces().iter().find(|province| province.code == code),
        other: other.collect(),
    })
}

/// All of them, by GeoNames' number.
pub fn places() -> &'static [Place] {
    &PLACES
}

/// The places of which a spelling begins with a text, or has a word that does: whole names first,
/// then by population. One hit a place, at most `limit`.
pub fn search(text: &str, limit: usize) -> Vec<Hit> {
    let wanted = name_key(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let tight = tight_key(text);
    let hit = |spelling: &Spelling| {
        let how = spelling.matched(&wanted, &tight)?;
        let (place, name) = (spelling.place, spelling.name);
        Some(Hit { place, name, how })
    };
    let mut hits: Vec<Hit> = SPELLINGS.iter().filter_map(hit).collect();
    let identity = |hit: &Hit| std::ptr::from_ref(hit.place);
    hits.sort_by_key(|hit| (identity(hit), hit.how));
    hits.dedup_by_key(|hit| identity(hit));
    let rank = |hit: &Hit| {
        (
            hit.how,
            std::cmp::Reverse(hit.place.population),
            hit.place.name,
        )
    };
    hits.sort_by_key(rank);
    hits.truncate(limit);
    hits
}

impl Spelling {
    fn matched(&self, wanted: &str, tight: &str) -> Option<Match> {
        if self.tight == tight {
            return Some(Match::Whole);
        }
        if self.key.starts_with(wanted) {
            return Some(Match::Beginning);
        }
        let mut places = self.key.match_indices(wanted);
        let begins = |(at, _): (usize, &str)| self.key[..at].ends_with(' ');
        places.any(begins).then_some(Match::Word)
    }
}

/// The only place that has this very name, in any spelling; `None` if there is none or several.
pub fn place_named(text: &str) -> Option<&'static Place> {
    let wanted = tight_key(text);
    let from = SPELLINGS.partition_point(|spelling| spelling.tight < wanted);
    let same = SPELLINGS[from..]
        .iter()
        .take_while(|spelling| spelling.tight == wanted);
    let mut found = same.map(|spelling| spelling.place);
    let first = found.next()?;
    found
        .all(|place| std::ptr::eq(place, first))
        .then_some(first)
}

/// The place nearest to a point, however far.
pub fn nearest(point: Point) -> Option<Nearest> {
    let metres = |place: &Place| place.point.distance_m(point);
    let place = places()
        .iter()
        .min_by(|a, b| metres(a).total_cmp(&metres(b)))?;
    let line = between(place.point, point);
    Some(Nearest {
        place,
        distance_m: line.distance_m,
        bearing_deg: line.bearing_deg,
    })
}
