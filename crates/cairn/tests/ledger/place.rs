//! A data directory in which something really happened, and the binary as an operator runs it there.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use cairn_app::ledger;
use cairn_testkit::TestApp;
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// What a command printed, and how it ended.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// One object a line.
    pub lines: Vec<Value>,
    /// Standard error.
    pub said: String,
}

/// A closed instance: a data directory and nothing that runs on it.
pub struct Closed {
    directory: TempDir,
    /// An item with a whole history, as pages name it.
    pub item: String,
    /// Entries of the first checkpoint and of the one that stands; `before.db` is of the first.
    pub signed: [u64; 2],
}

/// An instance with items and a ledger signed twice, closed so that a command can have it.
pub async fn closed() -> Closed {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    let first = ledger::sign(&story.app).await.expect("signed").size;
    let ledger = &story.app.settings.ledger.directory;
    fs::copy(ledger.join("checkpoint"), ledger.with_file_name("kept")).expect("kept");
    back_up(ledger.parent().expect("a folder"));
    story.submit_photo(5).await;
    let second = ledger::sign(&story.app).await.expect("signed").size;
    Closed {
        item: format!("AFG-{short}"),
        signed: [first, second],
        directory: story.close().await,
    }
}

fn back_up(data: &Path) {
    let database = Connection::open(data.join("cairn.db")).expect("opens");
    let to = data.join("before.db");
    let to = to.to_str().expect("text");
    database.execute("VACUUM INTO ?1", [to]).expect("copied");
}

impl Closed {
    /// The data directory.
    pub fn data(&self) -> &Path {
        self.directory.path()
    }

    /// A place below the data directory.
    pub fn path(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }

    /// Runs a command on the instance.
    pub fn run(&self, words: &[&str]) -> Ran {
        let output = self.command(words).output().expect("runs");
        let text = String::from_utf8(output.stdout).expect("text");
        let line = |line: &str| serde_json::from_str(line).expect("an object a line");
        Ran {
            code: output.status.code().expect("it ended by itself"),
            lines: text.lines().map(line).collect(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command.args(words).arg("--data-dir").arg(self.data());
        command.env_remove("CAIRN_LOG");
        command
    }

    /// Starts a server: the line it says when it is ready, or what it says when it will not be.
    pub fn serve(&self, words: &[&str]) -> Result<String, String> {
        self.started(words).map(|server| server.ready.clone())
    }

    /// A server that runs until it is dropped.
    pub fn serving(&self) -> Serving {
        self.started(&[]).expect("serves")
    }

    fn started(&self, words: &[&str]) -> Result<Serving, String> {
        let words = [&["serve", "--listen", "127.0.0.1:0"], words].concat();
        let mut command = self.command(&words);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut ready = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut ready).expect("reads");
        if ready.is_empty() {
            return Err(refusal(child));
        }
        Ok(Serving { child, ready })
    }

    /// Puts a copy of the database back, as an operator restores a backup.
    pub fn restore_database(&self) {
        for rest in ["cairn.db-wal", "cairn.db-shm"] {
            drop(fs::remove_file(self.path(rest)));
        }
        fs::copy(self.path("before.db"), self.path("cairn.db")).expect("restored");
    }
}

/// A server at work.
pub struct Serving {
    child: Child,
    ready: String,
}

impl Serving {
    /// Where it listens, as `127.0.0.1:1234`.
    pub fn address(&self) -> &str {
        let address = self.ready.trim().rsplit('/').next();
        address.expect("it says where it listens")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().expect("stops");
        self.child.wait().expect("ends");
    }
}

fn refusal(mut child: Child) -> String {
    let mut said = String::new();
    let mut errors = child.stderr.take().expect("piped");
    errors.read_to_string(&mut said).expect("text");
    assert_eq!(child.wait().expect("ends").code(), Some(1), "{said}");
    said
}
