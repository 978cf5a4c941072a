//! Writing a backup while the instance is used.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use cairn_storage::{DatabaseFile, StateDigest, blob_path};
use chrono::{DateTime, Utc};
use tokio::task::spawn_blocking;

use super::{
    BLOB_LIST, BLOBS, BackupError, DATABASE, FILES, KEYS, Manifest,
    files::{
        At, PART, copy_blob, copy_file, files_below, hash_file, make_directory, sync_directory,
        sync_tree, write_file,
    },
    keys::copy_keys,
    manifest::{FileEntry, TableCount, backups},
    restore::UNFINISHED,
};

/// What is to be backed up, and where.
#[derive(Debug, Clone)]
pub struct BackupOrder {
    /// As the instance is opened with.
    pub database_url: String,
    /// Directory of the instance.
    pub data_dir: PathBuf,
    /// Directory of its blobs.
    pub blob_dir: PathBuf,
    /// Directory of backups; made if missing.
    pub to: PathBuf,
    /// Directory for the keys, elsewhere; none leaves them out.
    pub keys_to: Option<PathBuf>,
    /// Reads every blob of the backup again, also those that were there.
    pub verify: bool,
    /// Version of the program.
    pub made_by: String,
    /// The present.
    pub now: DateTime<Utc>,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Directory of the backup.
    pub path: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Blobs that were not there before.
    pub copied: u64,
    /// Their bytes.
    pub copied_bytes: u64,
    /// Whether the keys were put where they should be.
    pub has_keys: bool,
}

/// Writes one backup beside those that are there. Only blobs that are new are copied.
///
/// # Errors
/// [`BackupError`]; what was begun has no manifest then and is removed by the next backup.
pub async fn back_up(order: BackupOrder) -> Result<Written, BackupError> {
    let database = DatabaseFile::path_in(&order.database_url).ok_or(BackupError::NotInAFile)?;
    make_directory(&order.to)?;
    keep_apart(&order)?;
    let _lock = lock(&order.to)?;
    for unfinished in backups(&order.to)? {
        if !unfinished.join(super::MANIFEST).is_file() {
            fs::remove_dir_all(&unfinished).at(&unfinished)?;
        }
    }
    let backup = begin(&order.to, order.now)?;
    // The other files first: a signed checkpoint must not speak of rows that came after the copy.
    let mut files = copy_others(&order, &backup)?;
    let held = copy_database(&database, &backup).await?;
    files.push(entry(&backup, Path::new(DATABASE))?);
    let names = held.names.clone();
    let (from, to, verify) = (order.blob_dir.clone(), order.to.join(BLOBS), order.verify);
    let work = spawn_blocking(move || copy_blobs(&from, &to, &names, verify));
    let blobs = work.await.map_err(|error| BackupError::Disk {
        path: order.to.clone(),
        source: io::Error::other(error),
    })??;
    write_list(&backup, held.names.difference(&blobs.missing))?;
    files.push(entry(&backup, Path::new(BLOB_LIST))?);
    sync_tree(&backup)?;
    let keys = order.data_dir.join(KEYS);
    let count = keys.is_dir().then(|| files_below(&keys)).transpose()?;
    if let Some(to) = &order.keys_to {
        copy_keys(&keys, to)?;
    }
    let manifest = manifest(
        &order,
        held,
        files,
        &blobs,
        count.map_or(0, |keys| keys.len()),
    );
    manifest.write(&backup)?;
    Ok(Written {
        path: backup,
        manifest,
        copied: blobs.copied,
        copied_bytes: blobs.copied_bytes,
        has_keys: order.keys_to.is_some(),
    })
}

fn manifest(
    order: &BackupOrder,
    held: Held,
    files: Vec<FileEntry>,
    blobs: &Blobs,
    keys: usize,
) -> Manifest {
    let tables = held.digest.tables.into_iter();
    Manifest {
        format: Manifest::format(),
        made_by: order.made_by.clone(),
        made_at: order.now,
        schema: held.schema,
        digest: held.digest.sha256.to_string(),
        tables: tables
            .map(|one| TableCount {
                table: one.table,
                rows: one.rows,
            })
            .collect(),
        files,
        blobs: (held.names.len() - blobs.missing.len()) as u64,
        blob_bytes: blobs.bytes,
        missing: blobs.missing.iter().map(Digest::to_string).collect(),
        keys,
    }
}

/// A backup inside what it backs up would be part of itself.
fn keep_apart(order: &BackupOrder) -> Result<(), BackupError> {
    let real = |path: &Path| path.canonicalize().at(path);
    let (to, data) = (real(&order.to)?, real(&order.data_dir)?);
    let blobs = real(&order.blob_dir)?;
    if to.starts_with(&data) || data.starts_with(&to) || blobs.starts_with(&to) {
        return Err(BackupError::Inside(order.to.clone()));
    }
    if let Some(keys) = &order.keys_to {
        make_directory(keys)?;
        let keys_real = real(keys)?;
        if keys_real.starts_with(&to) || keys_real.starts_with(&data) {
            return Err(BackupError::Inside(keys.clone()));
        }
    }
    Ok(())
}

/// One backup at a time writes into a directory; the kernel lets go of the lock of a killed one.
fn lock(to: &Path) -> Result<File, BackupError> {
    let path = to.join(".lock");
    let mut options = File::options();
    let file = options.create(true).truncate(false).write(true);
    let file = file.open(&path).at(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(BackupError::Busy(to.to_owned())),
        Err(TryLockError::Error(source)) => Err(BackupError::Disk { path, source }),
    }
}

/// The directory of a new backup, named by its moment so that names sort by age.
fn begin(to: &Path, now: DateTime<Utc>) -> Result<PathBuf, BackupError> {
    let stamp = now.format("%Y%m%dT%H%M%S%3fZ").to_string();
    let backup = to.join(stamp);
    fs::create_dir(&backup).at(&backup)?;
    sync_directory(to)?;
    Ok(backup)
}

/// Everything in the data directory but database, blobs and keys.
fn copy_others(order: &BackupOrder, backup: &Path) -> Result<Vec<FileEntry>, BackupError> {
    let mut entries = Vec::new();
    for short in files_below(&order.data_dir)? {
        let path = order.data_dir.join(&short);
        let top = short.iter().next().unwrap_or_default().to_string_lossy();
        let is_elsewhere = top.starts_with(DATABASE) || top == BLOBS || top == KEYS;
        if is_elsewhere || top == UNFINISHED || path.starts_with(&order.blob_dir) {
            continue;
        }
        let kept = Path::new(FILES).join(&short);
        match copy_file(&path, &backup.join(&kept)) {
            Ok((sha256, bytes)) => entries.push(FileEntry {
                path: kept,
                bytes,
                sha256: sha256.to_string(),
            }),
            // Gone since it was listed: a file on its way to another name.
            Err(BackupError::Disk { source, path: gone })
                if source.kind() == io::ErrorKind::NotFound && gone == path => {}
            Err(error) => return Err(error),
        }
    }
    Ok(entries)
}

/// What the copied database holds.
struct Held {
    schema: String,
    digest: StateDigest,
    names: BTreeSet<Digest>,
}

async fn copy_database(database: &Path, backup: &Path) -> Result<Held, BackupError> {
    let (part, whole) = (
        backup.join(format!("{DATABASE}.{PART}")),
        backup.join(DATABASE),
    );
    let live = DatabaseFile::open(database).await?;
    live.copy_to(&part).await?;
    live.close().await?;
    File::open(&part).at(&part)?.sync_all().at(&part)?;
    fs::rename(&part, &whole).at(&whole)?;
    let copy = DatabaseFile::open(&whole).await?;
    if !copy.faults().await?.is_empty() {
        return Err(BackupError::Damaged(vec![database.to_owned()]));
    }
    let held = Held {
        schema: copy.schema().await?,
        digest: copy.digest().await?,
        names: copy.blob_names().await?,
    };
    copy.close().await?;
    Ok(held)
}

/// What became of the blobs.
#[derive(Default)]
struct Blobs {
    bytes: u64,
    copied: u64,
    copied_bytes: u64,
    missing: BTreeSet<Digest>,
}

fn copy_blobs(
    from: &Path,
    to: &Path,
    names: &BTreeSet<Digest>,
    verify: bool,
) -> Result<Blobs, BackupError> {
    make_directory(to)?;
    let mut blobs = Blobs::default();
    let mut touched = BTreeSet::new();
    for sha256 in names {
        let (source, target) = (blob_path(from, sha256), blob_path(to, sha256));
        if !is_there(&source, &target, sha256, verify)? {
            if !copy_blob(&source, &target, sha256)? {
                blobs.missing.insert(*sha256);
                continue;
            }
            touched.extend(target.parent().map(Path::to_owned));
            blobs.copied += 1;
            blobs.copied_bytes += size_of(&target).unwrap_or(0);
        }
        blobs.bytes += size_of(&target).unwrap_or(0);
    }
    for folder in touched {
        sync_directory(&folder)?;
    }
    sync_directory(to)?;
    Ok(blobs)
}

/// Whether the backup has a blob already. The size tells a whole copy from a torn one; the hash is
/// asked when somebody wants to know, and when the instance itself has lost the blob.
fn is_there(
    source: &Path,
    target: &Path,
    sha256: &Digest,
    verify: bool,
) -> Result<bool, BackupError> {
    let (Some(size), source_size) = (size_of(target), size_of(source)) else {
        return Ok(false);
    };
    if !verify && source_size.is_some() {
        return Ok(source_size == Some(size));
    }
    Ok(hash_file(target)?.0 == *sha256)
}

fn size_of(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|found| found.len())
}

/// The list that `sha256sum -c` reads from inside the backup.
fn write_list<'a>(
    backup: &Path,
    names: impl Iterator<Item = &'a Digest>,
) -> Result<(), BackupError> {
    let root = Path::new("..").join(BLOBS);
    let mut text = String::new();
    for sha256 in names {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{sha256}  {}", blob_path(&root, sha256).display());
    }
    write_file(&backup.join(BLOB_LIST), text.as_bytes())
}

fn entry(backup: &Path, short: &Path) -> Result<FileEntry, BackupError> {
    let (sha256, bytes) = hash_file(&backup.join(short))?;
    Ok(FileEntry {
        path: short.to_owned(),
        bytes,
        sha256: sha256.to_string(),
    })
}
