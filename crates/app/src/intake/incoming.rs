//! Taking in the bytes of one file: hashed while they stream, sniffed by their first kilobytes,
//! durable before anything names them.

use cairn_storage::Incoming;

use super::ReceivedFile;
use crate::{App, AppError, FieldError};

/// A file that is being received. Dropping it leaves nothing behind.
pub struct IncomingFile {
    incoming: Incoming,
    limit: u64,
    claimed_name: Option<String>,
}

impl IncomingFile {
    /// Begins to receive a file. `claimed_name` is what the sender's device calls it.
    pub async fn begin(app: &App, claimed_name: Option<String>) -> Result<Self, AppError> {
        let incoming = app.store.blobs().begin().await?;
        let limit = app.settings.max_file_bytes;
        Ok(Self {
            incoming,
            limit,
            claimed_name,
        })
    }

    /// Takes the next bytes; refuses as soon as the limit is passed.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        if self.incoming.size() + bytes.len() as u64 > self.limit {
            return Err(self.refuse("file-large", &format!(", {} MB", self.limit >> 20)));
        }
        Ok(self.incoming.write(bytes).await?)
    }

    /// Stores the file durably, or says why Cairn does not take it.
    pub async fn finish(self) -> Result<ReceivedFile, AppError> {
        if self.incoming.size() == 0 {
            return Err(self.refuse("file-empty", ""));
        }
        let Some(sniffed) = cairn_media::sniff(self.incoming.head()) else {
            return Err(self.refuse("file-kind", ""));
        };
        let blob = self.incoming.finish().await?;
        Ok(ReceivedFile {
            blob,
            mime: sniffed.mime.to_owned(),
            kind: sniffed.kind,
            claimed_name: self.claimed_name,
            upload: None,
        })
    }

    fn refuse(&self, code: &'static str, detail: &str) -> AppError {
        let name = self.claimed_name.as_deref().unwrap_or("?");
        let detail = format!("{name}{detail}");
        AppError::Invalid(vec![FieldError::with("files", code, detail)])
    }
}
