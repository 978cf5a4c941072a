//! Dates as they are written: uncertain ones (EDTF), and those of the Afghan calendar.

mod bounds;
mod edtf;
mod edtf_parse;
mod months;
mod solar_hijri;

pub use bounds::{Bound, Bounds, Instants};
pub use edtf::{Date, Edtf, End, Qualifier, Value};
pub use edtf_parse::{NotEdtf, parse_edtf};
pub use months::{Month, month_named, months};
pub use solar_hijri::{NoSolarHijri, SolarHijri};
