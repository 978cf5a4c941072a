//! A column: its name, what it means, and how to read it from a record, in one place. Every format
//! is a reading of the same table of columns, so they cannot drift apart.

use std::io::{self, Write};

use crate::{cell::Cell, kind::Kind};

/// One column of the records `T`. `cell` also gets the id of the record it belongs to: the
/// incident of an item or a claim, empty where there is none.
pub(crate) struct Column<T> {
    /// As in the CSV header and the GeoJSON property.
    pub(crate) name: &'static str,
    /// What may stand in it; [`Kind::of`] reads its kind from these words.
    pub(crate) values: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// How to read it.
    pub(crate) cell: for<'a> fn(&'a str, &'a T) -> Cell<'a>,
}

/// A column without its record type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    pub(crate) name: &'static str,
    pub(crate) values: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) kind: Kind,
}

/// The headings of a table of columns.
pub(crate) fn headings<T>(columns: &[Column<T>]) -> Vec<Heading> {
    let heading = |column: &Column<T>| Heading {
        name: column.name,
        values: column.values,
        meaning: column.meaning,
        kind: Kind::of(column.values),
    };
    columns.iter().map(heading).collect()
}

/// One record as the cells of its columns.
pub(crate) fn cells<'a, T>(
    columns: &'a [Column<T>],
    parent: &'a str,
    record: &'a T,
) -> impl Iterator<Item = Cell<'a>> {
    columns
        .iter()
        .map(move |column| (column.cell)(parent, record))
}

/// Writes a CSV as it comes: header, then one line per record; CRLF, UTF-8, no byte order mark.
pub(crate) struct Csv<W: Write> {
    writer: csv::Writer<W>,
    /// Room that is used for one line after the other.
    line: csv::StringRecord,
    cell: String,
}

impl<W: Write> Csv<W> {
    /// Begins with the header.
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>, out: W) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        writer.write_record(names)?;
        Ok(Self {
            writer,
            line: csv::StringRecord::new(),
            cell: String::new(),
        })
    }

    /// Adds a line.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        self.line.clear();
        for cell in cells {
            self.line.push_field(cell.csv(&mut self.cell));
        }
        let line = self.line.as_byte_record();
        Ok(self.writer.write_byte_record(line)?)
    }

    /// Everything is written.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| error.into_error())
    }
}
