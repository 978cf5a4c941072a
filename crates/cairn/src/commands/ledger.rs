//! `cairn ledger …`: verifying the public log, proving what is in it, its keys and checkpoints.

mod key;
pub(super) mod prove;
mod sign;
mod timestamp;
mod verify;

use clap::Subcommand;

use crate::instance::Problem;

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Verify a ledger from its files alone, against older checkpoints if there are any; or verify
    /// proofs. Needs no server and no database.
    Verify(verify::Verify),
    /// Prove the history of an item, or one act: a `.tlog-proof` for each event, which discloses it.
    Prove(prove::Prove),
    /// Print the public keys; put a second key in front of the one that signs.
    Key(key::Key),
    /// Sign a checkpoint now, while no server runs.
    Sign(sign::Sign),
    /// Add the cosignature of a witness to the checkpoint.
    Cosign(sign::Cosign),
    /// Keep the checkpoint to be time-stamped by others, or take their answers in. Asks nobody: a
    /// request lies in a file, and so do the answers.
    Timestamp(timestamp::Timestamp),
}

impl Ledger {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::Verify(command) => command.run(),
            Self::Prove(command) => command.run().await,
            Self::Key(command) => command.run().await,
            Self::Sign(command) => command.run().await,
            Self::Cosign(command) => command.run(),
            Self::Timestamp(command) => command.run(),
        }
    }
}
