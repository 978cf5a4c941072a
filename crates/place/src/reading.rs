//! What reading a piece of text as a place gives: a point with its precision, or a reason.

use cairn_domain::{Point, PrecisionClass, vocabulary};

vocabulary! {
    /// How the coordinates were written.
    pub enum Notation {
        /// Decimal degrees: `34.5587, 69.2217`.
        Decimal = "decimal",
        /// Degrees, minutes, seconds: `34°33'31.3"N 69°13'18.1"E`.
        Dms = "dms",
        /// Degrees and decimal minutes: `34°33.522'N 69°13.302'E`.
        Ddm = "ddm",
        /// Military grid reference: `42S WD 20334 24126`.
        Mgrs = "mgrs",
        /// Universal Transverse Mercator: `42N 520334 3824126`.
        Utm = "utm",
        /// A Plus code (Open Location Code): `8J5GH65C+FM`.
        PlusCode = "plus_code",
        /// ISO 6709: `+34.5587+069.2217/`.
        Iso6709 = "iso6709",
        /// A `geo:` URI (RFC 5870).
        GeoUri = "geo_uri",
        /// The address of a page of an online map.
        MapLink = "map_link",
    }
}

vocabulary! {
    /// What the point was in its source.
    pub enum Role {
        /// Somebody put it there.
        Pin = "pin",
        /// The middle of what a map happened to show.
        ViewCentre = "view_centre",
    }
}

/// Coordinates as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Where; the middle of the square that a grid reference or a Plus code names.
    pub point: Point,
    /// Radius in metres that the notation implies: one unit of the last digit written, the side of
    /// a grid square, the `u=` of a `geo:` URI, or a quarter of what a map link shows. Never what
    /// the author of a finding would claim; a place to start from.
    pub precision_m: f64,
    /// How it was written.
    pub notation: Notation,
    /// Whether somebody put the point there.
    pub role: Role,
    /// What a person should look at before trusting it, in sentences.
    pub warnings: Vec<String>,
}

impl Reading {
    /// The precision in words.
    pub fn class(&self) -> PrecisionClass {
        PrecisionClass::of_radius(self.precision_m)
    }
}

/// Why text could not be read as a place.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it that could be coordinates.
    #[error(
        "There are no coordinates here. Write them like 34.5587, 69.2217 or 34°33'31\"N 69°13'18\"E, or paste a map link."
    )]
    NothingFound,
    /// One coordinate only.
    #[error("Only one coordinate is here. Give latitude and longitude.")]
    OnlyOne,
    /// More numbers than two coordinates need.
    #[error("These numbers can be read as coordinates in more than one way: {0}")]
    Ambiguous(String),
    /// Minutes or seconds of 60 and more, or a fraction before a smaller unit.
    #[error("{0} cannot stand for {1}.")]
    BadPart(String, &'static str),
    /// Both coordinates are of the same axis.
    #[error("Both coordinates are {0}s. Give one latitude (N or S) and one longitude (E or W).")]
    SameAxis(&'static str),
    /// A latitude or longitude beyond the globe.
    #[error(
        "Latitude {lat}, longitude {lon} is not a place on Earth: latitude ends at 90, longitude at 180.{}",
        if *swap_fits { " Swapped, they would fit: latitude comes first." } else { "" }
    )]
    OutOfRange {
        /// Latitude as read.
        lat: f64,
        /// Longitude as read.
        lon: f64,
        /// Whether the other order would be on the globe.
        swap_fits: bool,
    },
    /// A `geo:` URI in a reference system other than WGS 84.
    #[error("The reference system {0} is not supported. Give WGS 84 coordinates.")]
    OtherDatum(String),
    /// A grid reference with something that the grid does not have.
    #[error("{text} is not a place in the grid: {why}.")]
    NotInGrid {
        /// As written.
        text: String,
        /// What does not fit.
        why: &'static str,
    },
    /// A grid reference near a pole, where the grid is another one.
    #[error(
        "{0} is in the polar grid (UPS), which Cairn does not read. Give latitude and longitude."
    )]
    PolarGrid(String),
    /// A Plus code without its region, and no place named to start from.
    #[error(
        "This Plus code is short: it says where, but not in which region. Give the full code (8 characters before the +), or name a town after it."
    )]
    ShortPlusCode,
    /// Something like a Plus code that is none.
    #[error("{0} is not a Plus code. Check it for characters that are missing or mistyped.")]
    BadPlusCode(String),
    /// Three words of a proprietary scheme.
    #[error(
        "Three words can be turned into a place only by the service that sells them, and Cairn does not ask it. Give coordinates."
    )]
    ThreeWords,
    /// A shortened link, which Cairn will not follow.
    #[error(
        "This is a shortened link, and Cairn does not follow links. Open it yourself and paste the full address."
    )]
    ShortLink,
    /// A map link without coordinates.
    #[error(
        "This link holds no coordinates. On the map, choose the exact spot and copy its coordinates or the full link."
    )]
    LinkWithoutPlace,
}

/// The point, or [`Unreadable::OutOfRange`].
pub(crate) fn point(lat: f64, lon: f64) -> Result<Point, Unreadable> {
    Point::try_new(lat, lon).map_err(|_| {
        let swap_fits = Point::try_new(lon, lat).is_ok();
        Unreadable::OutOfRange {
            lat,
            lon,
            swap_fits,
        }
    })
}

/// Metres in one degree of latitude, or of longitude at the equator (40 075 km / 360).
pub(crate) const DEGREE_M: f64 = 111_320.0;

/// The finest precision any reading claims, in metres: seven decimals and more are what software
/// prints, not what somebody measured.
pub(crate) const FINEST_M: f64 = 0.1;

/// Metres of one unit in the `decimals`-th place of something worth `unit_deg` degrees.
pub(crate) fn implied_precision_m(unit_deg: f64, decimals: u32) -> f64 {
    let decimals = i32::try_from(decimals).unwrap_or(i32::MAX);
    (DEGREE_M * unit_deg * 0.1_f64.powi(decimals)).max(FINEST_M)
}
