//! PDQ against the reference and against its own definition.

mod golden;
mod pictures;
mod properties;
