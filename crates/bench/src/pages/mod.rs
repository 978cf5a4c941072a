//! x
use std::path::PathBuf;
use crate::Problem;
/// x
pub struct Pages { /// x
 pub items: usize, /// x
 pub requests: usize, /// x
 pub directory: PathBuf }
/// x
pub async fn run(_: &Pages) -> Result<(), Problem> { Ok(()) }
