//! A file being written: hashed as the bytes pass, away from the threads that answer requests.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
};

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use crate::StorageError;

/// Bytes collected before a trip to a blocking thread. A hundred uploads at once hold so much each.
const BUFFER_BYTES: usize = 256 << 10;
/// As much of the beginning as tells what kind of file it is.
pub(crate) const HEAD_BYTES: usize = 4_096;

/// Where received bytes go.
#[derive(Debug)]
pub(crate) struct Sink {
    size_bytes: u64,
    /// As many of them as the disk is known to have.
    synced_bytes: u64,
    head: Vec<u8>,
    buffer: Vec<u8>,
    /// Away while a blocking thread works; for good if the caller gave up in between.
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    hasher: Sha256,
}

/// A moment that a [`Sink`] can go back to.
#[derive(Debug)]
pub struct Mark {
    size_bytes: u64,
    hasher: Sha256,
}

impl Mark {
    pub(crate) fn into_parts(self) -> (u64, Sha256) {
        (self.size_bytes, self.hasher)
    }
}

impl Sink {
    /// Goes on behind `size_bytes` bytes that begin with `head` and that `hasher` has seen.
    pub(crate) fn new(file: File, hasher: Sha256, size_bytes: u64, head: Vec<u8>) -> Self {
        Self {
            size_bytes,
            synced_bytes: size_bytes,
            head,
            buffer: Vec::new(),
            open: Some(Open { file, hasher }),
        }
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let missing = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.size_bytes += bytes.len() as u64;
        for piece in bytes.chunks(BUFFER_BYTES) {
            if self.buffer.len() + piece.len() > BUFFER_BYTES {
                self.flush().await?;
            }
            self.buffer.reserve_exact(BUFFER_BYTES - self.buffer.len());
            self.buffer.extend_from_slice(piece);
        }
        Ok(())
    }

    /// Bytes taken so far.
    pub(crate) fn size(&self) -> u64 {
        self.size_bytes
    }

    /// The first bytes, once they are enough to tell the kind of file.
    pub(crate) fn whole_head(&self) -> Option<&[u8]> {
        (self.head.len() == HEAD_BYTES).then_some(&*self.head)
    }

    /// The first bytes, however few.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Makes what was taken durable. If the disk fails to, what came since the last time is dropped:
    /// the kernel forgets what it could not write, and would call it durable when asked again.
    pub(crate) async fn sync(&mut self) -> Result<(), StorageError> {
        let synced_bytes = self.synced_bytes;
        self.with(move |open| {
            let synced = open.file.sync_data();
            if synced.is_err() {
                open.file.set_len(synced_bytes)?;
            }
            Ok(synced?)
        })
        .await?;
        self.synced_bytes = self.size_bytes;
        Ok(())
    }

    /// This moment, to go back to.
    pub(crate) async fn mark(&mut self) -> Result<Mark, StorageError> {
        self.flush().await?;
        let open = self.open.as_ref().ok_or_else(interrupted)?;
        Ok(Mark {
            size_bytes: self.size_bytes,
            hasher: open.hasher.clone(),
        })
    }

    /// Drops what came after the mark.
    pub(crate) async fn go_back(&mut self, mark: Mark) -> Result<(), StorageError> {
        self.buffer.clear();
        self.size_bytes = mark.size_bytes;
        self.synced_bytes = self.synced_bytes.min(mark.size_bytes);
        let head = usize::try_from(mark.size_bytes).unwrap_or(usize::MAX);
        self.head.truncate(head);
        self.with(move |open| {
            open.file.set_len(mark.size_bytes)?;
            open.file.seek(SeekFrom::End(0))?;
            open.hasher = mark.hasher;
            Ok(())
        })
        .await
    }

    /// The file and the digest of all that was taken.
    pub(crate) async fn finish(mut self) -> Result<(File, Digest), StorageError> {
        self.flush().await?;
        let open = self.open.take().ok_or_else(interrupted)?;
        Ok((open.file, Digest(open.hasher.finalize().into())))
    }

    async fn flush(&mut self) -> Result<(), StorageError> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.with(|_| Ok(())).await
    }

    /// Writes what is collected, then does `more`, on a blocking thread.
    async fn with(
        &mut self,
        more: impl FnOnce(&mut Open) -> Result<(), StorageError> + Send + 'static,
    ) -> Result<(), StorageError> {
        let mut open = self.open.take().ok_or_else(interrupted)?;
        let mut buffer = std::mem::take(&mut self.buffer);
        let (open, buffer) = blocking(move || {
            open.hasher.update(&buffer);
            open.file.write_all(&buffer)?;
            buffer.clear();
            more(&mut open)?;
            Ok((open, buffer))
        })
        .await?;
        self.open = Some(open);
        self.buffer = buffer;
        Ok(())
    }
}

pub(crate) fn interrupted() -> StorageError {
    StorageError::broken("an earlier write of this upload was interrupted")
}

/// Runs work that waits for the disk.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    spawn_blocking(work).await.map_err(StorageError::broken)?
}
