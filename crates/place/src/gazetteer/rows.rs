//! What an import of names yields.

use cairn_domain::Point;

/// A named place out of a list, ready to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    /// The list's own number for it.
    pub source_id: String,
    /// The main name.
    pub name: String,
    /// Further spellings, each once, in any script.
    pub other: Vec<String>,
    /// Where.
    pub point: Point,
    /// GeoNames' and GNS' class: `P` populated place, `A` administrative, `T` terrain …
    pub class: String,
    /// The finer code, such as `PPL` or `ADM2`.
    pub code: String,
    /// The list's code for the country.
    pub country: String,
    /// The list's code for the province.
    pub admin1: Option<String>,
    /// The list's code for the district.
    pub admin2: Option<String>,
    /// People, if known.
    pub population: Option<u64>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {flaw}")]
pub struct LineError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub flaw: BadLine,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// Too few columns.
    #[error("{found} columns where {wanted} are needed")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many are needed.
        wanted: usize,
    },
    /// The first line does not name a column that is needed.
    #[error("the first line names no column for the {0}")]
    NoColumn(&'static str),
    /// Nothing where a name should be.
    #[error("there is no name")]
    NoName,
    /// No number where one should be.
    #[error("`{0}` is not a number of degrees")]
    Degrees(String),
    /// Beyond the globe.
    #[error("`{0}, {1}` is not a place on Earth")]
    OffTheGlobe(String, String),
}

/// The point of two columns.
pub(super) fn point(lat: &str, lon: &str) -> Result<Point, BadLine> {
    let degrees = |text: &str| {
        let number = text.trim().parse::<f64>();
        number.map_err(|_| BadLine::Degrees(text.to_owned()))
    };
    let off = |_| BadLine::OffTheGlobe(lat.to_owned(), lon.to_owned());
    Point::try_new(degrees(lat)?, degrees(lon)?).map_err(off)
}

/// A column that may be empty.
pub(super) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl PlaceRow {
    /// Adds a spelling unless it is there.
    pub(super) fn add_name(&mut self, name: &str) {
        let name = name.trim();
        let is_known = name == self.name || self.other.iter().any(|other| other == name);
        if !name.is_empty() && !is_known {
            self.other.push(name.to_owned());
        }
    }
}
