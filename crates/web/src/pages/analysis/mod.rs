//! The analysis, for the team and for anybody.

mod csv;
mod public;
mod team;
mod view;

pub(crate) use public::{public, public_claims, public_csv};
pub(crate) use team::{mark, team, team_csv};
