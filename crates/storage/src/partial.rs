//! The bytes of an upload that outlives its connection: a file beside the blobs, named by the
//! upload, that grows until it is whole. It survives restarts. How far it has come is noted in a
//! second file after each sync: after a power cut the first may be longer than what was ever synced,
//! with zeros at its end (ext4 makes a block it has already longer before the bytes are there).

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek},
    os::unix::fs::FileExt,
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
    path: PathBuf,
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
        let at = path.clone();
        let sink = blocking(move || open(&at, paused)).await?;
        Ok(Self { sink, path })
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
        let (path, size_bytes) = (self.path.clone(), self.sink.size());
        blocking(move || note(&path, size_bytes)).await?;
        Ok(size_bytes)
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

/// Where it is noted how many of them are durable.
pub(crate) fn note_of(path: &Path) -> PathBuf {
    path.with_extension("durable")
}

/// Notes that so many bytes are durable. Eight bytes at the beginning of a file change as one.
fn note(path: &Path, size_bytes: u64) -> Result<(), StorageError> {
    let note = note_of(path);
    let is_new = !note.exists();
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&note)?;
    file.write_all_at(&size_bytes.to_le_bytes(), 0)?;
    file.sync_data()?;
    if is_new {
        sync_folder(path)?;
    }
    Ok(())
}

/// What was noted; nothing for an upload that began before notes were taken.
fn noted(path: &Path) -> Result<Option<u64>, StorageError> {
    match fs::read(note_of(path)) {
        // A note that was not written out is of an upload that has only begun.
        Ok(bytes) => Ok(Some(bytes.try_into().map_or(0, u64::from_le_bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// How many bytes of an upload are durable: none if none ever came.
pub(crate) fn durable_size(path: &Path) -> Result<u64, StorageError> {
    match File::open(path) {
        Ok(file) => {
            // After a restart the kernel may still hold what nobody has synced.
            file.sync_data()?;
            let on_disk = file.metadata()?.len();
            Ok(noted(path)?.map_or(on_disk, |noted| noted.min(on_disk)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Removes the bytes of an upload, if there are any.
pub(crate) fn remove(path: &Path) -> Result<(), StorageError> {
    let note = note_of(path);
    for path in [path, note.as_path()] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn open(path: &Path, paused: Option<Paused>) -> Result<Sink, StorageError> {
    let is_new = !path.exists();
    if is_new && noted(path)?.is_none() {
        // Before the file, so that none is ever there without its note.
        note(path, 0)?;
    }
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
    let on_disk = file.metadata()?.len();
    let paused = paused.filter(|paused| paused.size_bytes == on_disk);
    if paused.is_none()
        && let Some(durable) = noted(path)?
        && durable < on_disk
    {
        file.set_len(durable)?;
    }
    let mut head = Vec::new();
    (&file).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let (size_bytes, hasher) = match paused {
        Some(paused) => (on_disk, paused.hasher),
        None => read_again(&mut file)?,
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
