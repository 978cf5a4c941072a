//! Bytes on their way in within one request: hashed while they stream into a temporary file, then
//! settled under their name. Uploads that outlive a request are in `partial.rs`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    StorageError, StoredBlob,
    settle::settle,
    sink::{Sink, blocking},
};

/// A file being received. Dropped before [`Incoming::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    sink: Sink,
    temporary: Temporary,
    directory: PathBuf,
}

impl Incoming {
    pub(crate) async fn begin(incoming: &Path, directory: &Path) -> Result<Self, StorageError> {
        let path = incoming.join(Uuid::now_v7().simple().to_string());
        let temporary = Temporary(path.clone());
        let file = blocking(move || Ok(File::create_new(path)?)).await?;
        Ok(Self {
            sink: Sink::new(file, Sha256::new(), 0, Vec::new()),
            temporary,
            directory: directory.to_owned(),
        })
    }

    /// Takes the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.sink.write(bytes).await
    }

    /// Bytes taken so far.
    pub fn size(&self) -> u64 {
        self.sink.size()
    }

    /// The first kilobytes, as many as have come.
    pub fn head(&self) -> &[u8] {
        self.sink.head()
    }

    /// The bytes so far as a file that goes away with this: to be looked at, and not kept.
    pub async fn as_file(&mut self) -> Result<&Path, StorageError> {
        self.sink.sync().await?;
        Ok(&self.temporary.0)
    }

    /// Their digest so far.
    pub async fn digest(&mut self) -> Result<Digest, StorageError> {
        let (_, hasher) = self.sink.mark().await?.into_parts();
        Ok(Digest(hasher.finalize().into()))
    }

    /// Makes the bytes durable under their name. Bytes that are there already stay as they are.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] if a blob of that name has another length.
    pub async fn finish(self) -> Result<StoredBlob, StorageError> {
        let size_bytes = self.sink.size();
        let (file, sha256) = self.sink.finish().await?;
        let blob = StoredBlob { sha256, size_bytes };
        blocking(move || settle(&file, &self.temporary.0, &self.directory, blob)).await?;
        Ok(blob)
    }
}

/// A file that goes away with whoever holds it.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already if it was settled.
        let _ = fs::remove_file(&self.0);
    }
}
