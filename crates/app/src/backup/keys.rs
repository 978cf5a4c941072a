//! Keys travel apart from what they sign: whoever finds the backup must not find them beside it.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use super::{
    BackupError,
    files::{At, copy_file, files_below, hash_file, make_directory, sync_tree},
};

/// Copies every key; one that is there already must be the same. Gives how many there are.
pub(super) fn copy_keys(from: &Path, to: &Path) -> Result<usize, BackupError> {
    if !from.is_dir() {
        return Ok(0);
    }
    make_directory(to)?;
    fs::set_permissions(to, Permissions::from_mode(0o700)).at(to)?;
    let keys = files_below(from)?;
    for key in &keys {
        let (source, target) = (from.join(key), to.join(key));
        if target.exists() {
            if hash_file(&source)? != hash_file(&target)? {
                return Err(BackupError::OtherKey(target));
            }
            continue;
        }
        copy_file(&source, &target)?;
        fs::set_permissions(&target, Permissions::from_mode(0o400)).at(&target)?;
    }
    sync_tree(to)?;
    Ok(keys.len())
}
