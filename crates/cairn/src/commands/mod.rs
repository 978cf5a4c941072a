//! The command line: one file a command.

mod about;
mod address;
mod backup;
mod certificate;
mod check;
mod compare;
mod demo;
mod hash;
mod ledger;
mod people;
mod place;
mod rerun;
mod restore;
mod security;
mod serve;
mod shadow;
mod sun;
mod time;

use clap::{Parser, Subcommand};

use crate::{instance::Problem, log};

/// Verify open-source evidence as a team, and publish what holds.
#[derive(Debug, Parser)]
#[command(name = "cairn", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the instance; prints one line `listening on http://…` when ready.
    Serve(serve::Serve),
    /// Fill an empty data directory with the demo project.
    Demo(demo::Demo),
    /// Create accounts and make them members.
    #[command(subcommand)]
    User(people::User),
    /// Second factors, and how far the instance is open.
    #[command(subcommand)]
    Security(security::Security),
    /// Lock the instance and destroy its keys, now.
    Panic(security::Panic),
    /// Create projects.
    #[command(subcommand)]
    Project(people::Project),
    /// Copy everything an instance holds, while it is used.
    Backup(backup::Backup),
    /// Make an instance of a backup, in an empty directory.
    Restore(restore::Restore),
    /// Hash files: one JSON object a line.
    Hash(hash::Hash),
    /// Compare two files: one JSON object.
    Compare(compare::Compare),
    /// Read coordinates; know zones.
    #[command(subcommand)]
    Place(place::Place),
    /// The sun at a place and time.
    Sun(sun::Sun),
    /// When or where a shadow could have fallen.
    #[command(subcommand)]
    Shadow(shadow::Shadow),
    /// Dates in EDTF and in the Solar Hijri calendar.
    #[command(subcommand)]
    Time(time::Time),
    /// Check a whole instance: every blob, event, cached row and tile.
    Check(check::Check),
    /// The public log: verify it, prove what is in it, its keys and checkpoints.
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// The custody report of an item for a court or a partner, as a bag (BagIt) with its proofs.
    Certificate(certificate::Certificate),
    /// Versions and protections of this machine.
    About(about::About),
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Result<(), Problem> {
        // The server says what it does; the other commands only what goes wrong.
        let far = match &self.command {
            Command::Serve(command) => log::begin("info", command.log_receiver()?)?,
            _ => log::begin("warn", None)?,
        };
        let outcome = self.command.run();
        if let Some(far) = far {
            far.end();
        }
        outcome
    }
}

impl Command {
    fn run(self) -> Result<(), Problem> {
        match self {
            Self::Serve(command) => block_on(command.run()),
            Self::Demo(command) => block_on(command.run()),
            Self::User(command) => block_on(command.run()),
            Self::Security(command) => block_on(command.run()),
            Self::Panic(command) => command.run(),
            Self::Project(command) => block_on(command.run()),
            Self::Backup(command) => block_on(command.run()),
            Self::Restore(command) => block_on(command.run()),
            Self::Hash(command) => block_on(command.run()),
            Self::Compare(command) => block_on(command.run()),
            Self::Place(command) => command.run(),
            Self::Sun(command) => command.run(),
            Self::Shadow(command) => command.run(),
            Self::Time(command) => command.run(),
            Self::Check(command) => block_on(command.run()),
            Self::Ledger(command) => block_on(command.run()),
            Self::Certificate(command) => block_on(command.run()),
            Self::About(command) => command.run(),
        }
    }
}

fn block_on(work: impl Future<Output = Result<(), Problem>>) -> Result<(), Problem> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

/// Prints one JSON object on a line of its own.
fn print_line(value: &impl serde::Serialize) -> Result<(), Problem> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}
