//! A column: its name, what it means, and how to read it from a record, in one place. CSV, GeoJSON
//! and the codebook are three readings of the same table, so they cannot drift apart.

use crate::cell::Cell;

/// One column of the records `T`. `cell` also gets the id of the record it belongs to: the
/// incident of an item or a claim, empty where there is none.
pub(crate) struct Column<T> {
    /// As in the CSV header and the GeoJSON property.
    pub(crate) name: &'static str,
    /// What may stand in it.
    pub(crate) values: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// How to read it.
    pub(crate) cell: fn(&str, &T) -> Cell,
}

/// Writes a CSV: header, then one line per record; CRLF, UTF-8, no byte order mark.
pub(crate) fn csv<'a, T: 'a>(
    columns: &[Column<T>],
    rows: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let held = "memory does not refuse writes and every row has the header's length";
    writer
        .write_record(columns.iter().map(|column| column.name))
        .expect(held);
    for (parent, row) in rows {
        writer
            .write_record(columns.iter().map(|c| (c.cell)(parent, row).csv()))
            .expect(held);
    }
    writer.into_inner().expect("memory does not refuse a flush")
}
