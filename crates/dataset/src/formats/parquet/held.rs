//! Rows held by column until their group is written: a Parquet file is written a column at a time.

use std::io::Write;

use chrono::NaiveDate;
use parquet::{
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
    errors::ParquetError,
    file::writer::{SerializedFileWriter, SerializedRowGroupWriter},
};

use super::schema::SIDES;
use crate::{
    PublicIncident,
    cell::Cell,
    column::{Heading, cells},
    kind::Kind,
    protect::rounded,
    tables::INCIDENTS,
};

/// Values handed over at once.
const BATCH: usize = 4_096;

/// One row group in the making.
pub(super) struct Group {
    columns: Vec<Held>,
    geometry: Held,
    sides: [Held; 4],
    rows: usize,
}

/// The values of one column that are known, and for every row whether it is.
struct Held {
    known: Vec<i16>,
    values: Values,
}

enum Values {
    /// Bytes one after another, and where each ends: one allocation for a whole column.
    Bytes {
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
    Whole(Vec<i64>),
    Degrees(Vec<f64>),
    Truth(Vec<bool>),
    Day(Vec<i32>),
}

impl Group {
    pub(super) fn new(headings: &[Heading]) -> Self {
        Self {
            columns: headings.iter().map(|one| Held::new(one.kind)).collect(),
            geometry: Held::new(Kind::Text),
            sides: SIDES.map(|_| Held::new(Kind::Degrees)),
            rows: 0,
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row.
    pub(super) fn hold(&mut self, incident: &PublicIncident) {
        for (held, cell) in self.columns.iter_mut().zip(cells(INCIDENTS, "", incident)) {
            held.push(&cell);
        }
        let point = incident.lon.zip(incident.lat);
        let point = point.map(|(x, y)| [x, y].map(|at| rounded(at, incident.precision_m)));
        self.geometry
            .push_bytes(point.map(wkb).as_ref().map(<[u8; 21]>::as_slice));
        // Both corners of a point's box are the point.
        for (side, at) in self.sides.iter_mut().zip([0, 1, 0, 1]) {
            side.push_degrees(point.map(|point| point[at]));
        }
        self.rows += 1;
    }

    /// Writes the rows as a group and holds none any more.
    pub(super) fn write<W: Write + Send>(
        &mut self,
        file: &mut SerializedFileWriter<W>,
    ) -> Result<(), ParquetError> {
        let mut group = file.next_row_group()?;
        let columns = self.columns.iter_mut();
        let own = columns.chain([&mut self.geometry]).chain(&mut self.sides);
        for held in own {
            held.write(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Held {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text | Kind::List => Values::Bytes {
                bytes: Vec::new(),
                ends: Vec::new(),
            },
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Degrees => Values::Degrees(Vec::new()),
            Kind::Truth => Values::Truth(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
        };
        Self {
            known: Vec::new(),
            values,
        }
    }

    /// Holds a cell. One of another kind than its column's is unknown; a test keeps them from that.
    fn push(&mut self, cell: &Cell<'_>) {
        let held = match (&mut self.values, cell) {
            (Values::Bytes { bytes, ends }, Cell::Text(words)) => {
                bytes.extend_from_slice(words.as_bytes());
                ends.push(bytes.len());
                true
            }
            (Values::Whole(all), Cell::Whole(one)) => push(all, i64::try_from(*one).ok()),
            (Values::Degrees(all), Cell::Degrees { value, decimals }) => {
                push(all, Some(crate::protect::rounded_to(*value, *decimals)))
            }
            (Values::Truth(all), Cell::Truth(one)) => push(all, Some(*one)),
            (Values::Day(all), Cell::Day(one)) => push(all, days(*one)),
            _ => false,
        };
        self.known.push(held.into());
    }

    fn push_bytes(&mut self, new: Option<&[u8]>) {
        if let (Values::Bytes { bytes, ends }, Some(new)) = (&mut self.values, new) {
            bytes.extend_from_slice(new);
            ends.push(bytes.len());
        }
        self.known.push(new.is_some().into());
    }

    fn push_degrees(&mut self, new: Option<f64>) {
        if let Values::Degrees(all) = &mut self.values {
            push(all, new);
        }
        self.known.push(new.is_some().into());
    }

    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let known = std::mem::take(&mut self.known);
        match &mut self.values {
            Values::Bytes { bytes, ends } => {
                let all = slices(std::mem::take(bytes), &std::mem::take(ends));
                column::<ByteArrayType, W>(group, &all, &known)
            }
            Values::Whole(all) => column::<Int64Type, W>(group, &std::mem::take(all), &known),
            Values::Degrees(all) => column::<DoubleType, W>(group, &std::mem::take(all), &known),
            Values::Truth(all) => column::<BoolType, W>(group, &std::mem::take(all), &known),
            Values::Day(all) => column::<Int32Type, W>(group, &std::mem::take(all), &known),
        }
    }
}

fn push<T>(all: &mut Vec<T>, new: Option<T>) -> bool {
    let known = new.is_some();
    all.extend(new);
    known
}

/// Views into one buffer, which they share.
fn slices(bytes: Vec<u8>, ends: &[usize]) -> Vec<ByteArray> {
    let whole = ByteArray::from(bytes);
    let starts = std::iter::once(&0).chain(ends);
    let parts = starts.zip(ends);
    parts
        .map(|(start, end)| whole.slice(*start, end - start))
        .collect()
}

fn column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    known: &[i16],
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("the schema has too few columns".to_owned());
    let mut writer = group.next_column()?.ok_or_else(missing)?;
    let mut at = 0;
    for levels in known.chunks(BATCH) {
        let count = levels.iter().filter(|level| **level > 0).count();
        writer
            .typed::<T>()
            .write_batch(&values[at..at + count], Some(levels), None)?;
        at += count;
    }
    writer.close()
}

/// Days since 1970.
fn days(day: NaiveDate) -> Option<i32> {
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).ok()
}

/// A point as little-endian well-known binary.
fn wkb(point: [f64; 2]) -> [u8; 21] {
    let mut bytes = [0; 21];
    bytes[0] = 1;
    bytes[1] = 1; // a point
    bytes[5..13].copy_from_slice(&point[0].to_le_bytes());
    bytes[13..].copy_from_slice(&point[1].to_le_bytes());
    bytes
}
