//! Giving received bytes their name, in an order that a power cut cannot break: fsync of the file,
//! rename, fsync of the directory. Only then may a row name them.

use std::{
    fs::{self, File, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;

use crate::{StorageError, StoredBlob};

/// `ab/cdef…` under the directory.
pub(crate) fn path_of(directory: &Path, sha256: &Digest) -> PathBuf {
    let hex = sha256.to_string();
    let (folder, name) = hex.split_at(2);
    directory.join(folder).join(name)
}

/// Settles a received file under the name of its bytes; `temporary` is gone afterwards.
///
/// # Errors
/// [`StorageError::Corrupt`] if a blob of that name has another length.
pub(crate) fn settle(
    file: &File,
    temporary: &Path,
    directory: &Path,
    blob: StoredBlob,
) -> Result<(), StorageError> {
    let target = path_of(directory, &blob.sha256);
    in_order(file, temporary, &target, blob, &mut |_| ())
}

/// Settles an upload by its path. Repeated after a crash in between, it finds the blob in place.
pub(crate) fn settle_named(
    temporary: &Path,
    directory: &Path,
    blob: StoredBlob,
) -> Result<(), StorageError> {
    match File::open(temporary) {
        Ok(file) if file.metadata()?.len() == blob.size_bytes => {
            settle(&file, temporary, directory, blob)
        }
        Ok(_) => Err(StorageError::Missing { what: "upload" }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let target = path_of(directory, &blob.sha256);
            match fs::metadata(&target) {
                Ok(known) if known.len() == blob.size_bytes => sync_folder(&target),
                _ => Err(StorageError::Missing { what: "upload" }),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// What has happened so far, for the test of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    FileSynced,
    Renamed,
    DirectorySynced,
}

fn in_order(
    file: &File,
    temporary: &Path,
    target: &Path,
    blob: StoredBlob,
    done: &mut dyn FnMut(Step),
) -> Result<(), StorageError> {
    make_folder(target)?;
    // Readable for the caged child of another user, to whom it is handed open; nobody else enters
    // the folder.
    file.set_permissions(Permissions::from_mode(0o444))?;
    file.sync_all()?;
    done(Step::FileSynced);
    match fs::metadata(target) {
        Ok(known) if known.len() == blob.size_bytes => fs::remove_file(temporary)?,
        Ok(_) => return Err(corrupt(&blob.sha256)),
        Err(_) => {
            fs::rename(temporary, target)?;
            done(Step::Renamed);
        }
    }
    // Even when it was there: whoever renamed it may not have come this far yet.
    sync_folder(target)?;
    done(Step::DirectorySynced);
    Ok(())
}

/// Makes the names in the folder of a path durable.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StorageError> {
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// A folder is durable when its parent is synced.
fn make_folder(target: &Path) -> Result<(), StorageError> {
    let Some(folder) = target.parent().filter(|folder| !folder.is_dir()) else {
        return Ok(());
    };
    fs::create_dir_all(folder)?;
    // A folder that is there is taken for durable, so one that is not must not stay.
    sync_folder(folder).inspect_err(|_| drop(fs::remove_dir(folder)))
}

fn corrupt(sha256: &Digest) -> StorageError {
    StorageError::Corrupt {
        table: "blob",
        column: "length",
        row: sha256.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// fsync of the file, rename, fsync of the directory: after a power cut at any point there is
    /// either no blob or a whole one.
    #[test]
    fn settles_in_the_order_that_a_power_cut_cannot_break() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let bytes = b"evidence";
        let sha256 = Digest::of_bytes(bytes);
        let blob = StoredBlob {
            sha256,
            size_bytes: bytes.len() as u64,
        };
        let target = path_of(directory.path(), &sha256);
        let temporary = directory.path().join("arriving");
        let orders = [
            // New bytes, then the same bytes again.
            vec![Step::FileSynced, Step::Renamed, Step::DirectorySynced],
            vec![Step::FileSynced, Step::DirectorySynced],
        ];
        for expected in orders {
            let mut file = File::create_new(&temporary).expect("a file");
            file.write_all(bytes).expect("written");
            let mut steps = Vec::new();
            let mut note = |step| steps.push(step);
            in_order(&file, &temporary, &target, blob, &mut note).expect("settled");
            assert_eq!(steps, expected);
            assert!(!temporary.exists());
        }
    }
}
