//! Blobs: bytes as received, named by their SHA-256, never altered. Same bytes, one blob.

use std::{
    fs::Permissions,
    ops::Range,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use cairn_domain::Digest;
use futures::{StreamExt, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key,
};
use uuid::Uuid;

use crate::{Incoming, StorageError, incoming};

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
/// When other servers share the directory, an upload this old is nobody's.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

const MISSING: StorageError = StorageError::Missing { what: "blob" };

impl Blobs {
    /// Opens the directory, makes it if missing, and removes what a crash left half received.
    pub(crate) async fn open(directory: &Path, is_alone: bool) -> Result<Self, StorageError> {
        let root = directory.to_owned();
        let directory = tokio::task::spawn_blocking(move || prepare(&root, is_alone))
            .await
            .map_err(StorageError::broken)??;
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

    /// Stores bytes that are in memory.
    pub async fn put_bytes(&self, bytes: &[u8]) -> Result<StoredBlob, StorageError> {
        let mut incoming = self.begin().await?;
        incoming.write(bytes).await?;
        incoming.finish().await
    }

    /// Where a blob lies, or would lie: `ab/cdef…`. For tools that need a path; never write to it.
    pub fn local_path(&self, sha256: &Digest) -> PathBuf {
        incoming::path_of(&self.directory, sha256)
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
        if range.as_ref().is_some_and(Range::is_empty) {
            return Ok(futures::stream::empty().boxed());
        }
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.objects.get_opts(&key(sha256), options).await;
        let pieces = found.map_err(missing)?.into_stream();
        Ok(pieces
            .map(|piece| piece.map_err(StorageError::broken))
            .boxed())
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

fn prepare(root: &Path, is_alone: bool) -> Result<PathBuf, StorageError> {
    let incoming = root.join(INCOMING);
    std::fs::create_dir_all(&incoming)?;
    // The files are readable; whoever is not the server must not come near them.
    if std::fs::metadata(root)?.permissions().mode() & 0o077 != 0 {
        std::fs::set_permissions(root, Permissions::from_mode(0o700))?;
    }
    let now = file_system_time(&incoming)?;
    for entry in std::fs::read_dir(&incoming)? {
        let entry = entry?;
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
