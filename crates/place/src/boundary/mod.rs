//! Areas on the globe: the rectangle a project works in, provinces, countries.

mod area;

pub use area::{Area, NoArea};
