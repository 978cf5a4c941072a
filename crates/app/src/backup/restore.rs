//! Restoring an instance from a backup into an empty directory.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use cairn_storage::{DatabaseFile, blob_path};
use tokio::task::spawn_blocking;

use super::{
    BLOB_LIST, BLOBS, BackupError, DATABASE, FILES, KEYS, Manifest,
    files::{
        At, copy_blob, copy_file, hash_file, make_directory, sync_directory, sync_tree, write_file,
    },
    keys::copy_keys,
    manifest::newest,
};

/// Lies in a data directory from the first byte of a restore until the last one is on the disk.
pub(super) const UNFINISHED: &str = "restore-is-not-finished";

/// What is to be restored, and where to.
#[derive(Debug, Clone)]
pub struct RestoreOrder {
    /// One backup, or a directory of them: then the newest whole one.
    pub from: PathBuf,
    /// Where the keys were put; none restores without them.
    pub keys_from: Option<PathBuf>,
    /// Empty, missing, or left by a restore that was not finished.
    pub data_dir: PathBuf,
}

/// What was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    /// The backup it came from.
    pub from: PathBuf,
    /// What that says of itself.
    pub manifest: Manifest,
    /// Keys that were put back.
    pub keys: usize,
}

/// Whether a restore into this data directory was begun and not finished; nobody may open it then.
pub fn is_unfinished(data_dir: &Path) -> bool {
    data_dir.join(UNFINISHED).exists()
}

/// Restores a backup and proves it: every file and blob by its hash, the rows by their digest.
///
/// # Errors
/// [`BackupError`]; the target stays marked as unfinished, and the same restore can be run again.
pub async fn restore(order: RestoreOrder) -> Result<Restored, BackupError> {
    let from = newest(&order.from)?;
    let manifest = Manifest::read(&from)?;
    let data = order.data_dir;
    begin(&data)?;
    let names = listed(&from)?;
    let copying = (from.clone(), data.clone(), manifest.clone());
    let work = spawn_blocking(move || {
        let (from, data, manifest) = copying;
        copy_files(&from, &data, &manifest)?;
        copy_blobs(&from, &data, &names)
    });
    work.await.map_err(|error| BackupError::Disk {
        path: data.clone(),
        source: std::io::Error::other(error),
    })??;
    let keys = match &order.keys_from {
        Some(keys) => copy_keys(keys, &data.join(KEYS))?,
        None => 0,
    };
    prove(&data, &manifest).await?;
    sync_tree(&data)?;
    let marker = data.join(UNFINISHED);
    fs::remove_file(&marker).at(&marker)?;
    sync_directory(&data)?;
    Ok(Restored {
        from,
        manifest,
        keys,
    })
}

/// Marks the target before anything is in it.
fn begin(data: &Path) -> Result<(), BackupError> {
    make_directory(data)?;
    let is_empty = fs::read_dir(data).at(data)?.next().is_none();
    if !is_empty && !is_unfinished(data) {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    let words =
        b"A restore into this directory was begun and not finished. Run `cairn restore` again.\n";
    write_file(&data.join(UNFINISHED), words)
}

/// The files of the backup but its list of blobs, which the data directory has no use for.
fn copy_files(from: &Path, data: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    for file in manifest
        .files
        .iter()
        .filter(|f| f.path != Path::new(BLOB_LIST))
    {
        let short = file.path.strip_prefix(FILES).unwrap_or(&file.path);
        let is_inside = short
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        let source = from.join(&file.path);
        if !is_inside {
            return Err(BackupError::Damaged(vec![source]));
        }
        let (sha256, _) = copy_file(&source, &data.join(short))?;
        if sha256.to_string() != file.sha256 {
            return Err(BackupError::Damaged(vec![source]));
        }
    }
    Ok(())
}

fn listed(from: &Path) -> Result<BTreeSet<Digest>, BackupError> {
    let path = from.join(BLOB_LIST);
    let text = fs::read_to_string(&path).at(&path)?;
    let names = text.lines().map(|line| {
        let name = line.split_whitespace().next().unwrap_or_default();
        name.parse()
            .map_err(|_| BackupError::Damaged(vec![path.clone()]))
    });
    names.collect()
}

/// Every blob, hashed on its way; all that are damaged are named at once.
fn copy_blobs(from: &Path, data: &Path, names: &BTreeSet<Digest>) -> Result<(), BackupError> {
    let backup = from.parent().unwrap_or(from).join(BLOBS);
    let target = data.join(BLOBS);
    make_directory(&target)?;
    let mut damaged = Vec::new();
    for sha256 in names {
        let (source, to) = (blob_path(&backup, sha256), blob_path(&target, sha256));
        // There already if this restore was begun before.
        let is_there = to.exists() && hash_file(&to)?.0 == *sha256;
        if !is_there && !copy_blob(&source, &to, sha256)? {
            damaged.push(source);
        }
    }
    match damaged.is_empty() {
        true => Ok(()),
        false => Err(BackupError::Damaged(damaged)),
    }
}

async fn prove(data: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let path = data.join(DATABASE);
    let database = DatabaseFile::open(&path).await?;
    let (faults, found) = (database.faults().await?, database.digest().await?);
    database.close().await?;
    if !faults.is_empty() {
        return Err(BackupError::Damaged(vec![path]));
    }
    let found = found.sha256.to_string();
    match found == manifest.digest {
        true => Ok(()),
        false => Err(BackupError::Different {
            expected: manifest.digest.clone(),
            found,
        }),
    }
}
