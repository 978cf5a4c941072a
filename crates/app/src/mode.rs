//! How far an instance is open: a word in a file of the data directory, so that it can be changed
//! while a server runs and holds the database.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

pub use cairn_domain::SecurityMode;

use crate::App;

impl App {
    /// How far the instance is open at this moment. What cannot be read counts as locked.
    pub fn mode(&self) -> SecurityMode {
        mode_in(&self.settings.mode_file)
    }
}

/// What a file says of how far an instance is open. What cannot be read counts as locked.
pub fn mode_in(file: &Path) -> SecurityMode {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => SecurityMode::Open,
        Ok(word) => word.trim().parse().unwrap_or(SecurityMode::Locked),
        Err(_) => SecurityMode::Locked,
    }
}

/// Writes how far an instance is open; holds from the next request on.
///
/// # Errors
/// If the file cannot be written; what held before holds on.
pub fn set_mode(file: &Path, mode: SecurityMode) -> io::Result<()> {
    let draft = file.with_extension("draft");
    let mut written = File::create(&draft)?;
    written.write_all(mode.code().as_bytes())?;
    written.sync_all()?;
    fs::rename(&draft, file)?;
    match file.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
