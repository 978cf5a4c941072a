//! `cairn user …` and `cairn project …`: what an operator does before there is anybody to ask.

use std::io::{self, BufRead, IsTerminal};

use cairn_app::{
    App, Clock, Dice,
    account::{self, AccountChange, InvitationDraft, NewAccount},
    project::{self, NewProject},
};
use cairn_domain::{ProjectCode, ProjectId, Role, UserId};
use clap::{Args, Subcommand};

use crate::instance::{Place, Problem};

#[derive(Debug, Subcommand)]
pub enum User {
    /// Create an account; the password is read from standard input.
    Add(Add),
    /// Make an account a member of a project, or change its role.
    Join(Join),
    /// Make an invitation into a project; prints the path of its link, once.
    Invite(Invite),
    /// Give an account another password, read from standard input; ends all its sessions.
    Password(Who),
    /// Take second factor and recovery codes away from an account that lost both; ends all its sessions.
    ResetSecondFactor(Who),
    /// Let nobody come in with an account any more; ends its sessions and tokens.
    Disable(Who),
    /// Let somebody come in again with a disabled account.
    Enable(Who),
    /// End every session of an account.
    EndSessions(Who),
}

#[derive(Debug, Args)]
pub struct Who {
    #[command(flatten)]
    place: Place,
    /// Sign-in name.
    #[arg(long)]
    email: String,
}

#[derive(Debug, Args)]
pub struct Invite {
    #[command(flatten)]
    place: Place,
    /// Code of the project.
    #[arg(long)]
    project: ProjectCode,
    /// reader, volunteer, verifier, lead or admin.
    #[arg(long)]
    role: Role,
    /// For whom, in your own words; shown on the members page.
    #[arg(long, default_value = "")]
    note: String,
    /// How many days it is good for; seven at most.
    #[arg(long, default_value_t = account::LONGEST_INVITATION_DAYS)]
    days: u32,
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
            Self::Invite(invite) => invite.run().await,
            Self::Password(who) => who.change_password().await,
            Self::ResetSecondFactor(who) => who.reset_second_factor().await,
            Self::Disable(who) => who.change(AccountChange::Disable).await,
            Self::Enable(who) => who.change(AccountChange::Enable).await,
            Self::EndSessions(who) => who.change(AccountChange::EndSessions).await,
        }
    }
}

impl Who {
    async fn change_password(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let user = find_account(&app, &self.email).await?;
        let changed = account::replace_password(&app, user, &read_password()?).await;
        changed.map_err(words)
    }

    async fn reset_second_factor(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let user = find_account(&app, &self.email).await?;
        account::reset_second_factor(&app, user)
            .await
            .map_err(words)
    }
}

impl Who {
    async fn change(self, change: AccountChange) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let user = find_account(&app, &self.email).await?;
        let changed = account::change_account(&app, None, user, change).await;
        changed.map_err(words)
    }
}

impl Invite {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let project = find_project(&app, &self.project).await?;
        let draft = InvitationDraft {
            role: self.role.to_string(),
            note: self.note,
            days: self.days.to_string(),
        };
        let secret = account::invite_into(&app, project, None, &draft).await;
        let path = format!("/join#{}", secret.map_err(words)?);
        super::print_line(&serde_json::json!({ "path": path }))
    }
}

async fn find_account(app: &App, email: &str) -> Result<UserId, Problem> {
    let reads = app.store.read();
    let account = reads.find_account_by_email(&email.to_lowercase()).await?;
    let account = account.ok_or_else(|| format!("there is no account {email}"))?;
    Ok(account.id)
}

async fn find_project(app: &App, code: &ProjectCode) -> Result<ProjectId, Problem> {
    let project = app.store.read().find_project(code).await?;
    let project = project.ok_or_else(|| format!("there is no project {code}"))?;
    Ok(project.id)
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
        let project = find_project(&app, &self.project).await?;
        let user = find_account(&app, &self.email).await?;
        account::join_project(&app, project, user, self.role)
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
