//! A PostgreSQL server of a test's own, on a socket in a temporary directory. It refuses to run as
//! root, so that root hands it to another user first.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

#[path = "tls.rs"]
mod tls;

/// What is out of the ordinary about a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setup {
    /// Nothing: a socket, and whoever reaches it is believed.
    Usual,
    /// A socket, and the account of the system is the proof.
    Peers,
    /// An address too, over TLS.
    Tls,
    /// The same in versions that nobody should speak.
    OldTls,
}

/// A running server; stopped and forgotten when dropped.
pub struct Cluster {
    server: Child,
    directory: TempDir,
    owner: String,
    port: u16,
}

impl Cluster {
    /// Starts a server, or says why there is none.
    pub fn start() -> Result<Self, String> {
        Self::start_as(Setup::Usual)
    }

    /// Starts a server of some kind, or says why there is none.
    pub fn start_as(setup: Setup) -> Result<Self, String> {
        let bin = binaries().ok_or("no PostgreSQL server is installed")?;
        let directory = tempfile::Builder::new()
            .prefix("cairn-pg-")
            .tempdir_in("/tmp")
            .map_err(|error| error.to_string())?;
        let user = unprivileged_user(directory.path())?;
        let owner = match setup {
            Setup::Peers => this_user()?,
            _ => "postgres".to_owned(),
        };
        let data = directory.path().join("data");
        let mut initdb = as_user(user, &bin.join("initdb"));
        let believed = if setup == Setup::Peers {
            "peer"
        } else {
            "trust"
        };
        initdb.arg("-D").arg(&data);
        initdb.args(["-U", &owner, "-A", believed, "-E", "UTF8", "--no-sync"]);
        // A collation that is not byte by byte, so that a forgotten COLLATE shows.
        initdb.args([
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=en-US",
        ]);
        let output = initdb.output().map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let mut postgres = as_user(user, &bin.join("postgres"));
        postgres
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(directory.path());
        postgres.args(["-c", "fsync=off", "-c", "max_connections=60"]);
        let port = match setup {
            Setup::Usual | Setup::Peers => {
                postgres.args(["-c", "listen_addresses="]);
                5432
            }
            Setup::Tls | Setup::OldTls => {
                tls::switch_on(&mut postgres, directory.path(), user, setup)?
            }
        };
        postgres.stdout(Stdio::null()).stderr(Stdio::null());
        let server = postgres.spawn().map_err(|error| error.to_string())?;
        let cluster = Self {
            server,
            directory,
            owner,
            port,
        };
        cluster.wait()?;
        Ok(cluster)
    }

    /// URL of its only database.
    pub fn url(&self) -> String {
        let (owner, socket) = (&self.owner, self.directory.path().display());
        format!("postgres://{owner}@localhost/postgres?host={socket}")
    }

    /// URL of the same database over TLS, under a root of this name: `ca` vouches for it, `foreign` does not.
    pub fn url_over_tls(&self, root: &str) -> String {
        let root = self.directory.path().join(format!("{root}.pem"));
        let (port, root) = (self.port, root.display());
        format!(
            "postgres://postgres@localhost:{port}/postgres?sslmode=verify-full&sslrootcert={root}"
        )
    }

    fn wait(&self) -> Result<(), String> {
        let socket = format!(".s.PGSQL.{}", self.port);
        let socket = self.directory.path().join(socket);
        let pid_file = self.directory.path().join("data/postmaster.pid");
        let is_ready =
            || std::fs::read_to_string(&pid_file).is_ok_and(|text| text.contains("ready"));
        for _ in 0..6_000 {
            if socket.exists() && is_ready() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err("PostgreSQL did not start within a minute".to_owned())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGQUIT: at once, without writing anything; the directory goes too.
        let pid = self.server.id().to_string();
        let _ = Command::new("kill").args(["-QUIT", &pid]).status();
        let _ = self.server.wait();
    }
}

fn binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    for version in std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
    {
        folders.push(version.path().join("bin"));
    }
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The account of the system that runs this test.
fn this_user() -> Result<String, String> {
    let me = Command::new("id").arg("-un").output();
    let me = me.map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&me.stdout).trim().to_owned())
}

/// `None` when this process may run the server itself.
fn unprivileged_user(directory: &Path) -> Result<Option<&'static str>, String> {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).output();
    let me = id(&["-u"]).map_err(|error| error.to_string())?;
    if me.stdout.trim_ascii() != b"0" {
        return Ok(None);
    }
    let is_known = id(&["-u", "postgres"]).is_ok_and(|output| output.status.success());
    let user = if is_known { "postgres" } else { "nobody" };
    let owner = Command::new("chown").arg(user).arg(directory).status();
    match owner {
        Ok(status) if status.success() => Ok(Some(user)),
        _ => Err(format!("cannot hand {} to {user}", directory.display())),
    }
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", user, "--clear-groups", "--pdeathsig", "KILL"])
        .arg(program);
    command.current_dir("/");
    command
}
