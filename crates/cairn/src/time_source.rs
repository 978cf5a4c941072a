//! Whether the clock of this machine is kept right: what is logged and sealed is no better than it is.

use std::{process::Stdio, time::Duration};

use tokio::{process::Command, time::timeout};

/// Longer than it ever takes to say.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks the machine, and writes a line unless it says yes.
pub async fn check() {
    match is_kept().await {
        Some(true) => {}
        Some(false) => {
            tracing::warn!("the clock of this machine is not synchronised with any other")
        }
        None => {
            tracing::info!("nobody here knows whether the clock of this machine is synchronised")
        }
    }
}

/// What systemd knows, where there is one.
async fn is_kept() -> Option<bool> {
    let mut command = Command::new("timedatectl");
    command
        .args(["show", "--property=NTPSynchronized", "--value"])
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let out = timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    match out.stdout.trim_ascii() {
        b"yes" => Some(true),
        b"no" => Some(false),
        _ => None,
    }
}
