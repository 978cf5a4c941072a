//! One piece of an upload, from wherever it stands to wherever the line holds.

use std::time::Duration;

use bytes::Bytes;
use cairn_storage::{Partial, Paused, StorageError, Store, UploadRecord};
use chrono::TimeDelta;
use futures::{Stream, StreamExt};

use super::{
    Checksum, Progress, UploadRefusal,
    begin::expiry,
    checksum::Summing,
    complete::complete_open,
    load,
    place::{Place, Turn},
    remove::drop_upload,
};
use crate::{App, AppError};

/// Without a byte for this long a line counts as quiet, and gives way to whoever comes again.
const QUIET: Duration = Duration::from_secs(5);
/// After so many quiet spells in a row the line is given up.
const SPELLS: u32 = 12;
/// No more than this waits in the system's caches for the disk.
const SYNC_EVERY_BYTES: u64 = 64 << 20;

/// A piece of a file.
#[derive(Debug)]
pub struct Piece<S> {
    /// Where in the file it begins.
    pub offset: u64,
    /// How long it is, if the sender says.
    pub length_bytes: Option<u64>,
    /// Its digest, if the sender says: then it counts only as a whole.
    pub checksum: Option<Checksum>,
    /// The bytes.
    pub body: S,
}

/// Takes one piece. It runs on when the client hangs up: what has come is made durable.
pub async fn write<S, E>(app: &App, token: &str, piece: Piece<S>) -> Result<Progress, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    E: Send + 'static,
{
    let place = app.shared.uploads.of(load(app, token).await?.id);
    let turn = place.enter().await?;
    // As it is now: whoever had the turn before may have finished or dropped it.
    let upload = load(app, token).await?;
    let app = app.clone();
    Store::detached(async move {
        let writing = Writing { app, upload, place };
        writing.run(turn, piece).await
    })
    .await
}

struct Writing {
    app: App,
    upload: UploadRecord,
    place: std::sync::Arc<Place>,
}

impl Writing {
    async fn run<S, E>(mut self, mut turn: Turn, piece: Piece<S>) -> Result<Progress, AppError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    {
        if self.upload.whole.is_some() {
            self.fits(self.upload.length_bytes, &piece)?;
            return Ok(self.progress(self.upload.length_bytes));
        }
        self.extend().await?;
        let mut partial = self.open(turn.take()).await?;
        self.place.set_durable(partial.size());
        let outcome = match self.fits(partial.size(), &piece) {
            Ok(()) => self.pour(&mut partial, piece).await,
            Err(refusal) => Err(refusal.into()),
        };
        self.place.set_stalled(false);
        if let Err(error) = outcome {
            return Err(self.stop(error, partial, &mut turn).await);
        }
        let offset = partial.size();
        if offset == self.upload.length_bytes {
            self.upload = complete_open(&self.app, self.upload.clone(), partial).await?;
        } else {
            *turn = Some(partial.pause().await?);
        }
        Ok(self.progress(offset))
    }

    fn progress(&self, offset: u64) -> Progress {
        Progress::of(&self.upload, offset, self.place.metadata())
    }

    async fn open(&self, paused: Option<Paused>) -> Result<Partial, AppError> {
        let opened = self
            .app
            .store
            .blobs()
            .open_upload(self.upload.id, paused)
            .await;
        opened.map_err(|error| match error {
            // Another server that shares the directory has it.
            StorageError::InUse => UploadRefusal::Busy.into(),
            other => other.into(),
        })
    }

    fn fits<S>(&self, at: u64, piece: &Piece<S>) -> Result<(), UploadRefusal> {
        let (length, sent) = (self.upload.length_bytes, piece.offset);
        if at != sent {
            return Err(UploadRefusal::Offset { at, sent });
        }
        let end = sent.saturating_add(piece.length_bytes.unwrap_or(0));
        if end > length {
            return Err(UploadRefusal::Overlong { length, sent: end });
        }
        Ok(())
    }

    /// An upload that moves lives on; a row is written once an hour at most.
    async fn extend(&mut self) -> Result<(), AppError> {
        let to = expiry(&self.app, self.app.clock.now());
        if to - self.upload.expires_at < TimeDelta::hours(1) {
            return Ok(());
        }
        let tx = self.app.store.begin().await?;
        tx.extend_upload(self.upload.id, to).await?;
        tx.commit().await?;
        self.upload.expires_at = to;
        Ok(())
    }

    /// Writes what comes and makes it durable. With a checksum the piece counts as a whole or not
    /// at all.
    async fn pour<S, E>(&self, partial: &mut Partial, piece: Piece<S>) -> Result<(), AppError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    {
        let mark = partial.mark().await?;
        let Piece {
            checksum, mut body, ..
        } = piece;
        let mut summing = checksum.as_ref().map(|sum| Summing::new(sum.algorithm));
        let mut outcome = self.pour_all(partial, &mut body, summing.as_mut()).await;
        if let (Ok(()), Some(sum), Some(summing)) = (&outcome, &checksum, summing)
            && !summing.agrees_with(&sum.digest)
        {
            outcome = Err(UploadRefusal::Checksum.into());
        }
        let is_void = match &outcome {
            Err(AppError::Upload(UploadRefusal::Overlong { .. })) => true,
            Err(AppError::Upload(_)) => checksum.is_some(),
            _ => false,
        };
        if is_void {
            partial.go_back(mark).await?;
        }
        outcome?;
        self.keep(partial).await
    }

    async fn pour_all<S, E>(
        &self,
        partial: &mut Partial,
        body: &mut S,
        mut summing: Option<&mut Summing>,
    ) -> Result<(), AppError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    {
        let mut synced = partial.size();
        while let Some(bytes) = next(&self.place, body).await? {
            let (length, sent) = (
                self.upload.length_bytes,
                partial.size() + bytes.len() as u64,
            );
            if sent > length {
                return Err(UploadRefusal::Overlong { length, sent }.into());
            }
            let knew_kind = partial.whole_head().is_some();
            partial.write(&bytes).await?;
            if let (false, Some(head)) = (knew_kind, partial.whole_head())
                && cairn_media::sniff(head).is_none()
            {
                return Err(UploadRefusal::Kind.into());
            }
            if let Some(summing) = summing.as_mut() {
                summing.update(&bytes);
            }
            if partial.size() - synced >= SYNC_EVERY_BYTES {
                synced = partial.sync().await?;
                self.place.set_durable(synced);
            }
        }
        Ok(())
    }

    /// Keeps what has come, unless nothing can become of it.
    async fn stop(&self, error: AppError, mut partial: Partial, turn: &mut Turn) -> AppError {
        let is_final = match &error {
            AppError::Upload(refusal) => refusal.is_final(),
            AppError::Full => true,
            _ => false,
        };
        let settled = if is_final {
            drop_upload(&self.app, self.upload.id).await
        } else {
            self.keep(&mut partial).await
        };
        match settled {
            Ok(()) if !is_final => **turn = partial.pause().await.ok(),
            Ok(()) => {}
            Err(second) => tracing::warn!(error = %second, "an upload that stopped"),
        }
        error
    }

    /// Makes what has come durable.
    async fn keep(&self, partial: &mut Partial) -> Result<(), AppError> {
        self.place.set_durable(partial.sync().await?);
        Ok(())
    }
}

/// The next bytes; none at the end of the piece.
async fn next<S, E>(place: &Place, body: &mut S) -> Result<Option<Bytes>, UploadRefusal>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    for _spell in 0..SPELLS {
        tokio::select! {
            bytes = body.next() => {
                place.set_stalled(false);
                return match bytes {
                    None => Ok(None),
                    Some(Ok(bytes)) => Ok(Some(bytes)),
                    Some(Err(_)) => Err(UploadRefusal::Broken),
                };
            }
            () = place.asked_to_give_way() => return Err(UploadRefusal::Busy),
            () = tokio::time::sleep(QUIET) => place.set_stalled(true),
        }
    }
    Err(UploadRefusal::Stalled)
}
