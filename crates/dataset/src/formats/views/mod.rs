//! The incidents in the columns of other datasets: `acled-like.csv`, `gtd-like.csv`, `hxl.csv`.
//!
//! A view is a table of columns, each reading columns of `incidents.csv` by name. It takes the first
//! of the names that this version has, so that a richer record fills a view without touching it.

mod acled;
mod gtd;
mod hxl;

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::{
    cell::Cell,
    column::{Csv, headings},
    formats::{Cause, Work},
    tables::{INCIDENTS, TABLES},
};

pub(super) use hxl::hxl;

/// One column of a view.
struct Column {
    name: &'static str,
    from: From,
}

/// Where a column of a view comes from.
enum From {
    /// The first of these columns that exists and is known.
    Any(&'static [&'static str]),
    /// The code of a column in other words; one without is left out.
    Coded(
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
    ),
    /// Part of the day it happened.
    OfDay(fn(NaiveDate) -> String),
    /// What several columns say together.
    Made(fn(&Incident<'_>) -> String),
}

/// One incident by the names of its columns.
struct Incident<'r> {
    places: &'r HashMap<&'static str, usize>,
    cells: &'r [Cell<'r>],
    built_on: NaiveDate,
}

impl Incident<'_> {
    /// The first of some columns that exists and is known.
    fn any(&self, names: &[&str]) -> &Cell<'_> {
        let cells = names.iter().filter_map(|name| self.places.get(name));
        let mut cells = cells.filter_map(|at| self.cells.get(*at));
        cells
            .find(|cell| **cell != Cell::Unknown)
            .unwrap_or(&Cell::Unknown)
    }

    fn words(&self, name: &str) -> String {
        self.any(&[name]).words().into_owned()
    }

    fn day(&self) -> Option<NaiveDate> {
        match self.any(&["date"]) {
            Cell::Day(day) => Some(*day),
            _ => None,
        }
    }

    fn fill(&self, from: &From) -> Cell<'_> {
        match from {
            From::Any(names) => self.any(names).clone(),
            From::Coded(names, codes) => {
                let code = self.any(names).words();
                let found = codes.iter().find(|(own, _)| *own == code);
                found.map_or(Cell::Unknown, |(_, theirs)| Cell::text(*theirs))
            }
            From::OfDay(part) => Cell::maybe_text(self.day().map(part)),
            From::Made(make) => Cell::text(make(self)),
        }
    }
}

pub(super) fn acled(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    write(work, &acled::COLUMNS.iter().collect::<Vec<_>>(), |_| Ok(()))
}

pub(super) fn gtd(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    write(work, &gtd::COLUMNS.iter().collect::<Vec<_>>(), |_| Ok(()))
}

/// The header, what stands between it and the data, and the data.
fn write(
    work: &Work<'_>,
    columns: &[&Column],
    between: impl FnOnce(&mut Csv<Vec<u8>>) -> std::io::Result<()>,
) -> Result<Vec<u8>, Cause> {
    let incidents = TABLES.first().ok_or("incidents are the first table")?;
    let names = headings(INCIDENTS);
    let places = names.iter().enumerate().map(|(at, one)| (one.name, at));
    let places: HashMap<_, _> = places.collect();
    let mut csv = Csv::new(columns.iter().map(|column| column.name), Vec::new())?;
    between(&mut csv)?;
    for cells in (incidents.rows)(work.release) {
        let incident = Incident {
            places: &places,
            cells: &cells,
            built_on: work.release.built_on,
        };
        let row: Vec<_> = columns.iter().map(|one| incident.fill(&one.from)).collect();
        csv.row(row)?;
    }
    Ok(csv.finish()?)
}

fn year(day: NaiveDate) -> String {
    day.year().to_string()
}

fn month(day: NaiveDate) -> String {
    day.month().to_string()
}

fn day_of_month(day: NaiveDate) -> String {
    day.day().to_string()
}

const fn column(name: &'static str, from: From) -> Column {
    Column { name, from }
}
