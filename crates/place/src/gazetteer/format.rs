//! Which of the known forms a list of names has.

use super::{LineError, PlaceRow, geonames, gns};
use crate::boundary::Imported;

/// A form of lists that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A dump of GeoNames.
    GeoNames,
    /// A file of the GEOnet Names Server.
    Gns,
}

/// Columns of a line of GeoNames.
const GEONAMES_COLUMNS: usize = 19;

impl Format {
    /// The form of a list by its first line; `None` if it is neither.
    pub fn of(text: &str) -> Option<Self> {
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        let cells = || first.trim_start_matches('\u{feff}').split('\t');
        if cells().any(|cell| cell.trim().eq_ignore_ascii_case("ufi")) {
            return Some(Self::Gns);
        }
        (cells().count() >= GEONAMES_COLUMNS).then_some(Self::GeoNames)
    }

    /// Reads a list of this form.
    pub fn read(self, text: &str) -> Imported<PlaceRow, LineError> {
        match self {
            Self::GeoNames => geonames(text),
            Self::Gns => gns(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart_by_the_first_line() {
        let dump = format!("\n1{}\n", "\t".repeat(18));
        assert_eq!(Format::of(&dump), Some(Format::GeoNames));
        assert_eq!(Format::of("\u{feff}UFI\tLAT\tLONG\n"), Some(Format::Gns));
        assert_eq!(Format::of("name,lat,lon\nKabul,34,69"), None);
        assert_eq!(Format::of(""), None);
    }
}
