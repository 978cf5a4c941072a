//! What kind of value stands in a column. The codebook says it in words and the typed files in
//! their own types; both read the same words, so that a column is described once.

/// The kind of every value of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words or a code.
    Text,
    /// Codes separated by `;`.
    List,
    /// A whole number from 0.
    Whole,
    /// Degrees of a coordinate.
    Degrees,
    /// `true` or `false`.
    Truth,
    /// A calendar day.
    Day,
}

/// How the words of the codebook begin for each kind; anything else is text.
const WORDS: [(&str, Kind); 8] = [
    ("codes", Kind::List),
    ("number", Kind::Whole),
    ("metres", Kind::Whole),
    ("pixels", Kind::Whole),
    ("minutes", Kind::Whole),
    ("degrees", Kind::Degrees),
    ("true or false", Kind::Truth),
    ("YYYY-MM-DD", Kind::Day),
];

impl Kind {
    /// The kind that the codebook's words for what may stand in a column describe.
    pub(crate) fn of(values: &str) -> Self {
        let known = WORDS.iter().find(|(words, _)| values.starts_with(words));
        known.map_or(Self::Text, |(_, kind)| *kind)
    }

    /// As Frictionless calls it in a table schema.
    pub(crate) fn frictionless(self) -> &'static str {
        match self {
            Self::Text | Self::List => "string",
            Self::Whole => "integer",
            Self::Degrees => "number",
            Self::Truth => "boolean",
            Self::Day => "date",
        }
    }

    /// As schema.org calls it, which Croissant reads.
    pub(crate) fn schema_org(self) -> &'static str {
        match self {
            Self::Text | Self::List => "sc:Text",
            Self::Whole => "sc:Integer",
            Self::Degrees => "sc:Float",
            Self::Truth => "sc:Boolean",
            Self::Day => "sc:Date",
        }
    }

    /// As SQLite declares it.
    pub(crate) fn sqlite(self) -> &'static str {
        match self {
            Self::Text | Self::List => "TEXT",
            Self::Whole => "INTEGER",
            Self::Degrees => "REAL",
            Self::Truth => "BOOLEAN",
            Self::Day => "DATE",
        }
    }
}
