//! The parent's side of a child: start it, wait no longer than allowed, kill what is left.

use std::{
    fs::File,
    os::fd::{AsRawFd, OwnedFd},
    pin::pin,
    process::Stdio,
    task::{Context, Waker},
    time::Duration,
};

use rustix::{
    pipe::{PipeFlags, fcntl_setpipe_size, pipe_with},
    process::{Pid, Signal, kill_process_group},
};
use tokio::{
    io::AsyncReadExt,
    process::{self, ChildStdout, Command},
    task::spawn_blocking,
    time,
};

use crate::{
    identity, parcel,
    wire::{Answer, Errand, Task},
    workshop::WorkerProgram,
};

/// A picture goes through in a few large steps instead of a hundred small ones. In bytes.
const PIPE: usize = 1 << 20;

/// A running child. Dropping it kills it and all it started; a server that dies closes the pipes,
/// upon which it kills itself.
pub(crate) struct Child {
    process: process::Child,
    group: Option<Pid>,
    /// Where pictures go in; a child for one file has that file instead.
    entrance: Option<File>,
    answers: ChildStdout,
}

impl Child {
    /// One that waits for pictures.
    pub(crate) fn for_pictures(worker: &WorkerProgram) -> Result<Self, String> {
        let pipe = pipe_with(PipeFlags::CLOEXEC).map_err(|error| error.to_string())?;
        let (exit, entrance): (OwnedFd, OwnedFd) = pipe;
        // The system may grant less, which only costs time.
        let _ = fcntl_setpipe_size(&entrance, PIPE);
        let mut child = Self::start(worker, &Errand::Pictures, exit.into())?;
        child.entrance = Some(entrance.into());
        Ok(child)
    }

    /// One whose standard input is `file`.
    pub(crate) fn for_file(
        worker: &WorkerProgram,
        errand: &Errand,
        file: File,
    ) -> Result<Self, String> {
        Self::start(worker, errand, file.into())
    }

    fn start(worker: &WorkerProgram, errand: &Errand, input: Stdio) -> Result<Self, String> {
        let json = serde_json::to_string(errand)
            .map_err(|_| "a path of this machine's tools is not text".to_owned())?;
        let failed = |error: std::io::Error| {
            tracing::error!(program = %worker.program.display(), %error, "no media worker");
            "the media worker could not be started".to_owned()
        };
        let (mut command, program) = command(worker).map_err(failed)?;
        command.arg(json).stdin(input).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn().map_err(failed)?;
        drop(program);
        let group = process.id().and_then(|id| i32::try_from(id).ok());
        Ok(Self {
            group: group.and_then(Pid::from_raw),
            answers: process
                .stdout
                .take()
                .ok_or("the media worker has no output")?,
            process,
            entrance: None,
        })
    }

    /// Whether it may be given another picture: alive, and silent since its last answer.
    pub(crate) fn is_quiet(&mut self) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        pin!(self.answers.read_u8()).poll(&mut context).is_pending()
    }

    /// Has one picture looked at. After an error the child is dead.
    pub(crate) async fn look_at(
        &mut self,
        task: Task,
        picture: File,
        wall_clock: Duration,
    ) -> Result<Answer, String> {
        let entrance = self
            .entrance
            .take()
            .ok_or("the media worker takes no pictures")?;
        let sending = spawn_blocking(move || {
            let sent = parcel::send(&entrance, &task, &picture);
            sent.map(|()| entrance)
        });
        let answer = self.answer(wall_clock).await;
        if answer.is_err() {
            // Lets go of the sender, too.
            self.kill();
        }
        self.entrance = sending.await.ok().and_then(Result::ok);
        answer
    }

    /// Waits for an answer.
    pub(crate) async fn answer(&mut self, wall_clock: Duration) -> Result<Answer, String> {
        match time::timeout(wall_clock, Answer::read(&mut self.answers)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a media worker ended without a whole answer");
                Err("the decoder crashed or ran into its limits".to_owned())
            }
            Err(_) => Err(format!(
                "decoding took longer than {} s",
                wall_clock.as_secs()
            )),
        }
    }

    /// Kills it and waits until it is gone.
    pub(crate) async fn end(mut self) {
        self.kill();
        let _ = self.process.wait().await;
        // The number may name somebody else from here on.
        self.group = None;
    }

    fn kill(&self) {
        // Not reaped yet, so the number still names this group and no other.
        if let Some(group) = self.group {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The worker, to be started through an open descriptor: the child's user need not be able to walk
/// to where the program lies. The file must stay open until then.
fn command(worker: &WorkerProgram) -> std::io::Result<(Command, File)> {
    let program = File::open(&worker.program)?;
    let mut command = Command::new(format!("/proc/self/fd/{}", program.as_raw_fd()));
    command
        .arg0("cairn-media")
        .args(&worker.arguments)
        .env_clear()
        .current_dir("/")
        .process_group(0);
    if let Some(number) = identity::next() {
        command.uid(number).gid(number);
    }
    Ok((command, program))
}
