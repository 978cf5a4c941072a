//! The whole server in process: real SQLite, real files, real pages. One binary, so that it is
//! linked once.

mod evidence;
mod footage;
mod frame;
mod matrix;
mod publishing;
mod redacting;
mod refusals;
