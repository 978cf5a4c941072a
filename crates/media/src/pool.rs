//! Children that wait for pictures, so that starting and caging one is paid for once in many files.
//!
//! A decoder that a file has taken over could lie about the next file it is given. So a child serves
//! one project, few files, not for long, and is never given another after anything odd; and what a
//! used child could not decode is shown to a fresh one before anybody is told (docs/decisions/0010).

use std::{fs::File, path::Path, sync::Mutex, time::Duration};

use cairn_domain::ProjectId;
use tokio::time;

use crate::{
    child::Child,
    parcel::MAX_PICTURE,
    wire::{Answer, Task},
    workshop::WorkerProgram,
};

/// Most pictures that one child sees.
const PICTURES: u32 = 16;
/// How long a child waits for another.
const IDLE: Duration = Duration::from_secs(5);

/// For whom a child works: a project, or a command that somebody typed.
pub(crate) type Room = Option<ProjectId>;

/// The children that are waiting. Those at work are with those who wait for them.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    children: Vec<Waiter>,
    /// How many ever came to wait; names each one's turn.
    turns: u64,
}

struct Waiter {
    child: Child,
    room: Room,
    pictures: u32,
    turn: u64,
}

impl std::fmt::Debug for Waiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waiter")
            .field("turn", &self.turn)
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// Has one picture looked at. The error is a reason in words for a person.
    pub(crate) async fn look_at(
        self: &std::sync::Arc<Self>,
        worker: &WorkerProgram,
        room: Room,
        task: Task,
        (path, wall_clock): (&Path, Duration),
    ) -> Result<Answer, String> {
        let open = || open(path);
        let file = open()?;
        if let Some(waiter) = self.take(room) {
            let (child, seen) = (waiter.child, waiter.pictures);
            let answer = self
                .give((child, seen, room), task.clone(), file, wall_clock)
                .await;
            // Nobody is refused on the word of a child that has met other files.
            if answer.as_ref().is_ok_and(Answer::is_plain) {
                return answer;
            }
            tracing::debug!(seen, "a used child could not decode it: a fresh one tries");
        }
        let child = Child::for_pictures(worker)?;
        self.give((child, 0, room), task, open()?, wall_clock).await
    }

    async fn give(
        self: &std::sync::Arc<Self>,
        (mut child, seen, room): (Child, u32, Room),
        task: Task,
        file: File,
        wall_clock: Duration,
    ) -> Result<Answer, String> {
        let answer = child.look_at(task, file, wall_clock).await;
        let pictures = seen + 1;
        if answer.as_ref().is_ok_and(Answer::is_plain) && pictures < PICTURES {
            self.put_back(child, room, pictures);
        } else {
            child.end().await;
        }
        answer
    }

    fn take(&self, room: Room) -> Option<Waiter> {
        let mut waiting = self.lock();
        loop {
            let at = waiting.children.iter().position(|it| it.room == room)?;
            let mut waiter = waiting.children.swap_remove(at);
            if waiter.child.is_quiet() {
                return Some(waiter);
            }
        }
    }

    fn put_back(self: &std::sync::Arc<Self>, child: Child, room: Room, pictures: u32) {
        let mut waiting = self.lock();
        waiting.turns += 1;
        let turn = waiting.turns;
        waiting.children.push(Waiter {
            child,
            room,
            pictures,
            turn,
        });
        let pool = std::sync::Arc::downgrade(self);
        tokio::spawn(async move {
            time::sleep(IDLE).await;
            if let Some(child) = pool.upgrade().and_then(|pool| pool.remove(turn)) {
                child.end().await;
            }
        });
    }

    /// The child that still waits its turn since then.
    fn remove(&self, turn: u64) -> Option<Child> {
        let mut waiting = self.lock();
        let at = waiting.children.iter().position(|it| it.turn == turn)?;
        Some(waiting.children.swap_remove(at).child)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn open(path: &Path) -> Result<File, String> {
    let file = File::open(path).map_err(|_| "the file is not there".to_owned())?;
    match file.metadata() {
        Ok(about) if about.len() > MAX_PICTURE => {
            Err("the file is larger than pictures that are decoded here".to_owned())
        }
        Ok(about) if about.is_file() => Ok(file),
        _ => Err("the file cannot be read".to_owned()),
    }
}
