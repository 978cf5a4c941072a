//! `cairn user …` and `cairn project …`: what an operator does before there is anybody to ask.

use std::io::{self, BufRead, IsTerminal};

use cairn_app::{
    App, Clock, Dice,
    account::{self, NewAccount},
    project::{self, NewProject},
};
use cairn_domain::{ProjectCode, Role};
use clap::{Args, Subcommand};

use crate::instance::{Place, Problem};

#[derive(Debug, Subcommand)]
pub enum User {
    /// Create an account; the password is read from standard input.
    Add(Add),
    /// Make an account a member of a project, or change its role.
    Join(Join),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// Sign-in name.
    #[arg(long)]
    email: String,
    /// What others see.
    #[arg(long)]
    name: String,
    /// May run the instance.
    #[arg(long)]
    operator: bool,
}

#[derive(Debug, Args)]
pub struct Join {
    #[command(flatten)]
    place: Place,
    /// Sign-in name.
    #[arg(long)]
    email: String,
    /// Code of the project.
    #[arg(long)]
    project: ProjectCode,
    /// reader, volunteer, verifier, lead or admin.
    #[arg(long)]
    role: Role,
}

impl User {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Join(join) => join.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let (email, name, is_operator) = (self.email, self.name, self.operator);
        let new = NewAccount {
            email,
            name,
            password: read_password()?,
            is_operator,
        };
        account::create_account(&app, new).await.map_err(words)?;
        Ok(())
    }
}

impl Join {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let reads = app.store.read();
        let project = reads.find_project(&self.project).await?;
        let project = project.ok_or_else(|| format!("there is no project {}", self.project))?;
        let account = reads
            .find_account_by_email(&self.email.to_lowercase())
            .await?;
        let account = account.ok_or_else(|| format!("there is no account {}", self.email))?;
        account::join_project(&app, project.id, account.id, self.role)
            .await
            .map_err(words)
    }
}

#[derive(Debug, Subcommand)]
pub enum Project {
    /// Open a project.
    Add(AddProject),
}

#[derive(Debug, Args)]
pub struct AddProject {
    #[command(flatten)]
    place: Place,
    /// Two to six capital letters or digits.
    #[arg(long)]
    code: ProjectCode,
    /// Name.
    #[arg(long)]
    name: String,
    /// A paragraph for the public site.
    #[arg(long, default_value = "")]
    summary: String,
    /// IANA name of the zone its times are shown in.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// standard, rapid or court.
    #[arg(long, default_value = "standard")]
    workflow: String,
    /// How long a claim on an item holds.
    #[arg(long, default_value_t = 120)]
    lease_minutes: u32,
    /// Published coordinates are snapped to cells of this size; 0 publishes them as found.
    #[arg(long, default_value_t = 1000.0)]
    publish_cell_m: f64,
}

impl Project {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        let Self::Add(add) = self;
        let app = open(&add.place).await?;
        let new = NewProject {
            code: add.code,
            name: add.name,
            summary: add.summary,
            zone: add.zone,
            template: add.workflow,
            lease_minutes: add.lease_minutes,
            publish_cell_m: add.publish_cell_m,
            is_demo: false,
        };
        project::create_project(&app, new).await.map_err(words)?;
        Ok(())
    }
}

async fn open(place: &Place) -> Result<App, Problem> {
    place.open(Clock::System, Dice::System).await
}

fn read_password() -> io::Result<String> {
    if io::stdin().is_terminal() {
        eprint!("password (at least 15 characters, shown as you type): ");
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Field errors in words for a terminal.
fn words(error: cairn_app::AppError) -> Problem {
    match error {
        cairn_app::AppError::Invalid(errors) => {
            let lines: Vec<_> = errors
                .iter()
                .map(|error| {
                    format!(
                        "{}: {} {}",
                        error.field,
                        error.code.replace('-', " "),
                        error.detail
                    )
                })
                .collect();
            lines.join("; ").into()
        }
        other => other.into(),
    }
}
