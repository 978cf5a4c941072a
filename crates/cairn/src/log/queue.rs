//! Lines that wait for their receiver: so many and no more, so that whoever writes one never waits.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Frames in the order of writing, and how many found no room.
#[derive(Debug)]
pub struct Queue {
    most: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    frames: VecDeque<Vec<u8>>,
    lost: u64,
    is_ended: bool,
}

impl Queue {
    /// Room for so many.
    pub fn with_room_for(most: usize) -> Self {
        Self {
            most,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a frame if there is room, and counts it as lost otherwise.
    pub fn push(&self, frame: Vec<u8>) {
        let mut state = self.state();
        if state.frames.len() < self.most {
            state.frames.push_back(frame);
            self.changed.notify_one();
        } else {
            state.lost += 1;
        }
    }

    /// The first frame, once there is one; it stays until it was sent. Nothing at the end.
    pub fn first(&self) -> Option<Vec<u8>> {
        let mut state = self.state();
        loop {
            if let Some(frame) = state.frames.front() {
                return Some(frame.clone());
            }
            if state.is_ended {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The first frame has been sent.
    pub fn sent(&self) {
        self.state().frames.pop_front();
    }

    /// How many were lost since this was last asked for.
    pub fn take_lost(&self) -> u64 {
        std::mem::take(&mut self.state().lost)
    }

    /// Everything that was lost and everything that waits, given up.
    pub fn give_up(&self) -> u64 {
        let mut state = self.state();
        let waiting = u64::try_from(state.frames.len()).unwrap_or(u64::MAX);
        state.frames.clear();
        std::mem::take(&mut state.lost) + waiting
    }

    /// Nothing comes any more.
    pub fn end(&self) {
        self.state().is_ended = true;
        self.changed.notify_all();
    }

    /// Waits; whether there is anything to go on for.
    pub fn rest(&self, how_long: Duration) -> bool {
        let state = self.state();
        let rested = self
            .changed
            .wait_timeout_while(state, how_long, |state| !state.is_ended);
        let (state, _) = rested.unwrap_or_else(PoisonError::into_inner);
        !state.is_ended
    }
}
