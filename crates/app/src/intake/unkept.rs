//! A file on its way in that is looked at and goes away.

use std::path::Path;

use cairn_domain::Digest;
use cairn_media::Sniffed;
use cairn_storage::Incoming;

use crate::{App, AppError};

/// A file that is not kept: gone from the disk once this is dropped.
pub struct UnkeptFile {
    incoming: Incoming,
    limit: u64,
}

impl UnkeptFile {
    /// Begins to take a file.
    pub async fn begin(app: &App) -> Result<Self, AppError> {
        Ok(Self {
            incoming: app.store.blobs().begin().await?,
            limit: app.settings.max_file_bytes,
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// When there are more than the instance takes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        if self.incoming.size() + bytes.len() as u64 > self.limit {
            return Err(AppError::invalid("files", "file-large"));
        }
        Ok(self.incoming.write(bytes).await?)
    }

    /// What its first bytes say it is.
    ///
    /// # Errors
    /// When there are no bytes, or it is nothing that Cairn takes.
    pub(crate) fn sniff(&self) -> Result<Sniffed, AppError> {
        if self.incoming.size() == 0 {
            return Err(AppError::invalid("files", "file-empty"));
        }
        let sniffed = cairn_media::sniff(self.incoming.head());
        sniffed.ok_or_else(|| AppError::invalid("files", "file-kind"))
    }

    pub(crate) async fn digest(&mut self) -> Result<Digest, AppError> {
        Ok(self.incoming.digest().await?)
    }

    /// Where its bytes are, for as long as it lives.
    pub(crate) async fn path(&mut self) -> Result<&Path, AppError> {
        Ok(self.incoming.as_file().await?)
    }
}
