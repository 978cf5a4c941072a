//! Bytes on their way in: hashed while they stream into a temporary file, then settled under their
//! name in an order that a power cut cannot break: fsync, rename, fsync of the directory.

use std::{
    fs::{self, File, Permissions},
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::{StorageError, StoredBlob};

/// Bytes collected before a trip to a blocking thread.
const BUFFER_BYTES: usize = 1 << 20;

/// A file being received. Dropped before [`Incoming::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    temporary: PathBuf,
    directory: PathBuf,
    size_bytes: u64,
    buffer: Vec<u8>,
    /// Away while a blocking thread works; for good if the caller gave up in between.
    sink: Option<Sink>,
}

#[derive(Debug)]
struct Sink {
    file: File,
    hasher: Sha256,
}

impl Incoming {
    pub(crate) async fn begin(incoming: &Path, directory: &Path) -> Result<Self, StorageError> {
        let temporary = incoming.join(Uuid::now_v7().simple().to_string());
        let path = temporary.clone();
        let file = blocking(move || Ok(File::create_new(path)?)).await?;
        let hasher = Sha256::new();
        Ok(Self {
            temporary,
            directory: directory.to_owned(),
            size_bytes: 0,
            buffer: Vec::new(),
            sink: Some(Sink { file, hasher }),
        })
    }

    /// Takes the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.size_bytes += bytes.len() as u64;
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER_BYTES {
            self.flush().await?;
        }
        Ok(())
    }

    /// Bytes taken so far.
    pub fn size(&self) -> u64 {
        self.size_bytes
    }

    /// Makes the bytes durable under their name. Bytes that are there already stay as they are.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] if a blob of that name has another length.
    pub async fn finish(mut self) -> Result<StoredBlob, StorageError> {
        self.flush().await?;
        let sink = self.sink.take().ok_or_else(interrupted)?;
        let blob = StoredBlob {
            sha256: Digest(sink.hasher.finalize().into()),
            size_bytes: self.size_bytes,
        };
        let temporary = self.temporary.clone();
        let target = path_of(&self.directory, &blob.sha256);
        blocking(move || settle(&sink.file, &temporary, &target, blob, &mut |_| ())).await?;
        Ok(blob)
    }

    async fn flush(&mut self) -> Result<(), StorageError> {
        let mut sink = self.sink.take().ok_or_else(interrupted)?;
        let mut buffer = std::mem::take(&mut self.buffer);
        let (sink, buffer) = blocking(move || {
            sink.hasher.update(&buffer);
            sink.file.write_all(&buffer)?;
            buffer.clear();
            Ok((sink, buffer))
        })
        .await?;
        self.sink = Some(sink);
        self.buffer = buffer;
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Gone already if it was finished.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// `ab/cdef…` under the directory.
pub(crate) fn path_of(directory: &Path, sha256: &Digest) -> PathBuf {
    let hex = sha256.to_string();
    let (folder, name) = hex.split_at(2);
    directory.join(folder).join(name)
}

fn interrupted() -> StorageError {
    StorageError::broken("an earlier write of this upload was interrupted")
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    spawn_blocking(work).await.map_err(StorageError::broken)?
}

/// What has happened so far, for the test of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    FileSynced,
    Renamed,
    DirectorySynced,
}

fn settle(
    file: &File,
    temporary: &Path,
    target: &Path,
    blob: StoredBlob,
    done: &mut dyn FnMut(Step),
) -> Result<(), StorageError> {
    let folder = target.parent().ok_or_else(interrupted)?;
    make_folder(folder)?;
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
    File::open(folder)?.sync_all()?;
    done(Step::DirectorySynced);
    Ok(())
}

/// A folder is durable when its parent is synced.
fn make_folder(folder: &Path) -> Result<(), StorageError> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    if let Some(parent) = folder.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
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
            settle(&file, &temporary, &target, blob, &mut note).expect("settled");
            assert_eq!(steps, expected);
            assert!(!temporary.exists());
        }
    }
}
