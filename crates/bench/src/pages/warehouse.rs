//! The database of many items, made once and kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cairn_app::Clock;

use crate::{
    Problem,
    instance::{self, beginning},
    measure::now,
    seed::seed,
};

/// Raised when the seeding makes something else, so that an old database is not taken for it.
const SHAPE: u32 = 1;

/// The directory of an instance with this many items. The database of an interrupted seeding is
/// thrown away.
pub(super) async fn stocked(parent: &Path, items: usize) -> Result<PathBuf, Problem> {
    let directory = parent.join(format!("bench-pages-{items}-{SHAPE}"));
    let stocked = directory.join("stocked");
    if !stocked.exists() {
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        fs::create_dir_all(&directory)?;
        let began = now();
        let app = instance::open(&directory, Clock::standing_at(beginning()), None).await?;
        seed(&app, items).await?;
        app.store.clone().close().await;
        fs::write(&stocked, "")?;
        println!("Seeded in {:.0} s.", began.elapsed().as_secs_f64());
    }
    Ok(directory.canonicalize()?)
}
