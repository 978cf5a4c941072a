//! The signing key: a file of its own, which only its owner reads.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use cairn_ledger::{LedgerError, LogKey, flush};

use super::LedgerSettings;
use crate::{App, AppError};

/// The log's key; made if the log was never begun.
///
/// # Errors
/// If there is a log and no key to it: a new one would be another log.
pub fn load_key(app: &App) -> Result<LogKey, AppError> {
    let settings = &app.settings.ledger;
    match fs::read_to_string(&settings.key_file) {
        Ok(text) => Ok(LogKey::parse(&text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if settings.directory.join("checkpoint").exists() {
                return Err(lost(settings));
            }
            let drawn = || format!("cairn.invalid/{}", hex::encode(app.dice.bytes::<8>()));
            let origin = settings.origin.clone().unwrap_or_else(drawn);
            make_key(app, &origin)
        }
        Err(source) => Err(at(&settings.key_file, source)),
    }
}

/// Makes the key of a log that begins under this name.
pub(super) fn make_key(app: &App, origin: &str) -> Result<LogKey, AppError> {
    let key = LogKey::generate(origin, &app.dice.bytes())?;
    keep(&app.settings.ledger.key_file, &key)?;
    Ok(key)
}

/// Puts a second key in front of the one that signs now. Both sign from the next checkpoint on,
/// until the older line is deleted from the file.
pub fn rotate_key(app: &App) -> Result<LogKey, AppError> {
    let key = load_key(app)?.joined_by(&app.dice.bytes());
    keep(&app.settings.ledger.key_file, &key)?;
    Ok(key)
}

/// What verifies the log: a line a key, as anybody may have it.
pub fn public_keys(settings: &LedgerSettings) -> Result<String, AppError> {
    let text = fs::read_to_string(settings.directory.join("key"));
    text.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => AppError::NotFound,
        _ => AppError::internal(error),
    })
}

fn keep(path: &Path, key: &LogKey) -> Result<(), AppError> {
    let kept = (|| {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let temporary = path.with_extension("key.new");
        // A half-written one of before could not be opened: it is 0400.
        drop(fs::remove_file(&temporary));
        let mut file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o400)
            .open(&temporary)?;
        file.write_all(key.to_text().as_bytes())?;
        flush(&file)?;
        fs::rename(&temporary, path)?;
        flush(&File::open(folder)?)
    })();
    kept.map_err(|source| at(path, source))
}

fn at(path: &Path, source: io::Error) -> AppError {
    let path = path.to_owned();
    AppError::internal(LedgerError::File { path, source })
}

fn lost(settings: &LedgerSettings) -> AppError {
    let why = format!(
        "there is a ledger in {} and no key at {}: bring the key back, or move the ledger away to begin another",
        settings.directory.display(),
        settings.key_file.display()
    );
    AppError::internal(LedgerError::BadKey(why))
}
