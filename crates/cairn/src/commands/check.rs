//! `cairn check`

use cairn_app::{Clock, Dice, ledger};
use clap::Args;

use super::print_line;
use crate::instance::{Place, Problem};

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    place: Place,
    /// Print one digest over every row as well; equal for equal instances, and written in a backup.
    #[arg(long)]
    digest: bool,
}

impl Check {
    /// Prints a line for each finding and one for the whole; findings are a failure.
    pub async fn run(self) -> Result<(), Problem> {
        let app = self.place.open_to_read(Clock::System, Dice::System).await?;
        let mut checked = ledger::check(&app).await?;
        for finding in &checked.findings {
            print_line(finding)?;
        }
        if !self.digest {
            checked.digest = None;
        }
        print_line(&checked)?;
        match checked.findings.len() {
            0 => Ok(()),
            1 => Err("1 finding".into()),
            many => Err(format!("{many} findings").into()),
        }
    }
}
