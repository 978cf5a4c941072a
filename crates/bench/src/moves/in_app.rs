//! The engine under test: the app on its own storage.

use std::path::Path;

use cairn_app::Clock;

use super::caller::Caller;
use crate::{
    Problem,
    instance::{self, beginning},
    measure::{Samples, Stretch, Watch},
};

pub(super) struct InApp {
    caller: Caller,
}

impl InApp {
    pub(super) async fn open(directory: &Path) -> Result<Self, Problem> {
        let app = instance::open(directory, Clock::standing_at(beginning()), None).await?;
        let caller = Caller::of_all(&app).await?;
        Ok(Self { caller })
    }

    /// The same without leaves and salts, to measure what they cost.
    pub(super) async fn open_unsealed(directory: &Path) -> Result<Self, Problem> {
        let mut app = instance::open(directory, Clock::standing_at(beginning()), None).await?;
        app.store = app.store.without_leaves_to_measure();
        let caller = Caller::of_all(&app).await?;
        Ok(Self { caller })
    }

    pub(super) async fn one_caller(&mut self, moves: usize) -> Result<Stretch, Problem> {
        let watch = Watch::start();
        let (caller, samples) = tokio::spawn(make(self.caller.clone(), moves)).await??;
        self.caller = caller;
        Ok(watch.stop(samples))
    }

    pub(super) async fn many_callers(
        &mut self,
        moves: usize,
        callers: usize,
    ) -> Result<Stretch, Problem> {
        let shared_out = self.caller.clone().shared_out(callers)?;
        let watch = Watch::start();
        let tasks: Vec<_> = shared_out
            .into_iter()
            .map(|caller| tokio::spawn(make(caller, moves / callers)))
            .collect();
        let (mut samples, mut done) = (Samples::default(), Vec::new());
        for task in tasks {
            let (caller, some) = task.await??;
            samples.append(some);
            done.push(caller);
        }
        let stretch = watch.stop(samples);
        self.caller = Caller::together(done).ok_or("no callers")?;
        Ok(stretch)
    }
}

async fn make(mut caller: Caller, moves: usize) -> Result<(Caller, Samples), Problem> {
    let mut samples = Samples::default();
    for _ in 0..moves {
        samples.push(caller.make_move().await?);
    }
    Ok((caller, samples))
}
