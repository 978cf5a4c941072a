//! Projects and their workflows.

mod create;
mod demonstration;
mod seal;

pub use create::{NewProject, create_project};
pub use demonstration::is_demonstration;
pub use seal::change_sealing;
