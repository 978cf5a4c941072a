//! The parent's side of a child: start it, wait no longer than allowed, kill what is left.

use std::{process::Stdio, time::Duration};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{process::Command, time};

use crate::{
    wire::{Answer, Job},
    workshop::WorkerProgram,
};

/// Runs one job. The error is a reason in words for a person.
///
/// Dropping the future closes the child's stdin, upon which it kills itself and all it started.
pub(crate) async fn run(
    worker: &WorkerProgram,
    job: &Job,
    wall_clock: Duration,
) -> Result<Answer, String> {
    let json =
        serde_json::to_string(job).map_err(|_| "the path of the file is not text".to_owned())?;
    let mut child = Command::new(&worker.program)
        .args(&worker.arguments)
        .arg(json)
        .env_clear()
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| {
            tracing::error!(program = %worker.program.display(), %error, "no media worker");
            "the media worker could not be started".to_owned()
        })?;
    let group = child
        .id()
        .and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
    let held = child.stdin.take();
    let stdout = child
        .stdout
        .take()
        .ok_or("the media worker has no output")?;
    let answer = time::timeout(wall_clock, Answer::read(stdout)).await;
    // Not reaped yet, so the number still names this group and no other.
    if let Some(group) = group {
        let _ = kill_process_group(group, Signal::KILL);
    }
    drop(held);
    let _ = child.wait().await;
    match answer {
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
