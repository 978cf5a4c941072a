//! Blobs: bytes as received, named by their SHA-256, never altered. Same bytes, one blob.

use std::{
    collections::HashSet,
    fs::Permissions,
    ops::Range,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use cairn_domain::{Digest, UploadId};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use object_store::{ObjectStoreExt, local::LocalFileSystem, path::Path as Key};
use uuid::Uuid;

use crate::{
    Incoming, Partial, Paused, StorageError, partial,
    settle::{self, settle_named},
    sink::blocking,
};

/// The bytes of a blob, piece by piece.
pub type BlobStream = BoxStream<'static, Result<Bytes, StorageError>>;

/// Bytes that are stored: durable, and readable under their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredBlob {
    /// The name of the bytes.
    pub sha256: Digest,
    /// How many there are.
    pub size_bytes: u64,
}

/// All blobs of an instance. Clones share one directory.
#[derive(Debug, Clone)]
pub struct Blobs {
    directory: PathBuf,
    objects: Arc<LocalFileSystem>,
}

/// Files that arrive lie here until they are whole.
const INCOMING: &str = "incoming";
/// Read at a time. The library's own stream goes in steps of 8 KiB, each a trip to another thread.
const PIECE_BYTES: u64 = 256 << 10;
/// When other servers share the directory, an upload this old is nobody's.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

const MISSING: StorageError = StorageError::Missing { what: "blob" };

impl Blobs {
    /// Opens the directory, makes it if missing, and removes what a crash left half received, all
    /// but the bytes of `uploads`, which can be gone on with.
    pub(crate) async fn open(
        directory: &Path,
        is_alone: bool,
        uploads: &[UploadId],
    ) -> Result<Self, StorageError> {
        let root = directory.to_owned();
        let keep: HashSet<_> = uploads
            .iter()
            .map(|id| partial::path_of(&root.join(INCOMING), *id))
            .flat_map(|path| [partial::note_of(&path), path])
            .collect();
        let directory = blocking(move || prepare(&root, is_alone, &keep)).await?;
        let objects = LocalFileSystem::new_with_prefix(&directory).map_err(StorageError::broken)?;
        Ok(Self {
            directory,
            objects: Arc::new(objects),
        })
    }

    /// Opens the directory of somebody else who may be writing to it; leaves it as it is.
    pub(crate) fn open_to_read(directory: &Path) -> Result<Self, StorageError> {
        let directory = directory.canonicalize()?;
        let objects = LocalFileSystem::new_with_prefix(&directory).map_err(StorageError::broken)?;
        Ok(Self {
            directory,
            objects: Arc::new(objects),
        })
    }

    /// Begins to receive bytes.
    pub async fn begin(&self) -> Result<Incoming, StorageError> {
        Incoming::begin(&self.directory.join(INCOMING), &self.directory).await
    }

    /// Begins or goes on with the bytes of an upload.
    ///
    /// # Errors
    /// [`StorageError::InUse`] while somebody else writes.
    pub async fn open_upload(
        &self,
        id: UploadId,
        paused: Option<Paused>,
    ) -> Result<Partial, StorageError> {
        Partial::open(self.upload_path(id), paused).await
    }

    /// How many bytes of an upload are durable.
    pub async fn upload_size(&self, id: UploadId) -> Result<u64, StorageError> {
        let path = self.upload_path(id);
        blocking(move || partial::durable_size(&path)).await
    }

    /// Drops the bytes of an upload.
    pub async fn remove_upload(&self, id: UploadId) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        blocking(move || partial::remove(&path)).await
    }

    /// Makes a blob of a whole upload. Repeating it changes nothing.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if the bytes are not all there.
    pub async fn settle_upload(&self, id: UploadId, blob: StoredBlob) -> Result<(), StorageError> {
        let (path, directory) = (self.upload_path(id), self.directory.clone());
        blocking(move || {
            settle_named(&path, &directory, blob)?;
            // Of the two files only the note is left.
            partial::remove(&path)
        })
        .await
    }

    fn upload_path(&self, id: UploadId) -> PathBuf {
        partial::path_of(&self.directory.join(INCOMING), id)
    }

    /// Bytes that the file system still has for this program.
    pub fn free_bytes(&self) -> Result<u64, StorageError> {
        let room = rustix::fs::statvfs(&self.directory).map_err(StorageError::broken)?;
        Ok(room.f_bavail.saturating_mul(room.f_frsize))
    }

    /// Stores bytes that are in memory.
    pub async fn put_bytes(&self, bytes: &[u8]) -> Result<StoredBlob, StorageError> {
        let mut incoming = self.begin().await?;
        incoming.write(bytes).await?;
        incoming.finish().await
    }

    /// Where a blob lies, or would lie: `ab/cdef…`. For tools that need a path; never write to it.
    pub fn local_path(&self, sha256: &Digest) -> PathBuf {
        settle::path_of(&self.directory, sha256)
    }

    /// How many bytes a blob has.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if there is no such blob.
    pub async fn len(&self, sha256: &Digest) -> Result<u64, StorageError> {
        let found = self.objects.head(&key(sha256)).await;
        found.map(|meta| meta.size).map_err(missing)
    }

    /// Reads a blob, or a range of its bytes (end exclusive, cut at the end of the blob).
    ///
    /// # Errors
    /// [`StorageError::Missing`] if there is no such blob.
    pub async fn open_range(
        &self,
        sha256: &Digest,
        range: Option<Range<u64>>,
    ) -> Result<BlobStream, StorageError> {
        let size = self.len(sha256).await?;
        let range = range.map_or(0..size, |range| range.start..range.end.min(size));
        let (objects, key) = (Arc::clone(&self.objects), key(sha256));
        let pieces = stream::try_unfold(range, move |left| {
            let (objects, key) = (Arc::clone(&objects), key.clone());
            async move {
                if left.is_empty() {
                    return Ok(None);
                }
                let end = left.end.min(left.start + PIECE_BYTES);
                let piece = objects.get_range(&key, left.start..end).await;
                let piece = piece.map_err(StorageError::broken)?;
                Ok(Some((piece, end..left.end)))
            }
        });
        Ok(pieces.boxed())
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }
}

fn key(sha256: &Digest) -> Key {
    let hex = sha256.to_string();
    let (folder, name) = hex.split_at(2);
    Key::from_iter([folder, name])
}

fn missing(error: object_store::Error) -> StorageError {
    match error {
        object_store::Error::NotFound { .. } => MISSING,
        other => StorageError::broken(other),
    }
}

fn prepare(root: &Path, is_alone: bool, keep: &HashSet<PathBuf>) -> Result<PathBuf, StorageError> {
    let incoming = root.join(INCOMING);
    std::fs::create_dir_all(&incoming)?;
    // The files are readable; whoever is not the server must not come near them.
    if std::fs::metadata(root)?.permissions().mode() & 0o077 != 0 {
        std::fs::set_permissions(root, Permissions::from_mode(0o700))?;
    }
    let now = file_system_time(&incoming)?;
    for entry in std::fs::read_dir(&incoming)? {
        let entry = entry?;
        if keep.contains(&entry.path()) {
            continue;
        }
        let age = now.duration_since(entry.metadata()?.modified()?);
        if is_alone || age.is_ok_and(|age| age > ABANDONED) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(root.canonicalize()?)
}

/// The present by the clock that dates the files: a shared disk may have one of its own.
fn file_system_time(incoming: &Path) -> Result<SystemTime, StorageError> {
    let marker = incoming.join(Uuid::now_v7().simple().to_string());
    let now = std::fs::File::create_new(&marker)?.metadata()?.modified()?;
    std::fs::remove_file(marker)?;
    Ok(now)
}
