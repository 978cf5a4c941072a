//! Files copied whole: hashed on the way, under their name only when every byte is there.

use std::{
    fs::{self, File, Permissions},
    io::{self, Read, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};

use super::BackupError;

/// Read at a time.
const PIECE_BYTES: usize = 1 << 20;
/// Ending of a file that is being written.
pub(super) const PART: &str = "part";

/// Names the file in what the disk says.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, BackupError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, BackupError> {
        self.map_err(|source| BackupError::Disk {
            path: path.to_owned(),
            source,
        })
    }
}

/// Digest and size of a file.
pub(super) fn hash_file(path: &Path) -> Result<(Digest, u64), BackupError> {
    hash_into(path, &mut io::sink())
}

/// Copies a file under a name that is taken only by a whole copy; gives digest and size. The bytes
/// are on the disk afterwards, their name only after [`sync_directory`].
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<(Digest, u64), BackupError> {
    let part = part_of(to);
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).at(folder)?;
    let mut file = File::create(&part).at(&part)?;
    let read = hash_into(from, &mut file)?;
    file.sync_data().at(&part)?;
    fs::rename(&part, to).at(to)?;
    Ok(read)
}

/// As [`copy_file`], but only if the bytes are those of the digest; says whether they are.
pub(super) fn copy_blob(from: &Path, to: &Path, sha256: &Digest) -> Result<bool, BackupError> {
    let part = part_of(to);
    match copy_file(from, &part) {
        Ok((found, _)) if found == *sha256 => {
            // As in the instance: readable, never writable.
            fs::set_permissions(&part, Permissions::from_mode(0o444)).at(&part)?;
            fs::rename(&part, to).at(to)?;
            Ok(true)
        }
        Ok(_) => {
            fs::remove_file(&part).at(&part)?;
            Ok(false)
        }
        Err(BackupError::Disk { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Writes a small file so that it is there whole or not at all, even after a power cut.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let part = part_of(path);
    let mut file = File::create(&part).at(&part)?;
    file.write_all(bytes).at(&part)?;
    file.sync_all().at(&part)?;
    fs::rename(&part, path).at(path)?;
    sync_directory(path.parent().unwrap_or(path))
}

/// Makes the names in a directory durable.
pub(super) fn sync_directory(directory: &Path) -> Result<(), BackupError> {
    let open = File::open(directory).at(directory)?;
    open.sync_all().at(directory)
}

/// Makes a directory, the ones above it, and their names durable.
pub(super) fn make_directory(directory: &Path) -> Result<(), BackupError> {
    let new: Vec<_> = directory
        .ancestors()
        .take_while(|one| !one.as_os_str().is_empty() && !one.exists())
        .collect();
    fs::create_dir_all(directory).at(directory)?;
    for one in new {
        let parent = one.parent().filter(|above| !above.as_os_str().is_empty());
        sync_directory(parent.unwrap_or(Path::new(".")))?;
    }
    Ok(())
}

/// Makes the names of a directory and of everything below it durable.
pub(super) fn sync_tree(directory: &Path) -> Result<(), BackupError> {
    for entry in fs::read_dir(directory).at(directory)? {
        let path = entry.at(directory)?.path();
        if path.is_dir() && !path.is_symlink() {
            sync_tree(&path)?;
        }
    }
    sync_directory(directory)
}

/// Every file below a directory, by its path from there, in order. Links are not followed.
pub(super) fn files_below(root: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).at(&directory)? {
            let entry = entry.at(&directory)?;
            let kind = entry.file_type().at(&entry.path())?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file()
                && let Ok(short) = entry.path().strip_prefix(root)
            {
                found.push(short.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(PART);
    PathBuf::from(name)
}

fn hash_into(path: &Path, to: &mut impl Write) -> Result<(Digest, u64), BackupError> {
    let mut file = File::open(path).at(path)?;
    let (mut hasher, mut size_bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = file.read(&mut piece).at(path)?;
        if read == 0 {
            return Ok((Digest(hasher.finalize().into()), size_bytes));
        }
        hasher.update(&piece[..read]);
        to.write_all(&piece[..read]).at(path)?;
        size_bytes += read as u64;
    }
}
