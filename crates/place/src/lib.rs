//! Where and when, as arithmetic: coordinates in every notation, a few names of towns, the sun,
//! time zones.
//!
//! Pure: text, points and instants come in, readings and angles go out. No files, no network, no
//! clock; a pasted link is read, never followed.

#![forbid(unsafe_code)]

pub mod boundary;
pub mod calendar;
pub mod distance;
pub mod format;
pub mod gazetteer;
pub mod notation;
pub mod reading;
pub mod shadow;
pub mod sun;
mod text;
pub mod zone;

pub use boundary::Area;
pub use format::{format_decimal, format_dms, format_mgrs, format_plus_code, format_utm};
pub use gazetteer::named_in;
pub use notation::{Hints, found_in, parse, parse_near, parse_with};
pub use reading::{Notation, Reading, Role, Unreadable};
pub use sun::{Air, NoSun, SunPosition, day_arc, sun_at};
pub use zone::{BadLocalTime, UnknownZone, instant, local};
