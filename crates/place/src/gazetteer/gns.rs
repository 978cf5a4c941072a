//! Files of the GEOnet Names Server of the US National Geospatial-Intelligence Agency: columns
//! parted by tabs and named in the first line, one line for each spelling. Both the names of
//! columns until 2021 (`UFI`, `LAT`, `FULL_NAME_RO`) and since (`ufi`, `lat_dd`, `full_name`) are
//! known.

use std::collections::HashMap;

use super::rows::{BadLine, LineError, PlaceRow, filled, point};
use crate::boundary::Imported;

/// Where each column stands.
struct Columns {
    id: usize,
    name: usize,
    lat: usize,
    lon: usize,
    kind: Option<usize>,
    class: Option<usize>,
    code: Option<usize>,
    country: Option<usize>,
    admin1: Option<usize>,
}

impl Columns {
    fn of(header: &str) -> Result<Self, BadLine> {
        let header = header.trim_start_matches('\u{feff}');
        let names: Vec<_> = header.split('\t').map(str::to_ascii_lowercase).collect();
        let find = |wanted: &[&str]| {
            let place = |name: &&str| names.iter().position(|column| column == name);
            wanted.iter().find_map(place)
        };
        let need = |wanted: &[&str], what| find(wanted).ok_or(BadLine::NoColumn(what));
        Ok(Self {
            id: need(&["ufi"], "feature's number (ufi)")?,
            name: need(&["full_name", "full_name_ro", "full_name_rg"], "name")?,
            lat: need(&["lat_dd", "lat", "latitude"], "latitude")?,
            lon: need(&["long_dd", "long", "longitude"], "longitude")?,
            kind: find(&["nt"]),
            class: find(&["fc"]),
            code: find(&["desig_cd", "dsg"]),
            country: find(&["cc_ft", "cc1"]),
            admin1: find(&["adm1"]),
        })
    }
}

/// Reads a file; the spellings of one feature become one row under its approved name.
pub fn gns(text: &str) -> Imported<PlaceRow, LineError> {
    let mut imported = Imported {
        rows: Vec::<PlaceRow>::new(),
        errors: Vec::new(),
    };
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    let columns = match Columns::of(header) {
        Ok(columns) => columns,
        Err(flaw) => {
            imported.errors.push(LineError { line: 1, flaw });
            return imported;
        }
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match spelling(line, &columns) {
            Ok((row, approved)) => {
                let next = imported.rows.len();
                let place = *known.entry(row.source_id.clone()).or_insert(next);
                match imported.rows.get_mut(place) {
                    Some(old) => merge(old, row, approved),
                    None => imported.rows.push(row),
                }
            }
            Err(flaw) => imported.errors.push(LineError { line: at + 1, flaw }),
        }
    }
    imported
}

/// A line as a row of its own, and whether its name is the approved one in Latin letters.
fn spelling(line: &str, columns: &Columns) -> Result<(PlaceRow, bool), BadLine> {
    let cells: Vec<_> = line.split('\t').collect();
    let found = cells.len();
    let cell = |at: usize| {
        let wanted = at + 1;
        cells
            .get(at)
            .copied()
            .ok_or(BadLine::Columns { found, wanted })
    };
    let optional = |at: Option<usize>| {
        at.and_then(|at| cells.get(at))
            .and_then(|text| filled(text))
    };
    let row = PlaceRow {
        source_id: cell(columns.id)?.to_owned(),
        name: filled(cell(columns.name)?).ok_or(BadLine::NoName)?,
        other: Vec::new(),
        point: point(cell(columns.lat)?, cell(columns.lon)?)?,
        class: optional(columns.class).unwrap_or_default(),
        code: optional(columns.code).unwrap_or_default(),
        country: optional(columns.country).unwrap_or_default(),
        admin1: optional(columns.admin1),
        admin2: None,
        population: None,
    };
    // N is approved, NS approved in another script, V and VS are variants.
    let approved = optional(columns.kind).is_some_and(|kind| kind == "N");
    Ok((row, approved))
}

fn merge(row: &mut PlaceRow, spelling: PlaceRow, approved: bool) {
    if approved {
        let before = std::mem::replace(&mut row.name, spelling.name);
        row.other.retain(|other| *other != row.name);
        row.add_name(&before);
    } else {
        row.add_name(&spelling.name);
    }
}
