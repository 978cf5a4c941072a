//! Lines of a GeoNames dump (`AF.txt`; download.geonames.org/export/dump, readme.txt): 19 columns
//! parted by tabs, no header.

use super::rows::{BadLine, LineError, PlaceRow, filled, point};
use crate::boundary::Imported;

const COLUMNS: usize = 19;

/// Reads a dump, a place a line. Empty lines are passed over.
pub fn geonames(text: &str) -> Imported<PlaceRow, LineError> {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match row(line) {
            Ok(row) => rows.push(row),
            Err(flaw) => errors.push(LineError { line: at + 1, flaw }),
        }
    }
    Imported { rows, errors }
}

fn row(line: &str) -> Result<PlaceRow, BadLine> {
    let cells: Vec<_> = line.split('\t').collect();
    let found = cells.len();
    let [
        id,
        name,
        ascii,
        other,
        lat,
        lon,
        class,
        code,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        population,
        ..,
    ] = cells[..]
    else {
        let wanted = COLUMNS;
        return Err(BadLine::Columns { found, wanted });
    };
    if found < COLUMNS {
        let wanted = COLUMNS;
        return Err(BadLine::Columns { found, wanted });
    }
    let mut row = PlaceRow {
        source_id: id.to_owned(),
        name: filled(name).ok_or(BadLine::NoName)?,
        other: Vec::new(),
        point: point(lat, lon)?,
        class: class.to_owned(),
        code: code.to_owned(),
        country: country.to_owned(),
        admin1: filled(admin1),
        admin2: filled(admin2),
        population: population.parse().ok().filter(|people| *people > 0),
    };
    row.add_name(ascii);
    other.split(',').for_each(|name| row.add_name(name));
    Ok(row)
}
