//! The real server, at its most talkative, in front of strangers: where they come from, with what
//! program and in which language is in no file of the data directory and in no line of the log.

use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// Every client comes from this address: all of 127.0.0.0/8 is the machine itself.
const PEER: Ipv4Addr = Ipv4Addr::new(127, 66, 77, 88);
const CANARIES: [&str; 7] = [
    "127.66.77.88",
    "203.0.113.77",
    "CanaryBrowser",
    "tlh-Piqd",
    "canary-person",
    "canary-referrer",
    "canary-cookie",
];

struct Server {
    child: Child,
    log: PathBuf,
    data: TempDir,
    address: SocketAddr,
}

fn cairn() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CAIRN_")) {
        command.env_remove(name);
    }
    command
}

impl Server {
    async fn start() -> Self {
        let data = tempfile::tempdir().expect("a temporary directory");
        let project = ["--code", "AFG", "--name", "A", "--zone", "Asia/Kabul"];
        let added = cairn()
            .args(["project", "add", "--data-dir"])
            .arg(data.path())
            .args(project)
            .output();
        assert!(added.expect("runs").status.success());
        let log = data.path().join("log");
        let file = fs::File::create(&log).expect("creates");
        let child = cairn()
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data.path())
            .env("CAIRN_LOG", "trace")
            .stdout(file.try_clone().expect("clones"))
            .stderr(Stdio::from(file))
            .spawn();
        let child = child.expect("starts");
        let address = listening(&log).await;
        Self {
            child,
            log,
            data,
            address,
        }
    }

    /// Sends a request from the canary's address and reads the whole answer.
    async fn send(&self, start: &str, kind: &str, body: &str) -> String {
        let mut stream = self.connect().await.expect("connects");
        let length = body.len();
        let request = format!(
            "{start} HTTP/1.1\r\nhost: t\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
             user-agent: CanaryBrowser/1.0\r\naccept-language: tlh-Piqd\r\n\
             x-forwarded-for: 203.0.113.77\r\nforwarded: for=203.0.113.77\r\n\
             referer: http://t/canary-referrer\r\ncookie: __Host-cairn-lang=canary-cookie; a=canary-cookie\r\n\
             content-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.expect("writes");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("reads");
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn connect(&self) -> io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((PEER, 0).into())?;
        socket.connect(self.address).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn listening(log: &Path) -> SocketAddr {
    for _ in 0..600 {
        let said = fs::read_to_string(log).unwrap_or_default();
        let line = said
            .lines()
            .find_map(|l| l.strip_prefix("listening on http://"));
        if let Some(address) = line {
            return address.parse().expect("an address");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the server did not say that it listens");
}

fn files_in(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("reads").flatten() {
        if entry.path().is_dir() {
            files_in(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=b";

fn submission(link: &str) -> String {
    let part = |name: &str, value: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [part("links", link), part("consent", "publish")];
    format!("{}--b--\r\n", parts.concat())
}

/// Each of these ends in an error path.
async fn go_wrong(server: &Server) {
    for (start, kind, body) in [
        ("POST /submit", MULTIPART, "--b\r\nbroken"),
        ("POST /submit", "text/plain", "what"),
        ("POST /receipt", FORM, "code=zoo+zoo+zoo+zoo+zoo+zoo+zoo"),
        ("POST /receipt/note", FORM, "code=nonsense&note=x"),
        (
            "POST /login",
            FORM,
            "email=canary-person%40example.org&password=canary-person",
        ),
        ("GET /projects", FORM, ""),
        ("GET /nowhere", FORM, ""),
        ("GET /%ff", FORM, ""),
        ("BREW /submit", FORM, ""),
        ("GET /submit?lang=x-rtl", FORM, ""),
    ] {
        let said = server.send(start, kind, body).await;
        assert!(said.starts_with("HTTP/1.1 "), "{start}: {said}");
        assert!(!said.starts_with("HTTP/1.1 5"), "{start}: {said}");
    }
    let mut hung_up = server.connect().await.expect("connects");
    hung_up
        .write_all(b"GET / HTTP/1.1\r\nuser-agent: CanaryBrowser")
        .await
        .expect("writes");
    drop(hung_up);
    let mut nonsense = server.connect().await.expect("connects");
    nonsense
        .write_all(b"CanaryBrowser\r\n\r\n")
        .await
        .expect("writes");
    let mut said = Vec::new();
    nonsense.read_to_end(&mut said).await.expect("reads");

    // A fault of ours, and an address that would like to be a line of the log.
    let keys = server.data.path().join("keys");
    fs::create_dir_all(&keys).expect("a folder");
    fs::write(keys.join("secrets.key"), "short").expect("written");
    let start = "GET /api/v1/projects/AFG/items/none%0aFORGED HTTP/1.1\r\nauthorization: Bearer x\r\nx-rest:";
    let said = server.send(start, FORM, "").await;
    assert!(said.starts_with("HTTP/1.1 500"), "{said}");
}

/// In UTC, and nobody else's.
fn every_line_is_ours(log: &str) {
    for line in log.lines() {
        assert!(!line.starts_with("FORGED"), "a line of somebody else's");
        let at = line.split(' ').next().unwrap_or_default();
        let is_ours = line.contains(" TRACE cairn") || line.contains(" ERROR cairn");
        let in_utc = at.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(at).is_ok();
        assert!(!is_ours || in_utc, "when was this? {line}");
    }
}

#[tokio::test]
async fn nothing_of_where_strangers_come_from_is_kept_or_logged() {
    let server = Server::start().await;
    for number in 0..20 {
        let link = format!("https://example.org/{number}");
        let sent = server
            .send("POST /submit", MULTIPART, &submission(&link))
            .await;
        assert!(sent.starts_with("HTTP/1.1 303"), "{sent}");
    }
    go_wrong(&server).await;

    let mut files = Vec::new();
    files_in(server.data.path(), &mut files);
    assert!(files.contains(&server.log) && files.len() >= 2, "{files:?}");
    let log = fs::read_to_string(&server.log).expect("reads");
    assert!(
        log.contains("TRACE"),
        "the log is as talkative as it can be"
    );
    assert!(log.contains("internal error"), "a fault of ours is in it");
    every_line_is_ours(&log);
    for file in files {
        let bytes = fs::read(&file).expect("reads");
        let is_logged_to = bytes.windows(7).any(|part| part == b" TRACE ");
        assert!(!is_logged_to || file == server.log, "{}", file.display());
        for canary in CANARIES {
            let found = bytes
                .windows(canary.len())
                .position(|part| part == canary.as_bytes());
            if let Some(at) = found {
                let around = &bytes[at.saturating_sub(120)..(at + 60).min(bytes.len())];
                let around = String::from_utf8_lossy(around);
                panic!("{canary} in {}: …{around}…", file.display());
            }
        }
    }
}
