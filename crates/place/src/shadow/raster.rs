//! The same region cell by cell: for heat maps, and to check outlines with.
//!
//! Along a row of equal latitude the slack of a half-space is `a + b·cos H + c·sin H`, so that a cell
//! costs two multiplications; the loops have no branches and compile to vector code.

use cairn_domain::Point;

use super::{NoAnswer, half_space::HalfSpace, region::Region};

/// Cells of equal steps in latitude and longitude, from the south-west corner eastwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Rows, from south to north.
    pub rows: usize,
    /// Columns, from west to east.
    pub columns: usize,
    /// 1 where the centre of a cell is possible, else 0; row by row.
    pub cells: Vec<u8>,
}

impl Raster {
    /// The centre of a cell; `None` outside the raster.
    pub fn centre(&self, row: usize, column: usize) -> Option<Point> {
        let degrees = |index: usize, count: usize, span: f64| {
            (index as f64 + 0.5) / count as f64 * span - span / 2.0
        };
        let inside = row < self.rows && column < self.columns;
        let lat = degrees(row, self.rows, 180.0);
        let lon = degrees(column, self.columns, 360.0);
        inside.then(|| Point::try_new(lat, lon).ok()).flatten()
    }
}

/// One half-space over the whole raster.
struct Plane {
    half: HalfSpace,
    sin_dec: f64,
    cos_dec: f64,
}

impl Plane {
    /// `a`, `b` and `c` of a row.
    fn row(&self, lat: f64) -> [f32; 3] {
        let (sin, cos) = lat.sin_cos();
        let HalfSpace {
            east,
            north,
            up,
            least,
        } = self.half;
        [
            (self.sin_dec * (up * sin + north * cos) - least) as f32,
            (self.cos_dec * (up * cos - north * sin)) as f32,
            (-self.cos_dec * east) as f32,
        ]
    }
}

pub(super) fn raster(region: &Region, step_deg: f64) -> Result<Raster, NoAnswer> {
    if !(0.02..=10.0).contains(&step_deg) {
        return Err(NoAnswer::Step(step_deg));
    }
    let rows = (180.0 / step_deg).round() as usize;
    let columns = rows * 2;
    let mut cells = vec![u8::from(!region.is_empty); rows * columns];
    if region.is_empty {
        return Ok(Raster {
            rows,
            columns,
            cells,
        });
    }
    let (sin_dec, cos_dec) = region.sky.declination.sin_cos();
    let planes: Vec<Plane> = region
        .halves
        .iter()
        .map(|half| Plane {
            half: *half,
            sin_dec,
            cos_dec,
        })
        .collect();
    let angle =
        |column: usize| ((column as f64 + 0.5) / columns as f64 * 360.0 - 180.0).to_radians();
    let hours = (0..columns).map(|column| angle(column) + region.sky.hour_angle);
    let (sines, cosines): (Vec<f32>, Vec<f32>) = hours
        .map(|hour| (hour.sin() as f32, hour.cos() as f32))
        .unzip();
    for (row, cells) in cells.chunks_exact_mut(columns).enumerate() {
        let lat = ((row as f64 + 0.5) / rows as f64 * 180.0 - 90.0).to_radians();
        for plane in &planes {
            keep(cells, plane.row(lat), &cosines, &sines);
        }
    }
    Ok(Raster {
        rows,
        columns,
        cells,
    })
}

/// Clears the cells of a row that lie outside a half-space.
fn keep(cells: &mut [u8], [a, b, c]: [f32; 3], cosines: &[f32], sines: &[f32]) {
    if c == 0.0 {
        for (cell, cosine) in cells.iter_mut().zip(cosines) {
            *cell &= u8::from(a + b * cosine >= 0.0);
        }
    } else {
        for ((cell, cosine), sine) in cells.iter_mut().zip(cosines).zip(sines) {
            *cell &= u8::from(a + b * cosine + c * sine >= 0.0);
        }
    }
}
