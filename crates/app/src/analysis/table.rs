//! Tables of an analysis: numbers with what they are of, and where the rows behind them are.

/// What a row or a column is called, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A name as it is: a province, a place.
    Name(String),
    /// A month, `2022-09`, or a quarter, `2022-Q3`.
    Period(String),
    /// A code of a vocabulary.
    Code(&'static str, String),
    /// Words of the page itself, by their key.
    Key(&'static str),
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub count: usize,
    /// Of how many, where that is another number than the row's whole.
    pub of: Option<usize>,
    /// What a list of the rows behind it is asked; empty where there is no such list.
    pub behind: Vec<(&'static str, String)>,
}

impl Cell {
    /// A count.
    pub fn count(count: usize) -> Self {
        Self {
            count,
            of: None,
            behind: Vec::new(),
        }
    }

    /// A part of a whole.
    pub fn part(count: usize, of: usize) -> Self {
        Self {
            of: Some(of),
            ..Self::count(count)
        }
    }

    /// With what a list of the rows behind it is asked.
    pub fn behind(mut self, name: &'static str, value: &str) -> Self {
        self.behind.push((name, value.to_owned()));
        self
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub label: Label,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// A table, drawn as bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in addresses and keys.
    pub key: &'static str,
    /// Names of the columns as keys; the first is drawn.
    pub columns: Vec<&'static str>,
    /// Rows in the order they are read.
    pub rows: Vec<Row>,
    /// What all its rows are of.
    pub of: usize,
}

/// Claimed and verified side by side: provinces down, months across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Provinces, those with most first.
    pub provinces: Vec<String>,
    /// Every month between the first and the last, empty ones included.
    pub months: Vec<String>,
    /// Counted claims, by province and month.
    pub claimed: Vec<Vec<usize>>,
    /// Verified incidents, likewise.
    pub verified: Vec<Vec<usize>>,
    /// Which provinces show little, whatever happens there.
    pub low_visibility: Vec<bool>,
}
