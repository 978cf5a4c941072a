//! A second place for checkpoint and tiles.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Copies what is not there yet, stamps included; the checkpoint last, and under its size as well, so that a mirror
/// keeps every checkpoint it ever saw.
pub(super) fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    copy_new(&from.join("tile"), &to.join("tile"))?;
    copy_new(&from.join("stamps"), &to.join("stamps"))?;
    let bytes = fs::read(from.join("checkpoint"))?;
    let size = String::from_utf8_lossy(&bytes)
        .lines()
        .nth(1)
        .unwrap_or("0")
        .to_owned();
    let kept = to.join("checkpoints");
    fs::create_dir_all(&kept)?;
    put(&kept.join(size), &bytes)?;
    put(&to.join("key"), &fs::read(from.join("key"))?)?;
    put(&to.join("checkpoint"), &bytes)
}

fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_new(&entry.path(), &target)?;
        } else if size(&target) != size(&entry.path()) {
            // Tiles never change; a stamp may be replaced by one that says more.
            put(&target, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|file| file.len())
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    let temporary = PathBuf::from(temporary);
    fs::write(&temporary, bytes)?;
    fs::File::open(&temporary)?.sync_all()?;
    fs::rename(&temporary, path)
}
