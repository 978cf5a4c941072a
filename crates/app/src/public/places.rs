//! Where incidents are, for a map of more of them than a browser is sent one by one: what a filter finds
//! as a row of places, and the cells of a part of the map that these fall into.

use std::collections::BTreeMap;

use bytes::Bytes;
use cairn_domain::ShortId;
use cairn_storage::PublicFilter;

use super::{
    Dataset,
    columns::{micro, number_of, tens},
};
use crate::{App, AppError};

/// Rows read at once.
const AT_ONCE: u64 = 10_000;
/// Latitude and longitude in millionths of a degree, radius in tens of metres, the short id as a number;
/// little-endian.
const PLACE_BYTES: usize = 14;
/// Most cells to a side.
const MOST_ACROSS: u16 = 64;

/// The part of a map that is looked at, in degrees, and how finely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    across: f64,
    down: f64,
}

/// What lies in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The middle of what lies in it: latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// How many incidents.
    pub incidents: u32,
    /// The largest radius among them, in metres.
    pub radius_m: u32,
    /// Which it is, if it is one alone.
    pub short: Option<ShortId>,
}

impl Window {
    /// From the sides of the part that is seen and the number of cells along each.
    ///
    /// # Errors
    /// [`AppError`] invalid with `window-bad` where that is no part of a map.
    pub fn try_new(sides: [f64; 4], [across, down]: [u16; 2]) -> Result<Self, AppError> {
        let [west, south, east, north] = sides;
        let is_part = (-180.0..180.0).contains(&west)
            && (-90.0..90.0).contains(&south)
            && (west..=180.0).contains(&east)
            && (south..=90.0).contains(&north)
            && west < east
            && south < north;
        let is_counted = [across, down]
            .iter()
            .all(|side| (1..=MOST_ACROSS).contains(side));
        if !(is_part && is_counted) {
            return Err(AppError::invalid("window", "window-bad"));
        }
        Ok(Self {
            west,
            south,
            east,
            north,
            across: across.into(),
            down: down.into(),
        })
    }

    /// The cell of a place that is seen. The grid stands still while the window moves over it, so that
    /// cells do not jump.
    #[expect(clippy::cast_possible_truncation, reason = "at most 64 × 360 cells")]
    fn cell(&self, lat: f64, lon: f64) -> Option<(i32, i32)> {
        let is_seen =
            (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat);
        is_seen.then(|| {
            let x = lon * self.across / (self.east - self.west);
            let y = lat * self.down / (self.north - self.south);
            (x.floor() as i32, y.floor() as i32)
        })
    }
}

/// Where all that a filter finds is, newest first, without what has no published place.
pub async fn places(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
) -> Result<Bytes, AppError> {
    let (reads, project) = (app.store.read(), dataset.project.id);
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = reads.public_points(project, filter, after, AT_ONCE).await?;
        for point in page.iter().filter(|point| point.lat.is_some()) {
            rows.extend(micro(point.lat).to_le_bytes());
            rows.extend(micro(point.lon).to_le_bytes());
            rows.extend(tens(point.precision_m).to_le_bytes());
            rows.extend(number_of(&point.short).to_le_bytes());
        }
        after = page.last().map(|point| point.position);
        if (page.len() as u64) < AT_ONCE {
            return Ok(rows.into());
        }
    }
}

/// What is seen of places in a window, cell by cell.
pub fn cells(places: &[u8], window: &Window) -> Vec<Cell> {
    let mut cells: BTreeMap<(i32, i32), Gathered> = BTreeMap::new();
    for place in places.chunks_exact(PLACE_BYTES).filter_map(Place::read) {
        if let Some(at) = window.cell(place.lat, place.lon) {
            cells.entry(at).or_default().add(&place);
        }
    }
    cells.into_values().map(Gathered::cell).collect()
}

struct Place {
    lat: f64,
    lon: f64,
    radius_m: u32,
    number: u32,
}

impl Place {
    fn read(row: &[u8]) -> Option<Self> {
        let degrees = |at: usize| -> Option<f64> {
            let micro = i32::from_le_bytes(row.get(at..at + 4)?.try_into().ok()?);
            Some(f64::from(micro) / 1e6)
        };
        Some(Self {
            lat: degrees(0)?,
            lon: degrees(4)?,
            radius_m: u32::from(u16::from_le_bytes(row.get(8..10)?.try_into().ok()?)) * 10,
            number: u32::from_le_bytes(row.get(10..14)?.try_into().ok()?),
        })
    }
}

#[derive(Default)]
struct Gathered {
    incidents: u32,
    lat: f64,
    lon: f64,
    radius_m: u32,
    last: u32,
}

impl Gathered {
    fn add(&mut self, place: &Place) {
        self.incidents += 1;
        self.lat += place.lat;
        self.lon += place.lon;
        self.radius_m = self.radius_m.max(place.radius_m);
        self.last = place.number;
    }

    fn cell(self) -> Cell {
        let count = f64::from(self.incidents);
        // A place of its own stands as it is published. The middle of several is no place, and is not
        // made to look like one.
        let steps = if self.incidents == 1 { 1e6 } else { 1e3 };
        let middle = |sum: f64| (sum / count * steps).round() / steps;
        Cell {
            lat: middle(self.lat),
            lon: middle(self.lon),
            incidents: self.incidents,
            radius_m: self.radius_m,
            short: (self.incidents == 1)
                .then(|| ShortId::from_number(self.last))
                .flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(lat: f64, lon: f64, short: &str) -> Vec<u8> {
        let mut row = micro(Some(lat)).to_le_bytes().to_vec();
        row.extend(micro(Some(lon)).to_le_bytes());
        row.extend(tens(500.0).to_le_bytes());
        row.extend(number_of(short).to_le_bytes());
        row
    }

    #[test]
    fn everything_that_is_seen_is_in_one_cell() {
        let places = [
            row(34.51, 69.11, "222222"),
            row(34.52, 69.12, "222223"),
            row(34.98, 69.95, "7K3QXM"),
            row(10.0, 10.0, "ZZZZZZ"),
        ];
        let window = Window::try_new([69.0, 34.0, 70.0, 35.0], [4, 4]).expect("a window");
        let cells = cells(&places.concat(), &window);
        let seen: Vec<_> = cells
            .iter()
            .map(|cell| {
                (
                    cell.lat,
                    cell.lon,
                    cell.incidents,
                    cell.short.as_ref().map(ShortId::as_str),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [(34.515, 69.115, 2, None), (34.98, 69.95, 1, Some("7K3QXM"))]
        );
        assert_eq!(cells[0].radius_m, 500);
    }

    #[test]
    fn a_window_is_a_part_of_the_world() {
        for (sides, along) in [
            ([70.0, 34.0, 69.0, 35.0], [4, 4]),
            ([69.0, 35.0, 70.0, 34.0], [4, 4]),
            ([f64::NAN, 34.0, 70.0, 35.0], [4, 4]),
            ([-181.0, 34.0, 70.0, 35.0], [4, 4]),
            ([69.0, 34.0, 70.0, 35.0], [0, 4]),
            ([69.0, 34.0, 70.0, 35.0], [4, 65]),
        ] {
            assert!(
                Window::try_new(sides, along).is_err(),
                "{sides:?} {along:?}"
            );
        }
    }
}
