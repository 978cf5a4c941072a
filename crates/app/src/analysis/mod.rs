//! What the dataset says as a whole: what is claimed and what is seen, where, of whom, when.
//!
//! The tables are pure: [`Material`] in, numbers with their denominators out. The team's material
//! comes from its rows, the public's from published projections alone (invariant I10).

mod counts;
mod material;
mod pairs;
mod public;
mod quadrants;
mod table;
mod team;

pub use counts::{evidence, grid, locations, places, settings, targets, waiting};
pub use material::{Attack, Known, Material, Said};
pub use pairs::{Pair, pairs};
pub use public::{PublicAnalysis, public_material};
pub use quadrants::{Quadrants, quadrants};
pub use table::{Cell, Grid, Label, Row, Table};
pub(crate) use team::marked_provinces;
pub use team::{low_visibility, material_of, set_low_visibility, team_material};
