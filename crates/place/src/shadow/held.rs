//! Where a clock on the wall could have shown a time while a shadow fell: bands of the globe, each cut
//! to where clocks had the UTC offset that it belongs to. Zones are looked up, so this is a grid.

use std::collections::BTreeMap;

use cairn_domain::Point;
use chrono::{Offset, TimeZone};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::{
    NoAnswer,
    region::{At, Region, Where},
};
use crate::zone::zone_at;

/// A stretch of a parallel strip, degrees: everything in it fits, with one UTC offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Western edge.
    pub west: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge; the northern one is a step away.
    pub south: f64,
    /// Minutes that clocks were ahead of UTC.
    pub utc_offset_min: i32,
}

/// What is left of the bands of a civil time.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Height of a strip and least width of a cell, degrees.
    pub step_deg: f64,
    /// The cells, from south to north and west to east.
    pub cells: Vec<Cell>,
}

/// Kilometres of the Earth's mean radius (IUGG R1).
const EARTH_RADIUS_KM: f64 = 6_371.008_8;

/// Cuts each band to where its clocks were; nothing for an instant, whose band holds everywhere.
/// A middle in a zone with the right offset stands for its whole square of `step_deg`.
///
/// # Errors
/// [`NoAnswer`] as [`Where::regions`], and for a step that is not between 0.1° and 10°.
pub fn held(question: &Where, step_deg: f64) -> Result<Option<Held>, NoAnswer> {
    let At::Civil { local, .. } = &question.at else {
        return Ok(None);
    };
    if !(0.1..=10.0).contains(&step_deg) {
        return Err(NoAnswer::Step(step_deg));
    }
    let regions = question.regions()?;
    let mut offsets = BTreeMap::<&'static str, Option<i32>>::new();
    let mut offset_at = |point: Point| {
        let zone: Tz = zone_at(point)?;
        let minutes = || {
            let of = zone.offset_from_local_datetime(local);
            of.earliest()
                .map(|offset| offset.fix().local_minus_utc() / 60)
        };
        *offsets.entry(zone.name()).or_insert_with(minutes)
    };
    let mut fits = |point: Point| {
        // The zone is the dear part: only where some band is.
        let here = |(_, region): &&(Option<i32>, Region)| region.contains(point);
        regions.iter().find(here)?;
        let minutes = offset_at(point)?;
        let own = regions
            .iter()
            .find(|(offset, _)| *offset == Some(minutes))?;
        own.1.contains(point).then_some(minutes)
    };
    Ok(Some(Held {
        step_deg,
        cells: strips(step_deg, &mut fits),
    }))
}

/// Tests the middle of every square; neighbours on a strip with one offset are one cell.
fn strips(step: f64, fits: &mut impl FnMut(Point) -> Option<i32>) -> Vec<Cell> {
    let count = |degrees: f64| (degrees / step).round() as u32;
    let mut cells: Vec<Cell> = Vec::new();
    for row in 0..count(180.0) {
        let south = f64::from(row) * step - 90.0;
        for column in 0..count(360.0) {
            let west = f64::from(column) * step - 180.0;
            let middle = Point::try_new(south + step / 2.0, west + step / 2.0);
            let Some(utc_offset_min) = middle.ok().and_then(&mut *fits) else {
                continue;
            };
            let east = west + step;
            match cells.last_mut() {
                Some(last)
                    if last.south == south
                        && (last.east - west).abs() < step / 2.0
                        && last.utc_offset_min == utc_offset_min =>
                {
                    last.east = east;
                }
                _ => cells.push(Cell {
                    west,
                    east,
                    south,
                    utc_offset_min,
                }),
            }
        }
    }
    cells
}

impl Held {
    /// Its size in square kilometres, on a sphere.
    pub fn area_km2(&self) -> f64 {
        self.cells.iter().map(|cell| self.cell_km2(cell)).sum()
    }

    fn cell_km2(&self, cell: &Cell) -> f64 {
        let sin = |degrees: f64| degrees.to_radians().sin();
        let wide = (cell.east - cell.west).to_radians();
        EARTH_RADIUS_KM.powi(2) * wide * (sin(cell.south + self.step_deg) - sin(cell.south))
    }

    /// The middle of every square, for asking what lies there.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        let half = self.step_deg / 2.0;
        self.cells.iter().flat_map(move |cell| {
            let squares = ((cell.east - cell.west) / self.step_deg).round() as u32;
            let lon = move |n: u32| cell.west + half + f64::from(n) * self.step_deg;
            (0..squares).filter_map(move |n| Point::try_new(cell.south + half, lon(n)).ok())
        })
    }

    /// Its rings of `[longitude, latitude]`: rectangles, anticlockwise and closed.
    pub fn rings(&self) -> impl Iterator<Item = Vec<[f64; 2]>> {
        self.cells.iter().map(|cell| self.ring(cell))
    }

    fn ring(&self, cell: &Cell) -> Vec<[f64; 2]> {
        let north = cell.south + self.step_deg;
        let (west, east, south) = (cell.west, cell.east, cell.south);
        vec![
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ]
    }

    /// A GeoJSON feature collection: a feature for every UTC offset.
    pub fn feature_collection(&self) -> Value {
        let mut by_offset = BTreeMap::<i32, Vec<&Cell>>::new();
        for cell in &self.cells {
            by_offset.entry(cell.utc_offset_min).or_default().push(cell);
        }
        let feature = |(minutes, cells): (&i32, &Vec<&Cell>)| {
            let area: f64 = cells.iter().map(|cell| self.cell_km2(cell)).sum();
            let rings: Vec<_> = cells.iter().map(|cell| [self.ring(cell)]).collect();
            json!({
                "type": "Feature",
                "properties": { "utc_offset_min": minutes, "area_km2": area.round(), "step_deg": self.step_deg },
                "geometry": { "type": "MultiPolygon", "coordinates": rings },
            })
        };
        let features: Vec<_> = by_offset.iter().map(feature).collect();
        json!({ "type": "FeatureCollection", "features": features })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shadow::{Constraints, Measurement, offsets_in_use};

    #[test]
    fn a_clock_at_half_past_seven_is_held_to_the_zones_that_had_it() {
        let local = "2022-09-30T07:30:00".parse().expect("a local time");
        let measured = Measurement {
            ratio: Some(2.55),
            ..Measurement::default()
        };
        let question = Where {
            at: At::Civil {
                local,
                utc_offsets_min: offsets_in_use(local).into_keys().collect(),
            },
            height_m: 0.0,
            constraints: Constraints::try_new(measured).expect("it makes sense"),
        };
        let held = held(&question, 2.0).expect("an answer").expect("civil");
        assert!(!held.cells.is_empty());
        for cell in &held.cells {
            let middle = Point::try_new(cell.south + 1.0, cell.west + 1.0).expect("on the globe");
            let zone = zone_at(middle).expect("a zone");
            let offset = zone
                .offset_from_local_datetime(&local)
                .earliest()
                .expect("once");
            assert_eq!(
                offset.fix().local_minus_utc() / 60,
                cell.utc_offset_min,
                "{zone}"
            );
        }
        let globe_km2 = 510e6;
        let area = held.area_km2();
        assert!(area > 1e6 && area < globe_km2 / 4.0, "{area}");
        let squares = held.points().count();
        assert!(squares >= held.cells.len());
        let features = held.feature_collection();
        assert!(
            features["features"]
                .as_array()
                .is_some_and(|all| all.len() > 5)
        );
    }

    #[test]
    fn an_instant_holds_everywhere() {
        let question = Where {
            at: At::Instant("2022-09-30T03:00:00Z".parse().expect("an instant")),
            height_m: 0.0,
            constraints: Constraints::try_new(Measurement {
                ratio: Some(2.0),
                ..Measurement::default()
            })
            .expect("it makes sense"),
        };
        assert_eq!(held(&question, 1.0).expect("an answer"), None);
    }
}
