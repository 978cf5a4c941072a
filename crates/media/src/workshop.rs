//! The parent's side: hands files to caged children and takes their answers.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use cairn_domain::{DerivativeKind, FrameTable, MediaKind, ProjectId, RedactionBody};
use tokio::sync::Semaphore;

use crate::{
    CageReport, CageTrial, cage,
    child::Child,
    examination::{Examination, Made, Redacted},
    heif, identity,
    pool::{Pool, Room},
    private,
    snapshot::Wanted,
    sniff::Sniffed,
    wire::{Answer, Errand, Job, Task, Tools},
};

/// Fewest and most children at a time, whatever the machine. Each may use two cores and 1.5 GiB for a
/// while.
const PARALLEL: (usize, usize) = (2, 8);
/// How long a child may take for a picture, and for a recording.
const WALL_CLOCK: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(720));

/// How long a child may take for one frame, which may be far from where decoding can begin.
const FRAME_WALL_CLOCK: Duration = Duration::from_secs(180);

/// How to start a child that calls [`crate::worker_main`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerProgram {
    /// The program, usually Cairn's own binary.
    pub program: PathBuf,
    /// What stands before the job, such as `media-worker`.
    pub arguments: Vec<OsString>,
}

impl WorkerProgram {
    /// This very program, which hands `cairn media-worker …` to [`crate::worker_main`].
    pub fn this() -> Self {
        Self {
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec!["media-worker".into()],
        }
    }
}

/// Where files are examined. Cheap to clone; all clones share one limit of parallel children.
#[derive(Debug, Clone)]
pub struct Workshop {
    inner: Arc<Inner>,
    room: Room,
}

#[derive(Debug)]
struct Inner {
    worker: WorkerProgram,
    tools: Tools,
    ffmpeg_version: OnceLock<String>,
    accepts_no_landlock: bool,
    parallel: usize,
    places: Semaphore,
    pool: Arc<Pool>,
}

impl Workshop {
    /// A workshop with the programs of this machine: ffmpeg, ffprobe and heif-convert by
    /// `CAIRN_FFMPEG`, `CAIRN_FFPROBE` and `CAIRN_HEIF_CONVERT`, else by `PATH`. Starts nothing;
    /// what is missing shows in the examinations that need it.
    pub fn find(worker: WorkerProgram) -> Self {
        Self::find_and_accept(worker, false)
    }

    /// The same; if `accepts_no_landlock`, recordings are decoded even where Landlock is missing.
    pub fn find_and_accept(worker: WorkerProgram, accepts_no_landlock: bool) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let parallel = cores.clamp(PARALLEL.0, PARALLEL.1);
        Self {
            room: None,
            inner: Arc::new(Inner {
                worker,
                tools: Tools::find(),
                ffmpeg_version: OnceLock::new(),
                accepts_no_landlock,
                parallel,
                places: Semaphore::new(parallel),
                pool: Arc::default(),
            }),
        }
    }

    /// The same workshop for files of one project: no child that saw them sees another's.
    #[must_use]
    pub fn of_project(&self, project: ProjectId) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            room: Some(project),
        }
    }

    /// How many files are looked at side by side.
    pub fn parallel(&self) -> usize {
        self.inner.parallel
    }

    /// What this machine has, for `cairn about` and the operator's page. Starts ffmpeg once.
    pub fn about(&self) -> Vec<(String, String)> {
        let tools = &self.inner.tools;
        let path = |tool: &Option<PathBuf>| {
            tool.as_ref()
                .map_or_else(|| "missing".to_owned(), |path| path.display().to_string())
        };
        vec![
            (
                "ffmpeg".to_owned(),
                format!("{} ({})", self.ffmpeg_version(), path(&tools.ffmpeg)),
            ),
            ("ffprobe".to_owned(), path(&tools.ffprobe)),
            ("heif-convert".to_owned(), path(&tools.heif_convert)),
            (
                "cage".to_owned(),
                cage::of_this_machine(self.inner.accepts_no_landlock),
            ),
            ("children run as".to_owned(), identity::in_words()),
        ]
    }

    /// Looks at one file in a caged child. Never fails: what cannot be decoded has a `problem` in
    /// words and no derivatives. Waits while other files are being looked at.
    pub async fn examine(&self, path: &Path, sniffed: Sniffed) -> Examination {
        let exit = exit_for(&sniffed);
        let heif_exit = exit.as_ref().and_then(|exit| exit.0.clone());
        let task = Task::Examine {
            mime: sniffed.mime.to_owned(),
            heif_exit,
        };
        match self.run(path, task, time_for(&sniffed)).await {
            Ok(answer) => answer.examination,
            Err(reason) => Examination::failed(reason),
        }
    }

    /// Finds out what a file looks like, in a caged child, and makes nothing of it. Never fails:
    /// what cannot be decoded has a `problem` in words and no fingerprint.
    pub async fn describe(&self, path: &Path, sniffed: Sniffed) -> Examination {
        let exit = exit_for(&sniffed);
        let task = Task::Describe {
            mime: sniffed.mime.to_owned(),
            heif_exit: exit.as_ref().and_then(|exit| exit.0.clone()),
        };
        match self.run(path, task, time_for(&sniffed)).await {
            Ok(answer) => answer.examination,
            Err(reason) => Examination::failed(reason),
        }
    }

    /// Takes one exact frame of a recording, lossless, in a caged child. `index` counts from nought
    /// in the table that the examination of the same file established.
    ///
    /// # Errors
    /// The reason in words.
    pub async fn take_frame(
        &self,
        path: &Path,
        sniffed: Sniffed,
        table: &FrameTable,
        index: usize,
    ) -> Result<Made, String> {
        let task = Task::TakeFrame {
            mime: sniffed.mime.to_owned(),
            wanted: Wanted::of(table, index).ok_or("there is no such frame")?,
        };
        let seen = self.run(path, task, FRAME_WALL_CLOCK).await?.examination;
        let reason = seen.problem.unwrap_or_default();
        let mut made = seen.derivatives.into_iter();
        made.find(|made| made.kind == DerivativeKind::Snapshot)
            .ok_or(reason)
    }

    /// Makes the redacted copy of one file in a caged child.
    ///
    /// # Errors
    /// Why it cannot be made, in words for a person.
    pub async fn redact(
        &self,
        path: &Path,
        sniffed: Sniffed,
        body: &RedactionBody,
    ) -> Result<Redacted, String> {
        let exit = exit_for(&sniffed);
        let task = Task::Redact {
            mime: sniffed.mime.to_owned(),
            heif_exit: exit.as_ref().and_then(|exit| exit.0.clone()),
            // What is covered and why is nobody's business in there.
            body: body.without_words(),
        };
        let seen = self.run(path, task, time_for(&sniffed)).await?.examination;
        let mut made = seen.derivatives.into_iter();
        let copy = made
            .next()
            .filter(|copy| copy.kind == DerivativeKind::Redacted);
        let copy = copy.ok_or_else(|| seen.problem.unwrap_or_default())?;
        Ok(Redacted {
            copy,
            cover: made.next(),
        })
    }

    /// Lets a caged child that was given `input` try to break out, for the test of the cage; the
    /// worker must be one that tries.
    ///
    /// # Errors
    /// The reason in words, if there is no cage on this machine.
    pub async fn try_cage(&self, input: &Path, trial: CageTrial) -> Result<CageReport, String> {
        let task = Task::TryCage(trial);
        let answer = self.run(input, task, WALL_CLOCK.0).await?;
        answer
            .cage
            .ok_or_else(|| answer.examination.problem.unwrap_or_default())
    }

    async fn run(&self, input: &Path, task: Task, limit: Duration) -> Result<Answer, String> {
        let inner = &self.inner;
        let place = inner.places.acquire().await;
        let _place = place.map_err(|error| error.to_string())?;
        if task.needs_programs() {
            return self.run_alone(input, task, limit).await;
        }
        inner
            .pool
            .look_at(&inner.worker, self.room, task, (input, limit))
            .await
    }

    /// A child of its own for one file.
    async fn run_alone(&self, input: &Path, task: Task, limit: Duration) -> Result<Answer, String> {
        let this = self.clone();
        let version = tokio::task::spawn_blocking(move || this.ffmpeg_version().to_owned());
        let mut tools = self.inner.tools.clone();
        tools.ffmpeg_version = version.await.unwrap_or_default();
        let path = input.to_owned();
        let file = tokio::task::spawn_blocking(move || private::open(&path));
        let file = file.await.map_err(|error| error.to_string())??;
        let errand = Errand::File(Job {
            tools,
            task,
            accepts_no_landlock: self.inner.accepts_no_landlock,
        });
        let mut child = Child::for_file(&self.inner.worker, &errand, file)?;
        let answer = child.answer(limit).await;
        child.end().await;
        answer
    }

    fn ffmpeg_version(&self) -> &str {
        self.inner
            .ffmpeg_version
            .get_or_init(|| self.inner.tools.ask_version())
    }
}

fn time_for(sniffed: &Sniffed) -> Duration {
    match sniffed.kind {
        MediaKind::Photo => WALL_CLOCK.0,
        _ => WALL_CLOCK.1,
    }
}

fn exit_for(sniffed: &Sniffed) -> Option<ExitFolder> {
    matches!(sniffed.mime, "image/heic" | "image/avif").then(ExitFolder::make)
}

/// The folder through which the HEIF decoder leaves its picture; gone when the job is done.
struct ExitFolder(Option<PathBuf>);

impl ExitFolder {
    fn make() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = || {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            env::temp_dir().join(format!("cairn-heif-{}-{number}", std::process::id()))
        };
        // A name that is taken belongs to a crashed run; the next is free.
        Self(
            (0..16)
                .map(|_| folder())
                .find(|folder| heif::make_exit(folder).is_ok()),
        )
    }
}

impl Drop for ExitFolder {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// The worker program `cairn-media-worker` that cargo put beside the running test or binary, or the
/// one named by `CAIRN_MEDIA_WORKER`. For development only: an installed Cairn names itself.
///
/// Tests of other crates need it built beforehand: `cargo build -p cairn-media`.
pub fn worker_beside_tests() -> WorkerProgram {
    let program = env::var_os("CAIRN_MEDIA_WORKER")
        .map(PathBuf::from)
        .unwrap_or_else(|| {
            let mut folder = env::current_exe().unwrap_or_default();
            folder.pop();
            if folder.ends_with("deps") || folder.ends_with("examples") {
                folder.pop();
            }
            folder.join("cairn-media-worker")
        });
    WorkerProgram {
        program,
        arguments: Vec::new(),
    }
}
