//! Areas on the globe: the rectangle a project works in, provinces, countries, and boundaries that
//! an instance imports.
//!
//! The embedded outlines are coarse and not authoritative: they suggest a name, they settle no
//! border. Their origin and licences are in `data/README.md`.

mod area;
mod country;
mod import;
mod line;
mod province;
mod shape;
mod topology;

pub use area::{Area, NoArea};
pub use country::{Country, countries, countries_crossed, country_of};
pub use import::{BadFeature, Boundary, BoundaryImport, FeatureError, Imported, boundaries};
pub use province::{InProvince, Province, province_named, province_of, provinces};
pub use shape::{NoShape, Ring, Shape};
