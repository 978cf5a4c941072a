//! Projects and their workflows.

mod create;

pub use create::{NewProject, create_project};
