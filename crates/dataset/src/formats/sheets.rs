//! The CSV of every table.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use crate::{
    PublicIncident,
    column::{Csv, cells, headings},
    formats::{Cause, Work},
    tables::{INCIDENTS, TABLES},
};

/// The CSV of the table of that name.
pub(super) fn write(work: &Work<'_>, name: &str) -> Result<Vec<u8>, Cause> {
    let table = TABLES.iter().find(|table| table.name == name);
    let table = table.ok_or("no table has this name")?;
    let headings = (table.headings)();
    let mut csv = Csv::new(headings.iter().map(|heading| heading.name), Vec::new())?;
    for row in (table.rows)(work.release) {
        let odd = headings
            .iter()
            .zip(&row)
            .find(|(heading, cell)| !cell.is_a(heading.kind));
        if let Some((heading, _)) = odd {
            return Err(format!("{} is not what the codebook says", heading.name).into());
        }
        csv.row(row)?;
    }
    Ok(csv.finish()?)
}

pub(super) fn incidents_to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    out: impl Write,
) -> io::Result<()> {
    let names = headings(INCIDENTS).into_iter().map(|heading| heading.name);
    let mut csv = Csv::new(names, out)?;
    for incident in incidents {
        csv.row(cells(INCIDENTS, "", incident.borrow()))?;
    }
    csv.finish().map(drop)
}
