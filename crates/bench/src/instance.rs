//! An instance in a directory of its own: real SQLite with the product's recipe; with a clock that
//! is set by hand, everything in it repeats itself.

use std::path::Path;

use cairn_app::{
    App, Clock, Dice, Settings, Visit,
    account::{self, NewAccount},
    project::{self, NewProject},
};
use cairn_domain::{ProjectCode, Role, UserId};
use cairn_media::{WorkerProgram, Workshop};
use cairn_storage::{Ear, Store, StoreOptions};
use chrono::{DateTime, Utc};

use crate::Problem;

/// Everybody's password.
pub const PASSWORD: &str = "correct-horse-battery";
/// The verifier who asks for pages and makes moves.
pub const VERIFIER: &str = "verifier1@bench.example";
/// Project of the instance.
const CODE: &str = "AFG";

/// Everybody with an account.
const TEAM: [(&str, Role, u32); 3] = [
    ("verifier", Role::Verifier, 30),
    ("lead", Role::Lead, 4),
    ("volunteer", Role::Volunteer, 200),
];

/// When every instance begins.
pub fn beginning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_664_784_000, 0).unwrap_or_default()
}

/// The file of a database.
pub fn database(directory: &Path) -> std::path::PathBuf {
    directory.join("cairn.db")
}

/// Opens the instance of a directory, with an ear on its database if one is given.
pub async fn open(directory: &Path, clock: Clock, ear: Option<&Ear>) -> Result<App, Problem> {
    let options = StoreOptions {
        database_url: format!("sqlite://{}?mode=rwc", database(directory).display()),
        blob_dir: directory.join("blobs"),
    };
    let store = match ear {
        Some(ear) => Store::open_heard(&options, ear).await?,
        None => Store::open(&options).await?,
    };
    // Hashing passwords is not what is measured.
    let settings = Settings {
        argon2_memory_kib: 64,
        argon2_passes: 1,
        keys_dir: directory.join("keys"),
        mode_file: directory.join("security-mode"),
        ..Settings::default()
    };
    // What repeats itself does so altogether; what runs in the present signs in more than once.
    let dice = match clock {
        Clock::Manual(_) => Dice::seeded(7),
        Clock::System => Dice::System,
    };
    Ok(App::new(
        store,
        Workshop::find(WorkerProgram::this()),
        clock,
        dice,
        settings,
    ))
}

/// The people of an instance.
#[derive(Debug, Clone)]
pub struct People {
    /// Those who geolocate and chronolocate.
    pub verifiers: Vec<UserId>,
    /// Those who sign off.
    pub leads: Vec<UserId>,
}

/// Opens the project and lets its people join.
pub async fn people(app: &App) -> Result<People, Problem> {
    let new = NewProject {
        code: CODE.parse()?,
        name: "Attacks on crowds".into(),
        summary: "Invented for measuring.".into(),
        zone: "Asia/Kabul".into(),
        template: "standard".into(),
        lease_minutes: 120,
        publish_cell_m: 1_000.0,
        is_demo: true,
    };
    account::require_second_factor(app, &[]).await?;
    let project = project::create_project(app, new).await?;
    let mut people = People {
        verifiers: Vec::new(),
        leads: Vec::new(),
    };
    for (name, role, count) in TEAM {
        for number in 1..=count {
            let new = NewAccount {
                email: format!("{name}{number}@bench.example"),
                name: format!("{name} {number}"),
                password: PASSWORD.into(),
                is_operator: false,
            };
            let user = account::create_account(app, new).await?;
            account::join_project(app, project, user, role).await?;
            match role {
                Role::Lead => people.leads.push(user),
                Role::Verifier => people.verifiers.push(user),
                _ => {}
            }
        }
    }
    Ok(people)
}

/// The verifier inside the project.
pub async fn visit(app: &App) -> Result<Visit, Problem> {
    let code: ProjectCode = CODE.parse()?;
    let account = app.store.read().find_account_by_email(VERIFIER).await?;
    let account = account.ok_or("the instance has no verifier")?;
    Ok(Visit::enter(app, account.id, &code).await?)
}
