//! Who writes to which upload, in memory: one at a time. What was hashed so far is remembered
//! between two writes; after a restart it is read again.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

use cairn_domain::UploadId;
use cairn_storage::Paused;
use tokio::sync::{Mutex as Turns, Notify, OwnedMutexGuard};

use super::UploadRefusal;

/// The line of somebody who wants to write is held this long before they are told to come back.
const PATIENCE: Duration = Duration::from_secs(2);

/// The right to write, and what is remembered for whoever has it.
pub(super) type Turn = OwnedMutexGuard<Option<Paused>>;

/// Every upload that moved since the start.
#[derive(Debug, Default)]
pub(crate) struct Places(Mutex<HashMap<UploadId, Arc<Place>>>);

/// One upload.
#[derive(Debug, Default)]
pub(super) struct Place {
    turn: Arc<Turns<Option<Paused>>>,
    metadata: Mutex<Option<String>>,
    durable: AtomicU64,
    /// Nothing has come for a while; whoever asks next may have the turn.
    stalled: AtomicBool,
    give_way: Notify,
}

impl Places {
    pub(super) fn of(&self, id: UploadId) -> Arc<Place> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(places.entry(id).or_default())
    }

    pub(super) fn remember(&self, id: UploadId, metadata: &str) {
        let place = self.of(id);
        let mut kept = place
            .metadata
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = Some(metadata.to_owned());
    }

    pub(super) fn forget(&self, id: UploadId) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.remove(&id);
    }
}

impl Place {
    /// The turn, waiting for it a moment. A line that has gone quiet gives way: whoever comes
    /// again after a broken connection is not kept out by what is left of the old one.
    pub(super) async fn enter(&self) -> Result<Turn, UploadRefusal> {
        if self.stalled.load(SeqCst) {
            self.give_way.notify_one();
        }
        let turn = Arc::clone(&self.turn).lock_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await;
        turn.map_err(|_| UploadRefusal::Busy)
    }

    /// The turn, if nobody has it.
    pub(super) fn free(&self) -> Option<Turn> {
        Arc::clone(&self.turn).try_lock_owned().ok()
    }

    pub(super) fn metadata(&self) -> Option<String> {
        let kept = self.metadata.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    pub(super) fn durable(&self) -> u64 {
        self.durable.load(SeqCst)
    }

    pub(super) fn set_durable(&self, size_bytes: u64) {
        self.durable.store(size_bytes, SeqCst);
    }

    pub(super) fn set_stalled(&self, stalled: bool) {
        self.stalled.store(stalled, SeqCst);
    }

    /// Ready when somebody else wants the turn of a writer who has gone quiet.
    pub(super) async fn asked_to_give_way(&self) {
        loop {
            self.give_way.notified().await;
            // An old request for a writer who has left means nothing to the next.
            if self.stalled.load(SeqCst) {
                return;
            }
        }
    }
}
