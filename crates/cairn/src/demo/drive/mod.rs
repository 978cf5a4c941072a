//! Takes the plan through the application: the same use cases that people take, in the order of
//! the story's time, on a clock that only moves forward.

pub mod claims;
mod drafts;
mod incidents;
mod people;
mod schedule;
mod sources;
mod steps;

use cairn_app::{App, Clock, Dice, release, worker};
use chrono::{DateTime, Utc};

use self::{people::Cast, schedule::Step, steps::Stage};
use crate::{
    demo::plan,
    instance::{Place, Problem},
};

/// Password of every demo account.
pub const PASSWORD: &str = "cairn-demo-please-change";
/// Short code of the demo project.
pub const PROJECT: &str = "AFG";

/// Fills an empty data directory.
pub async fn fill(place: &Place, seed: u64) -> Result<(), Problem> {
    let now = Clock::System.now();
    let plan = plan::plan(seed)?;
    let clock = Clock::standing_at(schedule::beginning(&plan));
    let app = place.open(clock, Dice::seeded(seed)).await?;
    if !app.store.read().projects().await?.is_empty() {
        return Err(
            "this data directory already holds a project; the demo needs an empty one".into(),
        );
    }
    let cast = people::create(&app, &plan).await?;
    let steps = schedule::of(&plan, now);
    let mut stage = Stage::new(&app, &cast, &plan);
    for (at, step) in steps {
        move_clock(&app, at);
        play(&app, &cast, &mut stage, step).await?;
    }
    stage.wait().await?;
    worker::run_until_idle(&app).await.map_err(steps::words)?;
    tell(&plan, &cast);
    app.store.clone().close().await;
    Ok(())
}

/// Time never runs backwards, whatever the plan says.
fn move_clock(app: &App, at: DateTime<Utc>) {
    if at > app.clock.now() {
        app.clock.set(at);
    }
}

async fn play(app: &App, cast: &Cast, stage: &mut Stage<'_>, step: Step) -> Result<(), Problem> {
    match step {
        Step::Receive(item) => stage.receive(item).await,
        Step::Triage(item) => stage.triage(item).await,
        Step::Geolocate(item) => stage.geolocate(item).await,
        Step::Chronolocate(item) => stage.chronolocate(item).await,
        Step::Judge(item) => stage.judge(item).await,
        Step::Hold(item) => stage.hold(item).await,
        Step::Release => {
            stage.wait().await?;
            sources::carry(app, cast).await?;
            let lead = cast.visit(app, "lead").await?;
            let candidate = release::build(app, &lead).await.map_err(steps::words)?;
            let second = cast.visit(app, "verifier").await?;
            let signed = release::sign(app, &second, &candidate.content).await;
            signed.map(drop).map_err(steps::words)
        }
        Step::Retract(item) => stage.retract(item).await,
    }
}

fn tell(plan: &plan::Plan, cast: &Cast) {
    println!(
        "demo project {PROJECT}: {} items, {} incidents, {} claims",
        plan.items.len(),
        cast.incidents.len(),
        plan.claims.len()
    );
    println!("accounts (password {PASSWORD}):");
    for person in &plan.people {
        println!("  {:<26} {}", person.email, person.role);
    }
}
