//! What every use case is given.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use cairn_domain::ProjectId;
use cairn_media::Workshop;
use cairn_review::Workflow;
use cairn_storage::{Reads, Store};
use tokio::sync::{Mutex, Notify, OnceCell, Semaphore};

use crate::{
    AppError, Clock, Dice, Limits,
    account::Ceremonies,
    ledger::LedgerSettings,
    matching::{Lists, Matcher},
    throttle::Throttle,
    upload::Places,
};

/// Choices of the operator that use cases depend on.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Memory for one password hash in KiB.
    pub argon2_memory_kib: u32,
    /// Passes over it.
    pub argon2_passes: u32,
    /// A session ends after this long without use, in minutes.
    pub session_idle_min: u32,
    /// A session ends after this long whatever happens, in minutes.
    pub session_max_min: u32,
    /// Largest file taken by the plain form, in bytes.
    pub max_file_bytes: u64,
    /// Largest file taken by an upload that can be gone on with, in bytes.
    pub max_upload_bytes: u64,
    /// An upload that does not move for this long is dropped, in hours.
    pub upload_keep_hours: u32,
    /// Whether an upload is begun by those clients alone that bring a key, so that no address opens one.
    pub uploads_need_key: bool,
    /// Most files in one submission.
    pub max_files: usize,
    /// Folder of map layers that lie on this machine.
    pub layers_dir: PathBuf,
    /// Where the public log is kept, and how often it is signed.
    pub ledger: LedgerSettings,
    /// Folder of the keys that lie outside the database; nobody else may read it.
    pub keys_dir: PathBuf,
    /// File that says how far the instance is open; see [`crate::SecurityMode`].
    pub mode_file: PathBuf,
    /// Digests of passwords that are known from breaches; without a file none is looked up.
    pub breached_passwords: Option<PathBuf>,
    /// Looks for malware: a program with its arguments, which is given a file's path as the last of them and
    /// ends with 0 for clean and 1 for found.
    pub scanner: Option<Vec<String>>,
    /// The Chromium that prints custody reports; without one there is no PDF.
    pub chromium: Option<PathBuf>,
    /// How often strangers may knock.
    pub limits: Limits,
}

impl Default for Settings {
    /// argon2id at 64 MiB and 3 passes, sessions of 2 hours idle and 12 hours at most, 10 GiB a file
    /// (512 MiB in the plain form), three days to go on with an upload.
    fn default() -> Self {
        Self {
            argon2_memory_kib: 64 * 1024,
            argon2_passes: 3,
            session_idle_min: 2 * 60,
            session_max_min: 12 * 60,
            max_file_bytes: 512 << 20,
            max_upload_bytes: 10 << 30,
            upload_keep_hours: 72,
            uploads_need_key: false,
            max_files: 20,
            layers_dir: PathBuf::from("layers"),
            ledger: LedgerSettings::below(std::path::Path::new("")),
            keys_dir: PathBuf::from("keys"),
            mode_file: PathBuf::from("security-mode"),
            breached_passwords: None,
            scanner: None,
            chromium: None,
            limits: Limits::default(),
        }
    }
}

/// Cairn as a library: everything but the doors. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Rows and blobs.
    pub store: Store,
    /// Where hostile bytes are opened.
    pub workshop: Workshop,
    /// The present.
    pub clock: Clock,
    /// Chance.
    pub dice: Dice,
    /// The operator's choices.
    pub settings: Settings,
    pub(crate) shared: Arc<Shared>,
}

/// What clones of an [`App`] hold in common.
pub(crate) struct Shared {
    pub(crate) matchers: Mutex<HashMap<ProjectId, Matcher>>,
    pub(crate) lists: Mutex<HashMap<ProjectId, Arc<Lists>>>,
    pub(crate) throttle: Throttle,
    /// Password hashes take 64 MiB each; two at a time.
    pub(crate) hashing: Semaphore,
    /// Passkeys that devices were asked for.
    pub(crate) ceremonies: Ceremonies,
    /// The hash that is compared where no account has the name.
    pub(crate) nobody: OnceCell<String>,
    pub(crate) jobs: Notify,
    pub(crate) uploads: Places,
    workflows: Mutex<HashMap<(ProjectId, u32), Arc<Workflow>>>,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        workshop: Workshop,
        clock: Clock,
        dice: Dice,
        settings: Settings,
    ) -> Self {
        let shared = Arc::new(Shared {
            matchers: Mutex::default(),
            lists: Mutex::default(),
            throttle: Throttle::default(),
            hashing: Semaphore::new(2),
            ceremonies: Ceremonies::default(),
            nobody: OnceCell::new(),
            jobs: Notify::new(),
            uploads: Places::default(),
            workflows: Mutex::default(),
        });
        Self {
            store,
            workshop,
            clock,
            dice,
            settings,
            shared,
        }
    }

    /// A project's workflow in one version. Versions are immutable, so one read is enough.
    pub(crate) async fn workflow(
        &self,
        reads: &Reads<'_>,
        project: ProjectId,
        version: u32,
    ) -> Result<Arc<Workflow>, AppError> {
        if let Some(known) = self.shared.workflows.lock().await.get(&(project, version)) {
            return Ok(Arc::clone(known));
        }
        let draft = reads.workflow(project, version).await?;
        let workflow = Arc::new(Workflow::try_from_draft(draft, version).map_err(flawed)?);
        let mut known = self.shared.workflows.lock().await;
        Ok(Arc::clone(
            known.entry((project, version)).or_insert(workflow),
        ))
    }

    /// Wakes the workers: there is something to do.
    pub(crate) fn wake_workers(&self) {
        self.shared.jobs.notify_waiters();
    }
}

/// A stored workflow was validated when it was written; if it fails now, it is broken.
fn flawed(flaws: Vec<cairn_review::workflow::Flaw>) -> AppError {
    let sentences: Vec<_> = flaws.iter().map(ToString::to_string).collect();
    AppError::Internal(format!("stored workflow is flawed: {}", sentences.join("; ")).into())
}
