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

/// Writes a CSV as it comes: header, then one line per record; CRLF, UTF-8, no byte order mark. Which
/// cells are quoted, and how, is `csv-core`'s; a line is put together in one place and written once.
pub(crate) struct Csv<W: Write> {
    rules: csv_core::Writer,
    /// Room that is used for one line after the other.
    line: Vec<u8>,
    cell: String,
    out: W,
}

impl<W: Write> Csv<W> {
    /// Begins with the header.
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>, out: W) -> io::Result<Self> {
        let mut csv = Self {
            rules: csv_core::Writer::new(),
            line: Vec::new(),
            cell: String::new(),
            out,
        };
        csv.row(names.into_iter().map(Cell::text))?;
        Ok(csv)
    }

    /// Adds a line.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        self.line.clear();
        for cell in cells {
            self.cell(&cell);
            self.line.push(b',');
        }
        self.line.pop();
        self.line.extend(b"\r\n");
        self.out.write_all(&self.line)
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        let words = cell.csv(&mut self.cell).as_bytes();
        if words.is_empty() {
            return; // most cells are
        }
        if !self.rules.should_quote(words) {
            return self.line.extend(words);
        }
        self.line.push(b'"');
        let start = self.line.len();
        self.line.resize(start + 2 * words.len(), 0); // were each of them a quotation mark
        let (_, _, written) = csv_core::quote(words, &mut self.line[start..], b'"', b'"', true);
        self.line.truncate(start + written);
        self.line.push(b'"');
    }

    /// Everything is written.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again_by_the_library(
            rows in vec(vec("[a'é,;\"\r\n .]{0,12}", 3), 0..5)
        ) {
            let mut csv = Csv::new(["a", "b", "c"], Vec::new()).unwrap();
            for row in &rows {
                csv.row(row.iter().map(Cell::text)).unwrap();
            }
            let written = csv.finish().unwrap();
            let read: Vec<Vec<String>> = csv::Reader::from_reader(written.as_slice())
                .deserialize()
                .collect::<Result<_, _>>()
                .unwrap();
            let defused = |text: &String| Cell::text(text).csv(&mut String::new()).to_owned();
            let wanted: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(defused).collect()).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
