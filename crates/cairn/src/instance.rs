//! Opening an instance: settings from flags, environment and a TOML file; the data directory.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use cairn_app::{App, Clock, Dice, Limits, Settings, backup::is_unfinished};
use cairn_media::{WorkerProgram, Workshop};
use cairn_storage::{Store, StoreOptions};
use cairn_web::IpNet;
use clap::Args;
use serde::Deserialize;

use crate::ledger_place::LedgerPlace;

/// What went wrong, in one line for whoever runs the command.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Where an instance lives.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Directory that holds the database and the files.
    #[arg(long, env = "CAIRN_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Database; a file in the data directory unless said otherwise.
    #[arg(long, env = "CAIRN_DATABASE_URL")]
    pub database_url: Option<String>,
    /// Directory for files, as a path or a `file://` address; `blobs` in the data directory unless said otherwise.
    #[arg(long, env = "CAIRN_BLOB_URL")]
    pub blob_url: Option<String>,
    /// TOML file with the same settings; flags and variables go before it.
    #[arg(long, env = "CAIRN_CONFIG")]
    pub config: Option<PathBuf>,
    /// Decode recordings even where the kernel has no Landlock; takes the sentence `I accept that
    /// recordings are decoded without a sandbox`.
    #[arg(long)]
    pub accept_unsandboxed_media: Option<String>,
    /// The Chromium that prints custody reports; without one they come as HTML alone.
    #[arg(long, env = "CAIRN_CHROMIUM", value_name = "PROGRAM")]
    pub chromium: Option<PathBuf>,
    /// The public log.
    #[command(flatten)]
    pub ledger: LedgerPlace,
}

/// What an operator writes who decodes recordings without Landlock.
const ACCEPTANCE: &str = "I accept that recordings are decoded without a sandbox";

/// Settings in the TOML file. Unknown names are refused, so that a slip does not go unnoticed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileSettings {
    /// As `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// As `--database-url`.
    pub database_url: Option<String>,
    /// As `--blob-url`.
    pub blob_url: Option<String>,
    /// As `--listen`.
    pub listen: Option<SocketAddr>,
    /// Origins beside the server's own that forms may come from.
    pub trusted_origins: Vec<String>,
    /// Asks search engines to leave everything alone, or not; if it is not set, what is public may be
    /// found unless it is a demonstration.
    pub hide_from_robots: Option<bool>,
    /// As `--log-to`.
    pub log_to: Option<String>,
    /// As `--log-ca`.
    pub log_ca: Option<PathBuf>,
    /// As `--pseudo-locale`.
    pub pseudo_locale: bool,
    /// Networks of proxies that say whom they heard from (`X-Forwarded-For`), such as
    /// `127.0.0.1/32`. Without them the peer itself is counted.
    pub trusted_proxies: Vec<IpNet>,
    /// Sign-ins a minute from one network; 0 for no limit.
    pub sign_ins_per_min: Option<u32>,
    /// Submissions a minute from one network; 0 for no limit.
    pub submissions_per_min: Option<u32>,
    /// Receipt codes a minute from one network; 0 for no limit.
    pub receipts_per_min: Option<u32>,
    /// Resumable uploads begun a minute from one network; 0 for no limit.
    pub uploads_per_min: Option<u32>,
    /// Tables, lists and originals taken out a minute by one account, or from one network; 0 for no limit.
    pub downloads_per_min: Option<u32>,
    /// Solvers run a minute by one account; 0 for no limit.
    pub solver_runs_per_min: Option<u32>,
    /// Forms that change something, a minute by one account; 0 for no limit.
    pub changes_per_min: Option<u32>,
    /// Largest file taken by the plain form, in MiB.
    pub max_file_mib: Option<u64>,
    /// Largest file taken by an upload that can be gone on with, in MiB.
    pub max_upload_mib: Option<u64>,
    /// An upload that does not move for this long is dropped, in hours.
    pub upload_keep_hours: Option<u32>,
    /// Takes resumable uploads from those clients alone that send an `Upload-Key`.
    pub uploads_need_key: bool,
    /// Most files in one submission.
    pub max_files: Option<usize>,
    /// A session ends after this long without use, in minutes.
    pub session_idle_min: Option<u32>,
    /// A session ends after this long whatever happens, in minutes.
    pub session_max_min: Option<u32>,
    /// As `--accept-unsandboxed-media`.
    pub accept_unsandboxed_media: Option<String>,
    /// As `--chromium`.
    pub chromium: Option<PathBuf>,
    /// File of SHA-1 digests of passwords known from breaches, sorted, one a line.
    pub breached_passwords: Option<PathBuf>,
    /// Looks for malware: a program with its arguments, such as `["clamdscan", "--fdpass", "--no-summary"]`.
    pub scanner: Option<Vec<String>>,
    /// As `--ledger-every`, in minutes.
    pub ledger_every: Option<u32>,
    /// As `--ledger-mirror`.
    pub ledger_mirror: Option<PathBuf>,
    /// As `--ledger-origin`.
    pub ledger_origin: Option<String>,
    /// As `--scrub-days`.
    pub scrub_days: Option<u32>,
}

impl Place {
    /// Reads the TOML file, if one is named.
    pub fn file(&self) -> Result<FileSettings, Problem> {
        let Some(path) = &self.config else {
            return Ok(FileSettings::default());
        };
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| named(&error))?;
        Ok(toml::from_str(&text).map_err(|error| named(&error))?)
    }

    /// The data directory.
    pub fn directory(&self, file: &FileSettings) -> PathBuf {
        let chosen = self.data_dir.clone().or_else(|| file.data_dir.clone());
        chosen.unwrap_or_else(|| PathBuf::from("data"))
    }

    /// The data directory of an instance that must be there already.
    pub fn existing_directory(&self, file: &FileSettings) -> Result<PathBuf, Problem> {
        let directory = self.directory(file);
        if directory.is_dir() {
            Ok(directory)
        } else {
            Err(format!("{}: there is no instance here", directory.display()).into())
        }
    }

    /// Opens the instance, creating what is missing.
    pub async fn open(&self, clock: Clock, dice: Dice) -> Result<App, Problem> {
        let file = self.file()?;
        let directory = self.directory(&file);
        fs::create_dir_all(&directory)
            .map_err(|error| format!("{}: {error}", directory.display()))?;
        finished(&directory)?;
        let store = Store::open(&self.store_options(&file, &directory)?).await?;
        self.around(store, &file, &directory, (clock, dice))
    }

    /// Opens the instance to read, beside a server that may be running on it.
    pub async fn open_to_read(&self, clock: Clock, dice: Dice) -> Result<App, Problem> {
        let file = self.file()?;
        let directory = self.directory(&file);
        let options = self.store_options(&file, &directory);
        let options = options.map_err(|error| format!("{}: {error}", directory.display()))?;
        let store = Store::open_to_read(&options).await?;
        self.around(store, &file, &directory, (clock, dice))
    }

    fn around(
        &self,
        store: Store,
        file: &FileSettings,
        directory: &Path,
        (clock, dice): (Clock, Dice),
    ) -> Result<App, Problem> {
        let workshop = self.workshop(file)?;
        let ledger = self.ledger.settings(file, directory);
        let chromium = self.chromium.clone().or_else(|| file.chromium.clone());
        let settings = Settings {
            ledger,
            chromium,
            ..settings(file, directory)
        };
        Ok(App::new(store, workshop, clock, dice, settings))
    }

    /// Where the rows and blobs of an instance lie that is there already. Nothing is opened.
    pub fn existing(&self) -> Result<StoreOptions, Problem> {
        let file = self.file()?;
        let directory = self.directory(&file);
        finished(&directory)?;
        let options = self.store_options(&file, &directory);
        Ok(options.map_err(|error| format!("{}: {error}", directory.display()))?)
    }

    /// Where files are examined: in children that are this same program.
    pub fn workshop(&self, file: &FileSettings) -> Result<Workshop, Problem> {
        let written = self.accept_unsandboxed_media.as_ref();
        let written = written.or(file.accept_unsandboxed_media.as_ref());
        match written.map(|words| words.trim().trim_end_matches('.')) {
            Some(words) if words != ACCEPTANCE => {
                Err(format!("accept_unsandboxed_media takes this sentence: {ACCEPTANCE}").into())
            }
            words => Ok(Workshop::find_and_accept(
                WorkerProgram::this(),
                words.is_some(),
            )),
        }
    }

    fn store_options(&self, file: &FileSettings, directory: &Path) -> io::Result<StoreOptions> {
        let directory = directory.canonicalize()?;
        let sqlite = format!("sqlite://{}?mode=rwc", directory.join("cairn.db").display());
        let url = self
            .database_url
            .clone()
            .or_else(|| file.database_url.clone());
        let blobs = self.blob_url.clone().or_else(|| file.blob_url.clone());
        let blobs = blobs.map(|url| PathBuf::from(url.trim_start_matches("file://")));
        Ok(StoreOptions {
            database_url: url.unwrap_or(sqlite),
            blob_dir: blobs.unwrap_or_else(|| directory.join("blobs")),
        })
    }
}

/// Half an instance must not be taken for a whole one.
fn finished(directory: &Path) -> Result<(), Problem> {
    if !is_unfinished(directory) {
        return Ok(());
    }
    let name = directory.display();
    Err(format!("{name}: a restore into this directory was begun and not finished; run cairn restore again, or empty the directory").into())
}

/// The operator's choices for an instance in a directory.
pub fn settings(file: &FileSettings, directory: &Path) -> Settings {
    let usual = Settings::default();
    Settings {
        max_file_bytes: file
            .max_file_mib
            .map_or(usual.max_file_bytes, |mib| mib << 20),
        max_upload_bytes: file
            .max_upload_mib
            .map_or(usual.max_upload_bytes, |mib| mib << 20),
        upload_keep_hours: file.upload_keep_hours.unwrap_or(usual.upload_keep_hours),
        uploads_need_key: file.uploads_need_key,
        max_files: file.max_files.unwrap_or(usual.max_files),
        session_idle_min: file.session_idle_min.unwrap_or(usual.session_idle_min),
        session_max_min: file.session_max_min.unwrap_or(usual.session_max_min),
        layers_dir: directory.join("layers"),
        keys_dir: directory.join("keys"),
        mode_file: directory.join("security-mode"),
        breached_passwords: file.breached_passwords.clone(),
        scanner: file.scanner.clone(),
        limits: limits(file),
        ..usual
    }
}

fn limits(file: &FileSettings) -> Limits {
    let usual = Limits::default();
    Limits {
        sign_ins_per_min: file.sign_ins_per_min.unwrap_or(usual.sign_ins_per_min),
        submissions_per_min: file
            .submissions_per_min
            .unwrap_or(usual.submissions_per_min),
        receipts_per_min: file.receipts_per_min.unwrap_or(usual.receipts_per_min),
        uploads_per_min: file.uploads_per_min.unwrap_or(usual.uploads_per_min),
        downloads_per_min: file.downloads_per_min.unwrap_or(usual.downloads_per_min),
        solver_runs_per_min: file
            .solver_runs_per_min
            .unwrap_or(usual.solver_runs_per_min),
        changes_per_min: file.changes_per_min.unwrap_or(usual.changes_per_min),
    }
}
