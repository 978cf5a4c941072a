//! The real `cairn serve` on a data directory of its own, and everything that is watched about it.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use tempfile::TempDir;

use crate::http::{self, Answer, BOUNDARY};

pub const EMAIL: &str = "ana@hostile.example";
pub const PASSWORD: &str = "correct-horse-battery";
/// Most that the server may grow by, in bytes.
const GROWTH: u64 = 256 << 20;

/// A running server.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    pub data: PathBuf,
    /// Its working directory, home and temporary directory: nothing may be left there.
    outside: PathBuf,
    canary: TcpListener,
    memory: Memory,
    _folder: TempDir,
}

impl Server {
    /// Makes an instance with a project `HOS` and a verifier, and serves it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, outside) = (folder.path().join("data"), folder.path().join("outside"));
        fs::create_dir_all(&outside).expect("a folder");
        prepare(&data, &outside);
        let config = folder.path().join("cairn.toml");
        fs::write(&config, "max_file_mib = 64\n").expect("written");
        let mut process = cairn(&data, &outside)
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let address = address_of(&mut process);
        let canary = TcpListener::bind("127.0.0.1:0").expect("a port");
        canary.set_nonblocking(true).expect("does not wait");
        let memory = Memory::watch(process.id());
        Self {
            process,
            address,
            data,
            outside,
            canary,
            memory,
            _folder: folder,
        }
    }

    /// Where a request that leaves would arrive.
    pub fn canary_port(&self) -> u16 {
        self.canary.local_addr().expect("bound").port()
    }

    /// Hands in files as somebody from outside.
    pub fn submit(&self, what: &str, files: &[(&[u8], &[u8])]) -> Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let body = http::submission(what, files);
        let request = http::request("POST", "/submit/HOS", &[("Content-Type", &kind)], &body);
        http::send_raw(self.address, &request)
    }

    /// The session cookie of the verifier.
    pub fn sign_in(&self) -> String {
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        let body = format!("email={}&password={PASSWORD}", EMAIL.replace('@', "%40"));
        let request = http::request("POST", "/login", &[kind], body.as_bytes());
        let answer = http::send_raw(self.address, &request);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer
            .head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "))
            .find(|cookie| cookie.starts_with("__Host-cairn="));
        let pair = cookie.and_then(|cookie| cookie.split(';').next());
        pair.expect("a session").to_owned()
    }

    /// A page of the team.
    pub fn page(&self, cookie: &str, path: &str) -> Answer {
        let request = http::request("GET", path, &[("Cookie", cookie)], b"");
        http::send_raw(self.address, &request)
    }

    /// Whether it lives.
    pub fn is_well(&self) -> bool {
        let request = http::request("GET", "/readyz", &[], b"");
        http::send_raw(self.address, &request).status == 200
    }

    /// What must hold whatever was sent: it lives, has not grown, has asked nobody, and has left
    /// nothing outside its data directory.
    pub fn assert_unharmed(&self) {
        assert!(self.is_well(), "the server is alive");
        let grown = self.memory.growth();
        assert!(grown < GROWTH, "the server grew by {} MB", grown >> 20);
        assert!(self.canary.accept().is_err(), "a request has left");
        let left = everything_in(&self.outside);
        assert_eq!(left, Vec::<PathBuf>::new(), "outside the data directory");
        assert!(!Path::new("/tmp/PWNED").exists(), "a command was run");
        let incoming = everything_in(&self.data.join("blobs/incoming"));
        assert_eq!(incoming, Vec::<PathBuf>::new(), "half received");
        println!("server: grown by {} MB at most", grown >> 20);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.memory.stop();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn cairn(data: &Path, outside: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    command
        .env("CAIRN_DATA_DIR", data)
        .env("HOME", outside)
        .env("TMPDIR", outside)
        .current_dir(outside)
        .stderr(Stdio::null());
    command
}

fn prepare(data: &Path, outside: &Path) {
    let run = |arguments: &[&str], input: &str| {
        let mut command = cairn(data, outside);
        command.args(arguments).stdin(Stdio::piped());
        let mut child = command.stderr(Stdio::inherit()).spawn().expect("starts");
        let mut stdin = child.stdin.take().expect("piped");
        stdin.write_all(input.as_bytes()).expect("read");
        drop(stdin);
        assert!(child.wait().expect("ends").success(), "{arguments:?}");
    };
    let password = format!("{PASSWORD}\n");
    run(
        &["user", "add", "--email", EMAIL, "--name", "Ana"],
        &password,
    );
    let project = ["--code", "HOS", "--name", "Hostile", "--zone", "Asia/Kabul"];
    let workflow = ["--workflow", "standard"];
    run(&[&["project", "add"][..], &project, &workflow].concat(), "");
    let member = ["--email", EMAIL, "--project", "HOS", "--role", "verifier"];
    run(&[&["user", "join"][..], &member].concat(), "");
}

fn address_of(process: &mut Child) -> SocketAddr {
    let stdout = process.stdout.take().expect("piped");
    let line = BufReader::new(stdout)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned));
    line.expect("the server says where it listens")
        .parse()
        .expect("an address")
}

fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// The server's resident memory, looked at ten times a second.
struct Memory {
    start: u64,
    peak: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
    watcher: Option<JoinHandle<()>>,
}

impl Memory {
    fn watch(pid: u32) -> Self {
        let start = resident(pid);
        let peak = Arc::new(AtomicU64::new(start));
        let over = Arc::new(AtomicBool::new(false));
        let watcher = thread::spawn({
            let (peak, over) = (Arc::clone(&peak), Arc::clone(&over));
            move || {
                while !over.load(Ordering::Relaxed) {
                    peak.fetch_max(resident(pid), Ordering::Relaxed);
                    thread::park_timeout(Duration::from_millis(100));
                }
            }
        });
        Self {
            start,
            peak,
            over,
            watcher: Some(watcher),
        }
    }

    fn growth(&self) -> u64 {
        self.peak.load(Ordering::Relaxed).saturating_sub(self.start)
    }

    fn stop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(watcher) = self.watcher.take() {
            watcher.thread().unpark();
            let _ = watcher.join();
        }
    }
}

/// Bytes; 0 of a process that is gone.
fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}
