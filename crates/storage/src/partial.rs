//! The bytes of an upload that outlives its connection: a file beside the blobs, named by the
//! upload, that grows until it is whole. It survives restarts; how far it has come is what is
//! durable on the disk, and nothing else.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use cairn_domain::{Digest, UploadId};
use sha2::{Digest as _, Sha256};

use crate::{
    StorageError,
    settle::sync_folder,
    sink::{HEAD_BYTES, Mark, Sink, blocking},
};

/// Read again after a restart in pieces of this size.
const REREAD_BYTES: usize = 1 << 20;

/// An upload being written. One at a time has it, on all servers that share the directory. Dropped,
/// it leaves what was written.
#[derive(Debug)]
pub struct Partial {
    sink: Sink,
}

/// What is remembered of an upload between two writes, so that nothing is read again.
#[derive(Debug, Clone)]
pub struct Paused {
    size_bytes: u64,
    hasher: Sha256,
}

impl Partial {
    /// Opens the bytes of an upload, or begins them. Without `paused`, what is there is hashed
    /// again first.
    ///
    /// # Errors
    /// [`StorageError::InUse`] while somebody else writes.
    pub(crate) async fn open(path: PathBuf, paused: Option<Paused>) -> Result<Self, StorageError> {
        let sink = blocking(move || open(&path, paused)).await?;
        Ok(Self { sink })
    }

    /// Takes the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.sink.write(bytes).await
    }

    /// Bytes taken so far, durable or not.
    pub fn size(&self) -> u64 {
        self.sink.size()
    }

    /// The first kilobytes, as many as have come.
    pub fn head(&self) -> &[u8] {
        self.sink.head()
    }

    /// The first kilobytes, once they are enough to tell the kind of file.
    pub fn whole_head(&self) -> Option<&[u8]> {
        self.sink.whole_head()
    }

    /// Makes what was taken durable; gives how much that is.
    pub async fn sync(&mut self) -> Result<u64, StorageError> {
        self.sink.sync().await?;
        Ok(self.sink.size())
    }

    /// This moment, to go back to.
    pub async fn mark(&mut self) -> Result<Mark, StorageError> {
        self.sink.mark().await
    }

    /// Drops what came after the mark.
    pub async fn go_back(&mut self, mark: Mark) -> Result<(), StorageError> {
        self.sink.go_back(mark).await
    }

    /// Lets go of the file. What was taken should be synced first.
    pub async fn pause(mut self) -> Result<Paused, StorageError> {
        let (size_bytes, hasher) = self.sink.mark().await?.into_parts();
        Ok(Paused { size_bytes, hasher })
    }
}

impl Paused {
    /// The digest of the bytes so far.
    pub fn sha256(&self) -> Digest {
        Digest(self.hasher.clone().finalize().into())
    }
}

/// Where the bytes of an upload lie.
pub(crate) fn path_of(incoming: &Path, id: UploadId) -> PathBuf {
    incoming.join(id.0.simple().to_string())
}

/// How many bytes of an upload are durable: none if none ever came.
pub(crate) fn durable_size(path: &Path) -> Result<u64, StorageError> {
    match File::open(path) {
        Ok(file) => {
            // After a restart the kernel may still hold what nobody has synced.
            file.sync_data()?;
            Ok(file.metadata()?.len())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Removes the bytes of an upload, if there are any.
pub(crate) fn remove(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn open(path: &Path, paused: Option<Paused>) -> Result<Sink, StorageError> {
    let is_new = !path.exists();
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(StorageError::InUse),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    if is_new {
        // The name must be as durable as the bytes that are acknowledged under it; whoever comes next
        // takes a file that is there for one with such a name.
        sync_folder(path).inspect_err(|_| drop(fs::remove_file(path)))?;
    }
    let mut head = Vec::new();
    (&file).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let on_disk = file.metadata()?.len();
    let (size_bytes, hasher) = match paused {
        Some(paused) if paused.size_bytes == on_disk => (on_disk, paused.hasher),
        _ => read_again(&mut file)?,
    };
    file.seek(io::SeekFrom::Start(size_bytes))?;
    Ok(Sink::new(file, hasher, size_bytes, head))
}

fn read_again(file: &mut File) -> Result<(u64, Sha256), StorageError> {
    let (mut size_bytes, mut hasher) = (0, Sha256::new());
    let mut piece = vec![0; REREAD_BYTES];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((size_bytes, hasher));
        }
        hasher.update(&piece[..read]);
        size_bytes += read as u64;
    }
}
