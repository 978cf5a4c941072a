//! The key an instance signs its releases with: made once, kept apart from the database, so that a
//! copy of the database cannot sign.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use cairn_dataset::SigningKey;

use crate::{App, AppError};

/// Its file in the folder of keys.
const FILE: &str = "release.key";

/// The key of this instance; made when there is none.
///
/// # Errors
/// When it cannot be read or kept; nothing is signed with a key that would be lost.
pub fn signing_key(app: &App) -> Result<SigningKey, AppError> {
    let path = app.settings.keys_dir.join(FILE);
    if let Some(key) = read(&path)? {
        return Ok(key);
    }
    let key = SigningKey::from_seed(app.dice.bytes());
    match keep(&path, &key) {
        Ok(()) => Ok(key),
        // Somebody else made one at the same time; theirs is the one.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(&path)?.ok_or_else(|| AppError::internal(error))
        }
        Err(error) => Err(AppError::internal(error)),
    }
}

fn read(path: &Path) -> Result<Option<SigningKey>, AppError> {
    match fs::read_to_string(path) {
        Ok(text) => SigningKey::parse(&text)
            .map(Some)
            .map_err(AppError::internal),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(AppError::internal(error)),
    }
}

/// Written whole beside its place and moved there, so that half a key is never found.
fn keep(path: &Path, key: &SigningKey) -> std::io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(key.to_text().as_bytes())?;
    file.sync_all()?;
    let kept = fs::hard_link(&fresh, path);
    fs::remove_file(&fresh)?;
    kept?;
    fs::File::open(directory)?.sync_all()
}
