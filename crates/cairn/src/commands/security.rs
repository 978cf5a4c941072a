//! `cairn security …` and `cairn panic`: who must have a second factor, how far the instance is
//! open, and what to do when somebody is at the door.

use cairn_app::{Clock, Dice, SecurityMode, account, set_mode, shred_keys};
use cairn_domain::Role;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{address::Address, print_line};
use crate::instance::{Place, Problem, settings};

#[derive(Debug, Subcommand)]
pub enum Security {
    /// Say which roles must have a second factor: leads and admins unless said otherwise.
    SecondFactor(SecondFactor),
    /// Open the instance, make it read-only or lock it; a running server follows at once.
    Mode(Mode),
    /// Whether browsers trust the certificate at the public address, and for how long.
    Address(Address),
}

#[derive(Debug, Args)]
pub struct SecondFactor {
    #[command(flatten)]
    place: Place,
    /// reader, volunteer, verifier, lead, admin, with commas between; or none.
    #[arg(long)]
    roles: String,
}

#[derive(Debug, Args)]
pub struct Mode {
    #[command(flatten)]
    place: Place,
    /// open, read-only or locked; without it, says which holds.
    mode: Option<SecurityMode>,
}

/// Lock the instance and destroy its keys: every session, invitation and token ends, seeds of
/// one-time codes can never be read again. Works while the server runs.
#[derive(Debug, Args)]
pub struct Panic {
    #[command(flatten)]
    place: Place,
}

impl Security {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::SecondFactor(command) => command.run().await,
            Self::Mode(command) => command.run(),
            Self::Address(command) => command.run(),
        }
    }
}

impl SecondFactor {
    async fn run(self) -> Result<(), Problem> {
        let roles: Vec<Role> = match self.roles.trim() {
            "none" => Vec::new(),
            list => list
                .split(',')
                .map(|role| role.trim().parse())
                .collect::<Result<_, _>>()?,
        };
        let app = self.place.open(Clock::System, Dice::System).await?;
        account::require_second_factor(&app, &roles).await?;
        print_line(&serde_json::json!({ "second_factor": roles }))
    }
}

impl Mode {
    fn run(self) -> Result<(), Problem> {
        let file = self.place.file()?;
        let settings = settings(&file, &self.place.existing_directory(&file)?);
        if let Some(mode) = self.mode {
            set_mode(&settings.mode_file, mode)?;
        }
        let mode = cairn_app::mode_in(&settings.mode_file);
        print_line(&serde_json::json!({ "mode": mode }))
    }
}

/// What `cairn panic` did.
#[derive(Debug, Serialize)]
struct Panicked {
    mode: SecurityMode,
    keys_destroyed: usize,
}

impl Panic {
    /// Runs the command.
    pub fn run(self) -> Result<(), Problem> {
        let file = self.place.file()?;
        let settings = settings(&file, &self.place.existing_directory(&file)?);
        let mode = SecurityMode::Locked;
        let locked = set_mode(&settings.mode_file, mode);
        // Whatever became of the lock, the keys go.
        let keys_destroyed = shred_keys(&settings.keys_dir, &Dice::System)?;
        locked?;
        print_line(&Panicked {
            mode,
            keys_destroyed,
        })
    }
}
