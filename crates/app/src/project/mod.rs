//! Projects and their workflows.

mod create;
mod seal;

pub use create::{NewProject, create_project};
pub use seal::change_sealing;
